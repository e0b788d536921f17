"""A file that is no PDF is named for what it is, and its owner told what to do."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.reading.receive_checks import check
from extractors.records import Failure

WORD = ["[Content_Types].xml", "word/document.xml"]
EXCEL = ["[Content_Types].xml", "xl/workbook.xml"]


def refused(path: Path) -> Failure:
    told = check(path)
    assert told is not None
    assert told.stage == "receive"
    return told


def make_zip(path: Path, names: list[str], mimetype: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return path


def test_a_pdf_passes_even_with_some_bytes_before_its_header(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"\r\nmail header\r\n" * 20 + b"%PDF-1.4\n")
    assert check(path) is None


def test_a_header_beyond_1024_bytes_is_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"\n" * 1024 + b"%PDF-1.4\n")
    assert refused(path).code == "not_a_pdf"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n....", "une image (PNG)"),
        (b"\xff\xd8\xff\xe0....", "une image (JPEG)"),
        (b"II*\x00....", "une image (TIFF)"),
        (b"{\\rtf1\\ansi Bonjour}", ".rtf"),
        (b"  <!DOCTYPE html><html><body>404</body></html>", "une page web"),
        (b"<?xml version='1.0'?><rapport/>", "un fichier XML"),
        (b"Rar!\x1a\x07\x00", "une archive (RAR)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "un document Word ancien (.doc)"),
        (b"From: a@b.fr\nMIME-Version: 1.0\n", "un message électronique"),
        ("Compte rendu de la réunion\n".encode(), "un fichier de texte"),
        ("Compte rendu de la réunion\n".encode("latin-1"), "un fichier de texte"),
        (bytes(range(256)) * 3, "d’un format inconnu"),
        (b"PK\x03\x04 cut short", "une archive (zip) abîmée"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(content)
    told = refused(path)
    assert told.code == "not_a_pdf"
    assert words in told.reason


@pytest.mark.parametrize(
    ("names", "mimetype", "words"),
    [
        (WORD, "", "un document Word (.docx), pas un PDF. Ouvrez-le et exportez-le en PDF"),
        (EXCEL, "", "un classeur Excel (.xlsx)"),
        (["content.xml"], "application/vnd.oasis.opendocument.text", "un document LibreOffice (.odt)"),
        (["a.pdf", "b.pdf"], "", "une archive (zip), pas un PDF. Décompressez-la"),
    ],
)
def test_zipped_formats_are_told_apart(tmp_path: Path, names: list[str], mimetype: str, words: str) -> None:
    assert words in refused(make_zip(tmp_path / "a.pdf", names, mimetype)).reason


def test_nothing_to_read(tmp_path: Path) -> None:
    empty = tmp_path / "vide.pdf"
    empty.touch()
    fifo = tmp_path / "tube.pdf"
    os.mkfifo(fifo)
    assert refused(empty).code == "empty_file"
    assert refused(tmp_path / "absent.pdf").code == "missing"
    assert refused(tmp_path).code == "not_a_file"
    assert refused(fifo).code == "not_a_file"
    assert refused(Path("nul\x00.pdf")).code == "no_permission"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.pdf"
    path.write_bytes(b"%PDF-1.4\n")

    def denied(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)  # root, who may run the tests, is never refused
    assert refused(path).code == "no_permission"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=st.binary(max_size=1200))
def test_any_bytes_get_an_answer(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.pdf"
    path.write_bytes(content)
    told = check(path)
    assert told is None or told.reason.endswith(".")
