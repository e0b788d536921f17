from __future__ import annotations

from xml.etree import ElementTree

import pytest
from evaluation_making import Doc, Measure, Said, gold_document, obstacle

from warehouse.evaluation import reliability_svg
from warehouse.evaluation.calibration import from_pairs

LOAN = "Le prêt de personnel entre associations reste exposé au délit de marchandage."
CAP = "Le plafond du mécénat décourage les petites entreprises qui voudraient donner."


def test_the_error_is_the_mean_gap_between_score_and_truth() -> None:
    """Bin 0.8: scores 0.8 and 0.88, one right, gap 0.34; bin 0.1: one score of 0.1, wrong, gap 0.1."""
    calibration = from_pairs([(0.8, True), (0.88, False), (0.1, False)])
    assert calibration.error == pytest.approx((2 * 0.34 + 0.1) / 3)
    assert calibration.brier == pytest.approx((0.04 + 0.7744 + 0.01) / 3)
    assert [(one.low, one.count, one.right) for one in calibration.bins] == [(0.1, 1, 0), (0.8, 2, 1)]


def test_a_score_of_one_belongs_to_the_last_bin() -> None:
    calibration = from_pairs([(1.0, True), (0.9, True)])
    assert [(one.low, one.count) for one in calibration.bins] == [(0.9, 2)]
    assert calibration.error == pytest.approx(0.05)


def test_kept_asserted_statements_and_candidates_are_scored(measure: Measure) -> None:
    """Not the denials, the excluded, other natures, nor what covers an obstacle without category."""
    said = [
        Said(LOAN, score=0.95),
        Said("Une alerte sans rapport avec la moindre phrase de la référence.", score=0.65),
        Said(LOAN, score=0.35, disposition="candidate"),
        Said(LOAN, score=0.5, assertion="negated"),
        Said(LOAN, score=0.5, disposition="excluded"),
        Said(LOAN, "ECO-FIN-01", score=0.5),
        Said(CAP, score=0.5),
    ]
    gold = gold_document("a.pdf", obstacle(LOAN), obstacle(CAP, "IND-00"))
    bins = measure([Doc("a.pdf", said=said)], gold).calibration.bins
    assert [(one.low, one.count, one.right) for one in bins] == [(0.3, 1, 1), (0.6, 1, 0), (0.9, 1, 1)]


def test_the_diagram_is_sound_svg_with_a_bar_for_each_bin_and_french_numbers() -> None:
    svg = reliability_svg(from_pairs([(0.85, True), (0.15, False), (0.12, True)]))
    root = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}rect")) == 1 + 2  # the ground and two bars
    summary = root.findtext(f"{space}desc") or ""
    assert "score de 0,8 à 0,9 : 100,0\u00a0% de justes sur 1" in summary


def test_without_scores_the_diagram_says_so() -> None:
    assert "Aucun énoncé ni candidat à juger" in reliability_svg(from_pairs([]))
