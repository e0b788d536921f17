"""The documents: what they say of themselves and how well they could be read."""

from __future__ import annotations

import duckdb

from warehouse.queries import labels
from warehouse.queries.build import Where, about_document, about_text, table
from warehouse.records import Column, ColumnType, Filters, Table

COLUMNS = (
    Column("document_id", "Document", width=13),
    Column("file_name", "Fichier", width=30),
    Column("title", "Titre", width=50),
    Column("kind", "Genre", width=13, labels=labels.KIND),
    Column("issuer", "Émetteur", width=30),
    Column("issuer_type", "Type d’émetteur", width=16, labels=labels.ISSUER_TYPE),
    Column("published_on", "Date", ColumnType.DATE, 11),
    Column("language", "Langue", width=7),
    Column("page_count", "Pages", ColumnType.INTEGER, 7),
    Column("status", "État", width=11, labels=labels.DOCUMENT_STATUS),
    Column("error", "Raison", width=50),
    Column("ocr_pages", "Pages océrisées", ColumnType.INTEGER, 10),
    Column("waiting_pages", "Pages à océriser", ColumnType.INTEGER, 10),
    Column("statement_count", "Énoncés", ColumnType.INTEGER, 9),
    Column("proposal_count", "Propositions", ColumnType.INTEGER, 11),
    Column("citation_count", "Références", ColumnType.INTEGER, 10),
    Column("received_at", "Reçu le", ColumnType.DATETIME, 17),
    Column("remarks", "Remarques", ColumnType.LIST, 40),
    Column("title_how", "Origine du titre", width=15, labels=labels.FOUND),
    Column("issuer_how", "Origine de l’émetteur", width=15, labels=labels.FOUND),
    Column("published_on_how", "Origine de la date", width=15, labels=labels.FOUND),
    Column("sha256", "SHA-256", width=68),
)

_SQL = """
WITH s AS (SELECT document_id, count(*) AS statement_count FROM statements GROUP BY document_id),
     p AS (SELECT document_id, count(*) AS proposal_count FROM proposals GROUP BY document_id),
     c AS (SELECT document_id, count(*) AS citation_count FROM citations GROUP BY document_id)
SELECT d.*, coalesce(statement_count, 0) AS statement_count, coalesce(proposal_count, 0) AS proposal_count,
       coalesce(citation_count, 0) AS citation_count
FROM documents d LEFT JOIN s USING (document_id)
LEFT JOIN p USING (document_id) LEFT JOIN c USING (document_id)
WHERE {where}
ORDER BY d.file_name, d.document_id
"""


def documents(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """Documents by file name. Heeds issuer, issuer_type, since, until, document, text (of title, issuer)."""
    where = Where()
    about_document(where, filters)
    about_text(where, filters, "concat_ws(' ', d.title, d.issuer, d.file_name)")
    sql = _SQL.format(where=where.sql)
    return table(con, "documents", "Documents", COLUMNS, sql, where.params, filters.limit)
