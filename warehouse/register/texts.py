"""Sentences made comparable: folded once, compared as often as need be."""

from __future__ import annotations

import re
import unicodedata

from warehouse.fold import STOP_WORDS

_WORD = re.compile(r"[a-z0-9]+")
_ENUMERATION = re.compile(r"^\s*(?:[-–•*]|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?|[a-z]\))\s+")
# Replaced one by one: on text with accents that is ten times as fast as str.translate.
_PLAIN = (("œ", "oe"), ("æ", "ae"), *((sign, " ") for sign in "’–—‑«»°"))


def comparable(text: str) -> str:
    """The words of a sentence without case, accents, typography and the mark of a list item."""
    plain = _ENUMERATION.sub("", text).lower()
    for sign, letters in _PLAIN:
        plain = plain.replace(sign, letters)
    return " ".join(_WORD.findall(unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()))


def content_words(text: str) -> str:
    """The words of a comparable text that carry meaning, in order."""
    return " ".join(word for word in text.split() if word not in STOP_WORDS and len(word) > 2)
