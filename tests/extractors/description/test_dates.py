"""Dates in every French form, with the precision that is printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.description.dates import dates_in, pdf_date, without_dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Lyon, le 12 mars 2019", ["2019-03-12"]),
        ("le 1er août 2020", ["2020-08-01"]),
        ("12/03/2019", ["2019-03-12"]),
        ("5.6.2021", ["2021-06-05"]),
        ("07/05/20", ["2020-05-07"]),
        ("2021-11-08", ["2021-11-08"]),
        ("Réseau X – Déc. 2018", ["2018-12"]),
        ("FÉVRIER 2022", ["2022-02"]),
        ("mars-avril 2019", ["2019-03"]),
        ("03/2019", ["2019-03"]),
        ("Printemps 2021", ["2021"]),
        ("© 2021 Fondation Y", ["2021"]),
        ("Questionnaire 2022", ["2022"]),
        ("Plan 2020-2022", []),
        ("31 février 2020", ["2020-02"]),
        ("la loi du 1er juillet 1901", []),
        ("décret n° 2001-495 du 6 juin 2001", []),
        ("à l’horizon 2030", []),
        ("L. 2122-9", []),
        ("Bilan des mesures du rapport de juin 2020", []),
        ("Que reste-t-il de l’étude de 2018 ?", []),
        ("Retour sur la consultation de mars 2019", []),
        ("Suites données au livre blanc de 2017", []),
        ("Remis le 18 juin 2020, le rapport dresse cinq constats.", []),
        ("Remis au ministre le 18 juin 2020", ["2020-06-18"]),
        ("Rapport – juin 2020", ["2020-06"]),
        ("Version finale du rapport : juin 2020", ["2020-06"]),
        ("Compte rendu de la table ronde du 12 mars 2024", ["2024-03-12"]),
        ("2 020 €", []),
        ("tél. 01 20 19 20 18", []),
    ],
)
def test_dates_in(text: str, iso: list[str]) -> None:
    assert [dated.iso for dated in dates_in(text)] == iso


@pytest.mark.parametrize(
    "text",
    [
        "Publié le 3 mai 2018",
        "Fait à Rennes, le 3 mai 2018",
        "Version du 3 mai 2018",
        "mise à jour : 3 mai 2018",
    ],
)
def test_words_that_say_it_is_the_issue(text: str) -> None:
    assert [dated.published for dated in dates_in(text)] == [True]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Réseau Lisière – mars 2019", "Réseau Lisière"),
        ("Association Les Marmites — 2022-02-11", "Association Les Marmites"),
        ("Fondation du Vieux Pont – édition 2021", "Fondation du Vieux Pont"),
        ("Petites Sœurs du Port, le 12 mars 2019", "Petites Sœurs du Port"),
        ("12/03/2019", ""),
        ("Réseau Lisière", "Réseau Lisière"),
    ],
)
def test_a_line_without_its_dates(text: str, rest: str) -> None:
    assert without_dates(text) == rest


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("D:20190312101500+01'00'", "2019-03-12"),
        ("20250930165055", "2025-09-30"),
        ("D:2019", "2019"),
        ("hier", None),
    ],
)
def test_dates_of_the_pdf_data(text: str, iso: str | None) -> None:
    assert pdf_date(text) == iso


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2059, 12, 31)))
def test_every_day_printed_with_slashes_comes_back(day: date) -> None:
    assert [dated.iso for dated in dates_in(f"{day:%d/%m/%Y}")] == [day.isoformat()]


@given(st.text(max_size=80))
def test_offsets_lie_in_the_text(text: str) -> None:
    for dated in dates_in(text):
        assert 0 <= dated.start < dated.end <= len(text)
