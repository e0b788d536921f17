"""Split running text into sentences, by the rules of legal French typography.

Stock splitters break after "art.", "L.", "al." and "Cass."; a sentence cut there loses its norm.
The rule here: a terminator ends a sentence when what follows can start one and what precedes is
no abbreviation. Semicolons and colons never end a sentence.
"""

import re

from extractors.sentences.patterns import (
    ARTICLE_PREFIXES,
    NEVER_LAST,
    OPENERS,
    RUN_IN_LABEL,
    SOMETIMES_LAST,
)

# A terminator, the quotes and brackets that close after it, and the space before what follows.
_END = re.compile(
    r"(?P<mark>[.!?…]+)(?P<close>(?:[\s\u00a0\u202f]?[»”]|[\"’)\]])*)(?P<gap>[\s\u00a0\u202f]+)(?=(?P<next>\S))"
)
_WORD_BEFORE = re.compile(r"[^\s\u00a0\u202f(«“\[/]+$")
_NEXT_WORD = re.compile(r"[\wÀ-ÿ°’']+")
_SPEAKER = 90  # longest name and function before the dash of a speaker turn, in characters
_ENUMERATOR = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Za-z]|[a-z]\))$")


def split(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets (start, end) of the sentences of a text, without surrounding white space.

    The spans cover every printing character of the text, in order, without overlap.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if not _ends_sentence(text, start, match):
            continue
        end = match.end("close") if match["close"] else match.end("mark")
        _append(spans, text, start, end)
        start = match.end("gap")
    _append(spans, text, start, len(text))
    return tuple(spans)


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    following = match["next"]
    if not (following.isupper() or following.isdigit() or following in OPENERS):
        return False
    if match["close"] and following == "(":
        return False  # « … . » (directrice d'association): the speaker belongs to the quotation
    if following in "-–—" and match["close"].strip() in {"»", "”"}:
        return False
    if following.isdigit() and len(match["mark"]) > 3:
        return False  # dotted leaders of a contents line
    if following in "-–—" and match["mark"] == "." and not text[:start].strip() and match.start() < _SPEAKER:
        return False  # "Mme la présidente. – Mes chers collègues…": the speaker opens the sentence
    if match["mark"] != ".":
        return True
    if RUN_IN_LABEL.fullmatch(text, start, match.end("mark")):
        return False
    before = _WORD_BEFORE.search(text, start, match.start("mark"))
    if before is None:
        return True
    if match["close"] and not match["close"].isspace():
        return True
    word = before.group()
    next_word = _NEXT_WORD.match(text, match.end("gap"))
    return not _abbreviates(text, start, before.start(), word, next_word.group() if next_word else following)


def _abbreviates(text: str, start: int, at: int, word: str, following: str) -> bool:
    bare = (
        word.lower().rstrip(".").removeprefix("l’").removeprefix("d’").removeprefix("l'").removeprefix("d'")
    )
    opening = text[start:at].strip(" «“(") == ""
    if opening and _ENUMERATOR.match(word):
        return True  # "1. Le régime …": the number opens the sentence
    if bare in NEVER_LAST:
        return True
    if bare in ARTICLE_PREFIXES and (following[0].isdigit() or following.isupper()):
        return True
    if bare in SOMETIMES_LAST:
        return following[0].isdigit() or _continues_reference(text, start, at, bare, following)
    if len(bare) == 1 and bare.isalpha():
        return word[0].isupper() and _looks_like_initial(text, start, at, following)
    # "S.A.", "J.O.", "c.-à-d.": letters parted by dots; they end a sentence only before a plain word.
    return bool(re.fullmatch(r"(?:\w\.-?)+\w", bare)) and len(following) <= 2


def _continues_reference(text: str, start: int, at: int, bare: str, following: str) -> bool:
    """ "Cass. com. 3 mai", "C. com., art.", "Cass. soc., n°": the abbreviation is part of a reference."""
    if bare in {"com", "soc"}:
        head = text[max(start, at - 8) : at].rstrip().lower()
        return head.endswith(("cass.", "c.", "ch.", "cass", "code"))
    return following in {"L", "R", "D", "LO", "C", "Cass", "CE"}


def _looks_like_initial(text: str, start: int, at: int, following: str) -> bool:
    """ "J. Dupont", "M.-A. Petit": a capital letter, then a name. Not "le plan B. Les élus…"."""
    head = text[start:at].rstrip()
    previous = head.rsplit(" ", 1)[-1] if head else ""
    if previous and previous[-1].isalpha() and previous[0].islower() and len(previous) > 3:
        return following[0].isdigit()
    return following[0].isupper()
