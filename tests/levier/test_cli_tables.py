from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from levier_making import GIFT, IDEA, LOAN, Cli

TABLES = (
    "obstacles",
    "statements",
    "citations",
    "norms",
    "proposals",
    "answers",
    "coverage",
    "categories",
    "documents",
    "runs",
    "failures",
)


@pytest.mark.parametrize("table", TABLES)
def test_json_and_csv_of_a_table_hold_the_same_rows(levier: Cli, warehouse: Path, table: str) -> None:
    rows = levier(table, "--format", "json").json
    lines = list(csv.DictReader(io.StringIO(levier(table, "--format", "csv").out)))
    assert len(lines) == len(rows)
    if rows:
        assert list(lines[0]) == list(rows[0])


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("width", ["80", "200"])
def test_a_table_fits_the_screen(
    levier: Cli, warehouse: Path, table: str, width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    ran = levier(table)
    assert ran.code == 0
    assert max((len(line.rstrip()) for line in ran.out.splitlines()), default=0) <= int(width)
    assert "\x1b" not in ran.out


def test_obstacles_are_in_french_and_name_their_category(levier: Cli, warehouse: Path) -> None:
    shown = levier("obstacles").out
    assert "Intitulé" in shown and "Émetteurs" in shown and "JUR-SOC-01" in shown


def test_obstacles_count_independent_issuers(levier: Cli, warehouse: Path) -> None:
    found = {row["code"]: row["issuer_count"] for row in levier("obstacles", "--format", "json").json}
    assert found == {"JUR-SOC-01": 2, "JUR-MEC-01": 2}


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        (("--code", "jur-soc"), {LOAN}),
        (("--norm", "fr:code:cgi:238-bis"), {GIFT}),
        (("--issuer", "orée"), {GIFT}),
        (("--since", "2023"), {LOAN}),
        (("--until", "2020", "--code", "JUR-MEC"), {GIFT}),
        (("--document", "guide_mecenat.pdf"), {GIFT}),
        (("--text", "requalification"), {LOAN}),
        (("--nature", "technique"), set()),
        (("--assertion", "affirmé"), {LOAN, GIFT}),
        (("--assertion", "negated"), set()),
        (("--issuer-type", "network"), {LOAN, GIFT}),
        (("--issuer-type", "company"), set()),
        (("--min-issuers", "3"), set()),
    ],
)
def test_filters_keep_what_they_say(
    levier: Cli, warehouse: Path, arguments: tuple[str, ...], texts: set[str]
) -> None:
    rows = levier("statements", *arguments, "--format", "json").json
    assert {row["text"] for row in rows} == texts


def test_unanswered_leaves_obstacles_with_a_suggested_answer_out(levier: Cli, warehouse: Path) -> None:
    assert {row["text"] for row in levier("proposals", "--format", "json").json} == {IDEA}
    unanswered = levier("obstacles", "--unanswered", "--format", "json").json
    answered = levier("answers", "--format", "json").json
    assert {row["obstacle_id"] for row in unanswered}.isdisjoint({row["obstacle_id"] for row in answered})


def test_limit_says_that_the_list_is_cut(levier: Cli, warehouse: Path) -> None:
    ran = levier("statements", "--limit", "1", "--format", "json")
    assert len(ran.json) == 1
    assert "Liste coupée à 1 ligne" in ran.err
    assert len(levier("statements", "--limit", "0", "--format", "json").json) == 4


def test_documents_tell_why_one_could_not_be_read(levier: Cli, warehouse: Path) -> None:
    rows = {row["file_name"]: row for row in levier("documents", "--format", "json").json}
    assert rows["scan_abime.pdf"]["status"] == "failed"
    assert "abîmé" in rows["scan_abime.pdf"]["error"]
    assert "en échec" in levier("documents").out


def test_csv_is_harmless_in_a_spreadsheet(levier: Cli, warehouse: Path) -> None:
    levier("set", "guide_mecenat.pdf", "title==1+1", "--as", "Léa")
    line = next(
        row
        for row in csv.DictReader(io.StringIO(levier("documents", "--format", "csv").out))
        if row["file_name"] == "guide_mecenat.pdf"
    )
    assert line["title"] == "'=1+1"


def test_statements_that_were_not_kept_can_be_asked_for(levier: Cli, warehouse: Path) -> None:
    assert levier("statements", "--which", "excluded", "--format", "json").json == []
    assert levier("statements", "--which", "candidates").err.strip() == "Aucune ligne."
