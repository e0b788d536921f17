"""The gate before the warehouse: who writes holds it, who reads passes through it.

A writer holds the gate (an exclusive flock on `<warehouse>.lock`) for the length of its transaction; a reader
touches it (a shared flock, let go at once) before it opens the file. So new readers wait behind a waiting
writer, and a stream of readers cannot starve it. The lock dies with its process.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import WarehouseBusy, WarehouseError
from warehouse.records import Listener

PATIENCE = 60.0  # seconds before one gives up
_TELL_AFTER = 1.0  # seconds before one says that one waits
_PAUSE = 0.01  # seconds, first pause; grows to twenty times as much


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the gate. since: UTC."""

    pid: int
    command: str
    since: datetime


class Waiting:
    """One wait with growing pauses; says so once after a second, gives up after `patience` seconds."""

    def __init__(self, warehouse: Path, patience: float, tell: Listener | None) -> None:
        self._warehouse = warehouse
        self._start = time.monotonic()
        self._patience = patience
        self._tell = tell
        self._pause = _PAUSE

    def pause(self) -> None:
        """Sleep a little. Raises WarehouseBusy when patience has run out."""
        waited = time.monotonic() - self._start
        if waited > self._patience:
            raise WarehouseBusy(
                f"L’entrepôt est occupé{self._by_whom()} depuis plus de {self._patience:.0f} s. "
                "Réessayez dans un instant."
            )
        if self._tell is not None and waited > _TELL_AFTER:
            self._tell(f"L’entrepôt est occupé{self._by_whom()} ; j’attends qu’il se libère…")
            self._tell = None
        time.sleep(self._pause)
        self._pause = min(self._pause * 1.5, 20 * _PAUSE)

    def _by_whom(self) -> str:
        found = holder(self._warehouse)
        if found is None:
            return ""
        return f" par « {found.command} » (processus {found.pid}, depuis {found.since:%H:%M:%S} UTC)"


def lock_path(warehouse: Path) -> Path:
    """The file of the gate, beside the warehouse."""
    return warehouse.with_name(warehouse.name + ".lock")


def holder(warehouse: Path) -> Holder | None:
    """Who says to hold the gate, for messages; None when nobody does or it cannot be read."""
    try:
        said = json.loads(lock_path(warehouse).read_text(encoding="utf-8"))
        return Holder(int(said["pid"]), str(said["command"]), datetime.fromisoformat(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def hold(warehouse: Path, waiting: Waiting) -> Iterator[None]:
    """Hold the gate, alone. Raises WarehouseBusy, or WarehouseError when there is no right to write."""
    file = _open(warehouse, os.O_RDWR | os.O_CREAT)
    try:
        _acquire(file, fcntl.LOCK_EX, waiting.pause)
        os.ftruncate(file, 0)
        os.pwrite(file, _introduction(), 0)
        try:
            yield
        finally:
            os.ftruncate(file, 0)
    finally:
        os.close(file)  # lets the lock go


def pass_through(warehouse: Path, waiting: Waiting) -> None:
    """Wait until no writer holds the gate. A gate that cannot be opened is taken for open."""
    try:
        file = os.open(lock_path(warehouse), os.O_RDONLY)
    except OSError:
        return  # nobody ever wrote from here, or the folder is read-only: the file's own lock protects
    try:
        _acquire(file, fcntl.LOCK_SH, waiting.pause)
    finally:
        os.close(file)


def _open(warehouse: Path, flags: int) -> int:
    path = lock_path(warehouse)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, 0o644)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise WarehouseError("Le disque est plein : faites de la place, puis recommencez.") from error
        raise WarehouseError(
            f"Impossible d’écrire dans le dossier {path.parent} ({error.strerror}). "
            "Demandez le droit d’y écrire, ou choisissez un autre dossier."
        ) from error


def _acquire(file: int, how: int, pause: Callable[[], None]) -> None:
    while True:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            pause()


def _introduction() -> bytes:
    command = " ".join([Path(sys.argv[0] or "python").name, *sys.argv[1:3]])[:120]
    since = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    return json.dumps({"pid": os.getpid(), "command": command, "since": since}, ensure_ascii=False).encode()
