"""The categories and how much stands under each."""

from __future__ import annotations

import duckdb

from warehouse.queries.build import Where, about_category, about_document, about_norms, about_text, table
from warehouse.records import Column, ColumnType, Filters, Table

COLUMNS = (
    Column("code", "Code", width=11),
    Column("nature", "Nature", width=14),
    Column("family_label", "Famille", width=40),
    Column("label", "Catégorie", width=50),
    Column("statement_count", "Énoncés", ColumnType.INTEGER, 9),
    Column("asserted_count", "Affirmés", ColumnType.INTEGER, 9),
    Column("document_count", "Documents", ColumnType.INTEGER, 10),
    Column("issuer_count", "Émetteurs", ColumnType.INTEGER, 10),
    Column("obstacle_count", "Freins", ColumnType.INTEGER, 8),
)

_SQL = """
WITH counted AS (
    SELECT s.code, count(*) AS statement_count, count(*) FILTER (s.assertion = 'asserted') AS asserted_count,
           count(DISTINCT s.document_id) AS document_count, count(DISTINCT d.issuer_key) AS issuer_count,
           count(DISTINCT s.obstacle_id) AS obstacle_count
    FROM statements s JOIN documents d USING (document_id)
    WHERE s.review_status <> 'rejected' AND {statements} GROUP BY s.code
)
SELECT c.code, c.nature, c.family_label, c.label, coalesce(statement_count, 0) AS statement_count,
       coalesce(asserted_count, 0) AS asserted_count, coalesce(document_count, 0) AS document_count,
       coalesce(issuer_count, 0) AS issuer_count, coalesce(obstacle_count, 0) AS obstacle_count
FROM categories c LEFT JOIN counted k USING (code)
WHERE {categories} ORDER BY c.code
"""


def categories(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """All categories by code, with counts. Heeds code, nature, text and the filters on documents, norms."""
    statements = Where()
    about_document(statements, filters)
    about_norms(statements, filters, "s.norms")
    rows = Where()
    about_category(rows, filters, "c")
    about_text(rows, filters, "c.label")
    sql = _SQL.format(statements=statements.sql, categories=rows.sql)
    params = [*statements.params, *rows.params]
    return table(con, "categories", "Catégories", COLUMNS, sql, params, filters.limit)
