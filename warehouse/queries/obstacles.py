"""The register: one row an obstacle."""

from __future__ import annotations

import duckdb

from warehouse.queries import labels
from warehouse.queries.build import Where, about_category, about_document, about_norms, about_text, table
from warehouse.records import Column, ColumnType, Filters, Table

COLUMNS = (
    Column("obstacle_id", "Frein", width=15),
    Column("code", "Code", width=11),
    Column("category", "Catégorie", width=34),
    Column("nature", "Nature", width=16),
    Column("label", "Intitulé", width=70),
    Column("statement_count", "Énoncés", ColumnType.INTEGER, 9),
    Column("document_count", "Documents", ColumnType.INTEGER, 11),
    Column("issuer_count", "Émetteurs", ColumnType.INTEGER, 10),
    Column("first_year", "Première année", ColumnType.INTEGER, 9),
    Column("last_year", "Dernière année", ColumnType.INTEGER, 9),
    Column("status", "État", width=18),
    Column("answers", "Réponses", ColumnType.INTEGER, 10),
    Column("coverage", "Couverture", width=20, labels=labels.COVERAGE),
    Column("asserted_count", "Affirmés", ColumnType.INTEGER, 9),
    Column("denied_count", "Niés ou réfutés", ColumnType.INTEGER, 9),
    Column("resolved_count", "Dits levés", ColumnType.INTEGER, 9),
    Column("norms", "Normes citées", ColumnType.LIST, 40),
    Column("issuers", "Noms des émetteurs", ColumnType.LIST, 80),
)

_SQL = """
WITH chosen AS (
    SELECT s.obstacle_id, s.document_id, s.assertion, s.norms, d.issuer, d.issuer_key, d.year
    FROM statements s JOIN documents d USING (document_id)
    WHERE s.obstacle_id IS NOT NULL AND s.review_status <> 'rejected' AND {statements}
), counted AS (
    SELECT obstacle_id, count(*) AS statement_count, count(DISTINCT document_id) AS document_count,
           count(DISTINCT issuer_key) AS issuer_count, min(year) AS first_year, max(year) AS last_year,
           count(*) FILTER (assertion = 'asserted') AS asserted_count,
           count(*) FILTER (assertion IN ('negated', 'rebutted')) AS denied_count,
           count(*) FILTER (assertion = 'resolved') AS resolved_count,
           list(DISTINCT issuer ORDER BY issuer) FILTER (issuer IS NOT NULL) AS issuers,
           list_sort(list_distinct(flatten(list(norms)))) AS norms
    FROM chosen GROUP BY obstacle_id
), listed AS (
    SELECT o.obstacle_id, o.code, o.category, o.nature, o.label, o.status,
           coalesce(k.statement_count, 0) AS statement_count, coalesce(k.document_count, 0) AS document_count,
           coalesce(k.issuer_count, 0) AS issuer_count, k.first_year, k.last_year,
           coalesce(k.asserted_count, 0) AS asserted_count, coalesce(k.denied_count, 0) AS denied_count,
           coalesce(k.resolved_count, 0) AS resolved_count,
           coalesce(k.norms, []) AS norms, coalesce(k.issuers, []) AS issuers,
           v.answers, v.state AS coverage
    FROM obstacles o LEFT JOIN counted k USING (obstacle_id) JOIN coverage v USING (obstacle_id)
)
SELECT * FROM listed WHERE {obstacles}
ORDER BY issuer_count DESC, statement_count DESC, code, obstacle_id
"""


def obstacles(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """Obstacles, those with most independent issuers first.

    Counts are those of the statements that the filters on documents, norm and assertion keep, so that
    "three issuers since 2015" means what it says. Heeds every filter.
    """
    statements = Where()
    about_document(statements, filters)
    about_norms(statements, filters, "s.norms")
    if filters.assertion is not None:
        statements.add("s.assertion = ?", filters.assertion)
    rows = Where()
    about_category(rows, filters, "listed")
    about_text(rows, filters, "label")
    if statements:
        rows.add("statement_count > 0")
    if filters.min_issuers is not None:
        rows.add("issuer_count >= ?", filters.min_issuers)
    if filters.unanswered:
        rows.add("answers = 0")
    sql = _SQL.format(statements=statements.sql, obstacles=rows.sql)
    params = [*statements.params, *rows.params]
    return table(con, "freins", "Registre des freins", COLUMNS, sql, params, filters.limit)
