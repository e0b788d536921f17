"""Put what was read and understood into the warehouse: all rows of a document in one transaction.

The caller opens the transaction (`warehouse.connect.writing`). Loading the same document with the same
versions again changes nothing; other versions replace its rows, and leave decisions, corrections and
memberships where they are.
"""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb

from extractors.records import Failure, Reading, Understanding, Versions
from warehouse import document_rows, understanding_rows
from warehouse.arrow import insert
from warehouse.document_rows import find_document
from warehouse.errors import WarehouseError
from warehouse.records import Loaded, Need, Received

_UNDERSTOOD = ("sentences", "statements", "citations", "proposals")
_READ = ("pages", "passages")


def needs(
    con: duckdb.DuckDBPyConnection, sha256: str, versions: Versions, *, ocr: bool = False
) -> Need | None:
    """What a document asks for; None when it is known and up to date.

    ocr: True when text recognition is at hand, which a document that waits for it then asks for.
    A document that failed and would fail again (same reader, no retry) asks for nothing: `known_failure`.
    """
    row = con.execute(
        "SELECT status, error_retry, reader_version, taxonomy_version, rules_version, model_version "
        "FROM store.documents WHERE sha256 = ?",
        [sha256],
    ).fetchone()
    if row is None or row[2] != versions.reader:
        return Need.READ
    if row[0] == "failed":
        return Need.READ if row[1] else None
    if row[0] == "needs_ocr" and ocr:
        return Need.READ
    if tuple(row[3:]) != (versions.taxonomy, versions.rules, versions.model):
        return Need.UNDERSTAND
    return None


def known_failure(con: duckdb.DuckDBPyConnection, sha256: str) -> Failure | None:
    """Why a known document could not be read, None when it could."""
    row = con.execute(
        "SELECT error_stage, error_code, error, error_retry FROM store.documents "
        "WHERE sha256 = ? AND status = 'failed'",
        [sha256],
    ).fetchone()
    return None if row is None else Failure(row[0], row[1], row[2], bool(row[3]))


def load_document(
    con: duckdb.DuckDBPyConnection, received: Received, reading: Reading, understanding: Understanding
) -> Loaded:
    """Put a document in, or replace its rows; returns what was put in.

    Raises WarehouseError when the reading is not of the received file.
    """
    if reading.sha256 != received.sha256:
        raise WarehouseError(
            f"Le fichier « {received.file_name} » a changé pendant la lecture : relancez la lecture."
        )
    document, created = find_document(con, received)
    if not created and _same(con, document, reading, understanding.versions):
        document_rows.note_file(con, document, received)
        return _counts(con, document)
    _delete(con, document, _READ + _UNDERSTOOD)
    document_rows.put_document(con, document, received, reading, understanding.versions)
    insert(con, "pages", document_rows.pages(document, reading.pages))
    document_rows.put_passages(con, document, reading.passages)
    understanding_rows.put(con, document, received.sha256, reading.passages, understanding)
    return _finish(con, document, received.sha256)


def load_understanding(con: duckdb.DuckDBPyConnection, document: str, understanding: Understanding) -> Loaded:
    """Replace what was understood in a document whose passages are stored. Raises WarehouseError."""
    row = con.execute("SELECT sha256 FROM store.documents WHERE document_id = ?", [document]).fetchone()
    if row is None:
        raise WarehouseError(f"Document inconnu : {document}.")
    passages = document_rows.stored_passages(con, document)
    _delete(con, document, _UNDERSTOOD)
    con.execute("DELETE FROM store.search_units WHERE document_id = ? AND kind = 'statement'", [document])
    document_rows.set_understanding(con, document, understanding.versions)
    understanding_rows.put(con, document, row[0], passages, understanding)
    return _finish(con, document, row[0])


def load_failure(
    con: duckdb.DuckDBPyConnection,
    received: Received | None,
    failure: Failure,
    *,
    file_name: str,
    versions: Versions,
    run_id: str | None = None,
) -> str | None:
    """Record that a file could not be read; returns its document id, None when its bytes are unknown.

    A document that an earlier reader could read keeps its rows and its status; only the failure is added.
    """
    document = None
    sha256 = None
    if received is not None:
        sha256 = received.sha256
        document, created = find_document(con, received)
        status = con.execute(
            "SELECT status FROM store.documents WHERE document_id = ?", [document]
        ).fetchone()
        if created or status == ("failed",):
            document_rows.put_failed(con, document, received, failure, versions)
        else:
            document_rows.note_file(con, document, received)
    now = datetime.now(UTC).replace(tzinfo=None)
    why = [failure.stage, failure.code, failure.reason, failure.retry]
    values = [now, run_id, document, sha256, file_name, *why]
    con.execute("INSERT INTO store.failures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    return document


def _same(con: duckdb.DuckDBPyConnection, document: str, reading: Reading, versions: Versions) -> bool:
    row = con.execute(
        "SELECT status, reader_version, taxonomy_version, rules_version, model_version, page_count "
        "FROM store.documents WHERE document_id = ?",
        [document],
    ).fetchone()
    wanted = (
        str(reading.status),
        reading.reader_version,
        versions.taxonomy,
        versions.rules,
        versions.model,
        len(reading.pages),
    )
    return row == wanted


def _delete(con: duckdb.DuckDBPyConnection, document: str, tables: tuple[str, ...]) -> None:
    for table in tables:
        con.execute(f"DELETE FROM store.{table} WHERE document_id = ?", [document])
    if "passages" in tables:
        con.execute("DELETE FROM store.search_units WHERE document_id = ?", [document])


def _finish(con: duckdb.DuckDBPyConnection, document: str, sha256: str) -> Loaded:
    loaded = _counts(con, document)
    con.execute("UPDATE store.search_state SET stale = true")
    con.execute(
        "INSERT INTO store.loads "
        "SELECT coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM store.loads",
        [
            datetime.now(UTC).replace(tzinfo=None),
            document,
            sha256,
            loaded.status,
            loaded.pages,
            loaded.passages,
            loaded.statements,
            loaded.citations,
            loaded.proposals,
        ],
    )
    return loaded


def _counts(con: duckdb.DuckDBPyConnection, document: str) -> Loaded:
    tables = ("pages", "passages", "statements", "citations", "proposals")
    counts = ", ".join(
        f"(SELECT count(*) FROM store.{table} WHERE document_id = d.document_id)" for table in tables
    )
    row = con.execute(
        f"SELECT document_id, status, {counts} FROM store.documents d WHERE document_id = ?", [document]
    ).fetchone()
    if row is None:
        raise WarehouseError(f"Document inconnu : {document}.")
    return Loaded(*row)
