"""Which files a run is given: paths and folders → files, in a stable order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from warehouse.library import printable


@dataclass(frozen=True, slots=True)
class Gathered:
    """files: to ingest; problems: French messages about paths that gave nothing; missing: paths not there."""

    files: tuple[Path, ...]
    problems: tuple[str, ...]
    missing: tuple[Path, ...]


def gather(paths: Iterable[Path]) -> Gathered:
    """Files given by name are taken whatever they are; of folders, every PDF below, hidden ones aside.

    A file that is given twice is taken once.
    """
    files: dict[Path, None] = {}
    problems: list[str] = []
    missing: list[Path] = []
    for path in paths:
        name = printable(str(path))
        if path.is_dir():
            found, unreadable = _below(path)
            problems += [
                f"Dossier illisible : « {printable(str(p))} ». Vérifiez vos droits." for p in unreadable
            ]
            if not found and not unreadable:
                problems.append(
                    f"Aucun PDF dans le dossier « {name} ». Les fichiers attendus portent l’extension .pdf ; "
                    "exportez d’abord en PDF les documents Word ou LibreOffice."
                )
            files |= dict.fromkeys(found)
        elif path.exists():
            files[path] = None
        else:
            missing.append(path)
            problems.append(f"Chemin introuvable : « {name} ». Vérifiez l’orthographe et le dossier courant.")
    return Gathered(tuple(files), tuple(problems), tuple(missing))


def _below(folder: Path) -> tuple[list[Path], list[Path]]:
    found: list[Path] = []
    unreadable: list[Path] = []
    pending = [folder]
    while pending:
        current = pending.pop()
        try:
            entries = sorted(current.iterdir())
        except OSError:
            unreadable.append(current)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and not entry.is_symlink():
                pending.append(entry)
            elif entry.suffix.lower() == ".pdf" and entry.is_file():
                found.append(entry)
    return sorted(found), unreadable
