"""Rows of a document as it was received and read; and back: passages out of the rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import duckdb

from extractors.records import (
    Box,
    Description,
    Failure,
    Found,
    Page,
    Passage,
    PassageKind,
    Reading,
    Run,
    Versions,
)
from warehouse.arrow import insert, runs_column
from warehouse.fold import fold
from warehouse.identify import document_id, passage_id
from warehouse.records import Received

DESCRIPTION_FIELDS = ("title", "issuer", "kind", "issuer_type", "published_on", "language")


def find_document(con: duckdb.DuckDBPyConnection, received: Received) -> tuple[str, bool]:
    """The id of the document with these bytes, and whether it is new. A new one gets no row yet."""
    known = con.execute(
        "SELECT document_id FROM store.documents WHERE sha256 = ?", [received.sha256]
    ).fetchone()
    if known is not None:
        return str(known[0]), False
    taken = dict(con.execute("SELECT document_id, sha256 FROM store.documents").fetchall())
    return document_id(received.sha256, taken), True


def put_document(
    con: duckdb.DuckDBPyConnection, document: str, received: Received, reading: Reading, versions: Versions
) -> None:
    """Write the row of a document that was read. Name and date of the first reception stay."""
    values = {
        "status": str(reading.status),
        "page_count": len(reading.pages),
        "reader_version": reading.reader_version,
        "taxonomy_version": versions.taxonomy,
        "rules_version": versions.rules,
        "model_version": versions.model,
        "remarks": list(reading.remarks),
        "error_stage": None,
        "error_code": None,
        "error": None,
        "error_retry": None,
    }
    _write(con, document, received, values | _described(reading.description))


def put_failed(
    con: duckdb.DuckDBPyConnection, document: str, received: Received, failure: Failure, versions: Versions
) -> None:
    """Write the row of a document that could not be read."""
    values = {
        "status": "failed",
        "error_stage": failure.stage,
        "error_code": failure.code,
        "error": failure.reason,
        "error_retry": failure.retry,
        "reader_version": versions.reader,
    }
    _write(con, document, received, values)


def set_understanding(con: duckdb.DuckDBPyConnection, document: str, versions: Versions) -> None:
    """Note the versions with which a document was understood."""
    con.execute(
        "UPDATE store.documents SET taxonomy_version = ?, rules_version = ?, model_version = ? "
        "WHERE document_id = ?",
        [versions.taxonomy, versions.rules, versions.model, document],
    )


def note_file(con: duckdb.DuckDBPyConnection, document: str, received: Received) -> None:
    """Note a name under which the bytes of a document came, once."""
    con.execute(
        "INSERT INTO store.document_files SELECT ?, ?, ?, ? WHERE NOT EXISTS "
        "(SELECT 1 FROM store.document_files WHERE document_id = ? AND file_name = ? "
        "AND source IS NOT DISTINCT FROM ?)",
        [
            document,
            received.file_name,
            received.source,
            received.received_at,
            document,
            received.file_name,
            received.source,
        ],
    )


def pages(document: str, read: Sequence[Page]) -> list[dict[str, Any]]:
    """Rows of the pages."""
    return [
        {
            "document_id": document,
            "page": page.number,
            "width": page.width,
            "height": page.height,
            "rotation": page.rotation,
            "status": str(page.status),
            "method": page.method,
            "columns": page.columns,
            "characters": page.characters,
            "remark": page.remark,
        }
        for page in read
    ]


def put_passages(con: duckdb.DuckDBPyConnection, document: str, passages: Sequence[Passage]) -> None:
    """Insert the passages and what search looks into."""
    rows = [_passage_row(document, passage) for passage in passages]
    insert(con, "passages", rows, runs=runs_column(passages))
    units = [
        {
            "unit_id": row["passage_id"],
            "document_id": document,
            "kind": "passage",
            "folded": fold(row["text"]),
        }
        for row in rows
    ]
    insert(con, "search_units", units)


def stored_passages(con: duckdb.DuckDBPyConnection, document: str) -> tuple[Passage, ...]:
    """The passages of a document as they were read, in reading order; () when there are none."""
    rows = con.execute(
        "SELECT ordinal, page, kind, section, text, level, table_no, row_no, column_no, column_heading, "
        "row_heading, note, note_calls, anchor, "
        'list_transform(runs, r -> [r."start", r."end", r.page, r.x0, r.y0, r.x1, r.y1]) '
        "FROM store.passages WHERE document_id = ? ORDER BY ordinal",
        [document],
    ).fetchall()
    return tuple(
        Passage(
            ordinal=row[0],
            page=row[1],
            kind=PassageKind(row[2]),
            section=tuple(row[3]),
            text=row[4],
            runs=tuple(Run(int(r[0]), int(r[1]), Box(int(r[2]), r[3], r[4], r[5], r[6])) for r in row[14]),
            level=row[5],
            table=row[6],
            row=row[7],
            column=row[8],
            column_heading=row[9],
            row_heading=row[10],
            note=row[11],
            note_calls=tuple((call["at"], call["note"]) for call in row[12]),
            anchor=row[13],
        )
        for row in rows
    )


def boxes_json(boxes: Sequence[Box]) -> str:
    """Boxes as people and programs read them: [[page, x0, y0, x1, y1], …], points, two decimals."""
    rows = [[b.page, round(b.x0, 2), round(b.y0, 2), round(b.x1, 2), round(b.y1, 2)] for b in boxes]
    return json.dumps(rows, separators=(",", ":"))


def _passage_row(document: str, passage: Passage) -> dict[str, Any]:
    return {
        "passage_id": passage_id(document, passage.ordinal),
        "document_id": document,
        "ordinal": passage.ordinal,
        "page": passage.page,
        "kind": str(passage.kind),
        "section": list(passage.section),
        "text": passage.text,
        "boxes": boxes_json(passage.boxes()),
        "level": passage.level,
        "table_no": passage.table,
        "row_no": passage.row,
        "column_no": passage.column,
        "column_heading": passage.column_heading,
        "row_heading": passage.row_heading,
        "note": passage.note,
        "note_calls": [{"at": at, "note": note} for at, note in passage.note_calls],
        "anchor": passage.anchor,
    }


def _described(description: Description) -> dict[str, str | None]:
    values: dict[str, str | None] = {}
    for name in DESCRIPTION_FIELDS:
        found: Found | None = getattr(description, name)
        values[name] = None if found is None else found.value
        values[f"{name}_how"] = None if found is None else found.how
    return values


def _write(con: duckdb.DuckDBPyConnection, document: str, received: Received, values: dict[str, Any]) -> None:
    known = con.execute("SELECT 1 FROM store.documents WHERE document_id = ?", [document]).fetchone()
    library = None if received.library_path is None else str(received.library_path)
    if known is None:
        values = values | {
            "document_id": document,
            "sha256": received.sha256,
            "file_name": received.file_name,
            "source": received.source,
            "library_path": library,
            "size_bytes": received.size,
            "received_at": received.received_at,
        }
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        con.execute(f"INSERT INTO store.documents ({names}) VALUES ({marks})", list(values.values()))
    else:
        if library is not None:
            values = values | {"library_path": library}
        changes = ", ".join(f"{name} = ?" for name in values)
        con.execute(
            f"UPDATE store.documents SET {changes} WHERE document_id = ?", [*values.values(), document]
        )
    note_file(con, document, received)
