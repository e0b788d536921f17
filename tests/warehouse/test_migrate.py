from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse import connect, migrate
from warehouse.errors import WarehouseDamaged, WarehouseTooNew
from warehouse.migrate import Step


@pytest.fixture
def con():
    with duckdb.connect(":memory:") as con:
        yield con


def test_a_new_warehouse_gets_every_step_in_order(con) -> None:
    names = [step.name for step in migrate.steps()]
    assert names == sorted(names)
    assert list(migrate.migrate(con)) == [*names, "views", "categories"]
    recorded = con.execute(
        "SELECT name, hash, applied_at IS NOT NULL FROM migrations ORDER BY name"
    ).fetchall()
    assert [row[0] for row in recorded] == sorted([*names, "views", "categories"])
    assert all(row[1] and row[2] for row in recorded)


def test_nothing_is_done_twice(con) -> None:
    migrate.migrate(con)
    assert migrate.migrate(con) == ()
    assert migrate.is_current(con)


def test_a_later_step_is_applied_to_a_warehouse_with_rows(con) -> None:
    migrate.migrate(con)
    later = Step("900_later", "ALTER TABLE store.obstacles ADD COLUMN note VARCHAR")
    assert "900_later" in migrate.migrate(con, (*migrate.steps(), later))
    assert con.execute("SELECT count(note) FROM store.obstacles").fetchone() == (0,)


def test_a_step_that_fails_leaves_nothing_of_itself(con) -> None:
    migrate.migrate(con)
    broken = Step("900_broken", "CREATE TABLE store.half (x INTEGER); SELECT nonsense")
    with pytest.raises(duckdb.Error):
        migrate.migrate(con, (*migrate.steps(), broken))
    assert con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half'").fetchone() == (0,)
    assert migrate.is_current(con)


def test_a_warehouse_of_a_later_program_is_refused(con) -> None:
    later = Step("900_later", "CREATE TABLE store.later (x INTEGER)")
    migrate.migrate(con, (*migrate.steps(), later))
    with pytest.raises(WarehouseTooNew, match="version plus récente du programme"):
        migrate.migrate(con)


def test_readers_and_writers_refuse_it_and_change_nothing(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("INSERT INTO migrations VALUES ('999_futur', 'x', now()::TIMESTAMP)")
    before = path.read_bytes()
    for opening in (connect.reading, connect.writing):
        with pytest.raises(WarehouseTooNew), opening(path):
            pass
    assert path.read_bytes() == before


def test_a_recorded_step_with_another_text_is_refused(con) -> None:
    migrate.migrate(con)
    con.execute("UPDATE migrations SET hash = 'autre' WHERE name = '001_store'")
    with pytest.raises(WarehouseDamaged, match="001_store"):
        migrate.migrate(con)


def test_views_are_made_again_when_their_text_changed(con) -> None:
    migrate.migrate(con)
    con.execute("CREATE OR REPLACE VIEW documents AS SELECT 1 AS x")
    con.execute("UPDATE migrations SET hash = 'ancien' WHERE name = 'views'")
    assert migrate.migrate(con) == ("views",)
    assert con.execute("SELECT count(document_id) FROM documents").fetchone() == (0,)


def test_a_reader_brings_an_earlier_warehouse_up_to_date(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE migrations SET hash = 'ancien' WHERE name = 'views'")
    with connect.reading(path) as con:
        assert migrate.is_current(con)


def test_a_file_that_is_not_a_warehouse_is_told(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 ceci n'est pas un entrepot" * 500)
    with pytest.raises(WarehouseDamaged, match="abîmé"), connect.reading(path):
        pass
