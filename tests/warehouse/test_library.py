from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse import library
from warehouse.errors import LibraryError


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "étude n° 1.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 3_000_000)
    return path


def test_a_copy_is_kept_under_its_hash(pdf: Path, tmp_path: Path) -> None:
    received = library.receive(pdf, tmp_path / "library")
    assert received.sha256 == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert received.library_path == tmp_path / "library" / received.sha256[:2] / f"{received.sha256}.pdf"
    assert received.library_path.read_bytes() == pdf.read_bytes()
    assert (received.size, received.file_name) == (pdf.stat().st_size, "étude n° 1.pdf")


def test_a_copy_that_is_there_is_left_alone(pdf: Path, tmp_path: Path) -> None:
    first = library.receive(pdf, tmp_path / "library").library_path
    assert first is not None
    before = first.stat().st_mtime_ns
    assert library.receive(pdf, tmp_path / "library").library_path == first
    assert first.stat().st_mtime_ns == before


def test_a_copy_cut_by_a_crash_is_made_again(pdf: Path, tmp_path: Path) -> None:
    kept = library.receive(pdf, tmp_path / "library").library_path
    assert kept is not None
    kept.chmod(0o644)
    kept.write_bytes(b"%PDF-1.7\n")
    library.receive(pdf, tmp_path / "library")
    assert kept.read_bytes() == pdf.read_bytes()


def test_no_copy_is_made_without_a_library(pdf: Path) -> None:
    assert library.receive(pdf, None).library_path is None


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="n’existe pas") as caught:
        library.receive(tmp_path / "absent.pdf", None)
    assert (caught.value.failure.stage, caught.value.failure.code) == ("receive", "missing")


def test_a_file_that_changes_while_it_is_copied_is_told_and_nothing_stays(
    pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = library.digest

    def then_change(path: Path) -> tuple[str, int]:
        found = digest(path)
        path.write_bytes(b"%PDF-1.7\nautre contenu")
        return found

    monkeypatch.setattr(library, "digest", then_change)
    with pytest.raises(LibraryError, match="a changé pendant sa copie") as caught:
        library.receive(pdf, tmp_path / "library")
    assert caught.value.code == "changed_while_reading"
    assert [path for path in (tmp_path / "library").rglob("*") if path.is_file()] == []


def test_a_full_disk_is_told_and_nothing_stays(pdf: Path, tmp_path: Path) -> None:
    # A limit on the size of files gives the same refusal as a full disk, without filling one.
    program = (
        "import resource, signal, sys\nfrom pathlib import Path\nfrom warehouse import library\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))\n"
        "try:\n    library.receive(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except library.LibraryError as error:\n    print(error.code)\n"
    )
    command = [sys.executable, "-c", program, str(pdf), str(tmp_path / "library")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
    assert done.stdout.strip() == "library_full"
    assert [path for path in (tmp_path / "library").rglob("*") if path.is_file()] == []


def test_a_library_that_cannot_be_made_is_told(pdf: Path, tmp_path: Path) -> None:
    (tmp_path / "library").write_text("pas un dossier")
    with pytest.raises(LibraryError, match="bibliothèque"):
        library.receive(pdf, tmp_path / "library")


def test_a_name_that_is_no_utf8_can_still_be_stored() -> None:
    assert library.printable("rapport\udce9.pdf") == "rapport\\xe9.pdf"
