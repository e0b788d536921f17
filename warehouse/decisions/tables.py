"""What the command line shows of reviews: queue, contradictions, journal, news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from warehouse.queries import labels
from warehouse.queries.build import Where, table
from warehouse.records import Column, ColumnType, Filters, Table

EFFECT = {"applied": "appliquée", "reanchored": "réancrée", "lost": "à réancrer", "withdrawn": "retirée"}
NEWS = {
    "document": "document",
    "statement": "énoncé",
    "obstacle": "frein",
    "answer": "réponse",
    "decision": "décision",
    "merged": "freins réunis",
    "split": "frein scindé",
    "emptied": "frein sans énoncé",
    "returned": "frein revenu",
}
CONTRADICTIONS = (
    Column("obstacle_id", "Frein", width=15),
    Column("code", "Code", width=11),
    Column("label", "Intitulé", width=60),
    Column("status", "État", width=18),
    Column("asserted_count", "Affirmés", ColumnType.INTEGER, 9),
    Column("negated_count", "Niés", ColumnType.INTEGER, 9),
    Column("rebutted_count", "Réfutés", ColumnType.INTEGER, 9),
    Column("resolved_count", "Dits levés", ColumnType.INTEGER, 9),
    Column("affirming", "Documents qui affirment", ColumnType.LIST, 40),
    Column("denying", "Documents qui nient", ColumnType.LIST, 40),
    Column("last_affirmed", "Affirmé en dernier", ColumnType.INTEGER, 9),
    Column("last_denied", "Nié en dernier", ColumnType.INTEGER, 9),
)
QUEUE = (
    Column("subject_type", "Objet", width=12, labels=labels.SUBJECT),
    Column("subject_id", "Identifiant", width=15),
    Column("why", "Pourquoi", width=20),
    Column("code", "Code", width=11),
    Column("text", "Texte", width=80),
    Column("score", "Score", ColumnType.NUMBER, 7),
    Column("document_id", "Document", width=13),
    Column("page", "Page", ColumnType.INTEGER, 6),
    Column("reviewers", "Déjà vu par", ColumnType.LIST, 24),
)
JOURNAL = (
    Column("decision_id", "Décision", width=15),
    Column("decided_at", "Le", ColumnType.DATETIME, 17),
    Column("reviewer", "Par", width=20),
    Column("subject_type", "Objet", width=12, labels=labels.SUBJECT),
    Column("subject_id", "Identifiant", width=15),
    Column("action", "Action", width=16),
    Column("before", "Avant", ColumnType.JSON, 30),
    Column("after", "Après", ColumnType.JSON, 30),
    Column("reason", "Motif", width=50),
    Column("effect", "Effet", width=12, labels=EFFECT),
    Column("target_id", "S’applique à", width=15),
    Column("note", "Note", width=30),
)
DIFF = (
    Column("happened_at", "Le", ColumnType.DATETIME, 17),
    Column("kind", "Quoi", width=18, labels=NEWS),
    Column("subject_id", "Identifiant", width=15),
    Column("what", "Contenu", width=90),
)


@dataclass(frozen=True, slots=True)
class ReviewFilters:
    """Which rows of the queue and of the journal; None leaves a filter out.

    subject:  statement | obstacle | proposal | answer; code: prefix of a category
    why:      part of the reason to look ("désaccord", "réancrer", "seuil")
    reviewer: journal: by whom; queue: leave out what this person has looked at already
    since:    journal only
    """

    subject: str | None = None
    code: str | None = None
    why: str | None = None
    reviewer: str | None = None
    document: str | None = None
    since: date | None = None
    effect: str | None = None
    limit: int | None = None


def contradictions(con: duckdb.DuckDBPyConnection, filters: Filters | None = None) -> Table:
    """Obstacles that some documents affirm and others deny. Heeds code, document, limit."""
    filters = filters or Filters()
    where = Where()
    if filters.code is not None:
        where.add("starts_with(code, upper(?))", filters.code)
    if filters.document is not None:
        where.add("list_contains(affirming || denying, ?)", filters.document)
    sql = f"SELECT * FROM contradictions WHERE {where.sql} ORDER BY asserted_count DESC, code, obstacle_id"
    title = "Freins affirmés par les uns, niés par les autres"
    return table(con, "contradictions", title, CONTRADICTIONS, sql, where.params, filters.limit)


def review_queue(con: duckdb.DuckDBPyConnection, filters: ReviewFilters | None = None) -> Table:
    """What waits for a person: lost decisions and disagreements first, then the least sure statements."""
    filters = filters or ReviewFilters()
    where = Where()
    if filters.subject is not None:
        where.add("subject_type = ?", filters.subject)
    if filters.code is not None:
        where.add("starts_with(code, upper(?))", filters.code)
    if filters.why is not None:
        where.add("contains(why, ?)", filters.why)
    if filters.document is not None:
        where.add("starts_with(document_id, ?)", filters.document)
    if filters.reviewer is not None:
        where.add("NOT list_contains(reviewers, ?)", filters.reviewer)
    sql = (
        f"SELECT * FROM review_queue WHERE {where.sql} ORDER BY CASE why WHEN 'à réancrer' THEN 0 "
        "WHEN 'en désaccord' THEN 1 WHEN 'fusion suggérée' THEN 2 ELSE 3 END, code, score, subject_id"
    )
    return table(con, "a-examiner", "À examiner", QUEUE, sql, where.params, filters.limit)


def journal(con: duckdb.DuckDBPyConnection, filters: ReviewFilters | None = None) -> Table:
    """The journal, oldest first, with what became of each decision."""
    filters = filters or ReviewFilters()
    where = Where()
    if filters.subject is not None:
        where.add("subject_type = ?", filters.subject)
    if filters.reviewer is not None:
        where.add("reviewer = ?", filters.reviewer)
    if filters.effect is not None:
        where.add("effect = ?", filters.effect)
    if filters.since is not None:
        where.add("decided_at >= ?", filters.since)
    sql = f"SELECT * FROM decisions WHERE {where.sql} ORDER BY seq"
    return table(con, "journal", "Journal des décisions", JOURNAL, sql, where.params, filters.limit)


def diff_since(con: duckdb.DuckDBPyConnection, since: date | datetime, limit: int | None = None) -> Table:
    """What is new since a moment (UTC): documents, statements, obstacles, answers, decisions, merges."""
    sql = (
        "SELECT * FROM news WHERE happened_at >= ? ORDER BY list_position(['document', 'obstacle', 'answer', "
        "'decision', 'merged', 'split', 'emptied', 'returned', 'statement'], kind), happened_at, subject_id"
    )
    return table(con, "nouveautes", f"Nouveau depuis le {since:%d/%m/%Y}", DIFF, sql, [since], limit)
