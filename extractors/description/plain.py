"""Plain text for comparing: no accents, lower case, straight apostrophes, single spaces."""

from __future__ import annotations

import unicodedata

_SIGNS = str.maketrans({"’": "'", "‘": "'", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "‐": "-", "‑": "-"})
_LEVEL = {
    "’": "'",
    "‘": "'",
    "œ": "o",
    "Œ": "o",
    "æ": "a",
    "Æ": "a",
    "‐": "-",
    "‑": "-",
    "\u00a0": " ",
    "\u202f": " ",
}


def level(text: str) -> str:
    """Like `plain`, character for character: offsets stay those of the text ("œ" becomes "o")."""
    return "".join(_LEVEL.get(char) or _base(char) for char in text)


def _base(char: str) -> str:
    return unicodedata.normalize("NFD", char)[0].lower()[:1] or char


def plain(text: str) -> str:
    """Text of the same words, as the expressions of `cues.py` see it."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(letters.lower().split())
