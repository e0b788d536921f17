"""One row in its context: what a person needs to check it against the page."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from warehouse.errors import WarehouseError


@dataclass(frozen=True, slots=True)
class StatementInContext:
    """A statement with its sentence's surroundings.

    values: the row of its view with `disposition`, by column name; before, after: the rest of the passage
    """

    values: dict[str, object]
    before: str
    text: str
    after: str
    file_name: str
    title: str | None
    citations: tuple[tuple[str, str, str | None], ...]  # display, norm_id, doubt


def statement(con: duckdb.DuckDBPyConnection, given: str) -> StatementInContext:
    """The statement of that id (or of the only id that starts so), kept or not. Raises WarehouseError."""
    cursor = con.execute(
        "SELECT s.*, d.file_name, d.title, p.text AS passage FROM store.reviewed_statements s "
        "JOIN documents d USING (document_id) JOIN passages p USING (passage_id) "
        "WHERE s.statement_id = ? OR (length(?) >= 4 AND starts_with(s.statement_id, ?)) LIMIT 2",
        [given, given, given],
    )
    names = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    if not rows:
        raise WarehouseError(f"Aucun énoncé « {given} ».")
    if len(rows) > 1:
        raise WarehouseError(f"Plusieurs énoncés commencent par « {given} » : donnez l’identifiant entier.")
    values = dict(zip(names, rows[0], strict=True))
    passage = str(values.pop("passage"))
    file_name, title = str(values.pop("file_name")), values.pop("title")
    start, end = int(values["start"]), int(values["end"])
    cited = con.execute(
        'SELECT display, norm_id, doubt FROM citations WHERE statement_id = ? ORDER BY "start"',
        [values["statement_id"]],
    ).fetchall()
    return StatementInContext(
        values=values,
        before=passage[:start],
        text=passage[start:end],
        after=passage[end:],
        file_name=file_name,
        title=None if title is None else str(title),
        citations=tuple((str(row[0]), str(row[1]), row[2]) for row in cited),
    )
