from __future__ import annotations

import json
from pathlib import Path

import pytest
from levier_making import LOAN, Cli


def _first(levier: Cli, table: str, key: str, **where: str) -> str:
    rows = levier(table, "--format", "json").json
    return str(next(row[key] for row in rows if all(row[name] == value for name, value in where.items())))


def test_a_statement_is_shown_in_its_context_with_page_box_and_what_decided(
    levier: Cli, warehouse: Path
) -> None:
    identifier = _first(levier, "statements", "statement_id", text=LOAN)
    shown = " ".join(levier("show", identifier).out.split())
    assert "page 1" in shown
    assert "I. Constats › A. Freins" in shown
    assert "« Prêter un salarié" in shown
    assert "p. 1 (72, 100," in shown
    assert "P13 « fait craindre » (+1,25)" in shown
    assert "0,87" in shown
    assert "fr:code:travail:L8241-1" in shown


def test_the_start_of_an_id_is_enough(levier: Cli, warehouse: Path) -> None:
    identifier = _first(levier, "statements", "statement_id", text=LOAN)
    assert levier("show", identifier[:9], "--format", "json").json["statement_id"] == identifier


def test_an_obstacle_is_shown_with_its_statements_and_answers(levier: Cli, warehouse: Path) -> None:
    identifier = _first(levier, "obstacles", "obstacle_id", code="JUR-SOC-01")
    facts = levier("show", identifier, "--format", "json").json
    assert {row["issuer"] for row in facts["statements"]} == {"Réseau des alliances", "Alliance des PME"}
    shown = levier("show", identifier).out
    assert "etude_alliances.pdf" in shown and "Énoncés (2)" in shown


def test_a_document_is_shown_with_how_each_field_was_found(levier: Cli, warehouse: Path) -> None:
    shown = levier("show", "etude_alliances.pdf").out
    assert "Réseau des alliances (titres courants)" in shown
    assert "Énoncés (2)" in shown


def test_a_proposal_is_shown_with_the_obstacles_that_it_aims_at(levier: Cli, warehouse: Path) -> None:
    identifier = _first(levier, "proposals", "proposal_id")
    facts = levier("show", identifier, "--format", "json").json
    assert facts["kind"] == "proposal"
    assert facts["number"] == "4"


def test_near_names_are_told_when_there_is_none(levier: Cli, warehouse: Path) -> None:
    ran = levier("show", "guide_mecenas.pdf")
    assert ran.code == 6
    assert "Proches : guide_mecenat.pdf" in ran.err


def test_a_name_that_is_not_a_document_is_refused_as_a_filter(levier: Cli, warehouse: Path) -> None:
    ran = levier("statements", "--document", "inconnu.pdf")
    assert ran.code == 6
    assert "Rien ne s’appelle « inconnu.pdf »" in ran.err


def test_a_correction_shows_at_once_and_says_that_a_person_made_it(levier: Cli, warehouse: Path) -> None:
    ran = levier("set", "guide_mecenat.pdf", "title=Guide du mécénat", "published_on=2022", "--as", "Léa")
    assert ran.code == 0
    facts = levier("show", "guide_mecenat.pdf", "--format", "json").json
    assert (facts["title"], facts["title_how"]) == ("Guide du mécénat", "person")
    assert facts["published_on"] == "2022"
    assert [row["reviewer"] for row in facts["corrections"]] == ["Léa", "Léa"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("kind=roman", "impossible pour kind"),
        ("published_on=hier", "illisible"),
        ("couleur=rouge", "Champ inconnu"),
    ],
)
def test_a_bad_correction_changes_nothing(levier: Cli, warehouse: Path, value: str, message: str) -> None:
    ran = levier("set", "guide_mecenat.pdf", "title=Autre", value, "--as", "Léa")
    assert ran.code == 7
    assert message in ran.err
    assert levier("show", "guide_mecenat.pdf", "--format", "json").json["title"] != "Autre"


def test_search_finds_other_forms_of_a_word(levier: Cli, warehouse: Path) -> None:
    hits = levier("search", "salariés", "prêtés", "--format", "json").json
    assert hits and all("alarié" in hit["quote"] for hit in hits)
    assert "page 1" in levier("search", "mécénat").out


def test_search_without_a_hit_says_so(levier: Cli, warehouse: Path) -> None:
    assert "Rien ne répond à « zygomorphe »." in levier("search", "zygomorphe").err


def test_sql_answers_from_the_public_views(levier: Cli, warehouse: Path) -> None:
    ran = levier("sql", "SELECT count(*) AS n FROM documents", "--format", "json")
    assert ran.json == [{"n": 4}]


@pytest.mark.parametrize(
    "query", ["DELETE FROM documents", "SELECT * FROM read_text('/etc/passwd')", "SELECT"]
)
def test_sql_refuses_what_is_no_reading(levier: Cli, warehouse: Path, query: str) -> None:
    ran = levier("sql", query)
    assert ran.code == 7
    assert "Traceback" not in ran.err and ran.out == ""


def test_export_writes_every_table_and_tells_the_files(levier: Cli, warehouse: Path, tmp_path: Path) -> None:
    ran = levier("export", "tables", "--out", str(tmp_path / "sortie"), "--code", "JUR-SOC")
    assert ran.code == 0
    written = [Path(line) for line in ran.out.splitlines()]
    assert {"tables.xlsx", "donnees.json", "enonces.csv"} <= {path.name for path in written}
    data = json.loads((tmp_path / "sortie" / "donnees.json").read_text(encoding="utf-8"))
    assert {row["code"] for row in data["tables"]["enonces"]["lignes"]} == {"JUR-SOC-01"}
