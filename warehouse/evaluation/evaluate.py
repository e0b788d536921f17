"""Measure the quality of what a warehouse holds against a gold file."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np

from warehouse.evaluation import bootstrap, metrics
from warehouse.evaluation.breakdown import break_down
from warehouse.evaluation.calibration import calibrate
from warehouse.evaluation.gold import read_gold
from warehouse.evaluation.judge import Judgement, judge
from warehouse.evaluation.observed import observe
from warehouse.evaluation.records import CitationLine, Evaluation, Figure, Line, Lines, Stray
from warehouse.evaluation.tally import Numbers, Tally, tally


def evaluate(con: duckdb.DuckDBPyConnection, gold_path: Path) -> Evaluation:
    """Compare the warehouse behind an open connection with the gold file; reads the public views only.

    Raises GoldError (French, with the line number) when the gold file cannot be used.
    """
    gold = read_gold(gold_path)
    observed = observe(con, frozenset(document.file for document in gold.documents))
    judgements = tuple(judge(document, observed.documents.get(document.file)) for document in gold.documents)
    return Evaluation(
        gold_name=gold.name,
        gold_digest=gold.digest,
        versions=observed.versions,
        documents=len(gold.documents),
        missing=tuple(one.gold.file for one in judgements if one.observed is None),
        figures=_figures(tally(judgements, observed.answers)),
        lines=_lines(judgements),
        breakdown=break_down(judgements),
        calibration=calibrate(judgements),
        labels=dict(observed.labels),
    )


def _figures(counted: Tally) -> tuple[Figure, ...]:
    """Shares of nothing are shown as 0."""
    documents = len(counted.pairs)
    values = metrics.compute(counted, np.ones((1, documents)))
    if documents < 2:
        return tuple(Figure(name, _value(value), None, None) for name, value in values.items())
    drawn = metrics.compute(counted, bootstrap.draw(documents))
    return tuple(
        Figure(name, _value(value), *bootstrap.interval(drawn[name])) for name, value in values.items()
    )


def _value(value: Numbers) -> float:
    return float(np.nan_to_num(value[0]))


def _lines(judgements: tuple[Judgement, ...]) -> Lines:
    sentences: list[Line] = []
    strays: list[Stray] = []
    citations: list[CitationLine] = []
    for judgement in judgements:
        document = judgement.gold.id
        for verdict in judgement.sentences:
            gold = verdict.gold
            given = verdict.best.code if verdict.best else None
            sentences.append(
                Line(
                    document=document,
                    n=gold.n,
                    text=gold.text,
                    type=gold.type,
                    code=gold.code,
                    given=given,
                    outcome=verdict.outcome,
                    read=verdict.read,
                    proposed=verdict.proposed,
                )
            )
        strays.extend(Stray(document, stray.text, stray.code or "") for stray in judgement.stray)
        citations.extend(
            CitationLine(document, one.norm_id, one.wanted, one.found)
            for one in judgement.citations
            if one.wanted != one.found
        )
    return Lines(tuple(sentences), tuple(strays), tuple(citations))
