"""The ledger of runs: what was given, and what became of every file."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from extractors.records import Versions
from warehouse.arrow import insert
from warehouse.errors import WarehouseError
from warehouse.records import RunDocument


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a run did with the files that it was given."""

    given: int
    ready: int
    known: int
    needs_ocr: int
    failed: int

    @property
    def adds_up(self) -> bool:
        """given = ready + known + needs_ocr + failed."""
        return self.given == self.ready + self.known + self.needs_ocr + self.failed


def start_run(
    con: duckdb.DuckDBPyConnection, versions: Versions, *, command: str = "", program_version: str = ""
) -> str:
    """Open a run; returns its id. It stands as "started" until `finish_run` or `fail_run`."""
    now = _now()
    run_id = f"r{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    con.execute(
        "INSERT INTO store.runs (run_id, started_at, status, command, program_version, reader_version, "
        "taxonomy_version, rules_version, model_version) VALUES (?, ?, 'started', ?, ?, ?, ?, ?, ?)",
        [
            run_id,
            now,
            command,
            program_version,
            versions.reader,
            versions.taxonomy,
            versions.rules,
            versions.model,
        ],
    )
    return run_id


def record_documents(con: duckdb.DuckDBPyConnection, run_id: str, documents: Sequence[RunDocument]) -> None:
    """Note what became of files of a run, in the order given."""
    row = con.execute(
        "SELECT coalesce(max(ordinal) + 1, 0) FROM store.run_documents WHERE run_id = ?", [run_id]
    ).fetchone()
    first = 0 if row is None else int(row[0])
    rows = [
        {
            "run_id": run_id,
            "ordinal": first + number,
            "file_name": document.file_name,
            "source": document.source,
            "sha256": document.sha256,
            "document_id": document.document_id,
            "outcome": str(document.outcome),
            "stage": document.stage,
            "code": document.code,
            "reason": document.reason,
            "seconds": document.seconds,
        }
        for number, document in enumerate(documents)
    ]
    insert(con, "run_documents", rows)


def counts(con: duckdb.DuckDBPyConnection, run_id: str, given: int) -> RunCounts:
    """What became so far of the files given to a run."""
    found = dict(
        con.execute(
            "SELECT outcome, count(*) FROM store.run_documents WHERE run_id = ? GROUP BY outcome", [run_id]
        ).fetchall()
    )
    return RunCounts(
        given,
        found.get("ready", 0),
        found.get("known", 0),
        found.get("needs_ocr", 0),
        found.get("failed", 0),
    )


def finish_run(con: duckdb.DuckDBPyConnection, run_id: str, given: int) -> RunCounts:
    """Close a run. When the counts do not add up it stands as "failed", and a message says so."""
    found = counts(con, run_id, given)
    message = None
    if not found.adds_up:
        total = found.ready + found.known + found.needs_ocr + found.failed
        message = f"Le compte n’est pas bon : {given} fichiers donnés, {total} suivis."
    _close(con, run_id, "finished" if found.adds_up else "failed", found, message)
    return found


def fail_run(con: duckdb.DuckDBPyConnection, run_id: str, given: int, message: str) -> RunCounts:
    """Close a run that broke off; message: French."""
    found = counts(con, run_id, given)
    _close(con, run_id, "failed", found, message)
    return found


def _close(
    con: duckdb.DuckDBPyConnection, run_id: str, status: str, found: RunCounts, message: str | None
) -> None:
    changed = con.execute(
        "UPDATE store.runs SET finished_at = ?, status = ?, given = ?, ready = ?, known = ?, needs_ocr = ?, "
        "failed = ?, message = ? WHERE run_id = ? RETURNING run_id",
        [
            _now(),
            status,
            found.given,
            found.ready,
            found.known,
            found.needs_ocr,
            found.failed,
            message,
            run_id,
        ],
    ).fetchall()
    if not changed:
        raise WarehouseError(f"Exécution inconnue : {run_id}.")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
