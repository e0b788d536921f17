"""Plain text for comparing: no accents, lower case, straight apostrophes, single spaces."""

from __future__ import annotations

import unicodedata

_SIGNS = str.maketrans({"’": "'", "‘": "'", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "‐": "-", "‑": "-"})


def plain(text: str) -> str:
    """Text of the same words, as the expressions of `cues.py` see it."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(letters.lower().split())
