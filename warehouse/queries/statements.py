"""The statements: kept ones, candidates for review, and what was set aside."""

from __future__ import annotations

import duckdb

from warehouse.queries import labels
from warehouse.queries.build import Where, about_category, about_document, about_norms, about_text, table
from warehouse.records import Column, ColumnType, Filters, Table

COLUMNS = (
    Column("statement_id", "Énoncé", width=15),
    Column("document_id", "Document", width=13),
    Column("file_name", "Fichier", width=28),
    Column("title", "Titre", width=36),
    Column("issuer", "Émetteur", width=24),
    Column("year", "Année", ColumnType.INTEGER, 8),
    Column("page", "Page", ColumnType.INTEGER, 6),
    Column("text", "Texte", width=80),
    Column("assertion", "Affirmation", width=13, labels=labels.ASSERTION),
    Column("code", "Code", width=11),
    Column("nature", "Nature", width=16),
    Column("mechanism", "Portée", width=14, labels=labels.MECHANISM),
    Column("score", "Score", ColumnType.NUMBER, 7),
    Column("voice", "Voix", width=13, labels=labels.VOICE),
    Column("norms", "Normes citées", ColumnType.LIST, 32),
    Column("obstacle_id", "Frein", width=15),
    Column("review_status", "Examen", width=13, labels=labels.REVIEW),
    Column("section", "Section", width=36),
    Column("also_codes", "Codes secondaires", ColumnType.LIST, 16),
    Column("boxes", "Cadres (page, x0, y0, x1, y1)", ColumnType.JSON, 20),
    Column("evidence", "Ce qui a décidé", ColumnType.JSON, 24),
)
_REASON = Column("reason", "Pourquoi", width=36)
# Of what was set aside, the reason stands beside the text; what it would affirm if it were kept misleads.
_SET_ASIDE = tuple(
    shown
    for column in COLUMNS
    if column.key not in ("assertion", "mechanism")
    for shown in ((column, _REASON) if column.key == "text" else (column,))
)

_SQL = """
SELECT s.*, d.file_name, d.title, d.issuer, d.year
FROM {view} s JOIN documents d USING (document_id)
WHERE {where}
ORDER BY d.file_name, d.document_id, s.ordinal, s."start"
"""


def statements(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """Statements, in the order of the documents.

    Heeds every filter; unanswered and min_issuers are those of the obstacle.
    """
    return _table(con, filters, "statements", "enonces", "Énoncés", COLUMNS)


def candidates(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """Statements below the threshold, to be looked at by a person."""
    return _table(con, filters, "candidates", "candidats", "Énoncés à examiner", (*COLUMNS, _REASON))


def excluded(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """What speaks of obstacles and asserts none, with the reason."""
    return _table(con, filters, "excluded", "ecartes", "Énoncés écartés", _SET_ASIDE)


def _table(
    con: duckdb.DuckDBPyConnection,
    filters: Filters,
    view: str,
    name: str,
    title: str,
    columns: tuple[Column, ...],
) -> Table:
    where = Where()
    about_document(where, filters)
    about_category(where, filters, "s")
    about_norms(where, filters, "s.norms")
    about_text(where, filters, "s.text")
    if filters.assertion is not None:
        where.add("s.assertion = ?", filters.assertion)
    if filters.unanswered:
        where.add("s.obstacle_id IN (SELECT obstacle_id FROM coverage WHERE answers = 0)")
    if filters.min_issuers is not None:
        where.add(
            "s.obstacle_id IN (SELECT obstacle_id FROM obstacles WHERE issuer_count >= ?)",
            filters.min_issuers,
        )
    sql = _SQL.format(view=view, where=where.sql)
    return table(con, name, title, columns, sql, where.params, filters.limit)
