"""Options that several commands share, and how their values are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def one_of(values: Iterable[str]) -> Callable[[str], str]:
    """A reader of values that takes only these; the others get the nearest as a hint."""
    allowed = tuple(values)

    def read(value: str) -> str:
        if value.lower() in allowed:
            return value.lower()
        near = get_close_matches(value.lower(), allowed, n=1)
        hint = f" Vouliez-vous dire « {near[0]} » ?" if near else ""
        raise typer.BadParameter(f"« {value} » n’est pas possible. Valeurs : {', '.join(allowed)}.{hint}")

    return read


def number(least: int, what: str = "un nombre entier") -> Callable[[str], int]:
    """A reader of whole numbers from `least` on."""

    def read(value: str | int) -> int:
        try:
            found = int(value)
        except ValueError:
            raise typer.BadParameter(f"« {value} » n’est pas {what}.") from None
        if found < least:
            raise typer.BadParameter(f"« {value} » est trop petit ; au moins {least}.")
        return found

    return read


def year(value: str) -> int:
    """A reader of years."""
    if len(value) != 4 or not value.isdigit():
        raise typer.BadParameter(f"« {value} » n’est pas une année. Écrivez-la en quatre chiffres : 2019.")
    return int(value)


Warehouse = Annotated[
    Path | None,
    typer.Option(
        "--warehouse", metavar="FICHIER", help="Fichier de l’entrepôt (par défaut, celui du dossier levier)."
    ),
]
Shape = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="table|csv|json",
        parser=one_of(Format),
        help="Tableau pour l’écran, CSV ou JSON pour un programme.",
    ),
]
Reviewer = Annotated[str, typer.Option("--as", metavar="NOM", help="Qui décide (sinon LEVIER_REVIEWER).")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXTE", help="Pourquoi, en une phrase.")]
Out = Annotated[Path, typer.Option("--out", metavar="DOSSIER", help="Dossier où écrire.")]


def chosen(warehouse: Path | None) -> Path:
    """The warehouse that a command works on."""
    if warehouse is not None:
        return warehouse
    from levier.settings import settings

    return settings().warehouse
