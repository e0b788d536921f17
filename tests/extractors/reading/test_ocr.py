"""Scanned pages: words, places, sizes, and what turns and skews the page."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytesseract
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.reading import ocr
from extractors.reading.errors import ReadingError
from extractors.reading.words import Word

SHEET = (520.0, 360.0)
BODY = [
    "La convention tripartite n’a pas de modèle : chaque partenaire la rédige à sa façon.",
    "Le prêt de salariés, gratuit ou non, inquiète les directions juridiques.",
    "Selon l’article 12, la mise à disposition doit être facturée à prix coûtant.",
    "Nous souhaitons qu’une règle « simple et sûre » soit écrite pour tous.",
]


def draw(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(50, 320, "Partager des salariés")
    canvas.setFont("Helvetica", 11)
    for index, line in enumerate(BODY * 2):
        canvas.drawString(50, 300 - 22 * index, line)


def scanned(path: Path, paint: Callable[[Canvas], None] = draw, turn: int = 0, skew: float = 0.0) -> Path:
    """A PDF that holds only the picture of a page, with the grain of a scanner."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=SHEET)
    paint(canvas)
    canvas.showPage()
    canvas.save()
    image = (
        pdfium.PdfDocument(buffer.getvalue())[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    )
    image = image.rotate(skew, fillcolor=255, resample=Image.Resampling.BICUBIC)
    grain = np.random.default_rng(3).normal(0, 6, (image.height, image.width))
    image = Image.fromarray((np.asarray(image, dtype=float) + grain).clip(0, 255).astype("uint8"))
    image = image.rotate(90 * turn, expand=True)
    width, height = (SHEET[1], SHEET[0]) if turn % 2 else SHEET
    out = Canvas(str(path), pagesize=(width, height))
    out.drawImage(ImageReader(image), 0, 0, width, height)
    out.save()
    return path


def page_of(path: Path) -> pdfium.PdfPage:
    return pdfium.PdfDocument(path)[0]


def find(words: tuple[Word, ...], text: str) -> Word:
    return next(word for word in words if word.text == text)


@pytest.mark.ocr
def test_text_places_and_sizes_of_a_scan(tmp_path: Path) -> None:
    words = ocr.recognise(page_of(scanned(tmp_path / "a.pdf")), 1)
    text = " ".join(word.text for word in words)
    assert all(line in text for line in BODY)
    title, body = find(words, "salariés"), find(words, "convention")
    assert title.size == pytest.approx(20, rel=0.15)
    assert body.size == pytest.approx(11, rel=0.15)
    assert title.bold and not body.bold
    assert body.x0 == pytest.approx(65, abs=3)
    assert body.baseline == pytest.approx(60, abs=2)


@pytest.mark.ocr
@pytest.mark.parametrize("turn", [1, 2])
def test_a_page_on_its_side_is_read_and_its_words_placed_as_shown(tmp_path: Path, turn: int) -> None:
    words = ocr.recognise(page_of(scanned(tmp_path / "a.pdf", turn=turn)), 1)
    assert " ".join(word.text for word in words).count(BODY[1]) == 2
    title = find(words, "Partager")
    middle = [(title.x0 + title.x1) / 2, (title.y0 + title.y1) / 2]
    assert middle == pytest.approx({1: [33, 427], 2: [427, 327]}[turn], abs=10)
    assert title.angle == {1: 90, 2: 180}[turn]


@pytest.mark.ocr
def test_a_skewed_page_is_straightened_and_the_way_back_kept(tmp_path: Path) -> None:
    scan = ocr.scan(page_of(scanned(tmp_path / "a.pdf", skew=1.5)), 1)
    assert scan.skew == pytest.approx(1.5, abs=0.2)
    line = [word for word in scan.words if abs((word.baseline or 0) - 60) < 8]
    assert max(word.baseline or 0 for word in line) - min(word.baseline or 0 for word in line) < 2
    shown = ocr.recognise(page_of(tmp_path / "a.pdf"), 1)
    first, last = find(shown, "La"), find(shown, "façon.")
    assert first.y0 - last.y0 == pytest.approx(0.026 * (last.x0 - first.x0), abs=4)  # tan 1.5°


@pytest.mark.ocr
def test_ruling_lines_are_told_apart_and_leave_no_strokes_in_the_words(tmp_path: Path) -> None:
    def table(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        cells = [("Frein", "Levier"), ("Pas de modèle", "Modèle commun"), ("Prix", "Coût exact")]
        for row, (left, right) in enumerate(cells):
            canvas.drawString(80, 300 - 24 * row, left)
            canvas.drawString(260, 300 - 24 * row, right)
        canvas.grid([74, 254, 434], [316, 292, 268, 244])

    scan = ocr.scan(page_of(scanned(tmp_path / "a.pdf", table)), 1)
    assert {word.text for word in scan.words} == {
        "Frein",
        "Levier",
        "Pas",
        "de",
        "modèle",
        "Modèle",
        "commun",
    } | {
        "Prix",
        "Coût",
        "exact",
    }
    level = sorted(round(y0) for x0, y0, x1, y1 in scan.rules if y1 - y0 < x1 - x0)
    upright = sorted(round(x0) for x0, y0, x1, y1 in scan.rules if y1 - y0 > x1 - x0)
    assert level == pytest.approx([44, 68, 92, 116], abs=2)
    assert upright == pytest.approx([74, 254, 434], abs=2)


@pytest.mark.ocr
def test_bullets_are_bullets(tmp_path: Path) -> None:
    def bullets(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for index, item in enumerate(["Écrire un modèle", "Former les agents", "Publier un barème"]):
            canvas.circle(79, 304 - 24 * index, 2, stroke=0, fill=1)
            canvas.drawString(90, 300 - 24 * index, item)

    words = ocr.recognise(page_of(scanned(tmp_path / "a.pdf", bullets)), 1)
    assert [word.text for word in words].count("•") == 3


@pytest.mark.ocr
def test_an_empty_page_has_no_words(tmp_path: Path) -> None:
    assert ocr.recognise(page_of(scanned(tmp_path / "a.pdf", lambda canvas: None)), 1) == ()


@pytest.mark.ocr
def test_tesseract_with_french_is_usable() -> None:
    told = ocr.state()
    assert (told.usable, told.french) == (True, True)
    assert "avec le français" in told.message


def test_without_tesseract_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(tmp_path / "no-tesseract"))
    ocr.state.cache_clear()
    try:
        told = ocr.state()
        assert not told.usable
        assert "Installez tesseract-ocr et tesseract-ocr-fra" in told.message
        with pytest.raises(ReadingError, match="tesseract-ocr-fra") as error:
            ocr.scan(page_of(scanned(tmp_path / "a.pdf")), 1)
        assert error.value.code == "ocr_missing"
    finally:
        ocr.state.cache_clear()
