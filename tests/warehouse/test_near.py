from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.register.components import components
from warehouse.register.near import alike, copies
from warehouse.register.statuses import status_of
from warehouse.register.texts import comparable
from warehouse.register.voices import normalise, voices
from warehouse.register.wording import Candidate, clearest, label_from

ONE = "Prêter un salarié à l’entreprise voisine expose l’association au délit de marchandage."


@pytest.mark.parametrize(
    "other",
    [
        "3. Prêter un salarié à l'entreprise voisine expose l'association au délit de marchandage",
        "Prêter un salarié à l’entreprise voisine expose aussi l’association au délit de marchandage.",
        "Or prêter un salarié à l’entreprise voisine expose l’association au délit de marchandage.",
    ],
)
def test_prints_of_one_sentence_are_copies(other: str) -> None:
    assert copies([comparable(ONE), comparable(other)]) == [(0, 1)]


def test_another_sentence_on_the_matter_is_no_copy() -> None:
    assert (
        copies([comparable(ONE), comparable("Le prêt de salariés est jugé risqué par les associations.")])
        == []
    )


@given(st.lists(st.text(alphabet="abc de", max_size=30), max_size=8))
def test_any_texts_are_compared_and_equal_ones_are_linked(texts: list[str]) -> None:
    plain = [comparable(text) for text in texts]
    groups = components(len(plain), copies(plain))
    together = {i: number for number, group in enumerate(groups) for i in group}
    for i, left in enumerate(plain):
        for j, right in enumerate(plain):
            assert left != right or together[i] == together[j]


def test_vectors_link_sentences_of_different_words() -> None:
    vectors = np.array([[1, 0], [0.99, 0.14], [0, 1]], dtype=np.float32)
    found = alike(["un deux trois", "quatre cinq six", "sept huit neuf"], vectors, words=84, cosine=0.9)
    assert [pair[:2] for pair in found] == [(0, 1)]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([("asserted", "2017")], "actif"),
        ([("asserted", "2017"), ("resolved", "2019-03")], "levé"),
        ([("asserted", "2017"), ("negated", "2019")], "levé"),
        ([("asserted", "2017"), ("resolved", "2019"), ("asserted", "2021")], "partiellement levé"),
        ([("asserted", "2017"), ("resolved", "2017")], "partiellement levé"),
        ([("asserted", "2017-02"), ("resolved", "2017-09")], "levé"),
        ([("asserted", None), ("resolved", "2019")], "partiellement levé"),
        ([("asserted", "2017"), ("negated", "2017")], "contesté"),
        ([("asserted", "2017"), ("rebutted", "2019")], "contesté"),
        ([("negated", "2017")], "contesté"),
        ([("resolved", "2017")], "levé"),
        ([("hypothetical", "2017")], "actif"),
    ],
)
def test_status_follows_from_what_is_said_and_when(said: list[tuple[str, str | None]], status: str) -> None:
    assert status_of(said) == status
    assert status_of(reversed(said)) == status


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Fédération des Granges", "FÉDÉRATION DES GRANGES"),
        ("Association Les Granges (ALG)", "Les Granges"),
        ("Verdier SARL", "Verdier"),
    ],
)
def test_one_issuer_written_in_two_ways_is_one_name(left: str, right: str) -> None:
    assert normalise(left) == normalise(right)


def test_issuers_that_differ_by_a_word_are_two_voices() -> None:
    found = voices({"a": "Ville de Nantua", "b": "Ville de Nantes", "c": None, "d": ""})
    assert len(set(found.values())) == 4


def test_the_clearest_sentence_is_short_asserted_and_stands_alone() -> None:
    sentences = [
        Candidate(
            "a",
            "Cela les expose au délit de marchandage, ce qui inquiète tout le monde.",
            "asserted",
            "author",
            0.99,
        ),
        Candidate("b", ONE, "asserted", "author", 0.8),
        Candidate(
            "c",
            "« On risque gros », dit un maire à propos du prêt de son personnel.",
            "asserted",
            "quoted",
            0.99,
        ),
        Candidate(
            "d", "Le prêt de salariés n’est plus un délit pour les associations.", "negated", "author", 0.9
        ),
    ]
    best = clearest(sentences)
    assert best is not None and best.statement_id == "b"
    assert clearest(reversed(sentences)) == best
    assert label_from("- prêter un salarié ; ") == "Prêter un salarié"
    assert len(label_from("mot " * 80)) <= 160
