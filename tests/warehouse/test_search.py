from __future__ import annotations

from pathlib import Path

import pytest
from warehouse_making import GIFT, IDEA, LOAN, reading, received, understanding

from warehouse import connect, search
from warehouse.errors import WarehouseError
from warehouse.fold import words
from warehouse.load import load_document


@pytest.fixture
def find(filled: Path):

    def finding(query: str, **options) -> list[str]:
        with connect.reading(filled) as con:
            return [hit.quote for hit in search.search(con, query, kind="passage", **options)]

    return finding


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("prets de personnels", LOAN),  # plural, accent missing
        ("MARCHANDAGE", LOAN),
        ("L. 8241-1", LOAN),
        ("L8241-1", LOAN),
        ("8241-1", LOAN),
        ("article 238 bis", GIFT),
        ("238 bis", GIFT),
        ("mécène", GIFT),
        ("d’entreprise mécène", GIFT),  # elision
        ("convention-type", IDEA),
        ("sécurisation", IDEA),  # same stem as « sécuriser »
    ],
)
def test_a_search_finds(find, query: str, text: str) -> None:
    assert find(query)[0] == text


@pytest.mark.parametrize("query", ["239 bis", "8241-2", "L. 8241", "lucrativité-inconnue"])
def test_a_search_does_not_find_what_is_not_there(find, query: str) -> None:
    assert find(query) == []


def test_passages_with_all_words_come_alone(find) -> None:
    assert find("prêt personnel marchandage") == [LOAN]


def test_any_word_will_do_when_no_passage_has_all(find) -> None:
    assert set(find("marchandage mécène")) == {LOAN, GIFT}


def test_the_words_found_are_marked(filled: Path) -> None:
    with connect.reading(filled) as con:
        (hit,) = search.search(con, "prets 8241-1", kind="statement")
    assert [hit.quote[start:end] for start, end in hit.marks] == ["prêt", "L. 8241-1"]
    assert (hit.page, hit.section, hit.file_name) == (1, "I. Constats › A. Freins", "etude.pdf")


def test_a_long_passage_is_cut_around_the_words(path: Path, load) -> None:
    load(texts=("Préambule sans intérêt. " * 60 + "Le rescrit manque. " + "Suite sans rapport. " * 60,))
    with connect.reading(path) as con:
        (hit,) = search.search(con, "rescrit", kind="passage")
    assert len(hit.quote) < 300
    assert hit.quote.startswith("… ")
    assert hit.quote.endswith(" …")
    assert [hit.quote[start:end] for start, end in hit.marks] == ["rescrit"]


def test_a_search_can_keep_to_one_document(path: Path, load) -> None:
    load("un.pdf")
    second = load("deux.pdf").document_id
    with connect.reading(path) as con:
        hits = search.search(con, "marchandage", document=second)
    assert {hit.document_id for hit in hits} == {second}
    assert {hit.kind for hit in hits} == {"passage", "statement"}


def test_rows_loaded_since_are_found_after_a_refresh(path: Path, load) -> None:
    load("un.pdf", (LOAN,))
    with connect.writing(path) as con:
        load_document(con, received("deux.pdf"), reading("deux.pdf", (GIFT,)), understanding((GIFT,)))
        assert search.is_stale(con)
    with connect.reading(path) as con:
        assert search.search(con, "mécène") == ()
    with connect.writing(path) as con:
        assert search.refresh(con)
        assert not search.refresh(con)
    with connect.reading(path) as con:
        assert len(search.search(con, "mécène")) == 2


def test_a_query_without_words_is_told(filled: Path) -> None:
    with connect.reading(filled) as con, pytest.raises(WarehouseError, match="au moins un mot"):
        search.search(con, "de la… !")


def test_a_search_before_the_first_index_is_told(path: Path) -> None:
    with connect.reading(path) as con, pytest.raises(WarehouseError, match="pas encore prête"):
        search.search(con, "rescrit")


def test_a_query_is_data(find) -> None:
    assert find("'); DROP TABLE x; --") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’article R.* 107-A", ["article", "r107_a", "r107", "107_a", "107"]),
        ("l’article L. 80 A prévoit", ["article", "l80_a", "l80", "80_a", "80", "prevoit"]),
        ("l. 80 a", ["l80", "80"]),
        ("en 2019, A. Martin", ["2019", "martin"]),
        ("art. 19 septies de la loi", ["art", "19_septies", "19", "loi"]),
        ("Œuvres d’intérêt général", ["oeuvres", "interet", "general"]),
        ("n° 2014-856", ["2014_856"]),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_letter_tells_two_articles_apart(path: Path, load) -> None:
    first, second = "L’article L. 80 A protège.", "L’article L. 80 B protège."
    load(texts=(first, second))
    with connect.reading(path) as con:
        for query, quotes in {"L. 80 B": {second}, "L. 80 A": {first}, "article 80": {first, second}}.items():
            hits = search.search(con, query, kind="passage")
            assert {hit.quote for hit in hits} == quotes
        (hit,) = search.search(con, "L. 80 B", kind="passage")
    assert [hit.quote[start:end] for start, end in hit.marks] == ["L. 80 B"]
