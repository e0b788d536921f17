"""A warehouse and a gold file made of short lists, for the tests of the evaluation."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

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
            ident, rows = f"D{place}", enumerate(doc.passages or ("Texte.",))
            con.execute(
                "INSERT INTO store.documents (document_id, sha256, file_name, title, issuer, kind, published_on, "
                "received_at, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'ready')",
                [ident, ident, doc.file, doc.title, doc.issuer, doc.kind, doc.published_on, NOW],
            )
            for ordinal, text in rows:
                con.execute(
                    "INSERT INTO store.passages (passage_id, document_id, ordinal, page, kind, section, text, boxes, "
                    "column_heading, row_heading, note_calls, runs) "
                    "VALUES (?, ?, ?, 1, 'paragraph', [], ?, '[]', '', '', [], [])",
                    [f"{ident}-{ordinal}", ident, ordinal, text],
                )
            for number, said in enumerate(doc.said):
                con.execute(
                    'INSERT INTO store.statements (statement_id, document_id, passage_id, page, "start", "end", text, '
                    "boxes, assertion, code, also_codes, mechanism, score, voice, disposition, evidence) "
                    "VALUES (?, ?, ?, 1, 0, 1, ?, '[]', ?, ?, [], ?, ?, 'author', ?, '[]')",
                    [f"{ident}-S{number}", ident, f"{ident}-0", said.text, said.assertion, said.code]
                    + [said.mechanism, said.score, said.disposition],
                )
                if said.obstacle is not None:
                    con.execute(
                        "INSERT INTO store.memberships (statement_id, obstacle_id, origin, since) "
                        "VALUES (?, ?, 'machine', ?)",
                        [f"{ident}-S{number}", said.obstacle, NOW],
                    )
            for number, norm_id in enumerate(doc.citations):
                con.execute(
                    'INSERT INTO store.citations (citation_id, document_id, passage_id, page, "start", "end", boxes, '
                    "raw, norm_id, display, level, inherited) "
                    "VALUES (?, ?, ?, 1, 0, 1, '[]', 'art.', ?, 'art.', 'loi', false)",
                    [f"{ident}-C{number}", ident, f"{ident}-0", norm_id],
                )
            for proposal_id, text in doc.proposals:
                con.execute(
                    'INSERT INTO store.proposals (proposal_id, document_id, passage_id, page, "start", "end", text, '
                    "boxes, label, vehicle, score, targets, norms, evidence) "
                    "VALUES (?, ?, ?, 1, 0, 1, ?, '[]', '', 'autre', 1, [], [], '[]')",
                    [proposal_id, ident, f"{ident}-0", text],
                )
            for number, (proposal_id, obstacle_id) in enumerate(doc.answers):
                con.execute(
                    "INSERT INTO store.answers (answer_id, proposal_id, obstacle_id, relation, status, origin, "
                    "evidence) VALUES (?, ?, ?, 'removes', 'suggested', 'machine', '[]')",
                    [f"{ident}-A{number}", proposal_id, obstacle_id],
                )
    return path


Measure = Callable[..., Evaluation]
