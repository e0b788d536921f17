"""Articles that a document quotes as its own: they are lent to what follows with a doubt only."""

from __future__ import annotations

from extractors.citations import find, find_all

STATUTES = ["Article 1", "Nom", "Article 2 : objet", "Siège", "Article 3", "Durée"]


def test_a_bare_article_of_a_document_made_of_articles_is_doubted() -> None:
    passage = "Les règles du code de procédure civile valent. Les articles 12 et 13 valent aussi."
    *_, found = find_all([*STATUTES, passage])
    assert [c.norm_id for c in found] == ["fr:code:cpc:12", "fr:code:cpc:13"]
    assert all(c.doubt is not None and "document lui-même" in c.doubt for c in found)


def test_an_article_whose_text_is_printed_is_not_doubted_there() -> None:
    *_, found = find_all([*STATUTES, "L’article 12 du code de procédure civile vaut."])
    assert [(c.norm_id, c.doubt) for c in found] == [("fr:code:cpc:12", None)]


def test_an_article_with_a_prefix_is_not_one_of_a_document_with_bare_ones() -> None:
    *_, found = find_all([*STATUTES, "Le code de commerce le prévoit. L’article L. 223-1 le redit."])
    assert found[-1].norm_id == "fr:code:commerce:L223-1"
    assert found[-1].doubt is None


def test_a_list_of_articles_of_a_law_does_not_make_the_document_a_law() -> None:
    listed = ["Article 13 : affichage", "Article 16 : indice", "Article 19 : pièces", "Article 55 : achats"]
    *_, found = find_all([*listed, "La loi AGEC oblige à informer (art. 5 et 9)."])
    assert [(c.norm_id, c.doubt) for c in found[1:]] == [
        ("fr:loi:2020-105#5", None),
        ("fr:loi:2020-105#9", None),
    ]


def test_an_article_without_text_does_not_get_one_from_what_comes_after() -> None:
    text = (
        "Les articles 31 et 32 s’appliquent depuis la loi n° 2014-856 du 31 juillet 2014 ; "
        "les mêmes articles 31 et 32 demeurent."
    )
    assert [c.norm_id for c in find(text)] == ["fr:loi:2014-856"]
