"""Documents with chosen statements and proposals, for the tests of the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from warehouse_making import VERSIONS, passage, reading, received, statement

from extractors.records import (
    Assertion,
    Citation,
    PassageKind,
    PassageUnderstanding,
    Proposal,
    Relation,
    Understanding,
    Versions,
)
from warehouse.connect import writing
from warehouse.load import load_document
from warehouse.records import Loaded
from warehouse.register import update

LENDING = "JUR-SOC-01.1"
GIVING = "JUR-MEC-03.1"


@dataclass(frozen=True)
class Said:
    """A sentence with an obstacle. code: that of the archetype, unless given."""

    text: str
    archetype: str | None = LENDING
    assertion: Assertion = Assertion.ASSERTED
    code: str | None = None
    score: float = 0.9
    disposition: str = "kept"
    norm: str | None = None
    vector: tuple[float, ...] | None = None
    section: tuple[str, ...] = ("I. Constats",)
    table: tuple[int, int] | None = None  # table and row


@dataclass(frozen=True)
class Proposed:
    """A sentence with a measure."""

    text: str
    targets: tuple[tuple[str, float], ...] = ()
    number: str | None = None
    relation: Relation = Relation.REMOVES
    norms: tuple[str, ...] = ()
    section: tuple[str, ...] = ("II. Propositions",)
    table: tuple[int, int] | None = None


def put(
    con: duckdb.DuckDBPyConnection,
    name: str,
    items: Sequence[Said | Proposed],
    *,
    issuer: str | None = "Réseau des alliances",
    year: str | None = "2021-03-15",
    versions: Versions = VERSIONS,
    page: int = 1,
) -> Loaded:
    """Load a document made of these sentences, a passage each."""
    texts = tuple(item.text for item in items)
    read = reading(name, texts, issuer=issuer, year=year, version=versions.reader)
    passages = []
    parts = []
    for ordinal, item in enumerate(items):
        kind = PassageKind.TABLE_CELL if item.table else PassageKind.PARAGRAPH
        table, row = item.table or (None, None)
        block = passage(ordinal, item.text, kind, page)
        passages.append(replace(block, section=item.section, table=table, row=row, column=ordinal))
        parts.append(_part(ordinal, item))
    read = replace(read, passages=tuple(passages))
    return load_document(con, received(name), read, Understanding(tuple(parts), versions))


def _part(ordinal: int, item: Said | Proposed) -> PassageUnderstanding:
    whole = ((0, len(item.text)),)
    if isinstance(item, Proposed):
        targets = tuple((target, item.relation, probability) for target, probability in item.targets)
        measure = Proposal(
            ordinal, 0, len(item.text), item.text, number=item.number, targets=targets, norms=item.norms
        )
        return PassageUnderstanding(ordinal, whole, (), (), (measure,))
    code = item.code or (item.archetype or "IND-00").split(".")[0]
    said = statement(
        ordinal,
        item.text,
        code,
        assertion=item.assertion,
        archetype=item.archetype,
        score=item.score,
        disposition=item.disposition,
        reason=None if item.disposition == "kept" else "renvoi",
        vector=item.vector,
    )
    citations = () if item.norm is None else (Citation("texte", item.norm, item.norm, 0, len(item.text)),)
    return PassageUnderstanding(ordinal, whole, (said,), citations, ())


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """The rows of a query on a closed warehouse."""
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(sql).fetchall()


def filled(path: Path, items: Sequence[Said | Proposed]) -> dict[str, str]:
    """A warehouse with one document of these items; the ids of its statements and proposals by text."""
    with writing(path) as con:
        put(con, "etude.pdf", items)
        update(con)
    found = rows(
        path,
        "SELECT text, statement_id FROM store.statements "
        "UNION ALL SELECT text, proposal_id FROM store.proposals",
    )
    return {str(text): str(identifier) for text, identifier in found}
