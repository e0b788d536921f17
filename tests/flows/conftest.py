from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from flows_making import pdf

from flows.records import IngestOptions


@pytest.fixture
def options(tmp_path: Path) -> IngestOptions:
    """A run with one child process, into a warehouse that does not exist yet."""
    home = tmp_path / "maison"
    return IngestOptions(warehouse=home / "warehouse.duckdb", library=home / "library", workers=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what people really drop there: a PDF, an empty one, a Word file named .pdf, a note."""
    found = tmp_path / "boite"
    found.mkdir()
    pdf(found / "guide.pdf", "Le prêt de personnel expose l’association au délit de marchandage.")
    (found / "vide.pdf").touch()
    (found / "rapport.pdf").write_bytes(b"PK\x03\x04" + b"word/document.xml" * 9)
    (found / "notes.txt").write_text("à lire", encoding="utf-8")
    then = time.time() - 60
    for path in found.iterdir():
        os.utime(path, (then, then))
    return found
