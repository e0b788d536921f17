from __future__ import annotations

from pathlib import Path

import pytest
from warehouse_making import VERSIONS

from warehouse import connect, runs
from warehouse.errors import WarehouseError
from warehouse.records import Outcome, RunDocument


def test_a_run_whose_counts_add_up_is_finished(path: Path) -> None:
    documents = [
        RunDocument("a.pdf", Outcome.READY, seconds=0.5),
        RunDocument("b.pdf", Outcome.KNOWN),
        RunDocument("c.pdf", Outcome.NEEDS_OCR),
        RunDocument("d.pdf", Outcome.FAILED, stage="open", code="password", reason="Mot de passe."),
    ]
    with connect.writing(path) as con:
        run = runs.start_run(con, VERSIONS, command="ingest dossier")
        runs.record_documents(con, run, documents[:2])
        runs.record_documents(con, run, documents[2:])
        counts = runs.finish_run(con, run, given=4)
    assert counts == runs.RunCounts(4, 1, 1, 1, 1)
    assert counts.adds_up
    with connect.reading(path) as con:
        row = con.execute(
            "SELECT status, given, ready, known, needs_ocr, failed, reader_version FROM runs"
        ).fetchone()
        assert row == ("finished", 4, 1, 1, 1, 1, "lecteur-1")
        names = con.execute("SELECT file_name, reason FROM run_documents ORDER BY ordinal").fetchall()
        assert names == [("a.pdf", None), ("b.pdf", None), ("c.pdf", None), ("d.pdf", "Mot de passe.")]


def test_a_run_that_lost_a_file_is_failed(path: Path) -> None:
    with connect.writing(path) as con:
        run = runs.start_run(con, VERSIONS)
        runs.record_documents(con, run, [RunDocument("a.pdf", Outcome.READY)])
        assert not runs.finish_run(con, run, given=2).adds_up
        status, message = con.execute("SELECT status, message FROM runs").fetchone()
    assert status == "failed"
    assert "2 fichiers donnés, 1 suivis" in message


def test_a_run_that_broke_off_says_why(path: Path) -> None:
    with connect.writing(path) as con:
        run = runs.start_run(con, VERSIONS)
        runs.fail_run(con, run, 3, "Interrompue au clavier.")
        assert con.execute("SELECT status, message FROM runs").fetchone() == (
            "failed",
            "Interrompue au clavier.",
        )


def test_an_unknown_run_is_told(path: Path) -> None:
    with connect.writing(path) as con, pytest.raises(WarehouseError, match="inconnue"):
        runs.finish_run(con, "r-inconnu", 0)
