"""One page as gleaned from the file: words, drawings, and how the text lies on it.

The reading frame is the page turned so that most of its text runs from left to right. Everything
up to the passages works in this frame; `to_shown` leads back to the page as shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium

from extractors.reading.characters import page_characters, page_geometry
from extractors.reading.drawings import Drawings, Rect, page_drawings
from extractors.reading.spelling import Spelled, spell
from extractors.reading.words import Word
from extractors.records import Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in its reading frame.

    width, height: of the frame; shown_width, shown_height: as shown; angle: direction of most
    text as shown; words: text along the frame; turned: text in another direction, in its own
    frame, by angle as shown.
    """

    number: int
    width: float
    height: float
    shown_width: float
    shown_height: float
    rotation: int
    angle: int
    words: tuple[Word, ...]
    turned: dict[int, tuple[Word, ...]]
    drawings: Drawings
    spelled: Spelled = field(repr=False)


def glean(page: pdfium.PdfPage, number: int) -> Sheet:
    """Take everything that is needed from a page, so that it can be closed."""
    geometry = page_geometry(page)
    text = page.get_textpage()
    try:
        spelled = spell(page_characters(text, geometry), geometry)
    finally:
        text.close()
    drawings = page_drawings(page, geometry)
    return frame(number, geometry.width, geometry.height, geometry.rotation, spelled, drawings)


def frame(
    number: int, width: float, height: float, rotation: int, spelled: Spelled, drawings: Drawings
) -> Sheet:
    """Turn words and drawings into the reading frame of the page."""
    letters: Counter[int] = Counter()
    for word in spelled.words:
        letters[word.angle] += len(word.text)
    angle = max(letters, key=lambda a: (letters[a], a == 0)) if letters else 0
    if letters[0] * 2 >= letters[angle]:
        angle = 0
    words = tuple(turn(word, angle, width, height) for word in spelled.words if word.angle == angle)
    turned = {
        other: tuple(turn(word, other, width, height) for word in spelled.words if word.angle == other)
        for other in sorted(letters)
        if other != angle
    }
    sideways = angle % 180 == 90
    return Sheet(
        number,
        height if sideways else width,
        width if sideways else height,
        width,
        height,
        rotation,
        angle,
        words,
        turned,
        _turn_drawings(drawings, angle, width, height),
        spelled,
    )


def turn(word: Word, angle: int, width: float, height: float) -> Word:
    """A word whose text runs at `angle`, moved to where it stands when that text is level.

    The baseline that `spelling` gives is measured across the line from the same origin as the
    angle's frame, except for the shift that keeps coordinates positive.
    """
    if angle == 0:
        return word
    x0, y0, x1, y1 = _turned(word.x0, word.y0, word.x1, word.y1, angle, width, height)
    baseline = word.baseline
    if baseline is not None:
        baseline += {90: 0.0, 180: height, 270: width}[angle]
    return replace(word, x0=x0, y0=y0, x1=x1, y1=y1, baseline=baseline)


def to_shown(sheet: Sheet, angle: int, word: Word) -> Box:
    """Place on the page as shown of a word given in the frame of `angle`."""
    x0, y0, x1, y1 = word.x0, word.y0, word.x1, word.y1
    width, height = sheet.shown_width, sheet.shown_height
    if angle == 90:
        x0, y0, x1, y1 = y0, height - x1, y1, height - x0
    elif angle == 180:
        x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
    elif angle == 270:
        x0, y0, x1, y1 = width - y1, x0, width - y0, x1
    return Box(sheet.number, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))


def _turned(
    x0: float, y0: float, x1: float, y1: float, angle: int, width: float, height: float
) -> tuple[float, float, float, float]:
    if angle == 90:
        return height - y1, x0, height - y0, x1
    if angle == 180:
        return width - x1, height - y1, width - x0, height - y0
    if angle == 270:
        return y0, width - x1, y1, width - x0
    return x0, y0, x1, y1


def _turn_drawings(drawings: Drawings, angle: int, width: float, height: float) -> Drawings:
    if angle == 0:
        return drawings

    def moved(rects: Iterable[Rect]) -> list[Rect]:
        return [
            Rect(*_turned(r.x0, r.y0, r.x1, r.y1, angle, width, height), r.filled, r.stroked) for r in rects
        ]

    across, down = moved(drawings.across), moved(drawings.down)
    if angle % 180 == 90:
        across, down = down, across
    return Drawings(across, down, moved(drawings.rects), moved(drawings.images), drawings.complete)
