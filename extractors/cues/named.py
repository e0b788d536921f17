"""Does a sentence name an obstacle?"""

from __future__ import annotations

import re

# Narrower than the nouns of the patterns: "contrainte", "limite" or "impasse" stand for too much else.
_NAMED = re.compile(
    r"\b(?:freins?|obstacles?|blocages?|verrous?|entraves?|barrières?|difficultés?|écueils?)\b", re.IGNORECASE
)


def names_obstacle(text: str) -> bool:
    """Whether the text calls something an obstacle, in whatever sense."""
    return _NAMED.search(text) is not None
