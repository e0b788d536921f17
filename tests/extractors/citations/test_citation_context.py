"""What one citation lends to the next: in its sentence, in its paragraph, in its document."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from extractors import extensions
from extractors.citations import find, find_all
from extractors.records import Passage, PassageKind


def _ids(text: str) -> list[str]:
    return [citation.norm_id for citation in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "L’article L. 2122-1 du CGPPP exige un titre. L’article L. 2125-1 du même code suit.",
            ["fr:code:cgppp:L2122-1", "fr:code:cgppp:L2125-1"],
        ),
        (
            "Le décret n° 2001-495 du 6 juin 2001 fixe le seuil. L’article 2 dudit décret suit.",
            ["fr:dec:2001-495", "fr:dec:2001-495#2"],
        ),
        (
            "La loi ESS a dix ans. Son article 59 demeure ; l’article 9 de cette loi aussi.",
            ["fr:loi:2014-856", "fr:loi:2014-856#59", "fr:loi:2014-856#9"],
        ),
        (
            "L’article L. 612-4 du code de commerce vise les associations. Le 2° du même article est clair.",
            ["fr:code:commerce:L612-4", "fr:code:commerce:L612-4#2°"],
        ),
        (
            "Loi n° 2000-321, puis celle du 31 juillet 2014 : l’article 9 de cette dernière crée les pôles.",
            ["fr:loi:2000-321", "fr:loi:2014-856", "fr:loi:2014-856#9"],
        ),
        (
            "Responsable conjoint (art. 26) ou sous-traitant (art. 28 du RGPD).",
            ["eu:reg:2016/679#26", "eu:reg:2016/679#28"],
        ),
        (
            "L’article 6 du RGPD donne six bases, dont l’intérêt légitime (6.1.f).",
            ["eu:reg:2016/679#6", "eu:reg:2016/679#6/1/f"],
        ),
        (
            "L’article 200 et le 1 de l’article 238 bis du CGI.",
            ["fr:code:cgi:200", "fr:code:cgi:238-bis#1"],
        ),
    ],
)
def test_inside_the_paragraph(text: str, expected: list[str]) -> None:
    assert _ids(text) == expected


def test_what_is_inherited_is_marked() -> None:
    first, second = find("L’article L. 1 du code électoral et l’article L. 2 du même code.")
    assert not first.inherited
    assert second.inherited


def test_several_possible_texts_leave_a_doubt() -> None:
    text = "La loi ESS et la loi PACTE se suivent. Plus tard vient l’article 12."
    assert find(text)[-1].doubt is not None


def test_an_anaphora_without_antecedent_is_not_guessed() -> None:
    (citation,) = find("L’article 4 de la loi précitée s’applique.")
    assert citation.norm_id == "fr:loi:?#4"
    assert citation.doubt is not None


@pytest.mark.parametrize(
    "text", ["ledit décret", "dudit article", "le même article", "l’article 3 de la convention"]
)
def test_nothing_is_cited_when_nothing_is_named(text: str) -> None:
    assert _ids(text) == []


def test_the_document_lends_the_number_of_a_law_named_by_its_date() -> None:
    first, second = find_all(["La loi n° 2023-380 du 19 mai 2023.", "Selon la loi du 19 mai 2023."])
    assert [c.norm_id for c in first + second] == ["fr:loi:2023-380", "fr:loi:2023-380"]
    assert second[0].inherited


def test_the_document_lends_the_code_of_an_article_already_cited() -> None:
    _, (again,) = find_all(["L’article L. 1234-9 du code du travail.", "L’article L. 1234-9 suffit."])
    assert again.norm_id == "fr:code:travail:L1234-9"
    assert again.inherited and again.doubt is not None


def test_documents_do_not_mix() -> None:
    find_all(["L’article L. 1234-9 du code du travail."])
    (alone,) = find("L’article L. 1234-9 suffit.")
    assert alone.norm_id == "fr:code:?:L1234-9"


def _passage(ordinal: int, text: str) -> Passage:
    return Passage(ordinal, 1, PassageKind.PARAGRAPH, (), text, ())


@pytest.fixture(scope="module")
def nlp() -> Language:
    extensions.register()
    blank = spacy.blank("fr")
    blank.add_pipe("levier_citations")
    return blank


def test_component_sets_the_citations_of_a_text(nlp: Language) -> None:
    assert [c.norm_id for c in nlp("Voir la loi PACTE.")._.citations] == ["fr:loi:2019-486"]


def test_component_follows_the_passages_of_a_document_and_starts_anew_with_the_next(nlp: Language) -> None:
    texts = ["La loi n° 2023-380 du 19 mai 2023.", "La loi du 19 mai 2023.", "La loi du 19 mai 2023."]
    docs = [nlp.make_doc(text) for text in texts]
    for doc, ordinal in zip(docs, (0, 1, 0), strict=True):
        doc._.passage = _passage(ordinal, doc.text)
    found = [doc._.citations[0].norm_id for doc in nlp.pipe(docs)]
    assert found == ["fr:loi:2023-380", "fr:loi:2023-380", "fr:loi:2023-05-19"]
