"""Rows of what was understood in a document: sentences, statements, citations, proposals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from extractors.records import Citation, Evidence, Passage, Proposal, Statement, Understanding
from warehouse.arrow import insert
from warehouse.document_rows import boxes_json
from warehouse.fold import fold
from warehouse.identify import Ids, passage_id

_RANK = {"kept": 0, "candidate": 1, "excluded": 2}


def put(
    con: duckdb.DuckDBPyConnection,
    document: str,
    sha256: str,
    passages: Sequence[Passage],
    understanding: Understanding,
) -> None:
    """Insert all rows that an understanding of these passages gives."""
    by_ordinal = {passage.ordinal: passage for passage in passages}
    ids = {"statement": Ids("e", sha256), "citation": Ids("c", sha256), "proposal": Ids("p", sha256)}
    sentences: list[dict[str, Any]] = []
    statements: list[dict[str, Any]] = []
    citations: list[dict[str, Any]] = []
    proposals: list[dict[str, Any]] = []
    for part in sorted(understanding.passages, key=lambda part: part.passage):
        passage = by_ordinal[part.passage]
        where = {"document_id": document, "passage_id": passage_id(document, passage.ordinal)}
        sentences += [
            where | {"ordinal": number, "start": start, "end": end}
            for number, (start, end) in enumerate(part.sentences)
        ]
        here = [
            where | _statement(ids["statement"], passage, statement)
            for statement in sorted(part.statements, key=lambda found: (found.start, found.end))
        ]
        statements += here
        citations += [
            where | _citation(ids["citation"], passage, citation, here)
            for citation in sorted(part.citations, key=lambda found: (found.start, found.end))
        ]
        proposals += [
            where | _proposal(ids["proposal"], passage, proposal)
            for proposal in sorted(part.proposals, key=lambda found: (found.start, found.end))
        ]
    insert(con, "sentences", sentences)
    insert(con, "statements", statements)
    insert(con, "citations", citations)
    insert(con, "proposals", proposals)
    units = [
        {
            "unit_id": row["statement_id"],
            "document_id": document,
            "kind": "statement",
            "folded": fold(row["text"]),
        }
        for row in statements
    ]
    insert(con, "search_units", units)


def _place(passage: Passage, start: int, end: int) -> dict[str, Any]:
    boxes = passage.boxes(start, end)
    return {
        "page": boxes[0].page if boxes else passage.page,
        "start": start,
        "end": end,
        "boxes": boxes_json(boxes),
    }


def _statement(ids: Ids, passage: Passage, statement: Statement) -> dict[str, Any]:
    return _place(passage, statement.start, statement.end) | {
        "statement_id": ids.of(statement.text),
        "text": statement.text,
        "assertion": str(statement.assertion),
        "code": statement.code,
        "also_codes": list(statement.also_codes),
        "mechanism": None if statement.mechanism is None else str(statement.mechanism),
        "score": statement.score,
        "voice": statement.voice,
        "disposition": statement.disposition,
        "reason": statement.reason,
        "archetype": statement.archetype,
        "evidence": _evidence(statement.evidence),
        "vector": statement.vector,
    }


def _citation(
    ids: Ids, passage: Passage, citation: Citation, statements: list[dict[str, Any]]
) -> dict[str, Any]:
    return _place(passage, citation.start, citation.end) | {
        "citation_id": ids.of(f"{citation.norm_id} {citation.raw}"),
        "raw": citation.raw,
        "norm_id": citation.norm_id,
        "display": citation.display,
        "url": citation.url,
        "level": citation.level,
        "doubt": citation.doubt,
        "equivalent": citation.equivalent,
        "inherited": citation.inherited,
        "statement_id": _holder(citation, statements),
    }


def _holder(citation: Citation, statements: list[dict[str, Any]]) -> str | None:
    holding = [row for row in statements if row["start"] < citation.end and citation.start < row["end"]]
    if not holding:
        return None
    return str(min(holding, key=lambda row: (_RANK[row["disposition"]], row["start"]))["statement_id"])


def _proposal(ids: Ids, passage: Passage, proposal: Proposal) -> dict[str, Any]:
    return _place(passage, proposal.start, proposal.end) | {
        "proposal_id": ids.of(proposal.text),
        "text": proposal.text,
        "number": proposal.number,
        "label": proposal.label,
        "vehicle": proposal.vehicle,
        "addressee": proposal.addressee,
        "score": proposal.score,
        "targets": [
            {"target": target, "relation": str(relation), "probability": probability}
            for target, relation, probability in proposal.targets
        ],
        "norms": list(proposal.norms),
        "evidence": _evidence(proposal.evidence),
        "vector": proposal.vector,
    }


def _evidence(evidence: Iterable[Evidence]) -> str:
    rows = [
        {"rule": item.rule, "note": item.note, "start": item.start, "end": item.end, "weight": item.weight}
        for item in evidence
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
