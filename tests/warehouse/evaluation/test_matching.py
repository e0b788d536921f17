from __future__ import annotations

import pytest

from warehouse.evaluation.matching import covers, norm

SENTENCE = "Le prêt de salariés entre une association et une entreprise reste exposé au délit de marchandage."


def test_accents_case_ligatures_and_punctuation_do_not_count() -> None:
    assert norm("L’Œuvre « prêtée » à 12\u00a0% ; main-d’œuvre") == "l oeuvre pretee a 12 % main d oeuvre"


def test_a_soft_hyphen_does_not_cut_a_word() -> None:
    assert norm("asso\u00adciation") == "association"


@pytest.mark.parametrize(
    ("predicted", "gold", "expected"),
    [
        (SENTENCE, SENTENCE.upper(), True),
        (SENTENCE[:60], SENTENCE, True),  # a part, more than 30 % of it
        (SENTENCE[:26], SENTENCE, False),  # a part that is too small
        (f"Chapeau du paragraphe. {SENTENCE} Suite.", SENTENCE, True),  # the gold is the part
        (SENTENCE.replace("prêt", "prct").replace("délit", "dèlil"), SENTENCE, True),  # OCR
        ("La TVA sur les moyens mutualisés coûte cher aux groupements d’associations.", SENTENCE, False),
        ("Coût du rescrit", "Coûts du rescrit", True),  # short: alike as a whole
        ("Coût du rescrit", "Coût du recrutement", False),
        ("", SENTENCE, False),
        (SENTENCE, "…", False),
    ],
)
def test_a_text_covers_a_sentence(predicted: str, gold: str, expected: bool) -> None:
    assert covers(norm(predicted), norm(gold)) is expected
