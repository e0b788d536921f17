from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from warehouse_making import GIFT, IDEA, LOAN, put

from warehouse import connect
from warehouse.errors import WarehouseError
from warehouse.export.tables import TABLES
from warehouse.queries import (
    categories,
    citations,
    coverage,
    details,
    documents,
    obstacles,
    proposals,
    statements,
)
from warehouse.records import Filters, Table

Show = Callable[..., list[dict[str, object]]]


def dictionaries(table: Table) -> list[dict[str, object]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def put_register(con: duckdb.DuckDBPyConnection) -> None:
    """One obstacle a category; the only proposal answers the loan of staff."""
    for number, code in enumerate(("JUR-SOC-01", "JUR-MEC-01")):
        con.execute(
            "INSERT INTO store.obstacles "
            "(obstacle_id, label, label_how, code, status, status_how, created_at) "
            "VALUES (?, ?, 'machine', ?, 'actif', 'machine', now()::TIMESTAMP)",
            [f"f{number}", ("Prêt de personnel", "Plafond du mécénat")[number], code],
        )
        con.execute(
            "INSERT INTO store.memberships BY NAME SELECT statement_id, ? AS obstacle_id, 1.0 AS score, "
            "'machine' AS origin, now()::TIMESTAMP AS since FROM store.statements WHERE code = ?",
            [f"f{number}", code],
        )
    con.execute(
        "INSERT INTO store.answers BY NAME SELECT 'a' || proposal_id AS answer_id, proposal_id, "
        "'f0' AS obstacle_id, "
        "'removes' AS relation, 0.8 AS score, 'suggested' AS status, 'machine' AS origin, '[]' AS evidence "
        "FROM store.proposals"
    )


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Path:
    """Three documents of two issuers: 2014, 2021 and a copy of 2021."""
    path = Path(shutil.copy(prepared, tmp_path_factory.mktemp("three")))
    put(path, "vieux.pdf", (LOAN,), issuer="Cabinet Droit", year="2014")
    put(path, "etude.pdf", (LOAN, GIFT, IDEA), issuer="Réseau des alliances", year="2021-03")
    put(path, "copie.pdf", (LOAN,), issuer="réseau des Alliances", year="2021-03-15")
    with connect.writing(path) as con:
        put_register(con)
    return path


@pytest.fixture
def show(three: Path) -> Show:
    """One table of the three documents, as dictionaries."""

    def showing(make: Callable[..., Table], **filters: object) -> list[dict[str, object]]:
        with connect.reading(three) as con:
            return dictionaries(make(con, Filters(**filters)))  # type: ignore[arg-type]

    return showing


def test_copies_of_one_issuer_are_one_voice(show: Show) -> None:
    row = show(obstacles.obstacles, code="jur-soc")[0]
    assert (row["statement_count"], row["document_count"], row["issuer_count"]) == (3, 3, 2)
    assert (row["first_year"], row["last_year"]) == (2014, 2021)


def test_counts_are_those_of_the_years_asked_for(show: Show) -> None:
    rows = show(obstacles.obstacles, since=2015)
    assert {row["obstacle_id"]: row["issuer_count"] for row in rows} == {"f0": 1, "f1": 1}
    assert show(obstacles.obstacles, since=2015, min_issuers=2) == []
    assert [row["obstacle_id"] for row in show(obstacles.obstacles, min_issuers=2)] == ["f0"]
    assert show(obstacles.obstacles, until=2010) == []


def test_obstacles_without_an_answer(show: Show) -> None:
    assert [row["obstacle_id"] for row in show(obstacles.obstacles, unanswered=True)] == ["f1"]
    assert [row["obstacle_id"] for row in show(coverage.coverage, unanswered=True)] == ["f1"]


def test_nobody_has_looked_is_not_no_answer(three: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(three, tmp_path))
    with connect.writing(path) as con:
        states = {row[0]: row[1] for row in con.execute("SELECT obstacle_id, state FROM coverage").fetchall()}
        assert states == {"f0": "suggested", "f1": "not_examined"}
        con.execute("UPDATE store.answers SET status = 'rejected'")
        row = con.execute("SELECT state, removes FROM coverage WHERE obstacle_id = 'f0'").fetchone()
    assert row == ("no_answer", 0)


def test_statements_of_one_article_with_page_and_quote(show: Show) -> None:
    rows = show(statements.statements, norm="fr:code:cgi:238-bis")
    assert [(row["text"], row["page"], row["file_name"]) for row in rows] == [(GIFT, 1, "etude.pdf")]


@pytest.mark.parametrize(
    ("norm", "found"),
    [
        ("fr:code:travail", 3),
        ("fr:code:travail:L8241", 3),
        ("fr:code:travail:L8241-1", 3),
        ("fr:code:travail:L824", 0),
        ("fr:code:cgi:238", 0),
        ("fr:code:cg", 0),
    ],
)
def test_a_norm_is_asked_for_by_a_whole_part_of_its_id(show: Show, norm: str, found: int) -> None:
    assert len(show(citations.citations, norm=norm)) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"issuer": "reseau"}, 3),
        ({"issuer_type": "network"}, 4),
        ({"nature": "technique"}, 0),
        ({"nature": "Juridique"}, 4),
        ({"text": "PRET personnel"}, 3),
        ({"text": "prêt mécène"}, 0),
        ({"document": "vieux.pdf"}, 1),
        ({"assertion": "negated"}, 0),
        ({"unanswered": True}, 1),
        ({"code": "JUR-MEC", "since": 2020}, 1),
        ({"text": "100 % ' _"}, 0),
    ],
)
def test_filters_of_statements(show: Show, filters: dict[str, object], found: int) -> None:
    assert len(show(statements.statements, **filters)) == found


def test_norms_that_come_back_most_with_their_obstacles(show: Show) -> None:
    first, second = show(citations.norms)
    assert (first["norm_id"], first["document_count"], first["issuer_count"]) == (
        "fr:code:travail:L8241-1",
        3,
        2,
    )
    assert first["obstacles"] == ["Prêt de personnel"]
    assert (second["norm_id"], second["codes"]) == ("fr:code:cgi:238-bis", ["JUR-MEC-01"])


def test_proposals_and_what_they_answer(show: Show) -> None:
    (row,) = show(proposals.proposals)
    assert (row["number"], row["text"], row["obstacles"]) == ("3", IDEA, ["Prêt de personnel"])
    assert show(proposals.proposals, unanswered=True) == []
    (answer,) = show(proposals.answers, code="JUR-SOC")
    assert (answer["relation"], answer["label"], answer["status"]) == (
        "removes",
        "Prêt de personnel",
        "suggested",
    )


def test_documents_with_their_counts(show: Show) -> None:
    rows = {row["file_name"]: row for row in show(documents.documents)}
    assert rows["etude.pdf"]["statement_count"] == 2
    assert rows["etude.pdf"]["proposal_count"] == 1
    assert [row["file_name"] for row in show(documents.documents, since=2020)] == ["copie.pdf", "etude.pdf"]


def test_categories_count_what_stands_under_them(show: Show) -> None:
    rows = {row["code"]: row for row in show(categories.categories, nature="juridique")}
    assert rows["JUR-SOC-01"]["issuer_count"] == 2
    assert rows["JUR-CAD-01"]["statement_count"] == 0


def test_a_limit_cuts_and_says_so(three: Path) -> None:
    with connect.reading(three) as con:
        table = statements.statements(con, Filters(limit=2))
        assert (len(table.rows), table.truncated) == (2, True)
        assert not statements.statements(con, Filters(limit=4)).truncated


def test_codes_are_shown_in_french(three: Path) -> None:
    with connect.reading(three) as con:
        table = statements.statements(con, Filters(limit=1))
    column = next(column for column in table.columns if column.key == "assertion")
    assert column.show("asserted") == "affirmé"


EVERY = Filters(
    "JUR", "juridique", "fr:code", "r", "network", 2000, 2030, True, "asserted", 1, "etude.pdf", "mot", 5
)


@pytest.mark.parametrize("make", TABLES, ids=lambda make: make.__name__)
def test_every_table_takes_every_filter(three: Path, make: Callable[..., Table]) -> None:
    with connect.reading(three) as con:
        assert len(make(con, EVERY).columns) == len(make(con, Filters()).columns)


def test_a_statement_in_its_context(three: Path) -> None:
    with connect.reading(three) as con:
        (given,) = con.execute("SELECT statement_id FROM statements WHERE text = ?", [GIFT]).fetchone()
        found = details.statement(con, given)
        assert (found.before, found.text, found.after) == ("", GIFT, "")
        assert found.citations == (("CGI, art. 238 bis", "fr:code:cgi:238-bis", None),)
        assert found.values["disposition"] == "kept"
        with pytest.raises(WarehouseError, match="Aucun énoncé"):
            details.statement(con, "e-inconnu")
