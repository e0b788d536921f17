"""A warehouse and a gold file made of short lists, for the tests of the evaluation."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.connect import writing
from warehouse.evaluation import Evaluation

NOW = datetime(2026, 1, 2)


@dataclass(frozen=True)
class Said:
    """A row of `store.statements`, with the obstacle that it belongs to."""

    text: str
    code: str = "JUR-SOC-01"
    assertion: str = "asserted"
    mechanism: str | None = "incertitude"
    score: float = 0.9
    disposition: str = "kept"
    obstacle: str | None = None


@dataclass(frozen=True)
class Doc:
    """What the warehouse holds of one file. proposals, answers: (id, text) and (proposal id, obstacle id)."""

    file: str
    passages: Sequence[str] = ()
    said: Sequence[Said] = ()
    citations: Sequence[str] = ()
    proposals: Sequence[tuple[str, str]] = ()
    answers: Sequence[tuple[str, str]] = ()
    title: str | None = "Alliances locales"
    issuer: str | None = "Réseau Exemple"
    kind: str | None = "study"
    published_on: str | None = "2021-03"


def gold_document(file: str, *items: dict[str, object], **said: str) -> dict[str, object]:
    """A gold document; the sentences are numbered in order."""
    head = {
        "id": Path(file).stem,
        "file": file,
        "title": "Alliances locales",
        "issuer": "Réseau Exemple",
        "kind": "study",
        "genre": "étude",
        "date": "2021-03-15",
    }
    return {**head, **said, "items": [{"n": n, "block": "para", **item} for n, item in enumerate(items)]}


def obstacle(text: str, code: str = "JUR-SOC-01", key: str = "pret", **more: object) -> dict[str, object]:
    return {"text": text, "type": "obstacle", "code": code, "key": key, "mechanism": "incertitude", **more}


def write_gold(path: Path, *documents: dict[str, object]) -> Path:
    path.write_text(
        "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in documents), encoding="utf-8"
    )
    return path


def write_warehouse(path: Path, documents: Sequence[Doc]) -> Path:
    with writing(path) as con:
        for place, doc in enumerate(documents):
            _put_document(con, f"D{place}", doc)
    return path


def _put_document(con: duckdb.DuckDBPyConnection, ident: str, doc: Doc) -> None:
    said_of_itself = {name: getattr(doc, name) for name in ("title", "issuer", "kind", "published_on")}
    _put(
        con,
        "documents",
        document_id=ident,
        sha256=ident,
        file_name=doc.file,
        received_at=NOW,
        status="ready",
        **said_of_itself,
    )
    for ordinal, text in enumerate(doc.passages or ("Texte.",)):
        row = {"passage_id": f"{ident}-{ordinal}", "document_id": ident, "ordinal": ordinal, "text": text}
        lists = {"section": [], "note_calls": [], "runs": []}
        headings = {"column_heading": "", "row_heading": ""}
        _put(con, "passages", page=1, kind="paragraph", boxes="[]", **row, **lists, **headings)
    place = {"document_id": ident, "passage_id": f"{ident}-0", "page": 1, "start": 0, "end": 1, "boxes": "[]"}
    for number, said in enumerate(doc.said):
        names = ("text", "assertion", "code", "mechanism", "score", "disposition")
        row = {"statement_id": f"{ident}-S{number}"} | {name: getattr(said, name) for name in names}
        _put(con, "statements", also_codes=[], voice="author", evidence="[]", **place, **row)
        if said.obstacle is not None:
            member = {"statement_id": f"{ident}-S{number}", "obstacle_id": said.obstacle}
            _put(con, "memberships", origin="machine", since=NOW, **member)
    for number, norm_id in enumerate(doc.citations):
        row = {"citation_id": f"{ident}-C{number}", "norm_id": norm_id}
        _put(con, "citations", raw="art.", display="art.", level="loi", inherited=False, **place, **row)
    for proposal_id, text in doc.proposals:
        row = {"proposal_id": proposal_id, "text": text, "targets": [], "norms": [], "evidence": "[]"}
        _put(con, "proposals", label="", vehicle="autre", score=1.0, **place, **row)
    for number, (proposal_id, obstacle_id) in enumerate(doc.answers):
        row = {"answer_id": f"{ident}-A{number}", "proposal_id": proposal_id, "obstacle_id": obstacle_id}
        _put(con, "answers", relation="removes", status="suggested", origin="machine", evidence="[]", **row)


def _put(con: duckdb.DuckDBPyConnection, table: str, **values: object) -> None:
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" for _ in values)
    con.execute(f"INSERT INTO store.{table} ({columns}) VALUES ({marks})", list(values.values()))


Measure = Callable[..., Evaluation]
