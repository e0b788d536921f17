"""Open the warehouse, for one moment: to read, or to write one short transaction.

Nobody keeps the file open. A reader that finds it locked waits and tries again; a writer holds the gate of
`warehouse.lock` for the time of its transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse import ledger, lock, migrate
from warehouse.errors import WarehouseDamaged, WarehouseError, WarehouseMissing
from warehouse.lock import PATIENCE, Waiting
from warehouse.records import Listener

# The same for every connection of a process: DuckDB refuses two configurations of one file.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@contextmanager
def reading(
    path: Path, *, patience: float = PATIENCE, tell: Listener | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection. A warehouse of an earlier version is brought up to date first.

    patience: seconds; tell: gets a French message after a second of waiting.
    Raises WarehouseMissing, WarehouseBusy, WarehouseTooNew, WarehouseDamaged.
    """
    waiting = Waiting(path, patience, tell)
    con = _open_reading(path, waiting)
    try:
        if not migrate.is_current(con):
            con.close()
            prepare(path, patience=patience, tell=tell)
            con = _open_reading(path, waiting)
        yield con
    finally:
        con.close()


@contextmanager
def writing(
    path: Path, *, patience: float = PATIENCE, tell: Listener | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection inside one transaction: committed at the end of the block, undone by an exception.

    Creates the warehouse and brings it up to date when need be. What the transaction appended to the
    append-only tables is noted in the ledger beside the file (see `warehouse.ledger`).
    Raises WarehouseBusy, WarehouseTooNew, WarehouseDamaged, WarehouseError (no right to write, full disk).
    """
    waiting = Waiting(path, patience, tell)
    with lock.hold(path, waiting):
        con = _open(path, waiting, read_only=False)
        try:
            migrate.migrate(con)
            con.execute("BEGIN")
            before = ledger.position(con)
            yield con
            note = ledger.since(con, before)
            _note(path, note, ledger.intend)
            con.execute("COMMIT")
            _note(path, note, ledger.confirm)
        except duckdb.Error as error:
            raise _explained(path, error) from error
        finally:
            con.close()  # an open transaction is undone


def prepare(path: Path, *, patience: float = PATIENCE, tell: Listener | None = None) -> None:
    """Create the warehouse or bring it up to date; nothing to do when it is. Raises as `writing`."""
    with writing(path, patience=patience, tell=tell):
        pass


def _note(path: Path, note: ledger.Note, write: Callable[[Path, ledger.Note], None]) -> None:
    try:
        write(path, note)
    except OSError as error:
        raise WarehouseError(
            f"Le registre {ledger.ledger_path(path)} ne peut pas être écrit ({error.strerror}). "
            "Vérifiez la place sur le disque et le droit d’y écrire, puis recommencez."
        ) from error


def _open_reading(path: Path, waiting: Waiting) -> duckdb.DuckDBPyConnection:
    if not path.exists():
        raise WarehouseMissing(
            f"Il n’y a pas d’entrepôt à cet endroit : {path}. Lisez d’abord des documents."
        )
    lock.pass_through(path, waiting)
    return _open(path, waiting, read_only=True)


def _open(path: Path, waiting: Waiting, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config=_CONFIG)
        except duckdb.Error as error:
            if not _is_busy(error):
                raise _explained(path, error) from error
        waiting.pause()


def _is_busy(error: duckdb.Error) -> bool:
    text = str(error)
    # Another process holds the file, or another thread of this one holds it in the other mode.
    return "Could not set lock" in text or "different configuration" in text or "Conflicting lock" in text


def _explained(path: Path, error: duckdb.Error) -> WarehouseError:
    text = str(error)
    if "No space left" in text:
        return WarehouseError(
            "Le disque est plein : faites de la place, puis recommencez. Rien n’a été perdu."
        )
    if "Permission denied" in text or "read-only" in text.lower():
        return WarehouseError(f"Le programme n’a pas le droit d’ouvrir l’entrepôt {path}.")
    if isinstance(error, duckdb.IOException | duckdb.SerializationException | duckdb.FatalException) or (
        "Corrupt" in text or "not a valid DuckDB" in text
    ):
        return WarehouseDamaged(
            f"L’entrepôt {path} est abîmé et ne peut pas être ouvert. Gardez le fichier, lancez "
            f"« levier doctor », puis reconstruisez-le à partir de la bibliothèque. Détail : {text[:300]}"
        )
    return WarehouseError(f"L’entrepôt a refusé une opération : {text[:500]}")
