"""Fit the weights of `warehouse.answers.score` on the labelled documents that the model has not seen.

    python benchmarks/calibrate_register.py [--model DIR] [--folds 12] [--held 0]

Makes a warehouse of these documents: statements with their true obstacles, proposals with what the model says
of their targets; compares the signals of every possible link with the true ones. Prints weights and figures
measured on documents left out of the fit. The fold must be the one kept out of the model's training: with
documents that it has seen, every figure is too good.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.encoder.encode import SentenceEncoder
from extractors.encoder.heads import Scores, load_heads
from extractors.learning.logistic import fit_logistic
from extractors.proposals.find import TARGET_AT_LEAST, TARGETS
from extractors.records import (
    Assertion,
    Description,
    Page,
    PageStatus,
    Passage,
    PassageKind,
    PassageUnderstanding,
    Proposal,
    Reading,
    Relation,
    Statement,
    Understanding,
    Versions,
)
from extractors.statements.context import bare_text, context_text
from training.corpus import Row, fold_of, read_folder
from warehouse.answers import measures, signals
from warehouse.answers.score import AT_MOST, WEIGHTS, Signals
from warehouse.connect import writing
from warehouse.load import load_document
from warehouse.records import Received
from warehouse.register import store, update
from warehouse.register.anchors import obstacle_of
from warehouse.register.records import Place

MODEL = Path(__file__).parents[1] / "extractors" / "model"
DATA = Path(__file__).parents[1] / "training" / "data"
ASSERTIONS = {"obstacle": "asserted"} | {
    name: name for name in ("negated", "resolved", "hypothetical", "rebutted")
}


@dataclass(frozen=True)
class Example:
    """A possible link. document: of the proposal; x: signals in the order of WEIGHTS."""

    document: str
    proposal: str
    x: tuple[float, ...]
    true: bool


def examples(rows: list[Row], model: Path) -> tuple[list[Example], int]:
    """All possible links of the documents, and the number of true ones."""
    encoder, heads = SentenceEncoder(model), load_heads(model)
    vectors = encoder.encode([bare_text(r.text) for r in rows], [context_text(r.context) for r in rows])
    scores = heads.scores(vectors)
    truth: dict[tuple[str, str], set[str]] = {}
    by_document: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        by_document.setdefault(row.document, []).append(i)
    with tempfile.TemporaryDirectory() as folder, writing(Path(folder) / "w.duckdb") as con:
        for document, own in by_document.items():
            passages, parts = [], []
            for ordinal, (_, block) in enumerate(groupby(own, key=lambda i: rows[i].block)):
                inside = list(block)
                first = rows[inside[0]]
                text = " ".join(rows[i].text for i in inside)
                place = {} if first.table_row is None else {"table": 0, "row": first.table_row, "column": 0}
                kind, headings = PassageKind(first.context.kind), first.context.headings
                passages.append(Passage(ordinal, 1, kind, headings, text, (), **place))  # type: ignore[arg-type]
                parts.append(_understood(ordinal, inside, rows, vectors, scores, heads.archetypes))
                for i in inside:
                    if rows[i].targets:
                        truth[document, rows[i].text] = {name for name, _ in rows[i].targets}
            sha = hashlib.sha256(document.encode()).hexdigest()
            page = Page(1, 595, 842, 0, PageStatus.TEXT, "pdfium", 1, 1)
            read = Reading(sha, "1", (page,), tuple(passages), Description())
            received = Received(sha, 1, document, document, datetime(2026, 1, 1))
            load_document(con, received, read, Understanding(tuple(parts), Versions("1", "1", "1", "1")))
        update(con)
        members, known = store.members(con), store.obstacles(con)
        places = {
            i: Place(o, None)
            for i, o in con.execute("SELECT statement_id, obstacle_id FROM store.memberships").fetchall()
        }
        texts = dict(con.execute("SELECT proposal_id, text FROM store.proposals").fetchall())
        files = dict(
            con.execute(
                "SELECT proposal_id, file_name FROM proposals JOIN documents USING (document_id)"
            ).fetchall()
        )
        found = signals.signals(con, signals.read_proposals(con), members, places, known, {})
        measures.renew(con, datetime(2026, 1, 1))
    wanted = {
        (p, obstacle_of(name))
        for p, text in texts.items()
        for name in truth.get((files[p], text), ())
        if "." in name
    }
    links = [_example(link, own, files, link in wanted) for link, own in found.items()]
    return links, len(wanted & {(p, o) for p in texts for o in known})


def _understood(
    ordinal: int,
    inside: list[int],
    rows: list[Row],
    vectors: NDArray[np.float32],
    scores: Scores,
    archetypes: tuple[str, ...],
) -> PassageUnderstanding:
    """A passage with its true statements, and its true proposals with the targets that the model gives."""
    spans, statements, proposals = [], [], []
    start = 0
    for i in inside:
        row, whole = rows[i], (start, start + len(rows[i].text))
        spans.append(whole)
        start = whole[1] + 1
        values = tuple(float(x) for x in vectors[i])
        if row.archetype and row.type in ASSERTIONS:
            said = Assertion(ASSERTIONS[row.type])
            code = row.archetype.split(".")[0]
            statements.append(
                Statement(ordinal, *whole, row.text, said, code, 0.9, archetype=row.archetype, vector=values)
            )
        if row.proposal:
            target = scores.target[i]
            order = [int(k) for k in (-target).argsort()[:TARGETS] if target[int(k)] >= TARGET_AT_LEAST]
            targets = tuple((archetypes[k], Relation.REMOVES, float(target[k])) for k in order)
            proposals.append(Proposal(ordinal, *whole, row.text, targets=targets, vector=values))
    return PassageUnderstanding(ordinal, tuple(spans), tuple(statements), (), tuple(proposals))


def _example(link: tuple[str, str], own: Signals, files: dict[str, str], true: bool) -> Example:
    return Example(files[link[0]], link[0], tuple(own.values.get(name, 0.0) for name in WEIGHTS), true)


def fit(x: NDArray[np.float64], y: NDArray[np.float64], penalty: float = 1.0) -> NDArray[np.float64]:
    """Weights (bias first) of a logistic regression; those that come out negative are set to zero.

    x: (links, signals in the order of WEIGHTS)
    """
    free = np.ones(x.shape[1], dtype=bool)
    while True:
        z = np.column_stack([np.ones(len(x)), x[:, free]])
        w = fit_logistic(z, y, np.append(1e-9, np.full(int(free.sum()), penalty)))
        whole = np.zeros(x.shape[1] + 1)
        whole[np.r_[True, free]] = w
        if (w[1:] >= 0).all():
            return whole
        free[np.flatnonzero(free)[w[1:] < 0]] = False


def f1_at(
    links: list[Example], scores: NDArray[np.float64], threshold: float, wanted: int
) -> tuple[float, float, float]:
    """Precision, recall and F1 with at most AT_MOST answers of a proposal."""
    chosen: dict[str, list[tuple[float, bool]]] = {}
    for link, value in zip(links, scores, strict=True):
        if value >= threshold:
            chosen.setdefault(link.proposal, []).append((value, link.true))
    kept = [true for own in chosen.values() for _, true in sorted(own, reverse=True)[:AT_MOST]]
    hits = sum(kept)
    precision, recall = hits / max(len(kept), 1), hits / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--folds", type=int, default=12)
    parser.add_argument("--held", type=int, default=0)
    given = parser.parse_args()
    rows = [r for r in read_folder(DATA) if fold_of(r.document, given.folds) == given.held]
    links, wanted = examples(rows, given.model)
    x = np.array([link.x for link in links])
    y = np.array([float(link.true) for link in links])
    part = np.array([fold_of("fit" + link.document, 5) for link in links])
    out = np.zeros(len(links))
    for k in range(5):
        w = fit(x[part != k], y[part != k])
        out[part == k] = 1 / (1 + np.exp(-(w[0] + x[part == k] @ w[1:])))
    print(f"{len(rows)} sentences, {len(links)} possible links, {wanted} true, {int(y.sum())} with a signal")
    for threshold in np.arange(0.15, 0.7, 0.05):
        precision, recall, f1 = f1_at(links, out, threshold, wanted)
        print(f"threshold {threshold:.2f}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    w = fit(x, y)
    print("BIAS", round(w[0], 2), {name: round(value, 2) for name, value in zip(WEIGHTS, w[1:], strict=True)})


if __name__ == "__main__":
    main()
