"""What the shipped categories promise to those who classify with them."""

from __future__ import annotations

import re

import pytest

from taxonomy import load, norms
from taxonomy.forms import folded, is_sentence
from taxonomy.records import Leaf, Lookalike

TAXONOMY = load()
LEAVES = pytest.mark.parametrize("leaf", TAXONOMY.leaves, ids=lambda leaf: leaf.code)


def test_there_are_ten_legal_and_technical_families_with_45_categories_and_12_others() -> None:
    assert sum(not family.adjacent for family in TAXONOMY.families) == 10
    assert sum(not leaf.adjacent for leaf in TAXONOMY.leaves) == 45
    assert sum(leaf.adjacent for leaf in TAXONOMY.leaves) == 12


@LEAVES
def test_each_example_is_a_sentence_of_a_reasonable_length(leaf: Leaf) -> None:
    for example in leaf.examples:
        assert is_sentence(example.text)
        assert 5 <= len(example.text.split()) <= 40


# IND-00 is told by its words only: an obstacle of which nothing more is said.
@pytest.mark.parametrize(
    "leaf", [leaf for leaf in TAXONOMY.leaves if leaf.code != "IND-00"], ids=lambda leaf: leaf.code
)
def test_half_of_the_examples_do_without_the_obvious_words(leaf: Leaf) -> None:
    cues = [re.compile(rf"\b{re.escape(folded(cue))}\b") for cue in leaf.cues]
    plain = [e.text for e in leaf.examples if not any(cue.search(folded(e.text)) for cue in cues)]
    assert 2 * len(plain) >= len(leaf.examples)


@LEAVES
def test_each_counter_example_says_why_and_goes_somewhere_else(leaf: Leaf) -> None:
    for item in leaf.counter_examples:
        assert is_sentence(item.text) or item.lookalike is Lookalike.TITLE
        assert is_sentence(item.why)
        assert (item.right_code is None) != (item.lookalike is None)
        assert item.right_code != leaf.code


@LEAVES
def test_no_example_holds_a_word_that_points_elsewhere(leaf: Leaf) -> None:
    for example in leaf.examples:
        for cue in leaf.negative_cues:
            assert folded(cue.words) not in folded(example.text)


@LEAVES
def test_the_codes_of_law_that_a_category_names_are_known(leaf: Leaf) -> None:
    table = norms.load()
    for norm in leaf.norms:
        if norm.startswith("fr:code:"):
            assert norm.split(":")[2] in table.codes


def test_every_kind_of_lookalike_is_illustrated() -> None:
    shown = {item.lookalike for item in TAXONOMY.iter_counter_examples()} - {None}
    assert shown == set(Lookalike)
