"""A short French label for an obstacle: the clearest of its sentences, cut to one line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 160  # characters of a label
GOOD_LENGTH = range(45, 171)
_ANAPHORA = re.compile(
    r"^(?:ce|cet|cette|ces|cela|ceci|ça|c['’]|il|elle|ils|elles|on|en effet|or|mais|ainsi|de même|de plus"
    r"|enfin|celui|celle|ceux|celles|tel|telle|tels|telles|dans ce|à ce|d['’]où|et|donc|car"
    r"|pourtant|toutefois|aussi)\b",
    re.IGNORECASE,
)
_ENUMERATION = re.compile(r"^\s*(?:[-–•*]|\(?\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z]\)|[IVX]+\.)\s+")
_QUOTED = re.compile(r"[«»“”\"]|\b(?:je|j['’]|nous|notre|nos)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may serve as a label."""

    statement_id: str
    text: str
    assertion: str
    voice: str
    score: float


def clearest(sentences: Iterable[Candidate]) -> Candidate | None:
    """The sentence that says best what the obstacle is; None when there is none. Order does not matter."""
    best: tuple[tuple[float, str], Candidate] | None = None
    for value, sentence in sorted(((_promise(s), s) for s in sentences), key=lambda pair: -pair[0]):
        if best is not None and value < best[0][0]:
            break  # none of the others can be clearer
        own = (_clarity(sentence, value), sentence)
        best = own if best is None or own[0] > best[0] else best
    return best[1] if best else None


def label_from(text: str) -> str:
    """A sentence as a label: no list mark, no closing full stop, cut at a word when it is long."""
    line = _ENUMERATION.sub("", " ".join(text.split())).rstrip(" .;:,")
    line = line[:1].upper() + line[1:]
    if len(line) <= LONGEST:
        return line
    return line[: LONGEST - 2].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _promise(sentence: Candidate) -> float:
    """The clarity that a sentence has if nothing in its words speaks against it."""
    length = len(_ENUMERATION.sub("", sentence.text))
    value = sentence.score
    value += 1.0 if sentence.assertion == "asserted" else 0.0
    value += 0.5 if length in GOOD_LENGTH else -0.006 * max(length - 170, 45 - length)
    return round(value, 6)


def _clarity(sentence: Candidate, value: float) -> tuple[float, str]:
    text = _ENUMERATION.sub("", sentence.text)
    value -= 0.6 if _ANAPHORA.match(text) else 0.0
    value -= 0.5 if _QUOTED.search(text) or sentence.voice == "quoted" else 0.0
    value -= 0.8 if "?" in text else 0.0
    return round(value, 6), sentence.statement_id
