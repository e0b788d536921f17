"""What a code, a slug, a cue, a sentence and a norm id look like."""

from __future__ import annotations

import re
import unicodedata

FAMILY = re.compile(r"[A-Z]{3}(?:-[A-Z]{3})?")
LEAF = re.compile(r"[A-Z]{3}(?:-[A-Z]{3})?-\d{2}")
LEAF_IN_TEXT = re.compile(r"\b[A-Z]{3}(?:-[A-Z]{3})?-\d{2}\b")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_DATE = r"\d{4}-\d{2}-\d{2}"
_KEY = r"[A-Z]*\*?-?\d*[A-Za-z0-9-]+"
_ARTICLE = rf"{_KEY}(?:\.\.{_KEY})?"
_PATH = r"(?:#[^\s#@]+){0,2}"
_WHEN = rf"(?:@<?{_DATE})?"
_NORM_FORMS = (
    rf"fr:code:[a-z0-9-]+:{_ARTICLE}{_PATH}{_WHEN}",
    rf"fr:(?:loi|lo|lc|ord|dec|dl):(?:{_DATE}|\d{{2,4}}-\d+){_PATH}{_WHEN}",
    rf"fr:arr:{_DATE}/[a-z0-9-]+{_PATH}{_WHEN}",
    rf"fr:circ:(?:{_DATE}|[\w-]+){_PATH}",
    rf"fr:const:{_KEY}{_PATH}",
    rf"fr:bofip:[A-Z]+(?:-[A-Z0-9]+)+{_PATH}{_WHEN}",
    r"fr:boi:[\w-]+",
    r"fr:(?:anc|crc):\d{2,4}-\d{2}(?:#\S+)?",
    rf"eu:(?:reg|dir|dec):\d{{1,4}}/\d{{1,4}}{_PATH}{_WHEN}",
    rf"eu:(?:tfue|tue|charte):\d+{_PATH}",
    r"case:(?:ce|cass|cc|cjue|caa|ta):[\w./-]+",
    r"fr:ppl:(?:an|senat):\d+(?:-\d+)?:\d+",
    r"fr:cerfa:\d+",
)
NORM = re.compile("|".join(_NORM_FORMS))

_SENTENCE = re.compile(r"[«“(]?\s?[A-ZÀ-ÖØ-Þ0-9].*[.?!…»]", re.DOTALL)


def is_sentence(text: str) -> bool:
    """True for a text that begins with a capital or a figure and ends with a full stop or its like."""
    return _SENTENCE.fullmatch(text) is not None


def is_norm(identifier: str) -> bool:
    """True for a well-formed norm id; whether such a text exists is not looked up."""
    return NORM.fullmatch(identifier) is not None


def folded(text: str) -> str:
    """The words of a text without case, accents or punctuation: equal for what a reader takes as equal."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))
