from __future__ import annotations

import time
from pathlib import Path

import pytest
from warehouse_making import LOAN

from warehouse import connect
from warehouse.errors import QueryRefused, WarehouseMissing
from warehouse.sql import run_readonly


def test_a_select_gives_typed_columns_and_rows(filled: Path) -> None:
    table = run_readonly(
        filled, "SELECT text, score, page, also_codes FROM statements WHERE code = 'JUR-SOC-01'"
    )
    assert [(column.key, str(column.type)) for column in table.columns] == [
        ("text", "text"),
        ("score", "number"),
        ("page", "integer"),
        ("also_codes", "list"),
    ]
    assert table.rows == ((LOAN, 0.93, 1, []),)


@pytest.mark.parametrize(
    "sql", ["FROM obstacles", "DESCRIBE documents", "SHOW TABLES", "SUMMARIZE citations"]
)
def test_ways_to_look_around_are_allowed(filled: Path, sql: str) -> None:
    assert run_readonly(filled, sql).columns


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM store.documents",
        "CREATE TABLE x (y INTEGER)",
        "DROP VIEW documents",
        "ATTACH 'autre.duckdb'",
        "COPY (SELECT 1) TO 'sortie.csv'",
        "INSTALL httpfs",
        "LOAD fts",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "SELECT 1; DELETE FROM store.documents",
        "CALL pragma_version()",
        "EXPORT DATABASE 'x'",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM read_json('https://example.org/x.json')",
        "SELEC 1",
        "SELECT inconnue FROM documents",
        "",
    ],
)
def test_anything_but_one_harmless_query_is_refused_in_french(filled: Path, tmp_path: Path, sql: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("mot de passe\n")
    with pytest.raises(QueryRefused, match=r"requête|lecture"):
        run_readonly(filled, sql.format(file=secret))
    assert run_readonly(filled, "SELECT count(*) FROM documents").rows == ((1,),)


def test_an_endless_query_is_stopped(filled: Path) -> None:
    start = time.monotonic()
    with pytest.raises(QueryRefused, match=r"a dépassé 0\.5 s"):
        run_readonly(filled, "SELECT count(*) FROM range(1000000000) a, range(1000000) b", time_limit=0.5)
    assert time.monotonic() - start < 10


def test_rows_beyond_the_limit_are_cut_and_told(filled: Path) -> None:
    table = run_readonly(filled, "SELECT * FROM range(50)", row_limit=10)
    assert len(table.rows) == 10
    assert table.truncated


def test_other_connections_of_the_process_keep_their_rights(filled: Path) -> None:
    with connect.reading(filled) as con:
        run_readonly(filled, "FROM documents")
        assert con.execute("SELECT current_setting('enable_external_access')").fetchone() == (True,)


def test_there_must_be_a_warehouse(absent: Path) -> None:
    with pytest.raises(WarehouseMissing):
        run_readonly(absent, "SELECT 1")
