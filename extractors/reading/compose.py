"""Lines → text of a passage, with the place of every word and the footnote calls taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.reading.footnotes import note_call
from extractors.reading.hyphens import HYPHENS, Lexicon, ends_in_hyphen, keeps_hyphen
from extractors.reading.words import Word
from extractors.records import Box, Run

_ORDINAL = re.compile(r"^(?:er|ère|ème|ième)[.,;:)]*$", re.IGNORECASE)
_NUMERAL = re.compile(r"(?:^|[^\w])(?:\d{1,4}|[IVXLC]{1,6})$")
_UNIT = re.compile(r"(?:^|[\d\s(/])(?:[cdkmh]?m|CO|tCO|eq|R)$")
_NUMBER_SIGN = re.compile(r"(?:^|[\s(«])n$", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """A passage text being written. calls: (offset, number) of footnote calls."""

    text: str = ""
    runs: list[Run] = field(default_factory=list)
    calls: list[tuple[int, str]] = field(default_factory=list)

    def put(self, text: str, box: Box) -> None:
        """Append the characters of one printed piece."""
        start = len(self.text)
        self.text += text
        self.runs.append(Run(start, len(self.text), box))


Placed = tuple[Word, Box]


def compose(lines: Sequence[Sequence[Placed]], lexicon: Lexicon, notes: frozenset[str]) -> Draft:
    """Write the lines of a block as one text.

    lines: words with their boxes as shown, line by line; notes: numbers of the footnotes that
    this block may call.
    """
    draft = Draft()
    join = True  # nothing written yet: no space before the first word
    lines = [_with_hyphen(line) for line in lines]
    for index, line in enumerate(lines):
        following = next((other[0][0].text for other in lines[index + 1 :] if other), None)
        for position, (word, box) in enumerate(line):
            last = position == len(line) - 1
            after = line[position + 1][0].text if not last else (following or "")
            if word.superscript and _put_raised(draft, word, box, notes):
                continue
            glue = join or word.glued or _belongs_before(draft.text, word, after)
            join = False
            text = word.text
            if last and following is not None and ends_in_hyphen(text):
                text = text[:-1] if not keeps_hyphen(text, following, lexicon) else text[:-1] + "-"
                join = True
            text = text.replace("\u00ad", "")
            if not text:
                continue
            if not glue and draft.text:
                draft.text += " "
            draft.put(_number_sign(draft, text, after), box)
    return draft


def _with_hyphen(line: Sequence[Placed]) -> Sequence[Placed]:
    """A line whose last word is a hyphen set a little apart: the hyphen goes back to its word."""
    if len(line) < 2 or line[-1][0].text not in HYPHENS:
        return line
    (word, box), (hyphen, hyphen_box) = line[-2], line[-1]
    if not word.text[-1].isalpha() or hyphen.x0 - word.x1 > 0.45 * word.size:
        return line
    whole = replace(word, text=word.text + hyphen.text, x1=hyphen.x1)
    return [*line[:-2], (whole, replace(box, x1=max(box.x1, hyphen_box.x1)))]


def _put_raised(draft: Draft, word: Word, box: Box, notes: frozenset[str]) -> bool:
    """Handle a raised piece: footnote call, or part of the word before. False: write it as a word."""
    text = word.text
    parts = [part for part in re.split(r"[,;\s]+", text) if part]
    calls = [note_call(part) for part in parts]
    if calls and all(calls):
        unit = _UNIT.search(draft.text[-6:]) and text in {"2", "3"} and text not in notes
        if unit:
            draft.put(text, box)
            return True
        if draft.text or text in notes:
            draft.calls.extend((len(draft.text), call) for call in calls if call)
            return True
        return False
    if text.casefold() in {"o", "os", "°", "º"} and _NUMBER_SIGN.search(draft.text[-3:]):
        draft.put("°" if text.casefold() != "os" else "os", box)
        return True
    if draft.text and draft.text[-1].isalnum() and text[0].isalnum():
        draft.put(text, box)
        return True
    return False


def _belongs_before(text: str, word: Word, after: str) -> bool:
    """True for pieces that French spelling ties to what stands before: "1 er", "n o 12"."""
    if not text:
        return True
    if _ORDINAL.match(word.text):
        return bool(_NUMERAL.search(text[-8:]))
    if word.text == "o" and _NUMBER_SIGN.search(text[-3:]):
        return after[:1].isdigit()
    return False


def _number_sign(draft: Draft, text: str, after: str) -> str:
    if text in {"o", "º"} and _NUMBER_SIGN.search(draft.text[-3:]) and after[:1].isdigit():
        return "°"
    return text
