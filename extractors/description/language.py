"""The language of a text, by its function words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.description.cues import cues

_ENOUGH = 12  # function words below which nothing is said


def language_of(texts: Iterable[str], most: int = 4000) -> str | None:
    """ISO 639-1 code of the language of the first `most` words, or None when too little is known."""
    known = cues().function_words
    counts = dict.fromkeys(known, 0)
    seen = 0
    for text in texts:
        for word in re.findall(r"[^\W\d_]+", text.lower()):
            seen += 1
            for language, words in known.items():
                counts[language] += word in words
        if seen >= most:
            break
    best = max(counts, key=lambda language: counts[language])
    if counts[best] < _ENOUGH or counts[best] < 0.1 * seen:
        return None
    return best
