"""Renew the answers: suggestions of the machine, and over them what people accepted, rejected or linked."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from warehouse.answers import measures
from warehouse.answers.score import AT_MOST, THRESHOLD, Signals, evidence, score
from warehouse.answers.signals import Link, read_proposals, signals
from warehouse.arrow import insert
from warehouse.decisions.records import Recorded, Subject
from warehouse.decisions.replay import Reviewed, review
from warehouse.identify import short_hash
from warehouse.register.records import Members, Obstacle, Place

WEAKEST = "mitigates"  # what a link says when the model says nothing


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """measures: number of measures; added, withdrawn: suggestions that came and went."""

    measures: int
    added: int
    withdrawn: int


def answer_id(proposal: str, obstacle: str) -> str:
    """The id of the link between a proposal and an obstacle."""
    return "r" + short_hash("answer", proposal, obstacle)


def renew_answers(
    con: duckdb.DuckDBPyConnection,
    decisions: Sequence[Recorded],
    members: Members,
    places: Mapping[str, Place],
    known: Mapping[str, Obstacle],
    merged: Mapping[str, str],
    now: datetime,
) -> AnswerChange:
    """Write all answers anew. known, merged: the obstacles, and old ids → those that stand."""
    groups = measures.renew(con, now)
    proposals = read_proposals(con)
    found = suggest(signals(con, proposals, members, places, known, merged), groups, set(proposals.ids))
    relations = proposals.relations()
    rows = {link: _suggested(link, own, relations) for link, own in found.items()}
    for link, reviewed in _decided(decisions, groups, known, merged).items():
        rows[link] = _reviewed(link, reviewed, rows.get(link), relations)
    before = dict(con.execute("SELECT answer_id, since FROM store.answers").fetchall())
    after = {str(row["answer_id"]) for row in rows.values()}
    for row in rows.values():
        row["since"] = before.get(row["answer_id"], now)
    con.execute("DELETE FROM store.answers")
    insert(con, "answers", [rows[link] for link in sorted(rows)])
    return AnswerChange(len(set(groups.values())), len(after - before.keys()), len(before.keys() - after))


def suggest(
    found: Mapping[Link, Signals], groups: Mapping[str, str], standing: Container[str]
) -> dict[Link, Signals]:
    """The links worth suggesting: at most three a measure, the same for all its occurrences.

    What is seen at one occurrence (the row of the recap table) counts for all. standing: proposals that no
    person rejected.
    """
    occurrences: dict[str, list[str]] = {}
    for proposal, group in groups.items():
        occurrences.setdefault(group, []).append(proposal)
    pooled: dict[str, dict[str, Signals]] = {}
    for (proposal, obstacle), own in found.items():
        whole = pooled.setdefault(groups[proposal], {}).setdefault(obstacle, Signals())
        for name, value in own.values.items():
            whole.note(name, value, own.details.get(name, ""))
    chosen: dict[Link, Signals] = {}
    for group, links in pooled.items():
        ranked = sorted(links, key=lambda obstacle: (-score(links[obstacle]), obstacle))
        for obstacle in ranked[:AT_MOST]:
            if score(links[obstacle]) >= THRESHOLD:
                chosen.update({(p, obstacle): links[obstacle] for p in occurrences[group] if p in standing})
    return chosen


def _suggested(link: Link, own: Signals, relations: Mapping[str, str]) -> dict[str, object]:
    return {
        "answer_id": answer_id(*link),
        "proposal_id": link[0],
        "obstacle_id": link[1],
        "relation": relations.get(link[0], WEAKEST),
        "score": round(score(own), 4),
        "status": "suggested",
        "origin": "machine",
        "evidence": json.dumps(evidence(own), ensure_ascii=False),
    }


def _decided(
    decisions: Sequence[Recorded],
    groups: Mapping[str, str],
    known: Mapping[str, Obstacle],
    merged: Mapping[str, str],
) -> dict[Link, Reviewed]:
    """What people said of links, for all occurrences of a measure; that of the occurrence itself wins."""
    occurrences: dict[str, list[str]] = {}
    for proposal, group in groups.items():
        occurrences.setdefault(group, []).append(proposal)
    found: dict[Link, Reviewed] = {}
    inherited: dict[Link, Reviewed] = {}
    for target, reviewed in review(decisions, Subject.ANSWER).items():
        proposal, obstacle = target.split(":")
        obstacle = merged.get(obstacle, obstacle)
        if proposal not in groups or obstacle not in known:
            continue
        found[proposal, obstacle] = reviewed
        inherited.update({(other, obstacle): reviewed for other in occurrences[groups[proposal]]})
    return inherited | found


def _reviewed(
    link: Link, reviewed: Reviewed, machine: Mapping[str, object] | None, relations: Mapping[str, str]
) -> dict[str, object]:
    base = (
        dict(machine)
        if machine
        else _suggested(link, Signals(), relations) | {"score": None, "origin": "person"}
    )
    relation = reviewed.values.get("relation")
    if relation is not None:
        base |= {"relation": relation, "origin": "person"}
    return base | {"status": "rejected" if reviewed.last == "rejected" else "accepted"}
