"""The coverage: what answers each obstacle, and what nobody answers."""

from __future__ import annotations

import duckdb

from warehouse.queries import labels
from warehouse.queries.build import Where, about_category, about_document, about_norms, about_text, table
from warehouse.records import Column, ColumnType, Filters, Table

COLUMNS = (
    Column("obstacle_id", "Frein", width=15),
    Column("code", "Code", width=11),
    Column("nature", "Nature", width=16),
    Column("label", "Intitulé", width=70),
    Column("issuer_count", "Émetteurs", ColumnType.INTEGER, 10),
    Column("removes", "Lèvent", ColumnType.INTEGER, 9),
    Column("mitigates", "Atténuent", ColumnType.INTEGER, 10),
    Column("works_around", "Contournent", ColumnType.INTEGER, 11),
    Column("accepted", "Acceptées", ColumnType.INTEGER, 10),
    Column("suggested", "Suggérées", ColumnType.INTEGER, 10),
    Column("rejected", "Rejetées", ColumnType.INTEGER, 9),
    Column("state", "Couverture", width=20, labels=labels.COVERAGE),
    Column("status", "État du frein", width=18),
)

_SQL = """
SELECT v.* FROM coverage v
WHERE {where}
ORDER BY v.answers = 0 DESC, v.issuer_count DESC, v.code, v.obstacle_id
"""
_STATED = """v.obstacle_id IN (
    SELECT s.obstacle_id FROM statements s JOIN documents d USING (document_id)
    WHERE s.review_status <> 'rejected' AND {where})"""


def coverage(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """Obstacles and their answers, those without any first. Heeds every filter but limit's order."""
    where = Where()
    about_category(where, filters, "v")
    about_text(where, filters, "v.label")
    if filters.unanswered:
        where.add("v.answers = 0")
    if filters.min_issuers is not None:
        where.add("v.issuer_count >= ?", filters.min_issuers)
    stated = Where()
    about_document(stated, filters)
    about_norms(stated, filters, "s.norms")
    if filters.assertion is not None:
        stated.add("s.assertion = ?", filters.assertion)
    if stated:
        where.add(_STATED.format(where=stated.sql), *stated.params)
    sql = _SQL.format(where=where.sql)
    return table(con, "couverture", "Couverture des freins", COLUMNS, sql, where.params, filters.limit)
