"""Examine a warehouse: can it be read, is all there that was committed, does everything hang together?"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb

from warehouse import ledger, search
from warehouse.connect import reading, writing
from warehouse.errors import WarehouseError
from warehouse.library import PARTIAL, stored_path

_PROBE_TIME = 60  # seconds
_PROBE = (
    "import sys, duckdb\n"
    "con = duckdb.connect(sys.argv[1], read_only=True)\n"
    "names = con.execute(\"SELECT table_name FROM duckdb_tables() WHERE schema_name = 'store'\").fetchall()\n"
    "for name, in names:\n"
    '    con.execute(f"SELECT count(*), bit_xor(hash(t)) FROM store.{name} t").fetchone()\n'
)
# Rows that must be found from each kind of row, and how to say that they are not.
_ORPHANS = (
    ("passages", "documents", "document_id", "passages sans document"),
    ("pages", "documents", "document_id", "pages sans document"),
    ("statements", "passages", "passage_id", "énoncés sans passage"),
    ("sentences", "passages", "passage_id", "phrases sans passage"),
    ("citations", "passages", "passage_id", "références sans passage"),
    ("proposals", "passages", "passage_id", "propositions sans passage"),
    ("memberships", "obstacles", "obstacle_id", "rattachements à un frein inconnu"),
    ("answers", "obstacles", "obstacle_id", "réponses à un frein inconnu"),
)
_UNIQUE = (
    ("documents", "document_id"),
    ("documents", "sha256"),
    ("passages", "passage_id"),
    ("statements", "statement_id"),
    ("citations", "citation_id"),
    ("proposals", "proposal_id"),
    ("obstacles", "obstacle_id"),
    ("memberships", "statement_id"),
    ("answers", "answer_id"),
    ("decisions", "decision_id"),
)


class Level(StrEnum):
    """How grave a finding is."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problème"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the examination found. code: stable short name; message: French."""

    level: Level
    code: str
    message: str


def examine(path: Path, library: Path | None = None) -> tuple[Finding, ...]:
    """All findings about a warehouse (and its library). Never raises for what is wrong with the warehouse."""
    if not path.exists():
        return (Finding(Level.NOTE, "missing", f"Pas encore d’entrepôt à cet endroit : {path}."),)
    damage = probe(path)
    if damage is not None:
        return (Finding(Level.PROBLEM, "damaged", damage),)
    try:
        with reading(path) as con:
            findings = [
                *_ledger(con, path),
                *_counts(con),
                *_orphans(con),
                *_duplicates(con),
                *_runs(con),
                *_index(con),
                *([] if library is None else _library(con, library)),
            ]
    except WarehouseError as error:
        return (Finding(Level.PROBLEM, "unreadable", str(error)),)
    size = f"{path.stat().st_size / 1e6:.1f}".replace(".", ",")
    head = Finding(Level.OK, "readable", f"Entrepôt lisible ({size} Mo).")
    return (head, *findings)


def probe(path: Path) -> str | None:
    """Read every table in a child process, which a damaged file may kill; French reason, None when sound."""
    command = [sys.executable, "-c", _PROBE, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PROBE_TIME, check=False)
    except subprocess.TimeoutExpired:
        return f"La lecture de l’entrepôt n’a pas abouti en {_PROBE_TIME} s."
    if done.returncode == 0 or "Could not set lock" in done.stderr:
        return None  # a writer at work is no damage
    detail = (
        f"signal {-done.returncode}"
        if done.returncode < 0
        else (done.stderr.strip().splitlines() or ["?"])[-1][:300]
    )
    return (
        f"L’entrepôt {path} est abîmé : sa lecture échoue ({detail}). Gardez ce fichier, et reconstruisez "
        "l’entrepôt à partir de la bibliothèque ; les décisions notées à côté de lui seront reprises."
    )


def restore_people(path: Path) -> int:
    """Put back decisions and corrections that the ledger holds and the warehouse lost; their number."""
    with writing(path) as con:
        count = 0
        for table in ("decisions", "document_corrections"):
            for row in _lost(con, path, table):
                _put_back(con, table, row)
                count += 1
    return count


def _ledger(con: duckdb.DuckDBPyConnection, path: Path) -> list[Finding]:
    position = ledger.position(con)
    if not ledger.ledger_path(path).exists():
        if not any(position.values()):
            return []
        return [Finding(Level.NOTE, "no_ledger", "Le registre des écritures, à côté de l’entrepôt, manque.")]
    findings = []
    loads = _lost(con, path, "loads")
    if loads:
        named = ", ".join(sorted({str(row["document_id"]) for row in loads})[:10])
        findings.append(
            Finding(
                Level.PROBLEM,
                "lost_loads",
                f"L’entrepôt a perdu {len(loads)} chargement(s) : relisez ces documents ({named}).",
            )
        )
    for table, what in (("decisions", "décision(s)"), ("document_corrections", "correction(s)")):
        lost = _lost(con, path, table)
        if lost:
            message = (
                f"L’entrepôt a perdu {len(lost)} {what} ; le registre à côté de lui permet de les reprendre."
            )
            findings.append(Finding(Level.PROBLEM, f"lost_{table}", message))
    return findings or [Finding(Level.OK, "ledger", "Tout ce qui a été écrit est là.")]


def _lost(con: duckdb.DuckDBPyConnection, path: Path, table: str) -> list[dict[str, Any]]:
    """Rows that the ledger says were committed and that the table does not hold."""
    keys = {
        "loads": ("document_id", "loaded_at"),
        "decisions": ("decision_id",),
        "document_corrections": ("document_id", "field", "corrected_at"),
    }[table]
    found = con.execute(f"SELECT {', '.join(keys)} FROM store.{table}").fetchall()
    there = {tuple(_plain(value) for value in row) for row in found}
    intended: dict[str, list[dict[str, Any]]] = {}
    committed: list[dict[str, Any]] = []
    for entry in ledger.entries(path):
        rows = entry.get("rows", {}).get(table, [])
        position = str(entry.get("last"))
        if entry.get("step") == "intent":
            intended[position] = rows
        elif entry.get("step") == "done":
            committed += intended.pop(position, [])
    return [row for row in committed if tuple(row[key] for key in keys) not in there]


def _put_back(con: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    names = [name for name in row if name != "seq"]
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    con.execute(
        f"INSERT INTO store.{table} (seq, {columns}) "
        f"SELECT coalesce(max(seq), 0) + 1, {marks} FROM store.{table}",
        [row[name] for name in names],
    )


def _counts(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    wrong = con.execute(
        """
        WITH latest AS (
            SELECT * FROM store.loads
            QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY seq DESC) = 1
        )
        SELECT l.document_id FROM latest l
        WHERE l.passages <> (SELECT count(*) FROM store.passages x WHERE x.document_id = l.document_id)
           OR l.statements <> (SELECT count(*) FROM store.statements x WHERE x.document_id = l.document_id)
           OR l.citations <> (SELECT count(*) FROM store.citations x WHERE x.document_id = l.document_id)
           OR l.proposals <> (SELECT count(*) FROM store.proposals x WHERE x.document_id = l.document_id)
           OR l.pages <> (SELECT count(*) FROM store.pages x WHERE x.document_id = l.document_id)
        ORDER BY 1
        """
    ).fetchall()
    if not wrong:
        return [Finding(Level.OK, "counts", "Chaque document a toutes ses lignes.")]
    named = ", ".join(row[0] for row in wrong[:10])
    message = f"{len(wrong)} document(s) n’ont pas le nombre de lignes de leur chargement : {named}."
    return [Finding(Level.PROBLEM, "counts", message)]


def _orphans(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    findings = []
    for table, parent, key, what in _ORPHANS:
        count = _one(
            con,
            f"SELECT count(*) FROM store.{table} x "
            f"WHERE NOT EXISTS (SELECT 1 FROM store.{parent} y WHERE y.{key} = x.{key})",
        )
        if count:
            findings.append(Finding(Level.PROBLEM, "orphans", f"{count} {what}."))
    return findings


def _duplicates(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    findings = []
    for table, key in _UNIQUE:
        count = _one(con, f"SELECT count(*) - count(DISTINCT {key}) FROM store.{table}")
        if count:
            message = f"{count} identifiant(s) en double dans {table} ({key})."
            findings.append(Finding(Level.PROBLEM, "duplicates", message))
    return findings


def _runs(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    findings = []
    for run, given in con.execute(
        "SELECT run_id, given FROM store.runs WHERE status = 'finished' "
        "AND given <> ready + known + needs_ocr + failed ORDER BY started_at"
    ).fetchall():
        findings.append(
            Finding(
                Level.PROBLEM,
                "run_counts",
                f"Exécution {run} : le compte des {given} fichiers n’est pas bon.",
            )
        )
    limit = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=24)
    left = _one(con, "SELECT count(*) FROM store.runs WHERE status = 'started' AND started_at < ?", [limit])
    if left:
        message = f"{left} exécution(s) interrompue(s) : relancez-les, ce qui était lu le reste."
        findings.append(Finding(Level.NOTE, "abandoned_runs", message))
    return findings


def _index(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    if search.is_stale(con):
        return [
            Finding(Level.NOTE, "index_stale", "L’index de recherche sera refait au prochain chargement.")
        ]
    return [Finding(Level.OK, "index", "L’index de recherche est à jour.")]


def _library(con: duckdb.DuckDBPyConnection, library: Path) -> list[Finding]:
    findings = []
    missing = [
        str(name)
        for name, sha256 in con.execute(
            "SELECT file_name, sha256 FROM store.documents WHERE library_path IS NOT NULL ORDER BY file_name"
        ).fetchall()
        if not stored_path(library, sha256).exists()
    ]
    if missing:
        message = f"{len(missing)} document(s) manquent dans la bibliothèque : {', '.join(missing[:10])}."
        findings.append(Finding(Level.PROBLEM, "library", message))
    partial = sum(1 for _ in library.glob(f"*/{PARTIAL}*"))
    if partial:
        message = f"{partial} copie(s) inachevée(s) dans la bibliothèque : elles peuvent être effacées."
        findings.append(Finding(Level.NOTE, "partial_copies", message))
    return findings


def _one(con: duckdb.DuckDBPyConnection, sql: str, params: list[object] | None = None) -> int:
    row = con.execute(sql, params or []).fetchone()
    return 0 if row is None else int(row[0])


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
