from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from flows_making import pdf

from flows.errors import InboxMissing
from flows.inbox import look


def test_a_file_that_rests_is_ready(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", age=60)
    assert look(tmp_path, pause=0).ready == (path,)


def test_a_file_that_just_changed_waits(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", age=1)
    inbox = look(tmp_path, pause=0, quiet=10)
    assert inbox.ready == () and inbox.moving == (path,)


def test_a_file_that_grows_between_two_looks_waits_even_with_an_old_date(tmp_path: Path) -> None:
    resting = pdf(tmp_path / "a.pdf", age=60)
    copied = pdf(tmp_path / "b.pdf", age=60)

    def grow() -> None:
        time.sleep(0.1)
        with copied.open("ab") as file:
            file.write(b"\n%")
        pdf(copied, "plus long", age=60)

    writer = threading.Thread(target=grow)
    writer.start()
    inbox = look(tmp_path, pause=1.0, quiet=0)
    writer.join()
    assert inbox.ready == (resting,) and inbox.moving == (copied,)


def test_a_date_in_the_future_does_not_keep_a_file_for_ever(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", age=-3600)
    assert look(tmp_path, pause=0).ready == (path,)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(InboxMissing, match="n’existe pas"):
        look(tmp_path / "absent")


def test_what_is_no_pdf_is_named(tmp_path: Path) -> None:
    (tmp_path / "rapport.docx").touch()
    assert [path.name for path in look(tmp_path, pause=0).others] == ["rapport.docx"]
