"""Find the sentence of a decision again when its id is gone: by text, then by page and place.

A new reading may join two lines that were apart, drop a hyphen or cut a sentence elsewhere: its id changes,
what was said about it must not be lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb
from rapidfuzz import fuzz, process

from warehouse.decisions.records import Action, Anchor, Effect, Recorded, Subject
from warehouse.identify import essence

SAME_TEXT = 82.0  # likeness of two texts of one sentence, anywhere in the document
SAME_PLACE = 55.0  # likeness that is enough when the sentence stands at the same place
INSIDE = 95.0  # likeness of a sentence and the part of another that holds it
SHORTEST_PART = 0.4  # least share of the longer text
OVERLAP = 0.5  # of two boxes on one page, as a share of the smaller


@dataclass(frozen=True, slots=True)
class Row:
    """A row that a decision may be about."""

    row_id: str
    essence: str
    page: int
    boxes: tuple[tuple[float, ...], ...]


def parse_anchor(stored: str | None) -> Anchor | None:
    """The anchor of a journal row, None when it has none."""
    if stored is None:
        return None
    values = json.loads(stored)
    boxes = tuple(tuple(float(x) for x in box) for box in values.get("boxes", ()))
    return Anchor(values["document_id"], values["text"], int(values["page"]), boxes)


def write_anchor(anchor: Anchor) -> str:
    """The anchor as the journal keeps it."""
    values = {
        "document_id": anchor.document_id,
        "text": anchor.text,
        "page": anchor.page,
        "boxes": [list(box) for box in anchor.boxes],
    }
    return json.dumps(values, ensure_ascii=False)


def find_again(anchor: Anchor, rows: Sequence[Row]) -> Row | None:
    """The row of the same document that is the anchor's sentence, None when none is sure enough."""
    wanted = essence(anchor.text)
    if not wanted or not rows:
        return None
    whole = process.cdist([wanted], [row.essence for row in rows], scorer=fuzz.ratio, processor=None)[0]
    best: tuple[float, float, str] | None = None
    chosen = None
    for row, likeness in zip(rows, whole, strict=True):
        near = _overlap(anchor, row)
        if likeness < SAME_TEXT and not (near >= OVERLAP and likeness >= SAME_PLACE):
            if not _is_part(wanted, row.essence):
                continue
            likeness = SAME_TEXT
        rank = (float(likeness) + 10 * near + (2 if row.page == anchor.page else 0), near, row.row_id)
        if best is None or rank > best:
            best, chosen = rank, row
    return chosen


def locate(con: duckdb.DuckDBPyConnection, decisions: Iterable[Recorded]) -> list[Recorded]:
    """The decisions with the rows to which they apply now.

    Those on obstacles keep their id as target; those on answers get "proposal:obstacle".
    """
    found = list(decisions)
    moved = {
        d.subject_id: str(d.after["to"])
        for d in found
        if d.action is Action.REANCHOR and d.subject_type in (Subject.STATEMENT, Subject.PROPOSAL)
    }
    alive = {
        Subject.STATEMENT: _ids(con, "statements", "statement_id"),
        Subject.PROPOSAL: _ids(con, "proposals", "proposal_id"),
    }
    rows: dict[tuple[Subject, str], list[Row]] = {}
    return [_place(con, decision, moved, alive, rows) for decision in found]


def _place(
    con: duckdb.DuckDBPyConnection,
    decision: Recorded,
    moved: Mapping[str, str],
    alive: Mapping[Subject, set[str]],
    rows: dict[tuple[Subject, str], list[Row]],
) -> Recorded:
    if decision.subject_type is Subject.OBSTACLE:
        return replace(decision, target=decision.subject_id)
    answer = decision.subject_type is Subject.ANSWER
    kind = Subject.PROPOSAL if answer else decision.subject_type
    wanted = str(decision.after["proposal_id"]) if answer else decision.subject_id
    tail = f":{decision.after['obstacle_id']}" if answer else ""
    if wanted in alive[kind]:
        return replace(decision, target=wanted + tail)
    by_hand = moved.get(wanted)
    if by_hand in alive[kind]:
        return replace(
            decision, effect=Effect.REANCHORED, target=f"{by_hand}{tail}", note="réancré par une personne"
        )
    anchor = decision.anchor
    if anchor is not None:
        key = (kind, anchor.document_id)
        if key not in rows:
            rows[key] = _rows(con, kind, anchor.document_id)
        row = find_again(anchor, rows[key])
        if row is not None:
            note = f"retrouvé page {row.page}"
            return replace(decision, effect=Effect.REANCHORED, target=row.row_id + tail, note=note)
    return replace(
        decision, effect=Effect.LOST, target=None, note="phrase introuvable dans la nouvelle lecture"
    )


def _rows(con: duckdb.DuckDBPyConnection, kind: Subject, document: str) -> list[Row]:
    table = "statements" if kind is Subject.STATEMENT else "proposals"
    found = con.execute(
        f"SELECT {kind}_id, text, page, boxes FROM store.{table} WHERE document_id = ? ORDER BY 1", [document]
    ).fetchall()
    return [
        Row(
            row[0],
            essence(row[1]),
            int(row[2]),
            tuple(tuple(float(x) for x in box) for box in json.loads(row[3])),
        )
        for row in found
    ]


def _ids(con: duckdb.DuckDBPyConnection, table: str, column: str) -> set[str]:
    return {row[0] for row in con.execute(f"SELECT {column} FROM store.{table}").fetchall()}


def _is_part(wanted: str, other: str) -> bool:
    short, long = sorted((wanted, other), key=len)
    if len(short) < max(20, SHORTEST_PART * len(long)):
        return False
    return fuzz.partial_ratio(short, long) >= INSIDE


def _overlap(anchor: Anchor, row: Row) -> float:
    """Greatest overlap of a box of the anchor and one of the row, as a share of the smaller."""
    return max((_share(a, b) for a in anchor.boxes for b in row.boxes), default=0.0)


def _share(left: Sequence[float], right: Sequence[float]) -> float:
    if left[0] != right[0]:
        return 0.0
    width = min(left[3], right[3]) - max(left[1], right[1])
    height = min(left[4], right[4]) - max(left[2], right[2])
    if width <= 0 or height <= 0:
        return 0.0
    smaller = min((box[3] - box[1]) * (box[4] - box[2]) for box in (left, right))
    return width * height / smaller if smaller > 0 else 0.0
