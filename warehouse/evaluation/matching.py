"""When does a predicted text stand for a gold sentence?

Texts are compared without accents, case and punctuation, and one must be (nearly) a part of the other, so
that OCR, hyphenation and a different cut of sentences do not count as errors. Each text is normalised once
(`norm`); a pair then costs about 12 µs, since the cut-off lets rapidfuzz give up early.
"""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

SHORTEST_PART = 0.3  # a part must be at least this share of the gold sentence
SHORT = 25  # characters; shorter texts must be alike as a whole
ALIKE_WHEN_SHORT = 85.0  # per cent
ALIKE = 88.0  # per cent

_OTHER = re.compile(r"[^a-z0-9%]+")


def norm(text: str | None) -> str:
    """Lower case letters without accents, figures and %, with single spaces between the words."""
    plain = (text or "").replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", plain)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return _OTHER.sub(" ", plain.replace("\u00ad", "")).strip()


def covers(predicted: str, gold: str) -> bool:
    """True when one of two normalised texts is (nearly) a part of the other."""
    if not predicted or not gold:
        return False
    short, long = (predicted, gold) if len(predicted) <= len(gold) else (gold, predicted)
    if len(short) < SHORTEST_PART * len(gold):
        return False
    if len(short) < SHORT:
        return fuzz.ratio(short, long) >= ALIKE_WHEN_SHORT
    if short in long:
        return True
    return fuzz.partial_ratio(short, long, score_cutoff=ALIKE) >= ALIKE


def holds(page_text: str, squeezed: str, gold: str) -> bool:
    """True when the text of a document holds a gold sentence, spaces aside. All texts normalised.

    squeezed: the text of the document without any space.
    """
    return gold in page_text or gold.replace(" ", "") in squeezed


def alike(left: str | None, right: str | None, at_least: float = 90.0) -> bool:
    """True when two short texts (titles) are nearly the same, in per cent."""
    return fuzz.ratio(norm(left), norm(right)) >= at_least


def same_words(left: str | None, right: str | None, at_least: float = 90.0) -> bool:
    """True when two names have nearly the same words, or one has all those of the other."""
    return fuzz.token_set_ratio(norm(left), norm(right)) >= at_least
