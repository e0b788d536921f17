"""A known gain and a known loss show with the right sign."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation_making import Doc, Measure, Said, gold_document, obstacle

from warehouse.evaluation import Base, BaseError, Evaluation, load_base, report, to_json
from warehouse.evaluation.compare import Subject, compare

KEPT = "Le prêt de personnel entre associations reste exposé au délit de marchandage."
FOUND = "Le plafond du mécénat décourage les petites entreprises qui voudraient donner."
LOST = "Les délais de versement des subventions mettent la trésorerie des ateliers à sec."
PLAIN = "Le groupement compte vingt-deux salariés répartis sur quatre sites de production."
OLD_NOISE = "Une ancienne alerte sans rapport avec la moindre phrase de la référence."
NEW_NOISE = "Voilà maintenant un bruit nouveau venu d’un tableau tout à fait illisible."
IDEA = "Il faudrait sécuriser par la loi la mise à disposition de salariés volontaires."
GOLD = gold_document(
    "a.pdf",
    obstacle(KEPT, citations=["fr:loi:2014-856"]),
    obstacle(FOUND, "JUR-MEC-03"),
    obstacle(LOST, "TEC-ING-02"),
    {"text": PLAIN},
    {"text": IDEA, "type": "proposal", "proposal": {"number": None, "addresses": []}},
)
BEFORE = Doc("a.pdf", said=[Said(KEPT), Said(LOST, "TEC-ING-02"), Said(PLAIN), Said(OLD_NOISE)])
AFTER = Doc(
    "a.pdf",
    said=[Said(KEPT, "JUR-MEC-01"), Said(FOUND, "JUR-MEC-03"), Said(NEW_NOISE)],
    citations=["fr:loi:2014-856", "fr:const:72"],
    proposals=[("P1", IDEA)],
)


def kept(evaluation: Evaluation, folder: Path) -> Base:
    """The evaluation, written to a file and read again."""
    path = folder / "base.json"
    path.write_text(to_json(evaluation), encoding="utf-8")
    return load_base(path)


def test_gains_and_losses_are_told_line_by_line(measure: Measure, tmp_path: Path) -> None:
    base = kept(measure([BEFORE], GOLD), tmp_path)
    comparison = compare(base, measure([AFTER], GOLD))
    told = {(change.gain, change.subject, change.text) for change in comparison.changes}
    assert told == {
        (True, Subject.OBSTACLE, FOUND),
        (False, Subject.OBSTACLE, LOST),
        (True, Subject.FALSE_ALARM, PLAIN),
        (True, Subject.FALSE_ALARM, OLD_NOISE),
        (False, Subject.FALSE_ALARM, NEW_NOISE),
        (False, Subject.CATEGORY, KEPT),
        (True, Subject.PROPOSAL, IDEA),
        (True, Subject.CITATION_MISSED, "fr:loi:2014-856"),
        (False, Subject.CITATION_FALSE, "fr:const:72"),
    }
    assert len(comparison.changes) == len(told)


def test_the_way_back_has_the_opposite_signs(measure: Measure, tmp_path: Path) -> None:
    there = compare(kept(measure([BEFORE], GOLD), tmp_path), measure([AFTER], GOLD)).changes
    back = compare(kept(measure([AFTER], GOLD), tmp_path), measure([BEFORE], GOLD)).changes
    assert {(not one.gain, one.subject, one.text) for one in there} == {
        (one.gain, one.subject, one.text) for one in back
    }


def test_the_report_shows_losses_with_a_minus_and_gains_with_a_plus(measure: Measure, tmp_path: Path) -> None:
    text = report(measure([AFTER], GOLD), kept(measure([BEFORE], GOLD), tmp_path))
    assert f"− frein perdu : a n = 2 [TEC-ING-02] {LOST}" in text
    assert f"+ frein désormais trouvé : a n = 1 [JUR-MEC-03] {FOUND}" in text
    assert f"− fausse alerte apparue : a [JUR-SOC-01] {NEW_NOISE}" in text
    assert "5 gain(s), 4 perte(s)" in text
    assert "Précision : 50,0\u00a0% → 66,7\u00a0% (+16,7\u00a0pt)" in text


def test_nothing_changes_against_itself(measure: Measure, tmp_path: Path) -> None:
    evaluation = measure([BEFORE], GOLD)
    comparison = compare(kept(evaluation, tmp_path), evaluation)
    assert comparison.same_gold
    assert (comparison.changes, comparison.uncompared) == ((), 0)
    assert all(delta.before == delta.now for delta in comparison.deltas)


def test_sentences_that_the_gold_did_not_have_or_judged_otherwise_are_not_compared(
    measure: Measure, tmp_path: Path
) -> None:
    """A sentence put in front moves the numbers of the others, which are still recognised."""
    base = kept(measure([BEFORE], GOLD), tmp_path)
    gold = gold_document(
        "a.pdf",
        {"text": "Une phrase ajoutée."},
        obstacle(KEPT),
        obstacle(FOUND, "JUR-MEC-03"),
        obstacle(LOST, "JUR-SOC-01"),
        {"text": PLAIN},
        {"text": IDEA},
    )
    comparison = compare(base, measure([AFTER], gold))
    assert not comparison.same_gold
    assert comparison.uncompared == 3  # the new one, LOST and IDEA
    told = {(one.gain, one.subject, one.text) for one in comparison.changes}
    assert (True, Subject.OBSTACLE, FOUND) in told
    assert LOST not in {text for _, _, text in told}


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "sentences": [{"n": 1}]}']
)
def test_a_file_that_is_no_kept_evaluation_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "base.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BaseError, match=r"base\.json"):
        load_base(path)
