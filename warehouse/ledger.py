"""The ledger beside the warehouse: what was committed, written outside the file, append-only.

A damaged write-ahead log can open quietly on an earlier state; only a count kept elsewhere shows it. Each
transaction that added to an append-only table is noted in `<warehouse>.ledger.jsonl`, once before its commit
("intent") and once after ("done"), each line synced to the disk. Decisions and corrections of people are
noted whole, so that they can be restored. `warehouse.doctor` compares.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

# The append-only tables, each numbered by `seq` from 1 without a gap.
TABLES = ("loads", "decisions", "document_corrections")


@dataclass(frozen=True, slots=True)
class Note:
    """Rows that one transaction appended, by table. last: greatest seq by table after it."""

    last: dict[str, int]
    rows: dict[str, list[dict[str, Any]]]

    @property
    def empty(self) -> bool:
        """True when the transaction appended nothing."""
        return not any(self.rows.values())


def ledger_path(warehouse: Path) -> Path:
    """The file of the ledger, beside the warehouse."""
    return warehouse.with_name(warehouse.name + ".ledger.jsonl")


def position(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The greatest seq of each append-only table, 0 when empty."""
    select = ", ".join(f"(SELECT coalesce(max(seq), 0) FROM store.{table})" for table in TABLES)
    row = con.execute(f"SELECT {select}").fetchone()
    assert row is not None
    return dict(zip(TABLES, (int(value) for value in row), strict=True))


def since(con: duckdb.DuckDBPyConnection, before: dict[str, int]) -> Note:
    """What was appended after a position."""
    rows: dict[str, list[dict[str, Any]]] = {}
    last = position(con)
    for table in TABLES:
        if last[table] == before[table]:
            continue
        cursor = con.execute(f"SELECT * FROM store.{table} WHERE seq > ? ORDER BY seq", [before[table]])
        names = [column[0] for column in cursor.description or ()]
        rows[table] = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    return Note(last, rows)


def intend(warehouse: Path, note: Note) -> None:
    """Note what is about to be committed. Raises OSError when it cannot be written."""
    if not note.empty:
        _append(warehouse, {"step": "intent", "at": _now(), "last": note.last, "rows": note.rows})


def confirm(warehouse: Path, note: Note) -> None:
    """Note that it was committed."""
    if not note.empty:
        _append(warehouse, {"step": "done", "at": _now(), "last": note.last})


def entries(warehouse: Path) -> Iterator[dict[str, Any]]:
    """All entries, oldest first; lines that a crash cut short are left out."""
    path = ledger_path(warehouse)
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            entry = json.loads(line)
        except ValueError:
            continue  # cut by a crash: its transaction was not committed, or its "done" line says so
        if isinstance(entry, dict):
            yield entry


def _append(warehouse: Path, entry: dict[str, Any]) -> None:
    path = ledger_path(warehouse)
    # The leading line break closes a line that a crash left open.
    line = b"\n" + json.dumps(entry, ensure_ascii=False, default=_plain).encode() + b"\n"
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(file, line)
        os.fsync(file)
    finally:
        os.close(file)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
