"""Fold French text into the words that full-text search compares.

Accents, case, ligatures, elisions and stop words go; numbers of articles stay whole: "L. 8241-1" becomes
"l8241_1 8241_1", "238 bis" becomes "238_bis 238" and "80 A" "80_a 80", so that each can be found with or
without its letter.
Stemming is left to the index.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_STOP_WORDS = """
    a afin ai ainsi alors au aucun aussi autre aux avait avant avec avoir c ca car ce ceci cela celle
    celles celui ces cet cette ceux chaque chez ci comme comment d dans de des dont du elle elles en encore
    entre es est et etaient etait etant ete etre eu eux fait font il ils j je l la laquelle le lequel les
    lesquelles lesquels leur leurs lors lorsque lui m ma mais me meme memes mes mon n ne ni nos notre nous
    on ont or ou par parce pas peu peut peuvent plus pour pourquoi puis qu quand que quel quelle quelles
    quels qui quoi s sa sans se selon sera serait ses si soit son sont sous sur t ta te tel telle telles
    tels tes toi ton tous tout toute toutes tres tu un une vers vos votre vous y
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# The capital of "L. 80 A" or "R.* 107-A": to be seen before the case goes, "a" alone being a stop word.
_CAPITAL = re.compile(r"(?<=\d)[\s-]([A-Z])(?![\w'’.])")
_ARTICLE = re.compile(r"\b([lrda])(o|\*)?\.?\s?\*?\s?(\d+(?:-\d+)*)(_[a-z])?\b")
_LATIN = (
    "bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies|terdecies|quaterdecies"
    "|quindecies|sexdecies|septdecies|octodecies|novodecies|vicies"
)
_ADVERB = re.compile(rf"\b(\d+(?:_\d+)*)[\s-]({_LATIN})\b")
_LETTERED = re.compile(r"\b([lrda]?o?\d+(?:_\d+)*)(_[a-z])\b")
_NUMBER = re.compile(r"(?<=\d)[-–](?=\d)")
_TOKEN = re.compile(r"[a-z0-9_]+")


def words(text: str) -> list[str]:
    """The words of a text as the index holds them, stop words left out, in order."""
    plain = strip_accents(_CAPITAL.sub(r"_\1", text))
    plain = _ARTICLE.sub(_with_and_without_letter, plain)
    plain = _LETTERED.sub(r"\1\2 \1", _NUMBER.sub("_", plain.replace("*", "")))
    plain = _ADVERB.sub(r"\1_\2 \1", plain)
    return [word for word in _TOKEN.findall(plain) if word not in STOP_WORDS]


def fold(text: str) -> str:
    """`words`, with single spaces between them."""
    return " ".join(words(text))


@lru_cache(maxsize=1024)
def fold_query(text: str) -> str:
    """A query folded as the texts are, for the index."""
    return fold(text)


def strip_accents(text: str) -> str:
    """Lower case, without accents and ligatures; typographic apostrophes and dashes made plain."""
    plain = text.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'").replace("\u2011", "-")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def _with_and_without_letter(found: re.Match[str]) -> str:
    number = found[3].replace("-", "_") + (found[4] or "")
    return f"{found[1]}{found[2] or ''}{number} {number}"
