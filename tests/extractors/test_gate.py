"""The first gate: what it looks at before a sentence reaches the encoder."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.encoder.field import LEAST_WORDS, WINDOW, density
from extractors.encoder.gate import BUCKETS, STEM, Gate, features, word_buckets
from extractors.encoder.units import Unit
from extractors.records import Passage, PassageKind
from extractors.statements.context import Context
from extractors.understanding import pipeline

FOREIGN = "Le compilateur range chaque caractère dans une boîte dont la hauteur dépend de la fonte."
OF_THE_FIELD = "L’association et la commune ont signé avec l’entreprise une convention de mécénat."


def test_the_density_counts_words_of_the_field_in_a_thousand() -> None:
    text = "Ici rien de tel ne se lit mot " * 24 + "sauf une association et une commune"  # 8 * 24 + 6 words
    assert density([text])[0] == pytest.approx(2 / 198 * 1000)


def test_a_short_text_counts_as_a_hundred_words_so_that_one_word_does_not_fill_it() -> None:
    assert density(["Une association."])[0] == 1000 / LEAST_WORDS


def test_words_further_away_than_the_window_do_not_count() -> None:
    far = ["mot " * WINDOW, "mot " * WINDOW]
    around = density([OF_THE_FIELD, *far, FOREIGN])
    assert around[0] > 0
    assert around[-1] == 0


def test_no_text_has_no_density() -> None:
    assert density([]).shape == (0,)


@given(st.lists(st.text(max_size=80), max_size=30))
def test_every_text_has_a_density_whatever_it_holds(texts: list[str]) -> None:
    around = density(texts)
    assert around.shape == (len(texts),)
    assert np.isfinite(around).all()
    assert (around >= 0).all()


def test_the_mean_word_vector_is_that_of_the_span() -> None:
    doc = pipeline().make_doc(f"{OF_THE_FIELD} {FOREIGN}")
    spans = [doc[:13], doc[13:]]
    rows = features(doc, spans, [Unit(0, len(s.text), s.text, Context()) for s in spans], 0.0)
    for row, span in zip(rows, spans, strict=True):
        vector = row[: len(span.vector)]
        assert vector @ span.vector / np.linalg.norm(span.vector) == pytest.approx(1.0, abs=1e-5)


def read_or_not(sentence: str, around: str) -> bool:
    """Whether a sentence is read to the end in the middle of a document that says `around` over and over."""
    texts = [around] * 40 + [sentence] + [around] * 40
    passages = [Passage(i, 1, PassageKind.PARAGRAPH, (), text, ()) for i, text in enumerate(texts)]
    nlp = pipeline()
    docs = []
    for passage in passages:
        doc = nlp.make_doc(passage.text)
        doc._.passage = passage
        docs.append(doc)
    [unit] = list(nlp.pipe(docs))[40]._.units
    return unit.scores is not None


def test_a_bare_complaint_is_read_among_text_of_the_field_and_passed_over_in_a_manual() -> None:
    complaint = "Il a fallu attendre onze mois pour obtenir une réponse, et elle était négative."
    assert read_or_not(complaint, OF_THE_FIELD)
    assert not read_or_not(complaint, FOREIGN)


def test_a_sentence_that_names_an_obstacle_is_read_in_a_manual_too() -> None:
    assert read_or_not("Le principal frein reste la responsabilité solidaire.", FOREIGN)


def test_words_count_by_their_first_letters_and_a_pair_is_not_its_two_words() -> None:
    assert word_buckets("associations") == word_buckets("Association")
    assert len("association") > STEM
    assert set(word_buckets("prêt interdit")) > set(word_buckets("prêt")) | set(word_buckets("interdit"))


@given(st.text(max_size=200))
def test_every_sentence_has_its_words_each_once(text: str) -> None:
    buckets = word_buckets(text)
    assert sorted(set(buckets)) == buckets
    assert all(0 <= bucket < BUCKETS for bucket in buckets)


def test_a_word_that_weighs_enough_opens_the_gate() -> None:
    doc = pipeline().make_doc(FOREIGN)
    units = [Unit(0, len(FOREIGN), FOREIGN, Context())]
    width = features(doc, [doc[:]], units, 0.0).shape[1]
    words = np.zeros(BUCKETS, dtype=np.float32)
    gate = Gate(np.zeros(width, dtype=np.float32), words, -1.0, 0.0)
    assert gate.passes(doc, [doc[:]], units, 0.0) == [False]
    words[word_buckets("compilateur")] = 50.0
    assert gate.passes(doc, [doc[:]], units, 0.0) == [True]


def test_a_typed_apostrophe_changes_nothing() -> None:
    printed = "L’engagement limité à l’année d’un budget n’aide pas l’association."
    rows = []
    for text in (printed, printed.replace("’", "'")):
        doc = pipeline().make_doc(text)
        rows.append(features(doc, [doc[:]], [Unit(0, len(text), text, Context())], 20.0)[0])
        assert word_buckets(text) == word_buckets(printed)
    assert np.allclose(rows[0], rows[1])
