"""`levier evaluate`: the quality of the extractors, measured against documents read by people."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from levier.exits import Exit, stop
from levier.options import number


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="OR", help="Fichier .jsonl des documents lus par des personnes.")
    ],
    warehouse: Annotated[
        Path | None,
        typer.Option(
            "--warehouse",
            metavar="FICHIER",
            help="Entrepôt à mesurer. Sans lui, les PDF à côté de OR sont lus dans un entrepôt provisoire.",
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="BASE", help="Évaluation précédente (--json) : gains et pertes."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tout en JSON, à garder pour --against.")] = False,
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FICHIER", help="Écrire le diagramme de fiabilité (SVG).")
    ] = None,
    errors: Annotated[
        int,
        typer.Option(
            "--errors", metavar="N", parser=number(0), help="Montrer N lignes de chaque sorte d’erreur."
        ),
    ] = 0,
) -> None:
    """Mesurer la qualité de ce que le programme relève, contre des documents annotés."""
    from levier.terminal import safe, tell
    from warehouse.connect import reading
    from warehouse.evaluation import evaluate as measure
    from warehouse.evaluation import load_base, reliability_svg, report, to_json

    if not gold.is_file():
        stop(f"Fichier introuvable : « {safe(str(gold))} ».", Exit.NO_INPUT)
    base = None if against is None else load_base(against)
    with _measured(gold, warehouse) as path, reading(path, tell=tell) as con:
        found = measure(con, gold)
    if svg is not None:
        try:
            svg.write_text(reliability_svg(found.calibration), encoding="utf-8")
        except OSError as error:
            stop(f"« {safe(str(svg))} » ne peut pas être écrit ({error.strerror}).", Exit.REFUSED)
    sys.stdout.write(to_json(found) + "\n" if as_json else report(found, base, errors=errors))


@contextmanager
def _measured(gold: Path, warehouse: Path | None) -> Iterator[Path]:
    """The warehouse to measure: the one given, or one made for the moment from the PDFs beside the gold."""
    if warehouse is not None:
        yield warehouse
        return
    from levier.commands.ingest import run_ingest

    files = pdfs_beside(gold)
    with tempfile.TemporaryDirectory(prefix="levier-") as folder:
        path = Path(folder) / "warehouse.duckdb"
        run_ingest(files, path, library=Path(folder) / "library")
        yield path


def pdfs_beside(gold: Path) -> list[Path]:
    """The PDFs that a gold file speaks of: in its folder, or in `pdf/` or a folder of its name beside it."""
    from warehouse.evaluation.gold import read_gold

    folders = (gold.parent, gold.parent / gold.stem, gold.parent / "pdf")
    found = []
    for document in read_gold(gold).documents:
        places = [folder / document.file for folder in folders if (folder / document.file).is_file()]
        found += places[:1]
    if not found:
        stop(
            f"Aucun des PDF de {gold.name} n’est à côté de lui. Donnez un entrepôt avec --warehouse.",
            Exit.NO_INPUT,
        )
    return found
