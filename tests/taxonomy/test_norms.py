"""The table of norms: well formed, and what it says of levels and derogations."""

from __future__ import annotations

import datetime

import pytest

from taxonomy import norms


def test_the_shipped_table_is_well_formed() -> None:
    table = norms.load()
    assert len(table.codes) >= 60
    assert len(table.texts) >= 150


def test_every_level_says_whether_and_why_a_law_may_derogate() -> None:
    for level in norms.load().levels.values():
        assert level.derogable in {"oui", "non", "sous conditions", "sans objet"}
        assert level.why.endswith(".")
        assert level.vehicle


@pytest.mark.parametrize(
    ("norm_id", "level"),
    [
        ("fr:code:travail:L8241-1", "loi"),
        ("fr:code:travail:R8241-2#al1", "règlement"),
        ("fr:code:commerce:D612-5", "règlement"),
        ("fr:code:lpf:R*80-C-1", "règlement"),
        ("fr:code:cgct:LO1113-1..LO1113-7", "loi organique"),
        ("fr:code:cgi:238-bis", "loi"),
        ("fr:code:cgi-an3:46-quindecies-E", "règlement"),
        ("fr:code:cpc:700", "règlement"),
        ("fr:code:?:L1234-5", "loi"),
        ("fr:const:72#al4", "constitution"),
        ("fr:loi:2014-856#9", "loi"),
        ("fr:lo:2021-467", "loi organique"),
        ("fr:ord:2015-904", "loi"),
        ("fr:dl:1938-05-02", "loi"),
        ("fr:dec:2001-495", "règlement"),
        ("fr:arr:1989-01-06/terminologie-economique-financiere", "règlement"),
        ("fr:circ:5811-SG", "doctrine"),
        ("fr:bofip:BOI-IS-CHAMP-10-50-10-20", "doctrine"),
        ("fr:anc:2018-06", "règlement"),
        ("eu:reg:2016/679#26", "UE"),
        ("eu:tfue:107#1", "UE"),
        ("int:cedh:11", "traité"),
        ("case:ce:284412", "jurisprudence"),
        ("fr:cerfa:12156", "autre"),
    ],
)
def test_level_of(norm_id: str, level: str) -> None:
    assert norms.level_of(norm_id) == level


@pytest.mark.parametrize(
    ("norm_id", "answer"),
    [
        ("fr:code:travail:L8241-1", "oui"),
        ("fr:dec:2001-495", "oui"),
        ("eu:reg:1407/2013", "non"),
        ("fr:const:37-1", "non"),
        ("fr:lo:2021-467", "non"),
        ("fr:circ:5811-SG", "sans objet"),
        ("case:ce:284412", "sous conditions"),
    ],
)
def test_derogable(norm_id: str, answer: str) -> None:
    assert norms.derogable(norm_id).derogable == answer


def test_a_law_is_found_by_number_and_by_date() -> None:
    table = norms.load()
    law = table.text("loi", "2014-856")
    assert law is not None
    assert law.date == datetime.date(2014, 7, 31)
    assert law in table.on("loi", datetime.date(2014, 7, 31))
    assert table.text("loi", "2014-9999") is None


def test_two_laws_of_one_day_are_both_given() -> None:
    days = norms.load().on("loi", datetime.date(2021, 7, 1))
    assert {law.number for law in days} == {"2021-874", "2021-875"}


def test_old_numbers_point_to_codes_of_the_table() -> None:
    table = norms.load()
    for (code, _old), row in table.renumberings.items():
        assert code in table.codes
        assert row.since.year in range(2000, 2030)


def test_one_acronym_names_one_text() -> None:
    seen: dict[str, str] = {}
    for text in norms.load().texts:
        for acronym in text.acronyms:
            assert seen.setdefault(acronym, text.norm_id) == text.norm_id


def test_one_alias_names_one_text_of_a_kind() -> None:
    seen: dict[tuple[str, str], str] = {}
    for text in norms.load().texts:
        family = "loi" if text.kind in {"loi", "lo", "lc"} else text.kind
        for alias in text.aliases:
            assert seen.setdefault((family, alias.casefold()), text.norm_id) == text.norm_id
