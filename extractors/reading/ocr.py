"""Words of a scanned page, by Tesseract with its French model.

The page is drawn at 300 dots per inch, turned upright, straightened, and freed of ruling lines
(Tesseract reads them as "|"). `scan` gives the words on the upright, straight page, which is what
reading order needs, and the way back to the page as shown; `recognise` gives them as shown.
"""

from __future__ import annotations

import math
import os
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

import numpy as np
import pypdfium2 as pdfium
import pytesseract
from PIL import Image

from extractors.reading import ocr_text
from extractors.reading.errors import ReadingError
from extractors.reading.ocr_text import Line, Mark
from extractors.reading.scan_image import (
    Gray,
    Ink,
    Segment,
    ink,
    ruling_lines,
    skew,
    straighten,
    stroke_width,
)
from extractors.reading.words import Word
from extractors.records import Box

_DPI = 300
_MOST_PIXELS = 25_000_000  # an A2 poster at 300 dpi; larger pages are drawn coarser
_POOR = 62.0  # mean confidence below which the page may lie on its side
_SECONDS = 180.0  # of one call of Tesseract
_GLANCE = 45.0  # seconds of a look at a page in another position, in half the sharpness
_NO_OCR = "les pages numérisées ne peuvent pas être lues"
_INSTALL = "Installez tesseract-ocr et tesseract-ocr-fra (Debian, Ubuntu : « apt install tesseract-ocr-fra »)"


@dataclass(frozen=True, slots=True)
class OcrState:
    """Whether scanned pages can be read here. message: French, says what to install when not."""

    usable: bool
    version: str
    french: bool
    message: str


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned page, upright and straight. Lengths in points.

    words:         on the upright page
    rules:         (x0, y0, x1, y1) of the thin straight lines printed on it
    width, height: of the upright page
    turn:          quarter turns counter-clockwise that made it upright
    skew:          degrees clockwise that made it straight
    confidence:    mean of Tesseract's word confidences, 0 to 100, weighted by length
    """

    words: tuple[Word, ...]
    rules: tuple[tuple[float, float, float, float], ...]
    width: float
    height: float
    turn: int
    skew: float
    confidence: float

    def place(self, box: Box) -> Box:
        """Where a box of the upright page lies on the page as shown."""
        x, y = self._back((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        half_width, half_height = (box.x1 - box.x0) / 2, (box.y1 - box.y0) / 2
        if self.turn % 2:
            half_width, half_height = half_height, half_width
        return Box(box.page, x - half_width, y - half_height, x + half_width, y + half_height)

    def _back(self, x: float, y: float) -> tuple[float, float]:
        dx, dy = x - self.width / 2, y - self.height / 2
        cos, sin = math.cos(math.radians(self.skew)), math.sin(math.radians(self.skew))
        x, y = self.width / 2 + dx * cos + dy * sin, self.height / 2 - dx * sin + dy * cos
        match self.turn % 4:
            case 1:
                return self.height - y, x
            case 2:
                return self.width - x, self.height - y
            case 3:
                return y, self.width - x
            case _:
                return x, y


@lru_cache(maxsize=1)
def state() -> OcrState:
    """What is installed; asked once per process."""
    try:
        version = str(pytesseract.get_tesseract_version()).split("\n")[0].strip()
    except (pytesseract.TesseractNotFoundError, OSError, SystemExit):
        return OcrState(False, "", False, f"Tesseract n’est pas installé : {_NO_OCR}. {_INSTALL}.")
    try:
        french = "fra" in pytesseract.get_languages(config="")
    except (pytesseract.TesseractError, OSError) as error:
        return OcrState(False, version, False, f"Tesseract {version} ne répond pas ({error}). {_INSTALL}.")
    if not french:
        message = f"Tesseract {version} est installé sans le français : {_NO_OCR}. {_INSTALL}."
        return OcrState(False, version, False, message)
    return OcrState(True, version, True, f"Tesseract {version} avec le français.")


def recognise(page: pdfium.PdfPage, number: int) -> tuple[Word, ...]:
    """Words of the page, placed on the page as shown.

    Raises `ReadingError` ("ocr_missing", "ocr_timeout", "ocr_failed"), stage "read".
    """
    read = scan(page, number)
    turned = (0, 270, 180, 90)[read.turn % 4]
    placed = []
    for word in read.words:
        box = read.place(Box(number, word.x0, word.y0, word.x1, word.y1))
        baseline = None
        if turned == 0 and word.baseline is not None:
            baseline = word.baseline + box.y1 - word.y1
        placed.append(
            Word(
                word.text,
                box.x0,
                box.y0,
                box.x1,
                box.y1,
                word.size,
                bold=word.bold,
                baseline=baseline,
                angle=(turned + word.angle) % 360,
            )
        )
    return tuple(placed)


def scan(page: pdfium.PdfPage, number: int) -> Scan:
    """The page read upright and straight. Raises as `recognise`."""
    usable = state()
    if not usable.usable:
        raise ReadingError("read", "ocr_missing", usable.message, retry=True)
    width, height = page.get_size()
    scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
    drawn = page.render(scale=scale, grayscale=True).to_numpy()
    gray: Gray = np.ascontiguousarray(drawn.reshape(drawn.shape[0], drawn.shape[1]))
    best = _attempt(gray, 0, scale, number)
    if best.confidence < _POOR:
        # Cheap look at the three other positions, then a full reading of the best of them.
        coarse = gray[::2, ::2]
        marks = {turn: _glance(coarse, turn, scale / 2, number) for turn in range(4)}
        turn = max(marks, key=lambda key: marks[key])
        if turn and marks[turn] > 1.5 * marks[0]:
            best = _attempt(gray, turn, scale, number)
    return best.scan


@dataclass(frozen=True, slots=True)
class _Attempt:
    scan: Scan
    evidence: float  # characters in words that Tesseract is sure of

    @property
    def confidence(self) -> float:
        return self.scan.confidence


def _glance(gray: Gray, turn: int, scale: float, number: int) -> float:
    """Evidence for a position; none when there is so little to read that Tesseract loses itself."""
    try:
        return _attempt(gray, turn, scale, number, _GLANCE).evidence
    except ReadingError as error:
        if error.code == "ocr_timeout":
            return 0.0
        raise


def _attempt(gray: Gray, turn: int, scale: float, number: int, seconds: float = _SECONDS) -> _Attempt:
    upright = np.ascontiguousarray(np.rot90(gray, turn))
    degrees = skew(upright)
    straight = straighten(upright, degrees) if degrees else upright
    printed = ink(straight)
    rules, mask = ruling_lines(printed, round(scale * 36), max(3, round(scale * 2.5)))
    cleaned = straight.copy()
    cleaned[mask] = int(np.median(straight))
    lines = _tesseract(cleaned, number, seconds) if printed.any() else ()
    kept = ocr_text.clean(lines)
    # Tesseract also reads lines that stand upright; they do not speak for this position of the page.
    marks = [mark for line in kept for mark in line.marks if not line.angle]
    weight = sum(len(mark.text) for mark in marks)
    confidence = sum(len(mark.text) * mark.confidence for mark in marks) / max(1, weight)
    evidence = sum(len(mark.text) for mark in marks if mark.confidence >= 80 and len(mark.text) > 2)
    found = Scan(
        words=_words(kept, printed & ~mask, scale),
        rules=tuple(_in_points(rule, scale) for rule in rules),
        width=upright.shape[1] / scale,
        height=upright.shape[0] / scale,
        turn=turn,
        skew=degrees,
        confidence=confidence,
    )
    return _Attempt(found, float(evidence))


def _in_points(rule: Segment, scale: float) -> tuple[float, float, float, float]:
    return (rule.x0 / scale, rule.y0 / scale, rule.x1 / scale, rule.y1 / scale)


def _tesseract(image: Gray, number: int, seconds: float) -> tuple[Line, ...]:
    # One thread: pages are spread over processes already, and Tesseract's own threads fight each other.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory(prefix="levier-ocr-") as folder:
        path = Path(folder) / "page.bmp"  # handed over as a plain bitmap: packing a PNG takes half a second
        Image.fromarray(image).save(path, dpi=(_DPI, _DPI))
        try:
            page = pytesseract.image_to_pdf_or_hocr(
                str(path), lang="fra", config="--psm 3 --oem 1 --dpi 300", extension="hocr", timeout=seconds
            )
        except pytesseract.TesseractError as error:
            reason = (
                f"La reconnaissance de caractères a échoué à la page {number} ({error.message}). "
                "Vérifiez l’installation de Tesseract ou numérisez de nouveau la page."
            )
            raise ReadingError("read", "ocr_failed", reason, retry=True) from error
        except RuntimeError as error:  # what pytesseract raises when the time is over
            reason = (
                f"La reconnaissance de caractères de la page {number} a duré plus de {seconds:.0f} s. "
                "Numérisez de nouveau la page en noir et blanc, à 300 points par pouce."
            )
            raise ReadingError("read", "ocr_timeout", reason, retry=True) from error
    return parse_hocr(page)


def parse_hocr(page: bytes) -> tuple[Line, ...]:
    """Lines of Tesseract's hOCR output, in its order, in pixels."""
    lines: list[Line] = []
    for element in ElementTree.fromstring(page).iter():
        if element.get("class") not in {"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"}:
            continue
        told = _properties(element.get("title", ""))
        left, _, _, bottom = told["bbox"][:4]
        slope, offset = told.get("baseline", (0.0, 0.0))[:2]
        marks = []
        for word in element.iter():
            text = "".join(word.itertext()).strip()
            if word.get("class") != "ocrx_word" or not text:
                continue
            said = _properties(word.get("title", ""))
            x0, y0, x1, y1 = said["bbox"][:4]
            baseline = bottom + offset + slope * ((x0 + x1) / 2 - left)
            marks.append(Mark(text, x0, y0, x1, y1, baseline, said.get("x_wconf", (0.0,))[0]))
        if marks:
            lines.append(Line(tuple(marks), told.get("x_size", (0.0,))[0], _direction(marks)))
    return tuple(lines)


def _direction(marks: list[Mark]) -> int:
    """Angle of writing of a line, from its boxes: hOCR's own "textangle" is often missing."""
    long = [mark for mark in marks if len(mark.text) >= 3] or marks
    if median((mark.y1 - mark.y0) / max(1.0, mark.x1 - mark.x0) for mark in long) < 1.2 or (
        len(marks) == 1 and len(marks[0].text) < 4
    ):
        return 0
    return 90 if marks[0].y0 > marks[-1].y0 else 270


def _properties(title: str) -> dict[str, tuple[float, ...]]:
    """hOCR keeps its figures in the title: "bbox 1 2 3 4; x_wconf 93"."""
    found: dict[str, tuple[float, ...]] = {}
    for part in title.split(";"):
        name, *values = part.split()
        try:
            found[name] = tuple(float(value) for value in values)
        except ValueError:  # the image's file name, and the like
            continue
    return found


def _words(lines: tuple[Line, ...], printed: Ink, scale: float) -> tuple[Word, ...]:
    lengths = [sum(len(mark.text) for mark in line.marks) for line in lines]
    weights = [_weight(line, printed) for line in lines]
    usual = _middle([(weight, length) for weight, length in zip(weights, lengths, strict=True) if weight > 0])
    bold = [usual > 0 and weight > 1.22 * usual for weight in weights]
    # Tesseract's row size runs from the top of "l" to the foot of "p": nine tenths of the type size.
    sizes = _even([line.size / 0.9 / scale for line in lines], lengths, bold)
    words: list[Word] = []
    for line, heavy, size in zip(lines, bold, sizes, strict=True):
        for mark in line.marks:
            words.append(
                Word(
                    mark.text,
                    mark.x0 / scale,
                    mark.y0 / scale,
                    mark.x1 / scale,
                    mark.y1 / scale,
                    size,
                    bold=heavy,
                    superscript=not line.angle and _is_raised(mark, line.size),
                    baseline=None if line.angle else mark.baseline / scale,
                    angle=line.angle,
                )
            )
    return tuple(words)


def _is_raised(mark: Mark, size: float) -> bool:
    """A footnote call: small figures that stand well above the baseline."""
    small = (mark.y1 - mark.y0) < 0.55 * size
    return small and mark.text.isdigit() and mark.baseline - mark.y1 > 0.2 * size


def _even(sizes: list[float], lengths: list[int], bold: list[bool]) -> list[float]:
    """Sizes of the type, from heights that waver by a tenth: the most frequent size draws its neighbours."""
    evened = list(sizes)
    for heavy in (False, True):
        left = {index for index, value in enumerate(bold) if value is heavy and sizes[index] > 0}
        while left:
            near = {i: [j for j in left if 0.89 < sizes[j] / sizes[i] < 1.12] for i in left}
            peak = max(sorted(left), key=lambda i: sum(lengths[j] for j in near[i]))
            shared = round(2 * _middle([(sizes[j], lengths[j]) for j in near[peak]])) / 2
            for index in near[peak]:
                evened[index] = shared
            left -= set(near[peak])
    return evened


def _weight(line: Line, printed: Ink) -> float:
    """Thickness of the strokes of a line in proportion to its size: bold is about 1.5 times regular."""
    strokes = []
    for mark in line.marks:
        if len(mark.text) > 2:
            inside = printed[round(mark.y0) : round(mark.y1), round(mark.x0) : round(mark.x1)]
            strokes.append(stroke_width(inside))
    return median(strokes) / line.size if strokes and line.size > 0 else 0.0


def _middle(weighted: list[tuple[float, int]]) -> float:
    """Median of values that count several times; 0 when there are none."""
    half = sum(count for _, count in weighted) / 2
    reached = 0
    for value, count in sorted(weighted):
        reached += count
        if reached >= half:
            return value
    return 0.0
