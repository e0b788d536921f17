"""The register in the warehouse: what is read before it is computed, and what is written after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.arrow import insert
from warehouse.register.records import Assignment, Floats, Member, Members, Obstacle
from warehouse.register.texts import comparable

_MEMBERS = """
SELECT s.statement_id, s.document_id, s.text, coalesce(r.code, s.code) AS code, s.archetype,
       coalesce(r.assertion, s.assertion) AS assertion, s.voice, s.score, d.published_on AS day,
       m.own_id, coalesce(r.review_status, 'proposed') = 'rejected' AS rejected, s.vector
FROM store.statements s JOIN documents d USING (document_id)
LEFT JOIN store.statement_reviews r USING (statement_id) LEFT JOIN store.memberships m USING (statement_id)
WHERE coalesce(r.disposition, s.disposition) = 'kept'
ORDER BY coalesce(d.published_on, '9999'), d.sha256, s.passage_id, s."start", s.statement_id
"""
_OBSTACLES = """
WITH touched AS (
    SELECT subject_id AS obstacle_id FROM store.decisions WHERE subject_type = 'obstacle'
    UNION SELECT json_extract_string(after, '$.obstacle_id') FROM store.decisions
    WHERE subject_type IN ('answer', 'statement')
    UNION SELECT json_extract_string(after, '$.into') FROM store.decisions WHERE action = 'merge'
)
SELECT o.obstacle_id, o.code, o.archetype, o.created_at, o.merged_into, t.obstacle_id IS NOT NULL, o.label,
       o.label_how, o.empty
FROM store.obstacles o LEFT JOIN touched t USING (obstacle_id)
"""


def members(con: duckdb.DuckDBPyConnection) -> Members:
    """All kept statements after the decisions, the earliest first."""
    table = con.execute(_MEMBERS).to_arrow_table()
    columns = [table.column(name).to_pylist() for name in table.column_names[:-1]]
    rows = [
        Member(
            i,
            document,
            text,
            comparable(text),
            code,
            archetype,
            assertion,
            voice,
            score,
            day,
            obstacle,
            rejected,
        )
        for i, document, text, code, archetype, assertion, voice, score, day, obstacle, rejected in zip(
            *columns, strict=True
        )
    ]
    return Members(rows, vectors_of(table.column("vector")))


def vectors_of(column: pa.ChunkedArray) -> Floats:
    """A list column as rows of length one; zeros where there is no vector of the common width."""
    lengths = np.asarray(pc.fill_null(pc.list_value_length(column), 0).to_numpy())
    width = int(np.bincount(lengths[lengths > 0]).argmax()) if lengths.any() else 0
    whole = lengths == width
    found = np.zeros((len(lengths), width), dtype=np.float32)
    if width:
        kept = column if whole.all() else column.filter(pa.array(whole))
        found[whole] = np.asarray(pc.list_flatten(kept).to_numpy(), dtype=np.float32).reshape(-1, width)
    norms = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.maximum(norms, 1e-9), dtype=np.float32)


def obstacles(con: duckdb.DuckDBPyConnection) -> dict[str, Obstacle]:
    """All obstacles ever opened, by id."""
    return {row[0]: Obstacle(*row) for row in con.execute(_OBSTACLES).fetchall()}


def open_obstacles(con: duckdb.DuckDBPyConnection, opened: list[Obstacle]) -> None:
    """Add obstacles; their label and status are written afterwards."""
    insert(
        con,
        "obstacles",
        [
            {
                "obstacle_id": o.obstacle_id,
                "label": o.label,
                "label_how": o.label_how,
                "code": o.code,
                "status": "actif",
                "status_how": "machine",
                "created_at": o.created_at,
                "archetype": o.archetype,
                "empty": False,
            }
            for o in opened
        ],
    )


def put_places(con: duckdb.DuckDBPyConnection, found: Assignment, now: datetime) -> int:
    """Write where the statements belong; rows that did not change stay. Returns how many changed."""
    rows = pa.table(
        {
            "statement_id": pa.array(list(found.places), pa.string()),
            "obstacle_id": pa.array([place.obstacle_id for place in found.places.values()], pa.string()),
            "score": pa.array([place.likeness for place in found.places.values()], pa.float64()),
            "origin": pa.array([place.origin for place in found.places.values()], pa.string()),
            "own_id": pa.array([place.own_id for place in found.places.values()], pa.string()),
        }
    )
    con.register("places", rows)
    try:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE moved AS SELECT p.* FROM places p "
            "LEFT JOIN store.memberships m USING (statement_id) WHERE m.statement_id IS NULL "
            "OR m.obstacle_id <> p.obstacle_id OR m.origin <> p.origin OR m.own_id IS DISTINCT FROM p.own_id"
        )
    finally:
        con.unregister("places")
    con.execute("DELETE FROM store.memberships WHERE statement_id IN (SELECT statement_id FROM moved)")
    con.execute(
        "INSERT INTO store.memberships BY NAME SELECT statement_id, obstacle_id, score, origin, own_id, "
        "CAST(? AS TIMESTAMP) AS since FROM moved",
        [now],
    )
    # A statement that is no longer kept belongs to nothing; one whose row is gone keeps its place.
    con.execute(
        "DELETE FROM store.memberships WHERE statement_id IN (SELECT s.statement_id FROM store.statements s "
        "LEFT JOIN store.statement_reviews r USING (statement_id) "
        "WHERE coalesce(r.disposition, s.disposition) <> 'kept')"
    )
    row = con.execute("SELECT count(*) FROM moved").fetchone()
    con.execute("DROP TABLE moved")
    return int(row[0]) if row else 0


def put_obstacles(con: duckdb.DuckDBPyConnection, rows: list[dict[str, object]]) -> None:
    """Write label, status and what else is computed of all obstacles: the same columns of every row."""
    if not rows:
        return
    names = list(rows[0])
    types = con.execute("SELECT * FROM store.obstacles LIMIT 0").to_arrow_table().schema
    table = pa.table({name: pa.array([row[name] for row in rows], types.field(name).type) for name in names})
    con.register("computed", table)
    try:
        sets = ", ".join(f"{name} = c.{name}" for name in names if name != "obstacle_id")
        con.execute(
            f"UPDATE store.obstacles o SET {sets} FROM computed c WHERE o.obstacle_id = c.obstacle_id"
        )
    finally:
        con.unregister("computed")


def put_suggestions(con: duckdb.DuckDBPyConnection, found: Assignment, now: datetime) -> None:
    """Write the suggested merges anew; one that stood before keeps its date."""
    before = {
        (row[0], row[1]): row[2]
        for row in con.execute("SELECT left_id, right_id, since FROM store.merge_suggestions").fetchall()
    }
    con.execute("DELETE FROM store.merge_suggestions")
    rows = [
        {
            "left_id": s.left,
            "right_id": s.right,
            "score": s.score,
            "note": s.note,
            "since": before.get((s.left, s.right), now),
        }
        for s in found.suggestions
    ]
    insert(con, "merge_suggestions", rows)


def note_events(
    con: duckdb.DuckDBPyConnection, events: Mapping[str, list[tuple[str, str | None]]], now: datetime
) -> None:
    """Add to the trace. events: kind → (obstacle, other) of each."""
    rows: list[dict[str, object]] = [
        {"happened_at": now, "kind": kind, "obstacle_id": one, "other_id": other}
        for kind, pairs in events.items()
        for one, other in pairs
    ]
    insert(con, "register_events", rows)
