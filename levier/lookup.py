"""Which row of the warehouse a person means: an id, the start of one, or a file name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from levier.exits import Exit, stop
from levier.terminal import safe

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from warehouse.records import Filters

_LEAST = 4  # characters of an id that is not given whole
_KINDS = (
    ("document", "documents", "document_id"),
    ("statement", "store.reviewed_statements", "statement_id"),
    ("obstacle", "obstacles", "obstacle_id"),
    ("proposal", "proposals", "proposal_id"),
    ("answer", "answers", "answer_id"),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A row. kind: document | statement | obstacle | proposal | answer ("PROPOSAL:OBSTACLE", or its id)."""

    kind: str
    identifier: str


def subject(con: DuckDBPyConnection, given: str) -> Subject:
    """The row that `given` names. Ends the command with NOT_FOUND when there is none, or several."""
    if ":" in given:
        return Subject("answer", ":".join(subject(con, part).identifier for part in given.split(":", 1)))
    found: list[Subject] = []
    for kind, view, key in _KINDS:
        rows = con.execute(
            f"SELECT {key} FROM {view} WHERE {key} = ? OR (length(?) >= {_LEAST} AND starts_with({key}, ?)) "
            f"ORDER BY {key} = ? DESC, {key} LIMIT 6",
            [given] * 4,
        ).fetchall()
        if rows and rows[0][0] == given:
            return Subject(kind, given)
        found += [Subject(kind, str(row[0])) for row in rows]
    found = found or [Subject("document", name) for name in _of_file(con, given)]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(item.identifier for item in found[:6])
        stop(f"« {safe(given)} » peut désigner plusieurs lignes : {listed}. Précisez.", Exit.NOT_FOUND)
    stop(f"Rien ne s’appelle « {safe(given)} » dans l’entrepôt.{_near(con, given)}", Exit.NOT_FOUND)


def document(con: DuckDBPyConnection, given: str) -> str:
    """The id of the document that `given` names. Ends the command with NOT_FOUND when there is none."""
    found = subject(con, given)
    if found.kind != "document":
        stop(f"« {safe(given)} » n’est pas un document.{_near(con, given)}", Exit.NOT_FOUND)
    return found.identifier


def settled(con: DuckDBPyConnection, filters: Filters) -> Filters:
    """The filters with the id of the document that was named."""
    if filters.document is None:
        return filters
    return replace(filters, document=document(con, filters.document))


def _of_file(con: DuckDBPyConnection, given: str) -> list[str]:
    rows = con.execute(
        "SELECT DISTINCT document_id FROM documents WHERE file_name = ? OR sha256 = ?", [given, given]
    ).fetchall()
    return [str(row[0]) for row in rows]


def _near(con: DuckDBPyConnection, given: str) -> str:
    from rapidfuzz import fuzz, process

    names = [str(row[0]) for row in con.execute("SELECT DISTINCT file_name FROM documents").fetchall()]
    for _, view, key in _KINDS[:3]:
        names += [str(row[0]) for row in con.execute(f"SELECT {key} FROM {view} LIMIT 20000").fetchall()]
    near = process.extract(given, names, scorer=fuzz.ratio, limit=3, score_cutoff=60)
    if not near:
        return " Listes : « levier documents », « levier statements », « levier obstacles »."
    return f" Proches : {', '.join(safe(item[0]) for item in near)}."
