"""Find the cues of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.cues.patterns import PATTERNS, Effect


@dataclass(frozen=True, slots=True)
class Cue:
    """One turn of phrase found. start, end: offsets in the sentence."""

    id: str
    effect: Effect
    note: str
    start: int
    end: int


@cache
def _compiled() -> tuple[tuple[str, Effect, str, re.Pattern[str]], ...]:
    return tuple((p.id, p.effect, p.note, re.compile(p.expression, re.IGNORECASE)) for p in PATTERNS)


def find_cues(sentence: str) -> tuple[Cue, ...]:
    """The first match of every pattern, in the order of the patterns."""
    plain = sentence.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    cues = []
    for name, effect, note, expression in _compiled():
        if match := expression.search(plain):
            cues.append(Cue(name, effect, note, match.start(), match.end()))
    return tuple(cues)
