"""Which hyphens at the end of a line belong to the word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.reading.compose import compose
from extractors.reading.hyphens import Lexicon, keeps_hyphen
from extractors.reading.words import Word
from extractors.records import Box

KEPT = [
    ("peut-", "être"), ("Aix-en-", "Provence"), ("c’est-à-", "dire"), ("main-", "d’œuvre"),
    ("Saint-", "Denis"),
    ("quatre-", "vingts"), ("non-", "lucratif"), ("elle-", "même"), ("celui-", "ci"),
]  # fmt: skip
UNDONE = [("finance-", "ment"), ("asso-", "ciation"), ("col-", "lectivité"), ("de-", "vait"), ("moi-", "tié")]


@pytest.mark.parametrize(("left", "right"), KEPT)
def test_real_hyphens_stay(left: str, right: str) -> None:
    assert keeps_hyphen(left, right, Lexicon())


@pytest.mark.parametrize(("left", "right"), UNDONE)
def test_hyphens_of_the_line_go(left: str, right: str) -> None:
    assert not keeps_hyphen(left, right, Lexicon())


def test_the_words_of_the_document_decide() -> None:
    lexicon = Lexicon()
    lexicon.add(["sous-traitant", "souscrire"])
    assert keeps_hyphen("sous-", "traitant", lexicon)
    assert not keeps_hyphen("sous-", "crire", lexicon)


LETTERS = st.text(alphabet="abcdeéfghijklmnopqrstuv", min_size=2, max_size=9)


@given(st.lists(st.lists(LETTERS, min_size=1, max_size=6), min_size=1, max_size=6), st.booleans())
def test_every_character_maps_to_the_box_of_its_word(lines: list[list[str]], hyphenated: bool) -> None:
    placed = []
    for row, words in enumerate(lines):
        texts = [*words[:-1], words[-1] + "-"] if hyphenated and row < len(lines) - 1 else words
        placed.append(
            [
                (Word(t, 60.0 * k, 20.0 * row, 60.0 * k + 50, 20.0 * row + 10, 10.0),
                 Box(1, 60.0 * k, 20.0 * row, 60.0 * k + 50, 20.0 * row + 10))
                for k, t in enumerate(texts)
            ]
        )  # fmt: skip
    draft = compose(placed, Lexicon(), frozenset())
    boxes = [box for line in placed for _, box in line]
    assert [run.box for run in draft.runs] == boxes
    covered = {index for run in draft.runs for index in range(run.start, run.end)}
    assert all(index in covered or draft.text[index] == " " for index in range(len(draft.text)))
    written = [word for line in lines for word in line]
    assert [draft.text[run.start : run.end].rstrip("-") for run in draft.runs] == written
