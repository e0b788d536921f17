"""The files of a watched folder that are ready: nobody is still writing them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from flows.errors import InboxMissing
from flows.gather import gather
from warehouse.library import printable

PAUSE = 2.0  # seconds between two looks at a file
QUIET = 10.0  # seconds since its last change


@dataclass(frozen=True, slots=True)
class Inbox:
    """ready: to ingest; moving: still being copied, for the next round; others: no PDF, left alone."""

    ready: tuple[Path, ...]
    moving: tuple[Path, ...]
    others: tuple[Path, ...] = ()


def look(folder: Path, *, pause: float = PAUSE, quiet: float = QUIET) -> Inbox:
    """Look twice at the PDFs of a folder; those whose size or time changed, or just changed, have to wait.

    pause, quiet: seconds. Raises InboxMissing when the folder is not there or cannot be read.
    """
    if not folder.is_dir():
        raise InboxMissing(f"Le dossier surveillé n’existe pas ou plus : « {printable(str(folder))} ».")
    gathered = gather([folder])
    if gathered.unreadable:
        named = ", ".join(f"« {printable(str(path))} »" for path in gathered.unreadable)
        raise InboxMissing(
            f"Le dossier surveillé ne peut pas être lu en entier : {named}. Vérifiez les droits."
        )
    before = {path: _mark(path) for path in gathered.files}
    if before:
        time.sleep(pause)
    ready: list[Path] = []
    moving: list[Path] = []
    for path, mark in before.items():
        now = _mark(path)
        if now is None:
            continue  # taken away in between
        (ready if now == mark and not 0 <= time.time() - now[1] / 1e9 < quiet else moving).append(path)
    return Inbox(tuple(ready), tuple(moving), gathered.others)


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_size, told.st_mtime_ns
