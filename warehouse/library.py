"""Keep a copy of every document: content-addressed, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from warehouse.errors import LibraryError
from warehouse.records import Received

_BLOCK = 1 << 20  # bytes
PARTIAL = ".partiel-"  # start of the name of a copy that is not whole yet


def receive(path: Path, library: Path | None) -> Received:
    """Hash a file and keep a copy of it in the library (None: keep none); a copy that is there is left alone.

    Raises LibraryError with code "missing", "no_permission", "changed_while_reading", "library_full",
    "library_no_permission" or "library_unwritable".
    """
    sha256, size = digest(path)
    kept = None
    if library is not None:
        kept = stored_path(library, sha256)
        if not _is_whole(kept, size):
            _copy(path, kept, sha256)
    now = datetime.now(UTC).replace(tzinfo=None)
    return Received(sha256, size, printable(path.name), printable(str(path)), now, kept)


def stored_path(library: Path, sha256: str) -> Path:
    """Where the library keeps the document with these bytes: two digits, then the rest."""
    return library / sha256[:2] / f"{sha256}.pdf"


def digest(path: Path) -> tuple[str, int]:
    """SHA-256 and size in bytes of a file. Raises LibraryError."""
    found = hashlib.sha256()
    size = 0
    with _reading(path) as file:
        while block := file.read(_BLOCK):
            found.update(block)
            size += len(block)
    return found.hexdigest(), size


def printable(name: str) -> str:
    """A name that can be stored as text: bytes that are no UTF-8 are shown as \\xNN."""
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def _copy(path: Path, target: Path, sha256: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=PARTIAL, dir=target.parent)
    except OSError as error:
        raise _not_written(target, error) from error
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, _reading(path) as file:
            found = _pump(file, out, target)
        if found != sha256:
            raise LibraryError(
                "changed_while_reading",
                "Le fichier a changé pendant sa copie. Attendez la fin de son enregistrement, "
                "puis recommencez.",
            )
        try:
            partial.chmod(0o444)
            partial.replace(target)
            _sync_folder(target.parent)
        except OSError as error:
            raise _not_written(target, error) from error
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()


def _pump(file: BinaryIO, out: BinaryIO, target: Path) -> str:
    found = hashlib.sha256()
    while block := file.read(_BLOCK):
        found.update(block)
        try:
            out.write(block)
        except OSError as error:
            raise _not_written(target, error) from error
    try:
        out.flush()
        os.fsync(out.fileno())
    except OSError as error:
        raise _not_written(target, error) from error
    return found.hexdigest()


def _is_whole(kept: Path, size: int) -> bool:
    try:
        return kept.stat().st_size == size
    except OSError:
        return False


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise LibraryError("missing", "Le fichier n’existe pas (ou plus). Vérifiez son chemin.") from error
    except OSError as error:
        raise LibraryError(
            "no_permission",
            f"Le fichier ne peut pas être lu ({error.strerror}). Demandez le droit de le lire.",
        ) from error
    with file:
        yield file


def _not_written(target: Path, error: OSError) -> LibraryError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return LibraryError(
            "library_full",
            "Le disque est plein : le document n’a pas pu être copié dans la bibliothèque. "
            "Faites de la place, puis recommencez.",
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return LibraryError(
            "library_no_permission",
            f"L’écriture dans la bibliothèque ({target.parent}) est refusée. Demandez le droit d’y écrire.",
        )
    return LibraryError(
        "library_unwritable",
        f"Le document n’a pas pu être copié dans la bibliothèque ({error.strerror}). Vérifiez le disque.",
    )
