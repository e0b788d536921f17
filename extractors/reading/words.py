"""The word as it is printed: what every step of the reader works on.

Words come from the text layer (`characters.py`) or from OCR (`ocr.py`); from here on nobody
cares which.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word, without spaces.

    text:        characters as printed (NFC, ligatures undone; no spaces)
    x0 … y1:     points from the top left corner of the page as shown
    size:        size of the type in points (OCR: height of the line, as near as it can be told)
    font:        name of the font without subset prefix, "" when unknown
    bold, italic: as far as the font tells
    superscript: raised and smaller than its line (a footnote call, "er", "o" …)
    baseline:    y of the baseline, or None when unknown (then y1 stands for it)
    angle:       direction of writing as shown: 0 left to right, 90 upwards, 180, 270 downwards
    glued:       True when no space is printed between the word before and this one
                 (a raised mark, or a change of font within a word)
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    font: str = ""
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    baseline: float | None = None
    angle: int = 0
    glued: bool = False
