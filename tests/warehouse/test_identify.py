from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.identify import Ids, document_id, essence, short_hash

SHA = "ab" * 32


def test_a_sentence_keeps_its_id_when_only_typography_changes() -> None:
    before = Ids("e", SHA).of("Le co-\u00adfinancement d’une œuvre n’est pas sécurisé.")
    after = Ids("e", SHA).of("Le cofinancement d'une oeuvre n' est pas  SÉCURISE")
    assert before == after


def test_equal_sentences_of_a_document_get_different_ids() -> None:
    ids = Ids("e", SHA)
    assert ids.of("Même phrase.") != ids.of("Même phrase.")


def test_the_same_sentence_in_two_documents_gets_two_ids() -> None:
    assert Ids("e", SHA).of("Phrase.") != Ids("e", "cd" * 32).of("Phrase.")


def test_documents_with_the_same_start_of_hash_get_longer_ids() -> None:
    first, second = "a" * 64, "a" * 20 + "b" * 44
    taken = {document_id(first, {}): first}
    assert document_id(second, taken) == "d" + "a" * 12
    assert document_id(first, taken) == "d" + "a" * 10


@given(st.lists(st.text(), max_size=8))
def test_ids_do_not_depend_on_other_sentences(texts: list[str]) -> None:
    ids = Ids("e", SHA)
    given_ids = {text: ids.of(text) for text in dict.fromkeys(texts)}
    alone = {text: Ids("e", SHA).of(text) for text in given_ids}
    different = len({essence(text) for text in given_ids}) == len(given_ids)
    assert not different or given_ids == alone


@given(st.lists(st.text(alphabet="ab"), min_size=2, max_size=4))
def test_borders_between_parts_count(parts: list[str]) -> None:
    joined = ["".join(parts)]
    assert short_hash(*parts) != short_hash(*joined)


@given(st.text())
def test_essence_is_a_fixed_point(text: str) -> None:
    assert essence(essence(text)) == essence(text)


def test_two_documents_cannot_share_a_whole_hash() -> None:
    taken = {"d" + SHA[:length]: "cd" * 32 for length in range(10, 65, 2)}
    with pytest.raises(ValueError, match="SHA-256"):
        document_id(SHA, taken)
