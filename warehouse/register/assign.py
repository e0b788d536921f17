"""Which obstacle each statement belongs to: computed over the whole set, whatever the order of arrival."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from warehouse.register import anchors
from warehouse.register.components import components
from warehouse.register.groups import name_groups
from warehouse.register.near import alike, copies
from warehouse.register.records import Assignment, Member, Members, Obstacle, Place

WORDS = 84.0  # likeness of words that makes two sentences one problem
COSINE = 0.78  # cosine of vectors that does; see docs/register.md


def assign(
    members: Members,
    existing: Mapping[str, Obstacle],
    links: Mapping[str, str | None],
    now: datetime,
) -> Assignment:
    """The obstacles of all members.

    existing: the obstacles of the register so far, by id
    links:    what people said: statement → obstacle, or None where a person took it out
    """
    rows = members.rows
    copied = _copies(rows)
    places = _linked(rows, copied, links)
    anchored = _anchored(members, copied, places)
    for archetype, indices in _by_value(anchored).items():
        nearness = anchors.likeness(archetype, [rows[i].text for i in indices])
        for i, near in zip(indices, nearness, strict=True):
            places[rows[i].statement_id] = Place(anchors.obstacle_of(archetype), round(float(near), 3))
    opened = [
        Obstacle(anchors.obstacle_of(name), anchors.anchors()[name].code, name, now, None, False)
        for name in sorted(set(anchored.values()))
        if anchors.obstacle_of(name) not in existing
    ]
    alone = [i for i, row in enumerate(rows) if row.statement_id not in places and row.statement_id in links]
    free = [
        i for i, row in enumerate(rows) if row.statement_id not in places and row.statement_id not in links
    ]
    groups = [[i] for i in alone] + _free_groups(members, free, copied)
    named = name_groups(rows, groups, existing, now)
    return Assignment(
        {**places, **named.places}, [*opened, *named.opened], named.merges, named.suggestions, named.splits
    )


def _copies(rows: Sequence[Member]) -> list[list[int]]:
    """Groups of members that are prints of one sentence, within a category."""
    found = []
    for own in _by_value({i: row.code for i, row in enumerate(rows)}).values():
        pairs = copies([rows[i].text for i in own])
        if pairs:
            found += [[own[k] for k in group] for group in components(len(own), pairs) if len(group) > 1]
    return found


def _linked(
    rows: Sequence[Member], copied: Sequence[Sequence[int]], links: Mapping[str, str | None]
) -> dict[str, Place]:
    """The members that a person placed, and the copies of their sentences, which follow."""
    places = {
        row.statement_id: Place(str(links[row.statement_id]), None, "person")
        for row in rows
        if links.get(row.statement_id) is not None
    }
    for group in copied:
        chosen = Counter(
            str(links[rows[i].statement_id]) for i in group if links.get(rows[i].statement_id) is not None
        )
        if chosen:
            follow = min(chosen, key=lambda obstacle: (-chosen[obstacle], obstacle))
            for i in group:
                if rows[i].statement_id not in links:
                    places[rows[i].statement_id] = Place(follow, 1.0)
    return places


def _anchored(
    members: Members, copied: Sequence[Sequence[int]], places: Mapping[str, Place]
) -> dict[int, str]:
    """Member → archetype, for those whose category has some. Copies of one sentence go together."""
    rows = members.rows
    found = {
        i: archetype
        for i, row in enumerate(rows)
        if row.statement_id not in places
        and (archetype := anchors.nearest(row.code, row.archetype, row.text)) is not None
    }
    for group in copied:
        votes: Counter[str] = Counter()
        for i in group:
            if i in found:
                votes[found[i]] += round(1000 * rows[i].score) + 1  # whole numbers: sums in any order agree
        if len(votes) > 1:
            winner = min(votes, key=lambda archetype: (-votes[archetype], archetype))
            found.update({i: winner for i in group if i in found})
    return found


def _free_groups(members: Members, free: Sequence[int], copied: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = members.rows
    position = {i: k for k, i in enumerate(free)}
    links = [(position[group[0]], position[i]) for group in _within(copied, position) for i in group[1:]]
    for own in _by_value({i: rows[i].code for i in free}).values():
        vectors = members.vectors[np.asarray(own)]
        for i, j, _ in alike([rows[k].text for k in own], vectors, words=WORDS, cosine=COSINE):
            links.append((position[own[i]], position[own[j]]))
    return [[free[k] for k in group] for group in components(len(free), links)]


def _within(groups: Sequence[Sequence[int]], known: Mapping[int, int]) -> list[list[int]]:
    inside = [[i for i in group if i in known] for group in groups]
    return [group for group in inside if len(group) > 1]


def _by_value(values: Mapping[int, str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, value in values.items():
        found.setdefault(value, []).append(i)
    return dict(sorted(found.items()))
