from __future__ import annotations

import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from flows_making import pdf

from flows import steps
from flows.records import IngestOptions
from warehouse.connect import reading
from warehouse.records import Need, Outcome


def _codes(sorted_: steps.Sorted) -> dict[str, str | None]:
    return {document.file_name: document.code for document in sorted_.settled}


def test_what_cannot_be_a_document_is_settled_at_once_with_its_reason(
    folder: Path, options: IngestOptions
) -> None:
    run_id = steps.open_run(options)
    sorted_ = steps.sort(sorted(folder.glob("*.pdf")), options, run_id)
    assert [task.path.name for task in sorted_.tasks] == ["guide.pdf"]
    assert _codes(sorted_) == {"vide.pdf": "empty_file", "rapport.pdf": "not_a_pdf"}
    assert all(document.reason for document in sorted_.settled)


def test_the_same_bytes_twice_are_one_document(tmp_path: Path, options: IngestOptions) -> None:
    first, second = pdf(tmp_path / "a.pdf", "x"), pdf(tmp_path / "b.pdf", "x")
    sorted_ = steps.sort([first, second], options, steps.open_run(options))
    assert [task.path for task in sorted_.tasks] == [first]
    assert [d.outcome for d in sorted_.settled] == [Outcome.KNOWN]


@pytest.mark.parametrize(
    "name", ["contrat\nfinal.pdf", "facture\u202efdp.exe.pdf", "étude – n° 3.pdf", "é" * 120 + ".pdf"]
)
def test_any_name_that_a_disk_takes_is_received(tmp_path: Path, options: IngestOptions, name: str) -> None:
    path = pdf(tmp_path / name, "x")
    [task] = steps.sort([path], options, steps.open_run(options)).tasks
    assert task.received.file_name == name
    assert task.need is Need.READ


def test_a_name_that_is_no_unicode_is_received(tmp_path: Path, options: IngestOptions) -> None:
    path = Path(str(tmp_path), b"etude-\xe9.pdf".decode("utf-8", "surrogateescape"))
    try:
        pdf(tmp_path / "a.pdf", "x").rename(path)
    except OSError:
        pytest.skip("this disk takes only Unicode names")
    [task] = steps.sort([path], options, steps.open_run(options)).tasks
    assert task.received.file_name == "etude-\\xe9.pdf"


def test_a_full_disk_fails_the_file_and_nothing_else(tmp_path: Path, options: IngestOptions) -> None:
    small = pdf(tmp_path / "petit.pdf", "x")
    large = pdf(tmp_path / "grand.pdf", "y")
    with large.open("ab") as file:
        file.write(b"%" * 12_000_000)
    program = f"""
        import resource
        from pathlib import Path
        from flows import steps
        from flows.records import IngestOptions
        options = IngestOptions(Path({str(options.warehouse)!r}), Path({str(options.library)!r}))
        run_id = steps.open_run(options)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000_000, 8_000_000))
        sorted_ = steps.sort([Path({str(small)!r}), Path({str(large)!r})], options, run_id)
        print(len(sorted_.tasks), [(d.file_name, d.code) for d in sorted_.settled])
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1 [('grand.pdf', 'library_full')]"
    assert not list(options.library.rglob("*.partiel*"))
    # With room again, the same file is taken.
    assert len(steps.sort([large], options, steps.open_run(options)).tasks) == 1


def test_a_document_goes_all_the_way_and_is_known_the_next_time(folder: Path, options: IngestOptions) -> None:
    guide = folder / "guide.pdf"
    run_id = steps.open_run(options)
    [document] = steps.work(steps.sort([guide], options, run_id).tasks, options, run_id)
    counts = steps.finish(options, run_id, 1)
    assert document.outcome is Outcome.READY
    assert counts.adds_up and counts.ready == 1
    with reading(options.warehouse) as con:
        [(text,)] = con.execute("SELECT text FROM passages WHERE text LIKE '%marchandage%'").fetchall()
    assert "prêt de personnel" in text
    again = steps.open_run(options)
    assert [d.outcome for d in steps.sort([guide], options, again).settled] == [Outcome.KNOWN]
    assert steps.finish(options, again, 1).known == 1
    forced = steps.sort([guide], replace(options, again=True), steps.open_run(options))
    assert [task.need for task in forced.tasks] == [Need.READ]


def test_a_file_that_changes_while_it_is_read_fails_for_now(folder: Path, options: IngestOptions) -> None:
    guide = folder / "guide.pdf"
    run_id = steps.open_run(options)
    tasks = steps.sort([guide], options, run_id).tasks
    pdf(guide, "Tout autre chose est écrit ici maintenant.")
    [document] = steps.work(tasks, options, run_id)
    assert (document.outcome, document.code) == (Outcome.FAILED, "changed_while_reading")
    assert steps.finish(options, run_id, 1).failed == 1
    assert len(steps.sort([guide], options, steps.open_run(options)).tasks) == 1
