from __future__ import annotations

import json

from evaluation_making import Doc, Measure, Said, gold_document, obstacle

from warehouse.evaluation import Evaluation, to_json
from warehouse.evaluation.bootstrap import draw
from warehouse.evaluation.records import Figure

LOAN = "Le prêt de personnel entre associations reste exposé au délit de marchandage."


def recall(evaluation: Evaluation) -> Figure:
    return next(figure for figure in evaluation.figures if figure.name == "detection_recall")


def test_each_draw_has_as_many_documents_as_there_are_and_draws_repeat() -> None:
    assert set(draw(7, 50).sum(axis=1)) == {7}
    assert (draw(7, 50) == draw(7, 50)).all()


def test_documents_that_agree_leave_no_doubt_and_documents_that_differ_do(measure: Measure) -> None:
    names = [f"d{place}.pdf" for place in range(6)]
    gold = [gold_document(name, obstacle(LOAN)) for name in names]
    alike = recall(measure([Doc(name, said=[Said(LOAN)]) for name in names], *gold))
    assert (alike.value, alike.low, alike.high) == (1, 1, 1)
    half = [Doc(name, said=[Said(LOAN)] if place % 2 else []) for place, name in enumerate(names)]
    mixed = recall(measure(half, *gold))
    assert mixed.low is not None
    assert mixed.high is not None
    # Binomial over six documents, p = 1/2: the 2.5 % quantiles are 1/6 and 5/6.
    assert (round(mixed.low, 3), mixed.value, round(mixed.high, 3)) == (0.167, 0.5, 0.833)


def test_one_document_alone_has_no_interval(measure: Measure) -> None:
    evaluation = measure([Doc("a.pdf", said=[Said(LOAN)])], gold_document("a.pdf", obstacle(LOAN)))
    assert recall(evaluation) == Figure("detection_recall", 1, None, None)
    assert json.loads(to_json(evaluation))["intervals"]["detection_recall"] is None


def test_draws_that_found_nothing_say_nothing_of_the_categories(measure: Measure) -> None:
    """One document of four has the only found obstacle: many draws lack it, all others have it right."""
    gold = [gold_document(f"d{place}.pdf", obstacle(LOAN)) for place in range(4)]
    evaluation = measure([Doc("d0.pdf", said=[Said(LOAN)])], *gold)
    leaf = next(figure for figure in evaluation.figures if figure.name == "leaf_accuracy")
    assert (leaf.low, leaf.value, leaf.high) == (1, 1, 1)


def test_a_share_of_nothing_is_zero_without_interval(measure: Measure) -> None:
    gold = [gold_document(f"d{place}.pdf", obstacle(LOAN)) for place in range(3)]
    evaluation = measure([], *gold)
    leaf = next(figure for figure in evaluation.figures if figure.name == "leaf_accuracy")
    assert leaf == Figure("leaf_accuracy", 0, None, None)
