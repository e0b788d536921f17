"""Sentences made comparable: folded once, compared as often as need be."""

from __future__ import annotations

import re

from warehouse.fold import STOP_WORDS, strip_accents

_WORD = re.compile(r"[a-z0-9]+")
_ENUMERATION = re.compile(r"^\s*(?:[-–•*]|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?|[a-z]\))\s+")


def comparable(text: str) -> str:
    """The words of a sentence without case, accents, typography and the mark of a list item."""
    return " ".join(_WORD.findall(strip_accents(_ENUMERATION.sub("", text))))


def content_words(text: str) -> str:
    """The words of a comparable text that carry meaning, in order."""
    return " ".join(word for word in text.split() if word not in STOP_WORDS and len(word) > 2)
