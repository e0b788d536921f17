"""The list of public views and columns stands in one place, docs/views.md, and is whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from warehouse import connect

DOCS = Path(__file__).parents[2] / "docs" / "views.md"

# What other programs rely on.
_PROMISED = """
documents: document_id sha256 file_name title kind issuer issuer_type published_on language page_count
    status error received_at
passages: passage_id document_id page ordinal kind section text boxes
statements: statement_id document_id passage_id page text section boxes assertion code also_codes nature
    mechanism score voice obstacle_id review_status
obstacles: obstacle_id label code nature statement_count document_count issuer_count first_year last_year
    status
citations: citation_id document_id passage_id page raw norm_id display url statement_id
proposals: proposal_id document_id page number text vehicle boxes
answers: proposal_id obstacle_id relation score status origin
coverage: obstacle_id removes mitigates works_around
decisions: decision_id decided_at reviewer subject_type subject_id action before after reason
"""
PROMISED = {
    found[1]: found[2].split() for found in re.finditer(r"^(\w+): (.*(?:\n    .*)*)", _PROMISED, re.MULTILINE)
}


@pytest.fixture(scope="module")
def columns(prepared: Path) -> dict[str, list[str]]:
    with connect.reading(prepared) as con:
        rows = con.execute(
            "SELECT view_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
            "JOIN duckdb_views() v ON view_name = table_name AND v.schema_name = duckdb_columns.schema_name "
            "WHERE v.schema_name = 'main' AND NOT v.internal GROUP BY view_name"
        ).fetchall()
    return dict(rows)


def documented() -> dict[str, list[str]]:
    parts = re.split(r"^## ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        part.split("\n", 1)[0].strip(): re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) for part in parts
    }


@pytest.mark.parametrize("view", PROMISED)
def test_a_promised_view_has_its_columns_first(columns: dict[str, list[str]], view: str) -> None:
    wanted = PROMISED[view]
    found = [name for name in columns[view] if name in wanted]
    assert found == wanted


def test_every_view_and_column_is_documented(columns: dict[str, list[str]]) -> None:
    listed = documented()
    missing = {view: sorted(set(names) - set(listed.get(view, []))) for view, names in columns.items()}
    assert {view: names for view, names in missing.items() if names} == {}


def test_nothing_is_documented_that_does_not_exist(columns: dict[str, list[str]]) -> None:
    listed = documented()
    extra = {view: sorted(set(names) - set(columns.get(view, []))) for view, names in listed.items()}
    assert {view: names for view, names in extra.items() if names} == {}
