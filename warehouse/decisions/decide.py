"""Take down what a reviewer decides: checked, with what stood before, with an anchor; then the replay."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import duckdb

from extractors.records import Assertion, Mechanism, Relation
from taxonomy.load import load as load_taxonomy
from warehouse.answers.renew import answer_id
from warehouse.decisions.anchoring import write_anchor
from warehouse.decisions.records import (
    NEEDED,
    NEEDS_REASON,
    PROPOSAL_FIELDS,
    Action,
    Anchor,
    Decision,
    ProposalState,
    Subject,
)
from warehouse.errors import WarehouseError
from warehouse.identify import short_hash
from warehouse.register.records import RegisterChange
from warehouse.register.renew import update
from warehouse.register.statuses import ObstacleStatus

_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "assertion": tuple(Assertion),
    "mechanism": tuple(Mechanism),
    "relation": tuple(Relation),
    "status": ("", *ObstacleStatus),
    "state": tuple(ProposalState),
    "field": PROPOSAL_FIELDS,
}
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_BEFORE = {
    Subject.STATEMENT: "SELECT code, assertion, mechanism, review_status, disposition, obstacle_id "
    "FROM store.reviewed_statements WHERE statement_id = ?",
    Subject.OBSTACLE: "SELECT label, status, code, merged_into FROM store.obstacles WHERE obstacle_id = ?",
    Subject.PROPOSAL: "SELECT p.number, p.label, p.text, p.addressee, p.vehicle, p.norms, p.review_status, "
    "m.state FROM proposals p LEFT JOIN measures m USING (group_id) WHERE p.proposal_id = ?",
    Subject.ANSWER: "SELECT relation, status, origin FROM store.answers WHERE answer_id = ?",
}


def decide(con: duckdb.DuckDBPyConnection, *decisions: Decision) -> RegisterChange:
    """Take decisions down and renew the register. Raises WarehouseError (French); nothing is then written."""
    for decision in [check(con, decision) for decision in decisions]:
        record(con, decision)
    return update(con)


def check(con: duckdb.DuckDBPyConnection, decision: Decision) -> Decision:
    """The decision with the whole id of its row. Raises WarehouseError when it cannot be taken."""
    subject, action = Subject(decision.subject_type), Action(decision.action)
    if not decision.reviewer.strip():
        raise WarehouseError("Dites qui décide : le nom manque.")
    if (subject, action) not in NEEDED:
        raise WarehouseError(f"L’action « {action} » ne s’applique pas à cet objet ({subject}).")
    if action in NEEDS_REASON and not (decision.reason or "").strip():
        raise WarehouseError("Un rejet demande un motif.")
    missing = [key for key in NEEDED[subject, action] if key not in decision.after]
    if missing:
        raise WarehouseError(f"Il manque : {', '.join(missing)}.")
    identifier = _find(con, subject, decision.subject_id, reanchor=action is Action.REANCHOR)
    after = dict(decision.after)
    for key, value in after.items():
        _check_value(key, str(value))
    for key in ("obstacle_id", "into"):
        if key in after and subject is not Subject.ANSWER:
            after[key] = _find(con, Subject.OBSTACLE, str(after[key]))
    if action is Action.MERGE and after["into"] == identifier:
        raise WarehouseError("Un frein ne peut pas être fusionné avec lui-même.")
    if action is Action.REANCHOR:
        after["to"] = _find(con, subject, str(after["to"]))
    if action is Action.SPLIT:
        leaving = [_find(con, Subject.STATEMENT, i) for i in _as_list(after["statements"])]
        _check_split(con, identifier, leaving)
        after["statements"] = leaving
    return replace(decision, subject_id=identifier, subject_type=subject, action=action, after=after)


def record(con: duckdb.DuckDBPyConnection, decision: Decision) -> str:
    """Append a checked decision to the journal; returns its id. The register is not renewed."""
    row = con.execute("SELECT coalesce(max(seq), 0) + 1 FROM store.decisions").fetchone()
    seq = int(row[0]) if row else 1
    at = decision.decided_at or datetime.now(UTC).replace(tzinfo=None)
    subject = decision.subject_id
    identifier = "j" + short_hash(str(seq), at.isoformat(), decision.reviewer, subject, decision.action)
    after = dict(decision.after)
    anchor = None
    if decision.subject_type is Subject.ANSWER:
        proposal, obstacle = subject.split(":")
        after |= {"proposal_id": proposal, "obstacle_id": obstacle}
        anchor = _anchor(con, Subject.PROPOSAL, proposal)
        subject = answer_id(proposal, obstacle)
    elif decision.subject_type is not Subject.OBSTACLE:
        anchor = _anchor(con, decision.subject_type, subject)
    before = _before(con, decision.subject_type, subject)
    if decision.action is Action.SPLIT:
        after |= {"obstacle_id": "f" + short_hash("split", identifier), "code": before["code"]}
    con.execute(
        "INSERT INTO store.decisions (seq, decision_id, decided_at, reviewer, subject_type, subject_id, "
        "action, before, after, reason, anchor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            seq, identifier, at, decision.reviewer.strip(), str(decision.subject_type), subject,
            str(decision.action),
            json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False), decision.reason,
            write_anchor(anchor) if anchor else None,
        ],
    )  # fmt: skip
    if decision.action is Action.SPLIT:
        for statement in _as_list(after["statements"]):
            moved = {"obstacle_id": after["obstacle_id"], "split": identifier}
            why = decision.reason or f"scission de {decision.subject_id}"
            record(
                con, Decision(decision.reviewer, Subject.STATEMENT, statement, Action.LINK, moved, why, at)
            )
    return identifier


def _find(con: duckdb.DuckDBPyConnection, subject: Subject, given: str, *, reanchor: bool = False) -> str:
    """The whole id of a row. An answer is "proposal:obstacle", or the id of one that is there."""
    if subject is Subject.ANSWER:
        if ":" in given:
            proposal, obstacle = given.split(":", 1)
            return f"{_find(con, Subject.PROPOSAL, proposal)}:{_find(con, Subject.OBSTACLE, obstacle)}"
        sql = (
            "SELECT proposal_id || ':' || obstacle_id FROM store.answers "
            "WHERE starts_with(answer_id, ?) ORDER BY 1 LIMIT 2"
        )
    elif reanchor:
        sql = "SELECT DISTINCT subject_id FROM store.decisions WHERE starts_with(subject_id, ?) LIMIT 2"
    else:
        sql = (
            f"SELECT {subject}_id FROM store.{subject}s WHERE starts_with({subject}_id, ?) "
            f"ORDER BY length({subject}_id) LIMIT 2"
        )
    rows = [str(row[0]) for row in con.execute(sql, [given]).fetchall()] if given else []
    if given in rows:
        return given
    if len(rows) == 1:
        return rows[0]
    raise WarehouseError(
        f"« {given} » : aucune ligne de ce nom." if not rows else f"« {given} » désigne plusieurs lignes."
    )


def _check_value(key: str, value: str) -> None:
    allowed = _ALLOWED.get(key)
    if allowed is not None and value not in allowed:
        raise WarehouseError(
            f"« {value} » n’est pas possible ici. Valeurs : {', '.join(v for v in allowed if v)}."
        )
    if key == "code" and (value not in load_taxonomy() or load_taxonomy().leaf(value).retired):
        raise WarehouseError(f"Le code « {value} » n’existe pas dans la taxonomie.")
    if key == "since" and _DAY.fullmatch(value) is None:
        raise WarehouseError(f"Date « {value} » illisible. Écrivez 2021, 2021-03 ou 2021-03-15.")


def _check_split(con: duckdb.DuckDBPyConnection, obstacle: str, statements: Sequence[str]) -> None:
    own = {
        row[0]
        for row in con.execute(
            "SELECT statement_id FROM store.memberships WHERE obstacle_id = ?", [obstacle]
        ).fetchall()
    }
    foreign = [statement for statement in statements if statement not in own]
    if foreign or not statements:
        raise WarehouseError(
            f"Ces énoncés ne sont pas dans le frein à scinder : {', '.join(foreign)}."
            if foreign
            else "Dites quels énoncés quittent le frein."
        )


def _anchor(con: duckdb.DuckDBPyConnection, subject: Subject, identifier: str) -> Anchor | None:
    row = con.execute(
        f"SELECT document_id, text, page, boxes FROM store.{subject}s WHERE {subject}_id = ?", [identifier]
    ).fetchone()
    if row is None:
        return None
    return Anchor(row[0], row[1], int(row[2]), tuple(tuple(box) for box in json.loads(row[3])))


def _before(con: duckdb.DuckDBPyConnection, subject: Subject, identifier: str) -> dict[str, object]:
    cursor = con.execute(_BEFORE[subject], [identifier])
    names = [column[0] for column in cursor.description or ()]
    row = cursor.fetchone()
    return {} if row is None else dict(zip(names, row, strict=True))


def _as_list(value: object) -> list[str]:
    if isinstance(value, str):
        return value.replace(",", " ").split()
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
