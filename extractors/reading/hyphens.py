"""Hyphens at the end of a line: part of the word, or only of the line?

Decided with the words of the document itself, then with general rules of French spelling.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

SOFT = "\u00ad"
HYPHENS = "-\u2010\u2011\u00ad"

# Words that follow a hyphen after a verb or a demonstrative ("peut-on", "celui-ci", "dit-elle").
_ENCLITICS_TEXT = """
    il ils elle elles on je tu nous vous ci là moi toi eux lui leur même mêmes t
"""
_ENCLITICS = frozenset(_ENCLITICS_TEXT.split())
# First parts that keep their hyphen. Those which also open plain words ("sous", "contre", "entre")
# are left to the document's own words.
_FIRST_PARTS_TEXT = """
    non ex vice mi demi semi quasi avant nord sud ouest saint sainte celui celle ceux celles c’est c'est
    franco socio médico rendez vis quelques quatre-vingt dix soixante
"""
_FIRST_PARTS = frozenset(_FIRST_PARTS_TEXT.split())
_NUMERALS_TEXT = """
    un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt
    vingts trente quarante cinquante soixante cent cents mille
"""
_NUMERALS = frozenset(_NUMERALS_TEXT.split())
_INNER_TEXT = """
    à a de d du des en et ou y t l la le les là ci sur sous
"""
_INNER = frozenset(_INNER_TEXT.split())  # "Aix-en-", "c’est-à-"
_COMPOUND = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?(?:[-\u2010\u2011][^\W\d_]+)+")
_PLAIN = re.compile(r"[^\W\d_]+")
_EDGE = "«»“”\"'’()[]{}.,;:!?…*"


@dataclass(slots=True)
class Lexicon:
    """Words seen whole in a document: plain ones, and compounds with their hyphens."""

    plain: Counter[str] = field(default_factory=Counter)
    compound: Counter[str] = field(default_factory=Counter)

    def add(self, texts: Iterable[str]) -> None:
        """Count the words of printed words that do not end a line with a hyphen."""
        for text in texts:
            word = text.casefold().replace("\u2010", "-").replace("\u2011", "-")
            if "-" in word:
                self.compound.update(_COMPOUND.findall(word))
            self.plain.update(_PLAIN.findall(word))


def ends_in_hyphen(text: str) -> bool:
    """True for a printed word whose last character is a hyphen that follows a letter or a digit."""
    return len(text) > 1 and text[-1] in HYPHENS and text[-2].isalnum()


def keeps_hyphen(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether the hyphen between the end of a line and the start of the next belongs to the word.

    left: printed word with its final hyphen; right: first printed word of the next line.
    """
    if left.endswith(SOFT):
        return False
    stem = left[:-1]
    head = stem.lstrip(_EDGE)
    tail = right.rstrip(_EDGE)
    if not head or not tail or not tail[0].isalpha() or not head[-1].isalpha():
        return True
    if tail[0].isupper():
        broken_capitals = head.isupper() and tail.isupper() and head.isalpha() and len(head) > 1
        return not (broken_capitals and not lexicon.compound[f"{head}-{tail}".casefold()])
    before, after = head.casefold(), tail.casefold()
    last_part = re.split(r"[-\u2010\u2011]", before)[-1]
    first_part = re.split(r"[-\u2010\u2011]", after)[0]
    whole = lexicon.compound[f"{before}-{after}"] + lexicon.compound[f"{last_part}-{first_part}"]
    plain = lexicon.plain[_last_word(last_part) + _first_word(first_part)]
    if whole or plain:
        return whole > plain
    if _first_word(first_part) in _ENCLITICS and len(first_part) < 6 and lexicon.plain[_last_word(last_part)]:
        return True
    if first_part in {"même", "mêmes"} or (last_part == "peut" and first_part == "être"):
        return True
    if last_part in _FIRST_PARTS or (last_part in _NUMERALS and first_part in _NUMERALS):
        return True
    if len(tail) > 1 and tail[1] in "’'":
        return True  # "main-d’œuvre": no syllable ends in an apostrophe
    if first_part == "à" or (last_part != before and last_part in _INNER):
        return True
    return _two_words(_last_word(last_part), _first_word(first_part), lexicon)


def _two_words(left: str, right: str, lexicon: Lexicon) -> bool:
    """Both halves are words of the document on their own, and long enough for that to mean something."""
    return len(left) >= 4 and len(right) >= 5 and lexicon.plain[left] >= 2 and lexicon.plain[right] >= 2


def _last_word(text: str) -> str:
    found = _PLAIN.findall(text)
    return found[-1] if found else ""


def _first_word(text: str) -> str:
    found = _PLAIN.match(text)
    return found.group() if found else ""
