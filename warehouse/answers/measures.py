"""One measure, several occurrences: body, summary, recap table, annex, another document of the issuer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
from rapidfuzz import fuzz

from warehouse.arrow import insert
from warehouse.identify import short_hash
from warehouse.register.components import components
from warehouse.register.near import copies
from warehouse.register.texts import comparable, content_words

SAME_NUMBER = 55.0  # likeness of the words of two measures of one document that bear the same number
ELSEWHERE = 75.0  # of two measures of different documents of one issuer that bear the same number
_LABEL = re.compile(
    r"^\s*(?:proposition|recommandation|mesure|préconisation|action|piste|orientation)?\s*"
    r"(?:n\s?[°ºo]\.?\s*)?\d*(?:\s?(?:bis|ter|quater))?\s*[:.–—-]?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A row of proposals. group: to which it belonged before, None when new."""

    proposal_id: str
    document_id: str
    voice: str
    number: str | None
    text: str
    group: str | None


def group(occurrences: Sequence[Occurrence]) -> dict[str, str]:
    """Proposal → measure, for all of them, the earliest first. Ids are given once and kept."""
    blocks: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        blocks.setdefault(occurrence.voice, []).append(occurrence)
    found: dict[str, str] = {}
    used: set[str] = set()
    for block in blocks.values():
        texts = [comparable(_LABEL.sub("", o.text, count=1)) for o in block]
        links = [*copies(texts), *_same_number(block, texts)]
        for members in components(len(block), links):
            own = [block[i] for i in members]
            identifier = _identifier(own, used)
            used.add(identifier)
            found.update({o.proposal_id: identifier for o in own})
    return found


def renew(con: duckdb.DuckDBPyConnection, now: datetime) -> Mapping[str, str]:
    """Group all proposals of the warehouse; proposal → measure."""
    rows = con.execute(
        "SELECT p.proposal_id, p.document_id, coalesce(v.voice, p.document_id), p.number, p.text, g.group_id "
        "FROM store.proposals p JOIN documents d USING (document_id) "
        "LEFT JOIN store.voices v USING (document_id) "
        "LEFT JOIN store.proposal_groups g USING (proposal_id) "
        "ORDER BY coalesce(d.published_on, '9999'), d.sha256, p.passage_id, p.\"start\", p.proposal_id"
    ).fetchall()
    occurrences = [Occurrence(*row) for row in rows]
    found = group(occurrences)
    changed = [o.proposal_id for o in occurrences if found[o.proposal_id] != o.group]
    con.execute(
        "DELETE FROM store.proposal_groups WHERE proposal_id IN (SELECT unnest(string_split(?, ' ')))",
        [" ".join(changed)],
    )
    insert(
        con,
        "proposal_groups",
        [{"proposal_id": i, "group_id": found[i], "since": now} for i in changed],
    )
    return found


def _same_number(block: Sequence[Occurrence], texts: Sequence[str]) -> list[tuple[int, int]]:
    by_number: dict[str, list[int]] = {}
    for i, occurrence in enumerate(block):
        if occurrence.number:
            by_number.setdefault(occurrence.number.casefold(), []).append(i)
    links = []
    for own in by_number.values():
        for at, i in enumerate(own):
            for j in own[at + 1 :]:
                least = SAME_NUMBER if block[i].document_id == block[j].document_id else ELSEWHERE
                if fuzz.token_set_ratio(content_words(texts[i]), content_words(texts[j])) >= least:
                    links.append((i, j))
    return links


def _identifier(own: Sequence[Occurrence], used: set[str]) -> str:
    before = Counter(o.group for o in own if o.group is not None and o.group not in used)
    if before:
        return str(min(before, key=lambda identifier: (-before[identifier], str(identifier))))
    rank = 0
    while (identifier := "m" + short_hash("measure", own[0].proposal_id, str(rank))) in used:
        rank += 1
    return identifier
