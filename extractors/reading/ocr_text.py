"""What OCR says and what was printed: noise dropped, slips typical of French put right where sure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['`´‘](?=[^\W\d_])")
_LETTERS = re.compile(
    r"(?:[A-ZÀ-Ý]’)?[A-ZÀ-Ýa-zà-ÿœæ][a-zà-ÿœæ]+(?:[-’][a-zà-ÿœæ]+)*[.,:;]?|[A-ZÀ-ÝŒ’-]+[.,:;]?"
)
_THREE_ALIKE = re.compile(r"(.)\1\1")
_CAPITAL_I = {"ll": "Il", "1l": "Il", "I1": "Il", "lls": "Ils", "1ls": "Ils", "I1s": "Ils"}
_NUMBER_SIGN = {"n*", 'n"', "n’", "n'", "nº", "n”", "n“", "n˚", "n°"}
_BULLET_READINGS = frozenset("*+«»-—–·°eos¢©®>#=~") | {"-*", "*-", "—-", "°°"}
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Mark:
    """One word as Tesseract gives it, in pixels; confidence 0 to 100."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    size:  from the top of "l" to the foot of "p", in pixels
    angle: direction of writing, as in `Word.angle`
    """

    marks: tuple[Mark, ...]
    size: float
    angle: int = 0


def clean(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines without noise, words repaired, bullets as "•"."""
    kept = []
    for line in lines:
        marks = tuple(mark for mark in map(_repaired, line.marks) if mark is not None)
        if marks and not _is_noise(marks, line.size):
            kept.append(replace(line, marks=_number_signs(marks)))
    return _bullets(tuple(kept))


def repair(text: str) -> str:
    """One word with the slips of OCR that have one possible reading only."""
    text = unicodedata.normalize("NFC", text).translate(_LIGATURES)
    text = text.replace("<<", "«").replace(">>", "»")
    text = text.strip("|¦")
    text = _APOSTROPHE.sub("’", text)
    return _CAPITAL_I.get(text, text)


def _repaired(mark: Mark) -> Mark | None:
    text = repair(mark.text)
    if not text:
        return None
    signs_only = not any(char.isalnum() for char in text)
    # A lone stroke or dot is dirt unless it may be a dash, a bullet or a bracket of the sentence.
    if signs_only and mark.confidence < 25 and text not in _BULLET_READINGS | {"•", ":", ";"}:
        return None
    if (mark.y1 - mark.y0) < 3 or (mark.x1 - mark.x0) < 2:
        return None
    return replace(mark, text=text)


def _is_noise(marks: tuple[Mark, ...], size: float) -> bool:
    """Texture of a photograph or a logo that was read as letters."""
    best = max((mark.confidence for mark in marks if len(mark.text) >= 3), default=0.0)
    mean = sum(mark.confidence for mark in marks) / len(marks)
    letters = sum(char.isalnum() for mark in marks for char in mark.text)
    if letters == 0:
        return mean < 60 or len(marks) > 1
    if mean < 35 and best < 60 and not any(_like_french(mark.text) for mark in marks):
        return True
    # A "letter" taller than wide by far is a rule or an edge.
    first = marks[0]
    return len(marks) == 1 and mean < 60 and (first.y1 - first.y0) > 4 * max(size, 1.0)


def _like_french(text: str) -> bool:
    """Five letters or more that a French word could be made of: Tesseract doubts some perfect headings."""
    if not _LETTERS.fullmatch(text) or len(text) < 5:
        return False
    plain = unicodedata.normalize("NFD", text.lower())
    vowels = sum(char in "aeiouyœæ" for char in plain) / len(text)
    return 0.2 <= vowels <= 0.75 and not _THREE_ALIKE.search(plain)


def _number_signs(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """ "n*", 'n"' before a figure are "n°"."""
    out = list(marks)
    for index, mark in enumerate(marks[:-1]):
        if mark.text.lower() in _NUMBER_SIGN and marks[index + 1].text[:1].isdigit():
            out[index] = replace(mark, text=mark.text[0] + "°")
    return tuple(out)


def _bullets(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The round bullet is read as "*", "+", "e"…, with little confidence: one sign per list, at line head.

    A sign counts as a bullet when at least two lines of the page begin with such a reading at the same
    place, or when it can be nothing else.
    """
    heads = [line.marks[0] for line in lines if _bullet_like(line)]
    out = []
    for line in lines:
        head = line.marks[0]
        aligned = sum(abs(head.x0 - other.x0) < max(8.0, 0.4 * line.size) for other in heads)
        if _bullet_like(line) and (aligned >= 2 or head.text in {"*", "+", "-*", "·", "¢", "©", "®"}):
            line = replace(line, marks=(replace(head, text=_BULLET), *line.marks[1:]))
        out.append(line)
    return tuple(out)


def _bullet_like(line: Line) -> bool:
    if len(line.marks) < 2:
        return False
    head = line.marks[0]
    if head.text == _BULLET:
        return True
    small = (head.y1 - head.y0) < 0.75 * line.size and (head.x1 - head.x0) < 0.7 * line.size
    if head.text not in _BULLET_READINGS or not small:
        return False
    if head.text in {"+", "*", "e", "o", "s"}:  # no French word is one of these letters
        return True
    # A dash is a dash: it stays one (the reader knows it as a bullet too).
    dash = head.text in "-–—" and (head.x1 - head.x0) > 2.2 * (head.y1 - head.y0)
    return head.confidence < 75 and not dash
