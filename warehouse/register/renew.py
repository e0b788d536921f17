"""Renew the register: decisions replayed, statements placed, obstacles named and ranked, answers suggested.

Everything the machine says is computed over the whole set; what people said is laid over it. Running it
twice changes nothing; the order in which documents came does not matter.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import duckdb

from warehouse.answers.renew import renew_answers
from warehouse.decisions import replay
from warehouse.decisions.records import Action, Effect, Recorded, Subject
from warehouse.register import anchors, store, voices
from warehouse.register.assign import assign
from warehouse.register.merges import resolve
from warehouse.register.records import Assignment, Member, Obstacle, Place, RegisterChange
from warehouse.register.statuses import status_of
from warehouse.register.wording import Candidate, clearest, label_from


def update(con: duckdb.DuckDBPyConnection) -> RegisterChange:
    """Renew the whole register on an open writing connection. Raises duckdb.Error only."""
    started = time.perf_counter()
    now = datetime.now(UTC).replace(tzinfo=None)
    voices.refresh(con)
    decisions = replay.journal(con)
    replay.write(con, decisions)
    members = store.members(con)
    existing = store.obstacles(con)
    created = _created(decisions, existing, now)
    before = {**existing, **{o.obstacle_id: o for o in created}}
    found = assign(members, before, _links(decisions), now)
    opened = [*created, *found.opened]
    store.open_obstacles(con, opened)
    known = {**before, **{o.obstacle_id: o for o in found.opened}}
    merged = resolve({**_standing(known, decisions), **found.merges, **_merges(decisions)}, known)
    places = _follow(found, merged)
    joined = store.put_places(con, places, now)
    rows = _describe(known, members.rows, places.places, merged, decisions)
    store.put_obstacles(con, rows)
    store.put_suggestions(con, places, now)
    events = _events(existing, opened, merged, places, rows)
    store.note_events(con, events, now)
    answers = renew_answers(con, decisions, members, places.places, known, merged, now)
    return RegisterChange(
        statements=len(members.rows),
        obstacles=sum(1 for row in rows if not row["empty"] and row["merged_into"] is None),
        joined=joined,
        opened=len(opened),
        merged=len(events["merged"]),
        emptied=len(events["emptied"]),
        merge_suggestions=len(places.suggestions),
        measures=answers.measures,
        suggested=answers.added,
        withdrawn=answers.withdrawn,
        reanchored=sum(d.effect is Effect.REANCHORED for d in decisions),
        lost=sum(d.effect is Effect.LOST for d in decisions),
        seconds=round(time.perf_counter() - started, 3),
    )


def _standing_decisions(decisions: Iterable[Recorded], subject: Subject, *actions: Action) -> list[Recorded]:
    return [
        d
        for d in decisions
        if d.subject_type is subject
        and d.action in actions
        and d.target is not None
        and d.effect in (Effect.APPLIED, Effect.REANCHORED)
    ]


def _links(decisions: Sequence[Recorded]) -> dict[str, str | None]:
    """Statement → the obstacle where a person put it last, None where a person took it out."""
    found: dict[str, str | None] = {}
    for d in _standing_decisions(decisions, Subject.STATEMENT, Action.LINK, Action.UNLINK):
        found[str(d.target)] = str(d.after["obstacle_id"]) if d.action is Action.LINK else None
    return found


def _merges(decisions: Sequence[Recorded]) -> dict[str, str]:
    return {
        str(d.target): str(d.after["into"])
        for d in _standing_decisions(decisions, Subject.OBSTACLE, Action.MERGE)
    }


def _standing(known: Mapping[str, Obstacle], decisions: Sequence[Recorded]) -> dict[str, str]:
    """Merges that the machine made before; those of people are read from the journal each time."""
    people = {
        d.subject_id for d in decisions if d.subject_type is Subject.OBSTACLE and d.action is Action.MERGE
    }
    return {i: o.merged_into for i, o in known.items() if o.merged_into is not None and i not in people}


def _created(
    decisions: Sequence[Recorded], existing: Mapping[str, Obstacle], now: datetime
) -> list[Obstacle]:
    """Obstacles that splits made and that this warehouse does not hold yet."""
    found = {}
    for d in _standing_decisions(decisions, Subject.OBSTACLE, Action.SPLIT):
        identifier = str(d.after["obstacle_id"])
        if identifier not in existing:
            found[identifier] = Obstacle(identifier, str(d.after["code"]), None, now, None, True)
    return list(found.values())


def _follow(found: Assignment, merged: Mapping[str, str]) -> Assignment:
    """The same places, with the obstacles that took the place of merged ones."""
    places = {
        i: Place(merged.get(p.obstacle_id, p.obstacle_id), p.likeness, p.origin, p.obstacle_id)
        for i, p in found.places.items()
    }
    suggestions = [s for s in found.suggestions if merged.get(s.left, s.left) != merged.get(s.right, s.right)]
    return Assignment(places, found.opened, found.merges, suggestions, found.splits)


def _describe(
    known: Mapping[str, Obstacle],
    members: Sequence[Member],
    places: Mapping[str, Place],
    merged: Mapping[str, str],
    decisions: Sequence[Recorded],
) -> list[dict[str, object]]:
    """Label, status and state of every obstacle."""
    own: dict[str, list[Member]] = {}
    for member in members:
        if not member.rejected:
            own.setdefault(places[member.statement_id].obstacle_id, []).append(member)
    labels = _last(decisions, Action.RENAME, "label") | _split_labels(decisions)
    statuses = _last(decisions, Action.SET_STATUS, "status")
    rows: list[dict[str, object]] = []
    for identifier, obstacle in known.items():
        mine = own.get(identifier, [])
        best = clearest(Candidate(m.statement_id, m.printed, m.assertion, m.voice, m.score) for m in mine)
        label = labels.get(identifier) or _label(obstacle, best)
        status = statuses.get(identifier) or str(status_of((m.assertion, m.day) for m in mine))
        rows.append(
            {
                "obstacle_id": identifier,
                "label": label,
                "label_how": "person" if labels.get(identifier) else "machine",
                "statement_id": best.statement_id if best else None,
                "status": status,
                "status_how": "person" if statuses.get(identifier) else "machine",
                "merged_into": merged.get(identifier),
                "empty": not mine and not obstacle.touched,
            }
        )
    return rows


def _label(obstacle: Obstacle, best: Candidate | None) -> str:
    """The words of the taxonomy where it has some: they were written to be read alone."""
    anchor = anchors.anchors().get(obstacle.archetype or "")
    if anchor is not None:
        return anchor.label
    return label_from(best.text) if best is not None else obstacle.label


def _last(decisions: Sequence[Recorded], action: Action, key: str) -> dict[str, str]:
    """The last value that people gave to each obstacle; "" gives it back to the machine."""
    return {
        str(d.target): str(d.after[key] or "")
        for d in _standing_decisions(decisions, Subject.OBSTACLE, action)
    }


def _split_labels(decisions: Sequence[Recorded]) -> dict[str, str]:
    renamed = _last(decisions, Action.RENAME, "label")
    split = _standing_decisions(decisions, Subject.OBSTACLE, Action.SPLIT)
    given = {str(d.after["obstacle_id"]): str(d.after.get("label") or "") for d in split}
    return {identifier: label for identifier, label in given.items() if identifier not in renamed}


def _events(
    existing: Mapping[str, Obstacle],
    opened: Sequence[Obstacle],
    merged: Mapping[str, str],
    found: Assignment,
    rows: Sequence[Mapping[str, object]],
) -> dict[str, list[tuple[str, str | None]]]:
    """What happened to the obstacles since the last renewal."""
    empty = {str(row["obstacle_id"]): bool(row["empty"]) for row in rows}
    changed = {i: o for i, o in existing.items() if o.empty != empty[i] and i not in merged}
    return {
        "opened": [(o.obstacle_id, None) for o in opened],
        "merged": [
            (i, into) for i, into in merged.items() if i not in existing or existing[i].merged_into != into
        ],
        "split": list(found.splits),
        "emptied": [(i, None) for i, o in changed.items() if not o.empty],
        "returned": [(i, None) for i, o in changed.items() if o.empty],
    }
