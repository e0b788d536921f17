"""The mentions of legal texts, and the texts that come back most."""

from __future__ import annotations

import duckdb

from warehouse.queries import labels
from warehouse.queries.build import Where, about_category, about_document, about_norm, about_text, table
from warehouse.records import Column, ColumnType, Filters, Table

CITATIONS = (
    Column("citation_id", "Référence", width=15),
    Column("norm_id", "Norme", width=34),
    Column("display", "Forme courte", width=32),
    Column("raw", "Telle qu’imprimée", width=36),
    Column("level", "Niveau", width=14),
    Column("document_id", "Document", width=13),
    Column("file_name", "Fichier", width=28),
    Column("issuer", "Émetteur", width=24),
    Column("year", "Année", ColumnType.INTEGER, 8),
    Column("page", "Page", ColumnType.INTEGER, 6),
    Column("statement_id", "Énoncé", width=15),
    Column("code", "Code", width=11),
    Column("doubt", "Doute", width=36),
    Column("equivalent", "Numéro actuel", width=28),
    Column("inherited", "Déduite du contexte", ColumnType.BOOLEAN, 9, labels=labels.BOOLEAN),
    Column("url", "Lien", width=40),
    Column("context", "Passage", width=80),
    Column("boxes", "Cadres (page, x0, y0, x1, y1)", ColumnType.JSON, 20),
)
NORMS = (
    Column("norm_id", "Norme", width=34),
    Column("display", "Forme courte", width=34),
    Column("level", "Niveau", width=14),
    Column("citation_count", "Références", ColumnType.INTEGER, 10),
    Column("document_count", "Documents", ColumnType.INTEGER, 10),
    Column("issuer_count", "Émetteurs", ColumnType.INTEGER, 10),
    Column("statement_count", "Énoncés", ColumnType.INTEGER, 9),
    Column("obstacle_count", "Freins", ColumnType.INTEGER, 8),
    Column("proposal_count", "Propositions", ColumnType.INTEGER, 11),
    Column("codes", "Codes", ColumnType.LIST, 30),
    Column("obstacles", "Intitulés des freins", ColumnType.LIST, 60),
    Column("doubtful_count", "Avec doute", ColumnType.INTEGER, 9),
    Column("url", "Lien", width=40),
)

_ROWS = """
SELECT c.*, d.file_name, d.issuer, d.issuer_key, d.year, s.code, s.nature, s.obstacle_id, p.text AS context,
       p.ordinal
FROM citations c JOIN documents d USING (document_id) JOIN passages p USING (passage_id)
LEFT JOIN statements s ON s.statement_id = c.statement_id
WHERE {where}
"""
_NORMS = """
WITH chosen AS ({rows}),
proposed AS (SELECT unnest(norms) AS norm_id, proposal_id FROM proposals),
by_proposal AS (SELECT norm_id, count(DISTINCT proposal_id) AS proposal_count FROM proposed GROUP BY norm_id)
SELECT c.norm_id, mode(c.display ORDER BY c.display) AS display, min(c.level) AS level,
       count(*) AS citation_count, count(DISTINCT c.document_id) AS document_count,
       count(DISTINCT c.issuer_key) AS issuer_count,
       count(DISTINCT c.statement_id) FILTER (c.code IS NOT NULL) AS statement_count,
       count(DISTINCT c.obstacle_id) AS obstacle_count,
       coalesce(any_value(b.proposal_count), 0) AS proposal_count,
       coalesce(list(DISTINCT c.code ORDER BY c.code) FILTER (c.code IS NOT NULL), []) AS codes,
       coalesce(list(DISTINCT o.label ORDER BY o.label) FILTER (o.label IS NOT NULL), []) AS obstacles,
       count(*) FILTER (c.doubt IS NOT NULL) AS doubtful_count, min(c.url) AS url
FROM chosen c LEFT JOIN obstacles o USING (obstacle_id) LEFT JOIN by_proposal b ON b.norm_id = c.norm_id
GROUP BY c.norm_id
ORDER BY document_count DESC, citation_count DESC, c.norm_id
"""


def citations(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """Mentions of legal texts, in the order of the documents; code and nature are their statement's."""
    where = _where(filters)
    sql = _ROWS.format(where=where.sql) + ' ORDER BY d.file_name, d.document_id, p.ordinal, c."start"'
    return table(con, "references", "Références", CITATIONS, sql, where.params, filters.limit)


def norms(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """Legal texts, those that most documents mention first, with the obstacles where they are at stake."""
    where = _where(filters)
    sql = _NORMS.format(rows=_ROWS.format(where=where.sql))
    return table(con, "normes", "Normes citées", NORMS, sql, where.params, filters.limit)


def _where(filters: Filters) -> Where:
    where = Where()
    about_document(where, filters)
    about_category(where, filters, "s")
    about_norm(where, filters, "c.norm_id")
    about_text(where, filters, "p.text")
    if filters.assertion is not None:
        where.add("s.assertion = ?", filters.assertion)
    return where
