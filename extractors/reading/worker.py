"""The child process in which documents are read, one after the other. See `isolate.py` for the parent.

Started as `python -m extractors.reading.worker FD READER`: FD is the number of an open socket, READER
the dotted name of the function that reads ("module:function"). Requests and answers are pickles.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

import pypdfium2 as pdfium

from extractors.reading.errors import ReadingError
from extractors.reading.limits import WorkerLimits
from extractors.records import Failure, Reading

Read: TypeAlias = Callable[[Path, Callable[[int], None]], Reading]

# Seconds that the parent has beyond its own limit before the worker ends itself: only matters when the
# parent was killed and cannot do it.
_GRACE = 30


def main(arguments: list[str]) -> None:
    """Answer requests until the parent hangs up."""
    connection = Connection(int(arguments[0]))
    try:
        read, tells_pages = load(arguments[1])
        connection.send(("ready", tells_pages))
        while True:
            path, limits = connection.recv()
            # No handler: an alarm that goes off ends the process, wherever it is stuck.
            signal.alarm(int(limits.seconds) + _GRACE)
            outcome = read_here(read, path, limits, lambda number: connection.send(("page", number)))
            signal.alarm(0)
            connection.send(("done", outcome))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has gone: nothing left to do


def load(name: str) -> tuple[Read, bool]:
    """The function that reads, given as "module:function", and whether it tells of its progress.

    It takes the path and, if it has such a parameter, `on_page`, to be called with the number of each
    page that it begins.
    """
    module, _, function = name.partition(":")
    read: Callable[..., Reading] = getattr(importlib.import_module(module), function)
    if "on_page" in inspect.signature(read).parameters:
        return lambda path, on_page: read(path, on_page=on_page), True
    return lambda path, on_page: read(path), False


def read_here(
    read: Read, path: Path, limits: WorkerLimits, on_page: Callable[[int], None]
) -> Reading | Failure:
    """Read one document in this process; whatever Python can catch becomes a `Failure`.

    The bytes are hashed before and after: a file that changed in between gives "changed_while_reading".
    """
    try:
        before = _sha256(path)
        outcome: Reading | Failure = _too_long(path, limits) or read(path, on_page)
    except ReadingError as error:
        outcome = error.failure
    except MemoryError:
        outcome = out_of_memory(limits)
    except FileNotFoundError:
        outcome = Failure("receive", "missing", "Le fichier a disparu. Vérifiez son chemin.", retry=True)
    except (Exception, SystemExit) as error:
        outcome = _unexpected(error)
    if isinstance(outcome, Failure):
        return outcome
    try:
        # A reader may wrap its `Reading` in more; then it answers for the hash that it took itself.
        taken = outcome.sha256 if isinstance(outcome, Reading) else before
        changed = not (before == taken == _sha256(path))
    except OSError:
        changed = True
    return changed_while_reading() if changed else outcome


def out_of_memory(limits: WorkerLimits) -> Failure:
    """The document asks for more memory than it may have."""
    return Failure(
        "read",
        "memory",
        f"Le document demande plus de {limits.memory_mb} Mo de mémoire. "
        "Réenregistrez-le en le réduisant (« Imprimer en PDF »), ou découpez-le.",
    )


def changed_while_reading() -> Failure:
    """The bytes before and after are not the same."""
    return Failure(
        "read",
        "changed_while_reading",
        "Le fichier a changé pendant la lecture. Attendez la fin de la copie, puis recommencez.",
        retry=True,
    )


def _too_long(path: Path, limits: WorkerLimits) -> Failure | None:
    try:
        with pdfium.PdfDocument(path) as document:
            pages = len(document)
    except pdfium.PdfiumError:
        return None  # the reader has its own words for it
    if pages <= limits.pages:
        return None
    return Failure(
        "open",
        "too_many_pages",
        f"Le document a {pages} pages, la limite est de {limits.pages}. Découpez-le ou relevez la limite.",
    )


def _unexpected(error: BaseException) -> Failure:
    said = " ".join(str(error).split())[:160]
    told = f"{type(error).__name__} : {said}" if said else type(error).__name__
    return Failure(
        "read",
        "unreadable",
        f"Le document n’a pas pu être lu ({told}). Ouvrez-le dans un lecteur de PDF, "
        "réenregistrez-le (« Imprimer en PDF »), puis recommencez.",
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
