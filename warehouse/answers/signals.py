"""What speaks for a link between a proposal and an obstacle: the model's targets, the page, the law."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from warehouse.answers.score import Signals
from warehouse.answers.within import compare
from warehouse.register.anchors import obstacle_of
from warehouse.register.records import Floats, Members, Obstacle, Place
from warehouse.register.store import vectors_of

Link = tuple[str, str]  # proposal, obstacle
SURE = 0.95  # probability of a target that holds between documents too
COMMON = 6  # a norm that more obstacles than this name says nothing

_ROW = """
SELECT DISTINCT p.proposal_id, m.obstacle_id
FROM store.proposals p JOIN store.passages a USING (passage_id)
JOIN store.passages b ON b.document_id = a.document_id AND b.table_no = a.table_no AND b.row_no = a.row_no
JOIN statements s ON s.passage_id = b.passage_id JOIN store.memberships m USING (statement_id)
WHERE s.review_status <> 'rejected'
"""
_MENTION = """
SELECT DISTINCT p.proposal_id, m.obstacle_id
FROM store.proposals p
JOIN statements s ON s.passage_id = p.passage_id AND s."start" < p."end" AND p."start" < s."end"
JOIN store.memberships m USING (statement_id)
WHERE s.review_status <> 'rejected'
"""
# Obstacles stated in the section of a proposal, outside tables, and their share of its statements.
_SECTION = """
WITH placed AS (
    SELECT s.document_id, a.section, m.obstacle_id
    FROM statements s JOIN store.passages a USING (passage_id) JOIN store.memberships m USING (statement_id)
    WHERE s.review_status <> 'rejected' AND len(a.section) > 0 AND a.table_no IS NULL
)
SELECT p.proposal_id, x.obstacle_id, count(*) / sum(count(*)) OVER (PARTITION BY p.proposal_id) AS share
FROM store.proposals p JOIN store.passages a USING (passage_id)
JOIN placed x ON x.document_id = p.document_id AND x.section = a.section
WHERE a.table_no IS NULL
GROUP BY p.proposal_id, x.obstacle_id
"""
_NORMS = """
WITH obstacle_norms AS (
    SELECT DISTINCT m.obstacle_id, regexp_replace(c.norm_id, '#.*', '') AS norm
    FROM store.citations c JOIN statements s USING (statement_id)
    JOIN store.memberships m USING (statement_id)
    WHERE s.review_status <> 'rejected' AND c.norm_id NOT LIKE '?%'
), telling AS (
    SELECT * FROM obstacle_norms QUALIFY count(*) OVER (PARTITION BY norm) <= $common
), proposal_norms AS (
    SELECT DISTINCT proposal_id, regexp_replace(unnest(norms), '#.*', '') AS norm FROM store.proposals
)
SELECT proposal_id, obstacle_id, min(norm), count(*)
FROM proposal_norms JOIN telling USING (norm) GROUP BY proposal_id, obstacle_id
"""


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proposals with what the model says of them. targets: (archetype or code, relation, probability)."""

    ids: list[str]
    documents: list[str]
    targets: list[list[tuple[str, str, float]]]
    vectors: Floats

    def relations(self) -> dict[str, str]:
        """What the model says that each measure does, by proposal; missing where it says nothing."""
        return {
            proposal: max(targets, key=lambda target: target[2])[1]
            for proposal, targets in zip(self.ids, self.targets, strict=True)
            if targets
        }


def read_proposals(con: duckdb.DuckDBPyConnection) -> Proposals:
    """All proposals that no person rejected."""
    table = con.execute(
        "SELECT p.proposal_id, p.document_id, p.targets, p.vector FROM store.proposals p "
        "LEFT JOIN store.proposal_reviews r USING (proposal_id) "
        "WHERE coalesce(r.review_status, '') <> 'rejected' ORDER BY p.proposal_id"
    ).to_arrow_table()
    targets = [
        [(t["target"], t["relation"], t["probability"]) for t in row]
        for row in table.column("targets").to_pylist()
    ]
    return Proposals(
        table.column("proposal_id").to_pylist(),
        table.column("document_id").to_pylist(),
        targets,
        vectors_of(table.column("vector")),
    )


def signals(
    con: duckdb.DuckDBPyConnection,
    proposals: Proposals,
    members: Members,
    places: Mapping[str, Place],
    known: Mapping[str, Obstacle],
    merged: Mapping[str, str],
) -> dict[Link, Signals]:
    """Signals of every link for which anything speaks."""
    found: dict[Link, Signals] = {}
    there = set(proposals.ids)
    standing = {places[row.statement_id].obstacle_id for row in members.rows if not row.rejected}
    by_code: dict[str, list[str]] = {}
    for obstacle in standing:
        by_code.setdefault(known[obstacle].code, []).append(obstacle)

    def of(proposal: str, obstacle: str) -> Signals:
        return found.setdefault((proposal, obstacle), Signals())

    aims = [_aims(targets, merged, by_code) for targets in proposals.targets]
    for proposal, own in zip(proposals.ids, aims, strict=True):
        for obstacle, probability in own.items():
            of(proposal, obstacle).note("target", probability, _percent(probability))
            if probability >= SURE:
                of(proposal, obstacle).note("sure", 1.0)
    for proposal, obstacle in con.execute(_ROW).fetchall():
        of(proposal, obstacle).note("row", 1.0)
    for proposal, obstacle in con.execute(_MENTION).fetchall():
        of(proposal, obstacle).note("mention", 1.0)
    for proposal, obstacle, share in con.execute(_SECTION).fetchall():
        of(proposal, obstacle).note("share", float(share))
    for proposal, obstacle, norm, _ in con.execute(_NORMS, {"common": COMMON}).fetchall():
        of(proposal, obstacle).note("norms", 1.0, norm)
    _within(proposals, aims, members, places, standing, of)
    links = [link for link in found if link[0] in there and link[1] in standing]
    for link, value in zip(links, _similarity(links, proposals, members, places), strict=True):
        found[link].note("similarity", value)
    return {link: found[link] for link in links}


def _aims(
    targets: list[tuple[str, str, float]], merged: Mapping[str, str], by_code: Mapping[str, list[str]]
) -> dict[str, float]:
    """What the model says of one measure, by obstacle; a bare category is shared among its obstacles."""
    aims: dict[str, float] = {}
    for target, _, probability in targets:
        own = [obstacle_of(target)] if "." in target else by_code.get(target, [])
        for obstacle in own:
            standing = merged.get(obstacle, obstacle)
            aims[standing] = aims.get(standing, 0.0) + probability / len(own)
    return aims


def _within(
    proposals: Proposals,
    aims: Sequence[Mapping[str, float]],
    members: Members,
    places: Mapping[str, Place],
    standing: Container[str],
    of: Callable[[str, str], Signals],
) -> None:
    """Note what speaks for the links between the measures and the obstacles of one document.

    A measure that targets none of its own document is one for those of the whole register.
    """
    said: dict[str, list[int]] = {}
    for i, row in enumerate(members.rows):
        if not row.rejected:
            said.setdefault(row.document_id, []).append(i)
    proposed: dict[str, list[int]] = {}
    for k, document in enumerate(proposals.documents):
        proposed.setdefault(document, []).append(k)
    for document, measures in proposed.items():
        statements = said.get(document, [])
        stated = [places[members.rows[i].statement_id].obstacle_id for i in statements]
        for k in measures:
            if aims[k].keys().isdisjoint(stated):
                _note_all(proposals.ids[k], aims[k], standing, of)
        found = compare(
            measures,
            [aims[k] for k in measures],
            proposals.vectors[measures],
            stated,
            members.vectors[statements],
        )
        for link in found:
            signal = of(proposals.ids[link.proposal], link.obstacle)
            for name, share in (
                ("among_obstacles", link.among_obstacles),
                ("among_measures", link.among_measures),
            ):
                signal.note(name, round(share, 3), _percent(share))
            signal.note("near", round(link.near, 3))


def _note_all(
    proposal: str, own: Mapping[str, float], standing: Container[str], of: Callable[[str, str], Signals]
) -> None:
    there = {obstacle: probability for obstacle, probability in own.items() if obstacle in standing}
    whole = sum(there.values())
    for obstacle, probability in there.items():
        of(proposal, obstacle).note("among_all", round(probability / whole, 3), _percent(probability / whole))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _similarity(
    links: list[Link], proposals: Proposals, members: Members, places: Mapping[str, Place]
) -> list[float]:
    width = members.vectors.shape[1]
    if not links or not width or proposals.vectors.shape[1] != width:
        return [0.0] * len(links)
    order = {obstacle: k for k, obstacle in enumerate(sorted({obstacle for _, obstacle in links}))}
    middles = np.zeros((len(order), width), dtype=np.float64)
    rows = [
        (i, order[o])
        for i, row in enumerate(members.rows)
        if (o := places[row.statement_id].obstacle_id) in order
    ]
    np.add.at(middles, [k for _, k in rows], members.vectors[[i for i, _ in rows]].astype(np.float64))
    middles /= np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9)
    position = {proposal: k for k, proposal in enumerate(proposals.ids)}
    left = proposals.vectors[[position[proposal] for proposal, _ in links]]
    right = middles[[order[obstacle] for _, obstacle in links]]
    values = (left * right).sum(axis=1)
    return [round(max(float(value), 0.0), 3) for value in values]
