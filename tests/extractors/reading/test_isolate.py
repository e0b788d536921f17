"""One bad document never stops the others: what the parent makes of whatever happens in the child."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pikepdf
import pytest

from extractors.reading.isolate import WorkerLimits, read_isolated, read_many
from extractors.records import Failure, Reading

READER = "isolation_doubles:by_name"
LIMITS = WorkerLimits(seconds=100, seconds_per_page=90, memory_mb=400, pages=10)  # for a machine under load


def make_pdf(path: Path, pages: int = 1) -> Path:
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(path)
    return path


def read(path: Path, limits: WorkerLimits = LIMITS) -> Reading | Failure:
    return read_isolated(path, limits, reader=READER)


def failure(path: Path, limits: WorkerLimits = LIMITS) -> Failure:
    outcome = read(path, limits)
    assert isinstance(outcome, Failure)
    assert outcome.reason.endswith(".")
    return outcome


def test_a_good_document_comes_back_whole(tmp_path: Path) -> None:
    outcome = read(make_pdf(tmp_path / "good.pdf"))
    assert isinstance(outcome, Reading)
    assert [page.number for page in outcome.pages] == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "stage", "code", "words"),
    [
        ("killed", "read", "crash", "à la page 3 (signal SIGKILL)"),
        ("segfault", "read", "crash", "signal SIGSEGV"),
        ("quits", "read", "crash", "code 7"),
        ("eats", "read", "memory", "plus de 400 Mo"),
        ("gulps", "read", "memory", "plus de 400 Mo"),
        ("confused", "read", "unreadable", "TypeError : 'NoneType' object is not iterable"),
        ("exits", "read", "unreadable", "SystemExit"),
        ("deep", "read", "unreadable", "RecursionError"),
        ("refuses", "open", "password", "mot de passe"),
        ("overwritten", "read", "changed_while_reading", "Attendez la fin de la copie"),
        ("truncated", "read", "changed_while_reading", "Attendez la fin de la copie"),
        ("swapped", "read", "changed_while_reading", "Attendez la fin de la copie"),
    ],
)
def test_what_happens_in_the_child_becomes_a_failure(
    tmp_path: Path, name: str, stage: str, code: str, words: str
) -> None:
    told = failure(make_pdf(tmp_path / f"{name}.pdf"))
    assert (told.stage, told.code) == (stage, code)
    assert words in told.reason


def test_a_hang_ends_at_the_limit_of_a_page_and_names_it(tmp_path: Path) -> None:
    limits = WorkerLimits(seconds=100, seconds_per_page=0.4, memory_mb=400)
    told = failure(make_pdf(tmp_path / "hangs.pdf"), limits)
    assert told.code == "timeout"
    assert told.retry
    assert "à la page 2" in told.reason


def test_steady_progress_does_not_outlive_the_limit_of_the_document(tmp_path: Path) -> None:
    limits = WorkerLimits(seconds=0.6, seconds_per_page=90, memory_mb=400)
    told = failure(make_pdf(tmp_path / "crawls.pdf"), limits)
    assert told.code == "timeout"
    assert "plus de 0,6 s" in told.reason


def test_what_a_library_prints_does_no_harm(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert isinstance(read(make_pdf(tmp_path / "prints.pdf")), Reading)
    assert capfd.readouterr() == ("", "")


def test_a_reader_that_tells_no_progress_is_served_too(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "good.pdf")
    assert isinstance(read_isolated(path, LIMITS, reader="isolation_doubles:without_progress"), Reading)


def test_too_many_pages_are_refused_before_reading(tmp_path: Path) -> None:
    told = failure(make_pdf(tmp_path / "killed.pdf", pages=11))
    assert (told.stage, told.code) == ("open", "too_many_pages")
    assert "11 pages" in told.reason


def test_a_reader_that_cannot_be_loaded_is_a_failure_to_retry(tmp_path: Path) -> None:
    told = read_isolated(make_pdf(tmp_path / "good.pdf"), LIMITS, reader="no.such.module:read")
    assert isinstance(told, Failure)
    assert (told.code, told.retry) == ("crash", True)
    assert "levier doctor" in told.reason


def test_bad_documents_among_good_ones_cost_only_themselves(tmp_path: Path) -> None:
    names = ["good-1", "killed", "good-2", "refuses", "confused", "good-3", "segfault", "good-4"]
    paths = [make_pdf(tmp_path / f"{name}.pdf") for name in names]
    paths.append(tmp_path / "missing.pdf")
    results = dict(read_many(paths, LIMITS, workers=2, reader=READER))
    assert set(results) == set(paths)
    told = {path.stem: outcome.code for path, outcome in results.items() if isinstance(outcome, Failure)}
    assert told == {
        "killed": "crash",
        "refuses": "password",
        "confused": "unreadable",
        "segfault": "crash",
        "missing": "missing",
    }


def test_a_worker_is_used_again_and_replaced_only_after_a_loss(tmp_path: Path) -> None:
    names = ["good-1", "confused", "good-2", "killed", "good-3"]
    paths = [make_pdf(tmp_path / f"{name}.pdf") for name in names]
    results = dict(read_many(paths, LIMITS, workers=1, reader=READER))
    worker = {path.stem: _pid(outcome) for path, outcome in results.items() if isinstance(outcome, Reading)}
    assert worker["good-1"] == worker["good-2"] != worker["good-3"]


def test_closing_the_iterator_ends_the_children(tmp_path: Path) -> None:
    paths = [make_pdf(tmp_path / f"{name}.pdf") for name in ("good-1", "hangs-1", "hangs-2")]
    results = read_many(paths, LIMITS, workers=1, reader=READER)
    _, first = next(results)
    assert isinstance(results, Generator)
    results.close()
    assert isinstance(first, Reading)
    with pytest.raises(ProcessLookupError):
        os.kill(_pid(first), 0)


def test_an_error_of_the_list_of_paths_reaches_the_caller(tmp_path: Path) -> None:
    def paths() -> Iterator[Path]:
        yield make_pdf(tmp_path / "good.pdf")
        raise RuntimeError("the folder went away")

    with pytest.raises(RuntimeError, match="went away"):
        list(read_many(paths(), LIMITS, workers=1, reader=READER))


def _pid(reading: Reading) -> int:
    return reading.pages[0].characters


def test_the_real_reader_on_broken_files(tmp_path: Path) -> None:
    locked = make_pdf(tmp_path / "locked.pdf")
    with pikepdf.open(locked, allow_overwriting_input=True) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    cut = make_pdf(tmp_path / "cut.pdf", pages=3)
    cut.write_bytes(cut.read_bytes()[:300])
    looped = make_pdf(tmp_path / "looped.pdf")
    with pikepdf.open(looped, allow_overwriting_input=True) as document:
        document.Root.Pages.Kids.append(document.Root.Pages)
        document.save(looped)
    word = tmp_path / "word.pdf"
    word.write_bytes(b"PK\x03\x04")
    blank = make_pdf(tmp_path / "blank.pdf", pages=2)
    results = dict(read_many([locked, cut, looped, word, blank], LIMITS, workers=1))
    codes = {path.stem: outcome.code for path, outcome in results.items() if isinstance(outcome, Failure)}
    assert codes.pop("looped", "damaged") == "damaged"  # a repaired tree is as good
    assert codes == {"locked": "password", "cut": "damaged", "word": "not_a_pdf"}
    read_blank = results[blank]
    assert isinstance(read_blank, Reading)
    assert [page.number for page in read_blank.pages] == [1, 2]


def test_a_fat_parent_does_not_make_a_crash_look_like_a_lack_of_memory(tmp_path: Path) -> None:
    weight = bytearray(450 * 1024 * 1024)
    weight[::4096] = b"x" * len(weight[::4096])
    told = failure(make_pdf(tmp_path / "segfault.pdf"))
    assert told.code == "crash"
    assert len(weight) > LIMITS.memory_mb * 1024 * 1024
