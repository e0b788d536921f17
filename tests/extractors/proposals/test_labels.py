"""Labels and numbers of proposals, and the number that a bare heading gives to the measure below it."""

import pytest

from extractors.proposals.find import label_of, number_from_heading
from extractors.records import Passage, PassageKind, Proposal


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Proposition n° 7 : ouvrir le rescrit aux collectifs", "7"),
        ("Recommandation 12 bis – créer un guichet", "12 bis"),
        ("MESURE N°3. Publier un modèle", "3"),
        ("Préconisation no 4 : former les agents", "4"),
        ("Proposition : autoriser le reversement", None),
    ],
)
def test_label_is_read(text: str, number: str | None) -> None:
    label = label_of(text)
    assert label is not None
    assert label.number == number


@pytest.mark.parametrize(
    "text", ["Les propositions du rapport sont connues.", "Mesures sanitaires en vigueur", "Le 7 mars"]
)
def test_no_label_where_there_is_none(text: str) -> None:
    assert label_of(text) is None


def passage(ordinal: int, kind: PassageKind, text: str) -> Passage:
    return Passage(ordinal, 1, kind, (), text, ())


def test_a_bare_heading_numbers_the_first_measure_below() -> None:
    passages = [
        passage(0, PassageKind.HEADING, "Proposition n° 5"),
        passage(1, PassageKind.PARAGRAPH, "Autoriser le reversement."),
        passage(2, PassageKind.PARAGRAPH, "Publier un modèle."),
    ]
    proposals = {i: (Proposal(i, 0, 9, passages[i].text),) for i in (1, 2)}
    number_from_heading(passages, proposals)
    assert [proposals[i][0].number for i in (1, 2)] == ["5", None]
