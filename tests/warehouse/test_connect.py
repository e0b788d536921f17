from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from warehouse import connect, ledger, lock
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseMissing

# Other processes: what they do is given as a program; "prêt" on their standard output says that they hold.
WRITER = """
import sys, time
from pathlib import Path
from warehouse.connect import writing
with writing(Path(sys.argv[1])) as con:
    con.execute("INSERT INTO store.document_files VALUES ('d', 'moitié.pdf', NULL, now()::TIMESTAMP)")
    print("prêt", flush=True)
    time.sleep(float(sys.argv[2]))
"""
READER = """
import sys, time
from pathlib import Path
from warehouse.connect import reading
with reading(Path(sys.argv[1])) as con:
    print("prêt", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def start(program: str, path: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "prêt"
    return process


def finish(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    process.wait(timeout=30)
    process.stdout.close()


def files(path: Path) -> int:
    with connect.reading(path) as con:
        return con.execute("SELECT count(*) FROM store.document_files").fetchone()[0]


def add(path: Path, name: str) -> None:
    with connect.writing(path) as con:
        con.execute("INSERT INTO store.document_files VALUES ('d', ?, NULL, now()::TIMESTAMP)", [name])


def test_an_exception_undoes_the_transaction(path: Path) -> None:
    add(path, "un.pdf")
    with pytest.raises(RuntimeError), connect.writing(path) as con:
        con.execute("DELETE FROM store.document_files")
        raise RuntimeError
    assert files(path) == 1


def test_the_first_writer_makes_the_warehouse(absent: Path) -> None:
    with pytest.raises(WarehouseMissing, match="pas d’entrepôt"), connect.reading(absent):
        pass
    add(absent, "un.pdf")
    assert files(absent) == 1


def test_a_reader_cannot_write(path: Path) -> None:
    with connect.reading(path) as con, pytest.raises(Exception, match="read-only"):
        con.execute("DELETE FROM store.documents")


def test_a_reader_waits_for_a_writer_of_another_process(path: Path) -> None:
    writer = start(WRITER, path, 1.6)
    told: list[str] = []
    with connect.reading(path, tell=told.append) as con:
        assert con.execute("SELECT count(*) FROM store.document_files").fetchone() == (1,)
    finish(writer)
    assert len(told) == 1
    assert f"processus {writer.pid}" in told[0]
    assert "j’attends" in told[0]


def test_a_writer_waits_for_a_reader_of_another_process(path: Path) -> None:
    reader = start(READER, path, 0.5)
    add(path, "un.pdf")
    finish(reader)
    assert files(path) == 1


def test_patience_ends_with_the_name_of_the_holder(path: Path) -> None:
    writer = start(WRITER, path, 30)
    try:
        for opening in (connect.reading, connect.writing):
            with pytest.raises(WarehouseBusy, match=f"processus {writer.pid}"), opening(path, patience=0.2):
                pass
    finally:
        writer.kill()
        finish(writer)


def test_a_stream_of_readers_does_not_starve_a_writer(path: Path) -> None:
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            with connect.reading(path):
                time.sleep(0.05)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for thread in readers:
        thread.start()
    try:
        with connect.writing(path, patience=50) as con:
            con.execute("INSERT INTO store.document_files VALUES ('d', 'x', NULL, now()::TIMESTAMP)")
    finally:
        stop.set()
        for thread in readers:
            thread.join()
    assert files(path) == 1


def test_writers_of_several_threads_and_processes_take_turns(path: Path) -> None:
    others = [start_adding(path, f"p{number}") for number in range(2)]
    threads = [threading.Thread(target=add, args=(path, f"t{number}")) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in others:
        assert process.wait(timeout=60) == 0
    assert files(path) == 4 + 2 * 5


def start_adding(path: Path, name: str) -> subprocess.Popen[bytes]:
    program = (
        "import sys\nfrom pathlib import Path\nfrom warehouse.connect import writing\n"
        "for number in range(5):\n"
        "    with writing(Path(sys.argv[1])) as con:\n"
        "        con.execute('INSERT INTO store.document_files VALUES (?, ?, NULL, now()::TIMESTAMP)', "
        "[sys.argv[2], str(number)])\n"
    )
    return subprocess.Popen([sys.executable, "-c", program, str(path), name])


@pytest.mark.parametrize("moment", [0.0, 0.03, 0.1])
def test_a_writer_killed_in_its_transaction_leaves_nothing_and_frees_the_gate(
    path: Path, moment: float
) -> None:
    add(path, "avant.pdf")
    writer = start(WRITER, path, 30)
    time.sleep(moment)
    os.kill(writer.pid, signal.SIGKILL)
    finish(writer)
    assert files(path) == 1
    add(path, "après.pdf")
    assert files(path) == 2


def test_nobody_holds_the_gate_once_a_writer_is_done(path: Path) -> None:
    with connect.writing(path):
        found = lock.holder(path)
        assert found is not None
        assert found.pid == os.getpid()
    assert lock.holder(path) is None


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("pas un dossier")
    with pytest.raises(WarehouseError, match="Impossible d’écrire dans le dossier"):
        connect.prepare(tmp_path / "fichier" / "w.duckdb")


def test_a_transaction_that_appends_nothing_leaves_no_line_in_the_ledger(path: Path) -> None:
    add(path, "un.pdf")
    assert list(ledger.entries(path)) == []


def test_a_load_is_noted_before_and_after_its_commit(path: Path, load) -> None:
    document = load().document_id
    first, second = ledger.entries(path)
    assert (first["step"], second["step"]) == ("intent", "done")
    assert first["last"] == second["last"] == {"loads": 1, "decisions": 0, "document_corrections": 0}
    assert first["rows"]["loads"][0]["document_id"] == document


def test_a_line_that_a_crash_cut_does_not_hide_the_next(path: Path, load) -> None:
    load("un.pdf")
    with ledger.ledger_path(path).open("ab") as file:
        file.write(b'{"step": "int')
    load("deux.pdf")
    assert [entry["step"] for entry in ledger.entries(path)] == ["intent", "done", "intent", "done"]
