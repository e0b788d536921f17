"""Is the text layer of a page usable? Shifted glyphs and fonts without Unicode give letters of nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from extractors.reading.drawings import Drawings, Rect
from extractors.reading.spelling import Spelled
from extractors.reading.words import Word

_LEAST_LETTERS = 60
_MOST_UNMAPPED = 0.2
_LEAST_READABLE = 0.55  # share of letters and digits among all characters
_VOWELS = (0.27, 0.62)  # share of vowels among Latin letters: 0.45 in French, 0.38 in English
_STOP_SHARE = 0.04
_STOP_WORDS_TEXT = """
    le la les l de des du d un une et à en que qui pour dans sur par au aux est ce se ne pas plus avec
    il elle sont ou son sa ses the of and to in is for on that with as der die und in den von zu das el
    los y que del se il di e che
"""
_STOP_WORDS = frozenset(_STOP_WORDS_TEXT.split())
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_LAYER = 40  # characters: a stamp on a scan rather than the text of a page


class Layer(StrEnum):
    """What a page gives to read."""

    TEXT = "text"
    BLANK = "blank"
    IMAGE = "image"  # something is drawn, no text
    STAMPED = "stamped"  # an image fills the page, with a few characters over it
    GARBAGE = "garbage"


def layer_of(spelled: Spelled, drawings: Drawings, width: float, height: float) -> Layer:
    """Judge the text layer of a page."""
    covered = _coverage(drawings.images, width, height)
    if not spelled.characters:
        shapes = len(drawings.rects) + len(drawings.across) + len(drawings.down)
        drawn = covered > 0.02 or not drawings.complete or drawings.shapes > 40 or shapes > 60
        return Layer.IMAGE if drawn else Layer.BLANK
    if is_garbage(spelled.words, spelled.unmapped):
        return Layer.GARBAGE
    if spelled.characters <= _SMALL_LAYER and covered > 0.8 and not spelled.ocr_layer:
        return Layer.STAMPED
    return Layer.TEXT


def is_garbage(words: Sequence[Word], unmapped: int) -> bool:
    """True when the characters cannot be the text that is seen. Short pages are believed."""
    text = " ".join(word.text for word in words)
    letters = list(filter(str.isalpha, text.casefold()))
    signs = sum(len(word.text) for word in words)
    if signs < _LEAST_LETTERS:
        return signs > 15 and unmapped > 0.6 * signs
    if unmapped > _MOST_UNMAPPED * signs:
        return True
    leaders = sum(text.count(sign) for sign in "._-…·")
    readable = len(letters) + sum(map(str.isdigit, text))
    if readable < _LEAST_READABLE * max(signs - leaders, 1):
        return True
    tokens = [token.casefold() for token in _WORD.findall(text) if len(token) > 1]
    if sum(token in _STOP_WORDS for token in tokens) >= _STOP_SHARE * max(len(tokens), 1):
        return False
    latin = [base for letter in letters if (base := _base(letter))]
    if len(latin) < _LEAST_LETTERS or len(latin) < 0.7 * len(letters):
        return False  # too little to judge, or another script
    vowels = sum(letter in "aeiouy" for letter in latin) / len(latin)
    return not _VOWELS[0] <= vowels <= _VOWELS[1]


def _base(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter)[:1]
    return plain if "a" <= plain <= "z" else ""


def _coverage(images: Sequence[Rect], width: float, height: float) -> float:
    """Share of the page that its largest images cover, overlaps counted once at most."""
    areas = []
    for image in images:
        shown_width = min(image.x1, width) - max(image.x0, 0.0)
        shown_height = min(image.y1, height) - max(image.y0, 0.0)
        if shown_width > 0 and shown_height > 0:
            areas.append(shown_width * shown_height)
    return min(1.0, sum(areas) / max(width * height, 1.0))
