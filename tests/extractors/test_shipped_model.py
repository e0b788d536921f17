"""The shipped model on the taxonomy's own examples: a floor under which no model may fall.

The examples were written with the taxonomy and are not training sentences.
"""

import pytest

from extractors.records import Assertion, Passage, PassageKind, Statement
from extractors.understanding import understand
from taxonomy.load import load


def statements_of(texts: list[str]) -> list[Statement | None]:
    """The statement of each text, None when there is none; each text is a passage of its own."""
    passages = [Passage(i, 1, PassageKind.PARAGRAPH, (), text, ()) for i, text in enumerate(texts)]
    found = understand(passages).passages
    return [max(p.statements, key=lambda s: s.score, default=None) for p in found]


@pytest.fixture(scope="module")
def examples() -> list[tuple[str, Statement | None]]:
    """(code, statement) of every example of a legal or technical category."""
    given = [e for e in load().iter_examples() if e.code[:3] in ("JUR", "TEC")]
    return list(zip([e.code for e in given], statements_of([e.text for e in given]), strict=True))


def test_examples_reach_the_reader_or_the_review_queue(examples: list[tuple[str, Statement | None]]) -> None:
    seen = [s is not None and s.disposition in ("kept", "candidate") for _, s in examples]
    assert sum(seen) / len(seen) >= 0.9


def test_examples_get_their_category(examples: list[tuple[str, Statement | None]]) -> None:
    coded = [(code, s) for code, s in examples if s is not None]
    right = [code in (s.code, *s.also_codes) for code, s in coded]
    assert sum(right) / len(right) >= 0.75


def test_families_are_rarely_confused(examples: list[tuple[str, Statement | None]]) -> None:
    coded = [(code, s) for code, s in examples if s is not None]
    right = [s.code[:7] == code[:7] for code, s in coded]
    assert sum(right) / len(right) >= 0.82


def test_most_look_alikes_are_not_asserted_obstacles() -> None:
    given = [c for c in load().iter_counter_examples() if c.lookalike is not None]
    found = statements_of([c.text for c in given])
    wrong = [
        s is not None
        and s.disposition == "kept"
        and s.assertion is Assertion.ASSERTED
        and s.code[:3] in ("JUR", "TEC")
        for s in found
    ]
    assert sum(wrong) / len(wrong) <= 0.25


def test_neutral_prose_says_nothing() -> None:
    neutral = [
        "La commission se réunit chaque trimestre à la préfecture.",
        "Le service est ouvert du lundi au vendredi, de neuf heures à dix-sept heures.",
        "Les demandes de congé sont déposées auprès du chef de service.",
        "La bibliothèque a acquis trois cents ouvrages en 2019.",
    ]
    assert all(s is None or s.disposition != "kept" for s in statements_of(neutral))


def test_the_same_passages_give_the_same_statements() -> None:
    text = ["Le reversement d’une partie de l’aide aux partenaires est interdit par la convention."]
    assert statements_of(text) == statements_of(text)
