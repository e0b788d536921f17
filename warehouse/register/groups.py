"""Ids of the groups that no anchor holds: given once, kept while the group lives.

Groups that nobody touched follow the sentences: when two of them meet they become one, which leaves a trace.
Groups that a person touched never move by themselves: that they meet is only suggested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from warehouse.identify import short_hash
from warehouse.register.records import Member, Obstacle, Place, Suggestion

MEETING = 0.8  # score of a suggested merge: the sentences of two groups are linked


@dataclass(slots=True)
class Named:
    """Groups with their ids. See `Assignment`."""

    places: dict[str, Place] = field(default_factory=dict)
    opened: list[Obstacle] = field(default_factory=list)
    merges: dict[str, str] = field(default_factory=dict)
    suggestions: list[Suggestion] = field(default_factory=list)
    splits: list[tuple[str, str]] = field(default_factory=list)


def name_groups(
    rows: Sequence[Member], groups: Sequence[Sequence[int]], existing: Mapping[str, Obstacle], now: datetime
) -> Named:
    """Give every group the id that most of its statements had before, or a new one."""
    named = Named()
    taken: dict[str, object] = dict(existing)
    used: set[str] = set()
    for group in sorted(groups, key=lambda group: (-len(group), group[0])):
        before = _before([rows[i] for i in group], existing)
        ids = [identifier for identifier in before if identifier not in used]
        touched = [identifier for identifier in ids if existing[identifier].touched]
        if len(touched) > 1:
            _keep_apart(rows, group, touched, named)
            used.update(touched)
            continue
        chosen = touched[0] if touched else _first(ids, existing)
        if chosen is None:
            chosen = _open(rows[group[0]], taken, named, now)
            named.splits += [(identifier, chosen) for identifier in before if identifier in used]
        used.add(chosen)
        for identifier in ids:
            if identifier != chosen:
                named.merges[identifier] = chosen
                used.add(identifier)
        named.places.update({rows[i].statement_id: Place(chosen, None) for i in group})
    return named


def _before(members: Sequence[Member], existing: Mapping[str, Obstacle]) -> list[str]:
    """The free obstacles of one category to which the members belonged, those with most of them first."""
    counted: Counter[str] = Counter()
    for member in members:
        before = existing.get(member.obstacle or "")
        if before is not None and before.archetype is None and before.code == member.code:
            counted[before.obstacle_id] += 1
    return sorted(counted, key=lambda identifier: (-counted[identifier], identifier))


def _first(ids: Sequence[str], existing: Mapping[str, Obstacle]) -> str | None:
    return min(ids, key=lambda i: (existing[i].created_at, i), default=None)


def _open(earliest: Member, taken: dict[str, object], named: Named, now: datetime) -> str:
    rank = 0
    while (found := "f" + short_hash("statement", earliest.statement_id, str(rank))) in taken:
        rank += 1
    taken[found] = True
    named.opened.append(Obstacle(found, earliest.code, None, now, None, False))
    return found


def _keep_apart(rows: Sequence[Member], group: Sequence[int], touched: Sequence[str], named: Named) -> None:
    """Leave touched groups as they are; the others join the largest; note that they meet."""
    for i in group:
        before = rows[i].obstacle
        place = before if before in touched else touched[0]
        named.places[rows[i].statement_id] = Place(str(place), None)
    for other in touched[1:]:
        left, right = sorted((touched[0], other))
        named.suggestions.append(Suggestion(left, right, MEETING, "leurs énoncés disent la même chose"))
