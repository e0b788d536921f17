"""What people decided, and what the runs did."""

from __future__ import annotations

import duckdb

from warehouse.queries import labels
from warehouse.queries.build import Where, table
from warehouse.records import Column, ColumnType, Filters, Table

DECISIONS = (
    Column("decision_id", "Décision", width=15),
    Column("decided_at", "Le", ColumnType.DATETIME, 17),
    Column("reviewer", "Par", width=20),
    Column("subject_type", "Objet", width=12, labels=labels.SUBJECT),
    Column("subject_id", "Identifiant", width=15),
    Column("action", "Action", width=16),
    Column("before", "Avant", ColumnType.JSON, 30),
    Column("after", "Après", ColumnType.JSON, 30),
    Column("reason", "Motif", width=50),
)
RUNS = (
    Column("run_id", "Exécution", width=22),
    Column("started_at", "Début", ColumnType.DATETIME, 17),
    Column("finished_at", "Fin", ColumnType.DATETIME, 17),
    Column("status", "État", width=10, labels=labels.RUN_STATUS),
    Column("given", "Donnés", ColumnType.INTEGER, 8),
    Column("ready", "Lus", ColumnType.INTEGER, 8),
    Column("known", "Déjà connus", ColumnType.INTEGER, 8),
    Column("needs_ocr", "À océriser", ColumnType.INTEGER, 8),
    Column("failed", "En échec", ColumnType.INTEGER, 8),
    Column("reader_version", "Lecteur", width=14),
    Column("taxonomy_version", "Taxonomie", width=14),
    Column("rules_version", "Règles", width=14),
    Column("model_version", "Modèle", width=14),
    Column("message", "Message", width=50),
)
FAILURES = (
    Column("occurred_at", "Le", ColumnType.DATETIME, 17),
    Column("file_name", "Fichier", width=36),
    Column("stage", "Étape", width=14, labels=labels.STAGE),
    Column("code", "Code", width=16),
    Column("reason", "Raison", width=70),
    Column("retry", "À réessayer", ColumnType.BOOLEAN, 9, labels=labels.BOOLEAN),
    Column("document_id", "Document", width=13),
    Column("run_id", "Exécution", width=22),
)


def decisions(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """The journal, oldest first. Heeds since and until (years of the decision) and limit."""
    where = Where()
    if filters.since is not None:
        where.add("year(decided_at) >= ?", filters.since)
    if filters.until is not None:
        where.add("year(decided_at) <= ?", filters.until)
    sql = f"SELECT * FROM decisions WHERE {where.sql} ORDER BY seq"
    return table(con, "journal", "Journal des décisions", DECISIONS, sql, where.params, filters.limit)


def runs(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """The runs, latest first. Heeds limit."""
    sql = "SELECT * FROM runs ORDER BY started_at DESC, run_id"
    return table(con, "executions", "Exécutions", RUNS, sql, [], filters.limit)


def failures(con: duckdb.DuckDBPyConnection, filters: Filters) -> Table:
    """What could not be read, latest first. Heeds limit."""
    sql = "SELECT * FROM failures ORDER BY occurred_at DESC, file_name"
    return table(con, "echecs", "Échecs", FAILURES, sql, [], filters.limit)
