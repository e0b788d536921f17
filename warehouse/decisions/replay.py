"""Replay the journal over the rows of the machine: what each of them is after all decisions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from warehouse.arrow import insert
from warehouse.decisions.anchoring import locate, parse_anchor
from warehouse.decisions.records import Action, Effect, Recorded, ReviewStatus, Subject

_KEPT_BY = frozenset({Action.ACCEPT, Action.RECODE, Action.SET_ASSERTION, Action.SET_MECHANISM, Action.LINK})
_ASPECTS = {Action.RECODE: "code", Action.SET_ASSERTION: "assertion", Action.SET_MECHANISM: "mechanism"}


@dataclass(slots=True)
class Verdict:
    """The last word of a reviewer on a row."""

    verdict: str
    values: dict[str, str | None]
    decision: Recorded


@dataclass(slots=True)
class Reviewed:
    """A row after all decisions on it. values: what people set, by column."""

    values: dict[str, object] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    last: str = "accepted"
    kept: bool = False

    @property
    def status(self) -> ReviewStatus:
        """See docs/review-states.md."""
        words = list(self.verdicts.values())
        if len({word.verdict == "rejected" for word in words}) > 1:
            return ReviewStatus.DISPUTED
        if self.last == "rejected":
            return ReviewStatus.REJECTED
        if any(len({word.values.get(name) for word in words}) > 1 for name in _ASPECTS.values()):
            return ReviewStatus.DISPUTED
        if self.values:
            return ReviewStatus.CORRECTED
        return ReviewStatus.ACCEPTED if words else ReviewStatus.PROPOSED


def journal(con: duckdb.DuckDBPyConnection) -> list[Recorded]:
    """All decisions of the group, in order, each with the row to which it applies now."""
    rows = con.execute(
        "SELECT seq, decision_id, decided_at, reviewer, subject_type, subject_id, action, before, after, "
        "reason, anchor FROM store.decisions "
        "WHERE subject_type IN ('statement', 'obstacle', 'proposal', 'answer') "
        "ORDER BY seq"
    ).fetchall()
    actions = {str(action) for action in Action}
    known = [row for row in rows if row[6] in actions]
    found = [
        Recorded(
            row[0], row[1], row[2], row[3], Subject(row[4]), row[5], Action(row[6]),
            json.loads(row[7] or "{}"), json.loads(row[8] or "{}"), row[9], parse_anchor(row[10]),
        )
        for row in known
    ]  # fmt: skip
    return _withdraw(locate(con, found))


def review(decisions: Iterable[Recorded], subject: Subject) -> dict[str, Reviewed]:
    """Rows of one kind after the decisions on them, by id."""
    rows: dict[str, Reviewed] = {}
    for decision in decisions:
        if decision.subject_type is subject and decision.target is not None and _stands(decision):
            _apply(rows.setdefault(decision.target, Reviewed()), decision)
    return rows


def write(con: duckdb.DuckDBPyConnection, decisions: Sequence[Recorded]) -> None:
    """Write anew what the decisions make of statements and proposals, and what became of each decision."""
    statements = review(decisions, Subject.STATEMENT)
    proposals = review(decisions, Subject.PROPOSAL)
    for table in ("statement_reviews", "proposal_reviews", "proposal_states", "verdicts", "decision_effects"):
        con.execute(f"DELETE FROM store.{table}")
    insert(con, "statement_reviews", [_statement_row(i, row) for i, row in statements.items()])
    insert(con, "proposal_reviews", [_proposal_row(i, row) for i, row in proposals.items()])
    insert(con, "proposal_states", _states(decisions))
    verdicts = [(Subject.STATEMENT, statements), (Subject.PROPOSAL, proposals)]
    verdicts.append((Subject.ANSWER, review(decisions, Subject.ANSWER)))
    insert(con, "verdicts", [row for kind, rows in verdicts for row in _verdict_rows(kind, rows)])
    insert(
        con,
        "decision_effects",
        [
            {"decision_id": d.decision_id, "effect": str(d.effect), "subject_id": d.target, "note": d.note}
            for d in decisions
        ],
    )


def _stands(decision: Recorded) -> bool:
    return decision.effect in (Effect.APPLIED, Effect.REANCHORED) and decision.action is not Action.RESTORE


def _withdraw(decisions: list[Recorded]) -> list[Recorded]:
    """Take back what a later "restore" of the same row undoes; a split takes its moves along."""
    restored: dict[tuple[Subject, str], int] = {}
    for decision in decisions:
        if decision.action is Action.RESTORE and decision.target is not None:
            restored[decision.subject_type, decision.target] = decision.seq
    gone = {
        d.decision_id
        for d in decisions
        if d.target is not None and d.seq < restored.get((d.subject_type, d.target), 0)
    }
    return [
        replace(d, effect=Effect.WITHDRAWN) if d.decision_id in gone or d.after.get("split") in gone else d
        for d in decisions
    ]


def _apply(row: Reviewed, decision: Recorded) -> None:
    action = decision.action
    if action in _ASPECTS:
        row.values[_ASPECTS[action]] = decision.after[_ASPECTS[action]]
    elif action is Action.SET_FIELD:
        row.values[str(decision.after["field"])] = decision.after["value"]
    elif action is Action.LINK and "relation" in decision.after:
        row.values["relation"] = decision.after["relation"]
    elif action not in (Action.ACCEPT, Action.REJECT, Action.UNLINK):
        return
    row.kept = row.kept or action in _KEPT_BY
    if action is Action.REJECT or (action is Action.UNLINK and decision.subject_type is Subject.ANSWER):
        word = "rejected"
    elif action in (Action.ACCEPT, Action.LINK):
        word = "accepted"
    elif action is Action.UNLINK:
        return
    else:
        word = "corrected"
    row.last = word
    values = {name: _text(decision.before.get(name)) for name in _ASPECTS.values()}
    earlier = row.verdicts.get(decision.reviewer)
    if earlier is not None and word == "corrected":
        values = dict(earlier.values)
    if action in _ASPECTS:
        values[_ASPECTS[action]] = str(decision.after[_ASPECTS[action]])
    row.verdicts[decision.reviewer] = Verdict(word, values, decision)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _statement_row(identifier: str, row: Reviewed) -> dict[str, object]:
    aspects: dict[str, object] = {name: row.values.get(name) for name in _ASPECTS.values()}
    kept = "kept" if row.kept and row.last != "rejected" else None
    return {"statement_id": identifier, "review_status": str(row.status), "disposition": kept} | aspects


def _proposal_row(identifier: str, row: Reviewed) -> dict[str, object]:
    fields = ("number", "label", "text", "addressee", "vehicle")
    values: dict[str, object] = {name: row.values.get(name) for name in fields}
    norms = row.values.get("norms")
    values["norms"] = norms.split() if isinstance(norms, str) else norms
    return {"proposal_id": identifier, "review_status": str(row.status)} | values


def _states(decisions: Iterable[Recorded]) -> list[dict[str, object]]:
    return [
        {
            "proposal_id": d.target,
            "state": d.after["state"],
            "since": d.after.get("since"),
            "decided_at": d.decided_at,
            "decision_id": d.decision_id,
        }
        for d in decisions
        if d.action is Action.SET_STATE and d.target is not None and _stands(d)
    ]


def _verdict_rows(kind: Subject, rows: dict[str, Reviewed]) -> list[dict[str, object]]:
    return [
        {
            "subject_type": str(kind),
            "subject_id": identifier,
            "reviewer": reviewer,
            "verdict": word.verdict,
            "decided_at": word.decision.decided_at,
        }
        | word.values
        for identifier, row in rows.items()
        for reviewer, word in row.verdicts.items()
    ]
