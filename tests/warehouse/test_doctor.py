from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from warehouse_making import LOAN

from warehouse import connect, ledger, library
from warehouse.corrections import correct
from warehouse.doctor import Level, examine, probe, restore_people


def problems(path: Path, kept: Path | None = None) -> dict[str, str]:
    return {f.code: f.message for f in examine(path, kept) if f.level is Level.PROBLEM}


def decide(path: Path) -> None:
    with connect.writing(path) as con:
        con.execute(
            "INSERT INTO store.decisions BY NAME SELECT 1 AS seq, 'j1' AS decision_id, "
            "TIMESTAMP '2026-01-05 10:00:00' AS decided_at, 'Jeanne' AS reviewer, "
            "'statement' AS subject_type, "
            "'e1' AS subject_id, 'reject' AS action, 'hors sujet' AS reason"
        )


def test_a_sound_warehouse_has_no_problem(path: Path, load) -> None:
    load()
    decide(path)
    findings = examine(path)
    assert {finding.level for finding in findings} == {Level.OK}
    assert {finding.code for finding in findings} == {"readable", "ledger", "counts", "index"}


def test_no_warehouse_is_no_problem(absent: Path) -> None:
    assert [(finding.level, finding.code) for finding in examine(absent)] == [(Level.NOTE, "missing")]


def test_loads_and_decisions_that_the_file_lost_are_named(path: Path, load, tmp_path: Path) -> None:
    load("un.pdf")
    shutil.copy(path, tmp_path / "avant.duckdb")
    lost = load("deux.pdf").document_id
    decide(path)
    shutil.copy(tmp_path / "avant.duckdb", path)  # as a damaged log that opens quietly on an earlier state
    found = problems(path)
    assert lost in found["lost_loads"]
    assert "lost_decisions" in found


def test_what_people_said_is_put_back_from_the_ledger(path: Path, load, tmp_path: Path) -> None:
    document = load().document_id
    shutil.copy(path, tmp_path / "avant.duckdb")
    decide(path)
    with connect.writing(path) as con:
        correct(con, document, "title", "Le vrai titre", "Jeanne", "page 1")
    shutil.copy(tmp_path / "avant.duckdb", path)
    assert restore_people(path) == 2
    assert restore_people(path) == 0
    with connect.reading(path) as con:
        assert con.execute("SELECT reviewer, reason FROM decisions").fetchall() == [("Jeanne", "hors sujet")]
        assert con.execute("SELECT title FROM documents").fetchone() == ("Le vrai titre",)
    assert problems(path) == {}


def test_a_transaction_that_was_never_committed_is_not_missed(path: Path, load) -> None:
    load()
    with ledger.ledger_path(path).open("a", encoding="utf-8") as file:
        entry = {
            "step": "intent",
            "last": {"loads": 2},
            "rows": {"loads": [{"document_id": "d9", "loaded_at": "x"}]},
        }
        file.write(json.dumps(entry) + "\n")
    assert problems(path) == {}


def test_rows_that_are_missing_are_counted(path: Path, load) -> None:
    document = load().document_id
    with connect.writing(path) as con:
        con.execute("DELETE FROM store.citations")
    assert document in problems(path)["counts"]


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("DELETE FROM store.passages WHERE ordinal = 0", "orphans"),
        ("INSERT INTO store.statements SELECT * FROM store.statements LIMIT 1", "duplicates"),
        (
            "INSERT INTO store.runs VALUES ('r1', now()::TIMESTAMP, now()::TIMESTAMP, 'finished', '', '', "
            "'a', 'b', 'c', 'd', 3, 1, 0, 0, 0, NULL)",
            "run_counts",
        ),
    ],
)
def test_what_does_not_hang_together_is_found(path: Path, load, sql: str, code: str) -> None:
    load()
    with connect.writing(path) as con:
        con.execute(sql)
    assert code in problems(path)


def test_a_damaged_file_is_found_by_another_process(path: Path, load) -> None:
    load()
    content = bytearray(path.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    path.write_bytes(content)
    assert "abîmé" in str(probe(path))
    assert list(problems(path)) == ["damaged"]


def test_a_damaged_log_is_found(path: Path, load) -> None:
    load()
    con = duckdb.connect(str(path))
    con.execute("PRAGMA disable_checkpoint_on_shutdown")
    con.execute("INSERT INTO store.document_files VALUES ('d', ?, NULL, now()::TIMESTAMP)", [LOAN * 50])
    con.close()
    log = path.with_name(path.name + ".wal")
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 0xFF
    log.write_bytes(content)
    assert list(problems(path)) == ["damaged"]


def test_copies_that_the_library_lost_are_named(path: Path, load, tmp_path: Path) -> None:
    load()
    kept = tmp_path / "library"
    with connect.writing(path) as con:
        con.execute("UPDATE store.documents SET library_path = 'x'")
        (sha256,) = con.execute("SELECT sha256 FROM documents").fetchone()
    assert "etude.pdf" in problems(path, kept)["library"]
    library.stored_path(kept, sha256).parent.mkdir(parents=True)
    library.stored_path(kept, sha256).write_bytes(b"%PDF-1.7")
    assert problems(path, kept) == {}
