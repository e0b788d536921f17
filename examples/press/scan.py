"""Turn a typeset letter into a scan: pictures of pages, slightly askew, no text layer."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 130
ANGLES = (0.7, -0.5, 0.9)  # degrees, page after page


def _worn(picture: Image.Image, angle: float, seed: int) -> Image.Image:
    """Grey, turned, with the noise and the soft contrast of an office scanner."""
    grey = picture.convert("L").rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=250)
    values = np.asarray(grey, dtype=np.float32)
    noise = np.random.default_rng(seed).normal(0, 4, values.shape)
    return Image.fromarray(np.clip(values * 0.88 + 24 + noise, 0, 255).astype(np.uint8))


def scan(source: Path, target: Path, title: str) -> None:
    """Write `target` with one picture for each page of `source`."""
    canvas = Canvas(str(target), pagesize=A4)
    canvas.setTitle(title)
    canvas.setCreator("Numériseur de bureau (simulé)")
    pdf = pypdfium2.PdfDocument(source)
    for number, page in enumerate(pdf):
        picture = page.render(scale=DPI / 72).to_pil()
        memory = io.BytesIO()
        _worn(picture, ANGLES[number % len(ANGLES)], number).save(memory, "JPEG", quality=45)
        memory.seek(0)
        canvas.drawImage(ImageReader(memory), 0, 0, *A4)
        canvas.showPage()
    pdf.close()
    canvas.save()
