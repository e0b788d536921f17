"""Which files a run is given: paths and folders → files, in a stable order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from warehouse.library import printable

_SIDECARS = (".yaml", ".yml", ".json")  # what a person wrote about a PDF beside it


@dataclass(frozen=True, slots=True)
class Gathered:
    """What paths gave.

    files:      to ingest
    problems:   French messages about paths that gave nothing, or not all
    missing:    paths that are not there
    unreadable: folders without the right to read them
    others:     files of the folders that are no PDF and were left aside
    """

    files: tuple[Path, ...]
    problems: tuple[str, ...]
    missing: tuple[Path, ...] = ()
    unreadable: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def gather(paths: Iterable[Path]) -> Gathered:
    """Files given by name are taken whatever they are; of folders, every PDF below, hidden ones aside.

    A file that is given twice is taken once.
    """
    files: dict[Path, None] = {}
    problems: list[str] = []
    missing: list[Path] = []
    unreadable: list[Path] = []
    others: list[Path] = []
    for path in paths:
        name = printable(str(path))
        if path.is_dir():
            inside = _below(path)
            unreadable += inside.unreadable
            others += inside.others
            files |= dict.fromkeys(inside.files)
            if not inside.files and not inside.unreadable:
                problems.append(
                    f"Aucun PDF dans le dossier « {name} ». Les fichiers attendus portent l’extension .pdf ; "
                    "exportez d’abord en PDF les documents Word ou LibreOffice."
                )
        elif path.exists():
            files[path] = None
        else:
            missing.append(path)
            problems.append(f"Chemin introuvable : « {name} ». Vérifiez l’orthographe et le dossier courant.")
    problems += [
        f"Dossier illisible : « {printable(str(path))} ». Vérifiez vos droits." for path in unreadable
    ]
    if others:
        problems.append(_left_aside(others))
    return Gathered(tuple(files), tuple(problems), tuple(missing), tuple(unreadable), tuple(others))


def _left_aside(others: Sequence[Path]) -> str:
    named = ", ".join(printable(path.name) for path in others[:5]) + (", …" if len(others) > 5 else "")
    if len(others) == 1:
        return f"1 fichier qui n’est pas un PDF est laissé de côté : {named}."
    return f"{len(others)} fichiers qui ne sont pas des PDF sont laissés de côté : {named}."


@dataclass(slots=True)
class _Inside:
    files: list[Path] = field(default_factory=list)
    unreadable: list[Path] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)


def _below(folder: Path) -> _Inside:
    found = _Inside()
    pending = [folder]
    while pending:
        current = pending.pop()
        try:
            entries = sorted(current.iterdir())
        except OSError:
            found.unreadable.append(current)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and not entry.is_symlink():
                pending.append(entry)
            elif entry.suffix.lower() == ".pdf" and entry.is_file():
                found.files.append(entry)
            elif entry.is_file() and entry.suffix.lower() not in _SIDECARS:
                found.others.append(entry)
    found.files.sort()
    return found
