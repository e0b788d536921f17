from __future__ import annotations

from evaluation_making import Doc, Measure, Said, gold_document, obstacle

LOAN = "Le prêt de personnel entre associations reste exposé au délit de marchandage."
CAP = "Le plafond du mécénat décourage les petites entreprises qui voudraient donner."
DENIED = "La règle de minimis ne gêne nullement les petites coopératives de réemploi."
NOISE = "Une alerte sans rapport avec la moindre phrase de la référence."


def test_a_wrong_category_is_a_miss_for_one_and_a_false_alarm_for_the_other(measure: Measure) -> None:
    said = [Said(LOAN, "JUR-SOC-01"), Said(CAP, "JUR-MEC-01"), Said(NOISE, "JUR-SOC-01")]
    gold = gold_document("a.pdf", obstacle(LOAN, "JUR-SOC-01"), obstacle(CAP, "JUR-MEC-03"))
    parts = measure([Doc("a.pdf", said=said)], gold).breakdown
    assert [(row.name, row.right, row.false, row.missed) for row in parts.categories] == [
        ("JUR-MEC-01", 0, 1, 0),
        ("JUR-MEC-03", 0, 0, 1),
        ("JUR-SOC-01", 1, 1, 0),
    ]
    assert [(row.precision, row.recall) for row in parts.categories] == [(0, None), (None, 0), (0.5, 1)]
    assert parts.categories[2].f1 == 2 / 3
    (confusion,) = parts.confusions
    assert (confusion.wanted, confusion.given, confusion.count) == ("JUR-MEC-03", "JUR-MEC-01", 1)


def test_detection_is_told_by_genre_and_by_kind(measure: Measure) -> None:
    docs = [Doc("a.pdf", said=[Said(LOAN), Said(NOISE)]), Doc("b.pdf")]
    parts = measure(
        docs,
        gold_document("a.pdf", obstacle(LOAN), genre="note"),
        gold_document("b.pdf", obstacle(LOAN), genre="étude"),
    ).breakdown
    assert [(row.name, row.right, row.false, row.missed) for row in parts.genres] == [
        ("note", 1, 1, 0),
        ("étude", 0, 0, 1),
    ]
    assert [(row.name, row.right, row.false, row.missed) for row in parts.kinds] == [("study", 1, 1, 1)]


def test_detection_is_told_by_the_turns_of_phrase_of_the_sentence(measure: Measure) -> None:
    plain = "Chez nous, la commune signe le bail, paie le chauffage et garde les clés."
    both = "Faute de modèle, nos adhérents ne peuvent pas signer la convention à plusieurs."
    found = measure(
        [Doc("a.pdf", said=[Said(CAP), Said(NOISE)])],
        gold_document("a.pdf", obstacle(both), obstacle(CAP), obstacle(plain)),
    ).breakdown.turns
    rows = {row.name: (row.right, row.false, row.missed) for row in found}
    assert rows == {
        "absence": (0, 0, 1),
        "se heurter, ne pas pouvoir": (0, 0, 1),
        "étiquette (frein, obstacle…)": (1, 0, 0),
        "sans tournure connue": (0, 1, 1),
    }


def test_lookalikes_and_their_labels_are_told_by_type(measure: Measure) -> None:
    said = [Said(DENIED, assertion="negated"), Said(NOISE, assertion="negated"), Said(CAP)]
    gold = gold_document("a.pdf", {"text": DENIED, "type": "negated"}, {"text": CAP, "type": "question"})
    negated, question = measure([Doc("a.pdf", said=said)], gold).breakdown.lookalikes
    assert (negated.kind, negated.rejected, question.kind, question.rejected) == ("negated", 1, "question", 0)
    assert negated.label is not None
    assert (negated.label.precision, negated.label.recall) == (0.5, 1)
    assert question.label is None
