"""Small PDFs for the tests of the flows."""

from __future__ import annotations

import os
import time
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


def pdf(path: Path, *lines: str, age: float = 60.0) -> Path:
    """A one-page PDF, last changed `age` seconds ago."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 20 * number, line)
    canvas.save()
    then = time.time() - age
    os.utime(path, (then, then))
    return path
