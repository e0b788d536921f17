"""What the warehouse says of each document, read from the public views only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from warehouse.evaluation.matching import norm


@dataclass(frozen=True, slots=True)
class Predicted:
    """A statement or a candidate. plain: its text, normalised."""

    statement_id: str
    text: str
    plain: str
    assertion: str
    code: str | None
    mechanism: str | None
    obstacle_id: str | None
    score: float | None


@dataclass(frozen=True, slots=True)
class PredictedProposal:
    """A proposal. plain: its text, normalised."""

    proposal_id: str
    text: str
    plain: str


@dataclass(frozen=True, slots=True)
class ObservedDocument:
    """One document as the warehouse holds it. published_on: ISO date or its beginning."""

    document_id: str
    file_name: str
    title: str | None
    issuer: str | None
    kind: str | None
    published_on: str | None
    statements: tuple[Predicted, ...] = ()
    candidates: tuple[Predicted, ...] = ()
    proposals: tuple[PredictedProposal, ...] = ()
    citations: tuple[str, ...] = ()
    plain: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A link proposal → obstacle, whatever its status."""

    proposal_id: str
    obstacle_id: str | None


@dataclass(frozen=True, slots=True)
class Observed:
    """A warehouse.

    documents: by file name; answers: of the whole warehouse; versions: of the extractors that wrote it;
    labels: French names of the categories, by code
    """

    documents: Mapping[str, ObservedDocument]
    answers: tuple[Answer, ...]
    versions: tuple[str, ...]
    labels: Mapping[str, str]


_STATEMENTS = "SELECT document_id, statement_id, text, assertion, code, mechanism, obstacle_id FROM {view}"
_SCORES = "SELECT statement_id, score FROM statements UNION ALL SELECT statement_id, score FROM candidates"


def observe(con: duckdb.DuckDBPyConnection, files: frozenset[str]) -> Observed:
    """Read what the warehouse holds of the documents with these file names.

    Statements keep the order in which the view gives them: where two of them cover the same sentence and
    neither has the right category, the first one counts.
    """
    rows = con.execute(
        "SELECT document_id, file_name, title, kind, issuer, published_on FROM documents"
    ).fetchall()
    known = {row[1]: row for row in rows if row[1] in files}
    ids = [row[0] for row in known.values()]
    scores: dict[str, float | None] = dict(con.execute(_SCORES).fetchall())
    statements = _predicted(con, "statements", scores, frozenset(ids))
    candidates = _predicted(con, "candidates", scores, frozenset(ids))
    proposals: dict[str, list[PredictedProposal]] = defaultdict(list)
    for document_id, proposal_id, text in _of(con, "proposal_id, text FROM proposals", ids):
        proposals[document_id].append(PredictedProposal(proposal_id, text, norm(text)))
    citations: dict[str, list[str]] = defaultdict(list)
    for document_id, norm_id in _of(con, "norm_id FROM citations", ids):
        citations[document_id].append(norm_id)
    passages: dict[str, list[str]] = defaultdict(list)
    for document_id, _, text in _of(con, "ordinal, text FROM passages", ids, "ORDER BY ordinal"):
        passages[document_id].append(norm(text))
    documents = {
        file_name: ObservedDocument(
            document_id=document_id,
            file_name=file_name,
            title=title,
            issuer=issuer,
            kind=kind,
            published_on=None if published_on is None else str(published_on),
            statements=tuple(statements[document_id]),
            candidates=tuple(candidates[document_id]),
            proposals=tuple(proposals[document_id]),
            citations=tuple(citations[document_id]),
            plain=" ".join(passages[document_id]),
        )
        for document_id, file_name, title, kind, issuer, published_on in known.values()
    }
    answers = con.execute("SELECT proposal_id, obstacle_id FROM answers").fetchall()
    labels = dict(con.execute("SELECT code, label FROM categories").fetchall())
    return Observed(documents, tuple(Answer(*row) for row in answers), _versions(con, ids), labels)


def _predicted(
    con: duckdb.DuckDBPyConnection, view: str, scores: Mapping[str, float | None], ids: frozenset[str]
) -> dict[str, list[Predicted]]:
    found: dict[str, list[Predicted]] = defaultdict(list)
    for document_id, statement_id, text, assertion, code, mechanism, obstacle_id in con.execute(
        _STATEMENTS.format(view=view)
    ).fetchall():
        if document_id in ids:
            found[document_id].append(
                Predicted(
                    statement_id=statement_id,
                    text=text,
                    plain=norm(text),
                    assertion=assertion,
                    code=code,
                    mechanism=mechanism,
                    obstacle_id=obstacle_id,
                    score=scores.get(statement_id),
                )
            )
    return found


def _of(con: duckdb.DuckDBPyConnection, what: str, ids: list[str], order: str = "") -> list[tuple[Any, ...]]:
    sql = f"SELECT document_id, {what} WHERE document_id IN (SELECT unnest(?::VARCHAR[])) {order}"
    return con.execute(sql, [ids]).fetchall()


def _versions(con: duckdb.DuckDBPyConnection, ids: list[str]) -> tuple[str, ...]:
    columns = "reader_version, taxonomy_version, rules_version, model_version FROM documents"
    found = {" + ".join(part or "?" for part in row[1:]) for row in _of(con, columns, ids)}
    return tuple(sorted(found))
