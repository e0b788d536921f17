"""The proposals, and what they answer."""

from __future__ import annotations

import duckdb

from warehouse.queries import labels
from warehouse.queries.build import Where, about_category, about_document, about_norms, about_text, table
from warehouse.records import Column, ColumnType, Filters, Table

PROPOSALS = (
    Column("proposal_id", "Proposition", width=15),
    Column("document_id", "Document", width=13),
    Column("file_name", "Fichier", width=28),
    Column("issuer", "Émetteur", width=24),
    Column("year", "Année", ColumnType.INTEGER, 8),
    Column("page", "Page", ColumnType.INTEGER, 6),
    Column("number", "N°", width=7),
    Column("text", "Texte", width=80),
    Column("vehicle", "Vecteur", width=18),
    Column("addressee", "Destinataire", width=22),
    Column("norms", "Normes visées", ColumnType.LIST, 32),
    Column("obstacle_count", "Freins visés", ColumnType.INTEGER, 9),
    Column("obstacles", "Intitulés des freins", ColumnType.LIST, 60),
    Column("score", "Score", ColumnType.NUMBER, 7),
    Column("section", "Section", width=36),
    Column("boxes", "Cadres (page, x0, y0, x1, y1)", ColumnType.JSON, 20),
)
ANSWERS = (
    Column("answer_id", "Réponse", width=15),
    Column("proposal_id", "Proposition", width=15),
    Column("number", "N°", width=7),
    Column("proposal", "Texte de la proposition", width=70),
    Column("issuer", "Émetteur", width=24),
    Column("relation", "Effet", width=11, labels=labels.RELATION),
    Column("obstacle_id", "Frein", width=15),
    Column("code", "Code", width=11),
    Column("label", "Intitulé du frein", width=60),
    Column("status", "Statut", width=11, labels=labels.ANSWER_STATUS),
    Column("score", "Score", ColumnType.NUMBER, 7),
    Column("origin", "Origine", width=10, labels=labels.ORIGIN),
    Column("evidence", "Ce qui a décidé", ColumnType.JSON, 24),
)

_PROPOSALS = """
WITH linked AS (
    SELECT a.proposal_id, count(DISTINCT a.obstacle_id) AS obstacle_count,
           list(DISTINCT o.label ORDER BY o.label) AS obstacles,
           list(DISTINCT o.code) AS codes, list(DISTINCT o.nature) AS natures
    FROM answers a JOIN obstacles o USING (obstacle_id)
    WHERE a.status <> 'rejected' GROUP BY a.proposal_id
)
SELECT p.*, d.file_name, d.issuer, d.year, coalesce(k.obstacle_count, 0) AS obstacle_count,
       coalesce(k.obstacles, []) AS obstacles
FROM proposals p JOIN documents d USING (document_id) JOIN passages q USING (passage_id)
LEFT JOIN linked k USING (proposal_id)
WHERE {where}
ORDER BY d.file_name, d.document_id, q.ordinal, p."start"
"""
_ANSWERS = """
SELECT a.*, p.number, p.text AS proposal, d.issuer, o.code, o.label
FROM answers a JOIN proposals p USING (proposal_id) JOIN documents d USING (document_id)
JOIN obstacles o USING (obstacle_id)
WHERE {where}
ORDER BY o.code, a.obstacle_id, a.relation, d.file_name, a.proposal_id
"""


def proposals(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """Proposals, in the order of the documents.

    code and nature: those of the obstacles that a proposal answers; unanswered: proposals that answer none.
    """
    where = Where()
    about_document(where, filters)
    about_norms(where, filters, "p.norms")
    about_text(where, filters, "p.text")
    if filters.code is not None:
        where.add("len(list_filter(k.codes, c -> starts_with(c, upper(?)))) > 0", filters.code)
    if filters.nature is not None:
        where.add("list_contains(k.natures, lower(?))", filters.nature)
    if filters.unanswered:
        where.add("k.obstacle_count IS NULL")
    sql = _PROPOSALS.format(where=where.sql)
    return table(con, "propositions", "Propositions", PROPOSALS, sql, where.params, filters.limit)


def answers(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """Links proposal → obstacle, by obstacle. Heeds document, category, norm (of the proposal) and text."""
    where = Where()
    about_document(where, filters)
    about_category(where, filters, "o")
    about_norms(where, filters, "p.norms")
    about_text(where, filters, "p.text || ' ' || o.label")
    sql = _ANSWERS.format(where=where.sql)
    return table(con, "reponses", "Réponses", ANSWERS, sql, where.params, filters.limit)
