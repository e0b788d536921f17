"""The language of a text, by its function words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS: dict[str, frozenset[str]] = {
    "fr": frozenset(
        "le la les des du et en une un est pour que qui dans au aux par sur pas ne ce cette avec sont nous".split()
    ),
    "en": frozenset(
        "the of and to in is for that with on are this as by be or from which not have has it was".split()
    ),
    "de": frozenset(
        "der die das und ist nicht mit von den dem ein eine zu auf für im des sich auch als".split()
    ),
    "es": frozenset("el los las del y que en una por con para es se no su al como más lo".split()),
    "it": frozenset("il gli della che di e in un una per con non sono del dei alla nel si è".split()),
    "nl": frozenset("de het een en van in is dat op te niet met voor zijn aan door ook als".split()),
}
_ENOUGH = 12  # function words below which nothing is said


def language_of(texts: Iterable[str], most: int = 4000) -> str | None:
    """ISO 639-1 code of the language of the first `most` words, or None when too little is known."""
    counts = dict.fromkeys(_WORDS, 0)
    seen = 0
    for text in texts:
        for word in re.findall(r"[^\W\d_]+", text.lower()):
            seen += 1
            for language, words in _WORDS.items():
                counts[language] += word in words
        if seen >= most:
            break
    best = max(counts, key=lambda language: counts[language])
    if counts[best] < _ENOUGH or counts[best] < 0.1 * seen:
        return None
    return best
