"""Read article numbers: prefix, number, enumeration, range."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractors.citations.paths import ROMAN_WORD, Path, read_path
from extractors.citations.patterns import CONJUNCTION, ET_SUIVANTS, LATIN, RANGE, UNIT


@dataclass(frozen=True, slots=True)
class Article:
    """One article of an enumeration.

    prefix: "", "L", "R", "R*", "D", "LO", "A"
    number: as read, spaces and hyphens cleaned ("238 bis", "8241-3")
    paths:  the subdivisions cited, outermost first in each path; () for the whole article
    last:   end of a range of articles, or None
    open:   True for "et suivants"
    doubts: why a person should look (French)
    """

    start: int
    end: int
    prefix: str
    number: str
    paths: tuple[Path, ...] = ()
    last: Article | None = None
    open: bool = False
    doubts: tuple[str, ...] = field(default=())


_LONGEST_LIST = 60
_NOT_ROMAN = rf"(?!{ROMAN_WORD}(?![\w']))"
_PREFIX = r"(?P<prefix>L\.?\s?O\.?|L\.?\s?P\.?|[LRDA]\.?)\s?(?P<star>\*{0,2})\.?\s?"
PREFIXED = re.compile(
    _PREFIX
    + rf"(?P<number>\d{{1,4}}(?!\d)(?:(?:(?:-\s?|\s-(?=\d))\d{{1,4}}(?![\d°]))+(?:\s?{LATIN})?"
    + rf"|(?:\s?{LATIN})?(?:\s?{_NOT_ROMAN}[A-Z]{{1,2}}(?![\w']|\.\s?[a-z\d]))?(?:-\d{{1,3}}(?![\d°])"
    rf")?(?:\s{LATIN})?))"
)
BARE = re.compile(
    rf"(?P<number>1\s?er(?![a-z])|premier(?![a-z])|unique(?![a-z])|preliminaire(?![a-z])|"
    rf"\d{{1,4}}(?!\d)(?:-\d{{1,3}}(?![\d°]))*"
    rf"(?:\s?{LATIN})?(?:\s{_NOT_ROMAN}[A-Z](?![\w']|\.\s?[a-z\d]))?(?:-\d{{1,2}}(?![\d°]))?)"
)
DOTTED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2}){1,5}(?!\d|\.\d|°))")
CGI = re.compile(
    rf"(?P<number>\d{{1,4}}(?!\d)(?:\s?{LATIN})?(?:\s?-\s?0(?=\s?[A-Z]|\s{LATIN}))?"
    rf"(?:\s?(?:(?:(?<=150\s)|(?<=-0\s))V|"
    rf"{_NOT_ROMAN}[A-Z]{{1,3}})(?![\w']|\.\s?[a-z\d]))?(?:\s{LATIN})?(?:\s{_NOT_ROMAN}[A-Z](?![\w']|"
    rf"\.\s?[a-z\d]))?)"
)
_GLUED_NOTE = re.compile(r"\d{1,2}\s(?=\d)")


def read_list(text: str, pos: int, mode: str, plural: bool) -> tuple[list[Article], int]:
    """Read an enumeration of articles at pos.

    text:   folded
    mode:   "cgi" (hyphens separate paragraphs), "eu" (paragraphs by comma, point or bracket) or "plain"
    plural: the word before is "articles" or an abbreviation: a comma may join bare numbers
    Returns the articles and the end offset; no article leaves the offset at pos.
    """
    items: list[Article] = []
    end = pos
    prefix = ""
    while len(items) < _LONGEST_LIST:
        item = _read_one(text, end, mode, prefix if items else "")
        if item is None or (items and bool(item.prefix) != bool(items[0].prefix)):
            break  # "1844-1 et de l'article L. 411-1": two texts, two enumerations
        prefix = item.prefix
        rng = RANGE.match(text, item.end)
        if rng is not None and not item.paths:
            last = _read_one(text, rng.end(), mode, prefix)
            if last is not None:
                item = replace(item, end=last.end, last=last)
        suite = ET_SUIVANTS.match(text, item.end)
        if suite is not None:
            item = replace(item, end=suite.end(), open=True)
        items.append(item)
        end = item.end
        conj = CONJUNCTION.match(text, end)
        if conj is None or not _may_continue(text, conj, item, plural):
            break
        end = conj.end()
    return items, (items[-1].end if items else pos)


def _may_continue(text: str, conj: re.Match[str], item: Article, plural: bool) -> bool:
    """A comma before a bare number continues only a plural list; "et" and prefixed numbers always do."""
    if text[conj.end()].isalpha():
        return True
    said = conj.group().strip()
    if "art" in said:
        return True
    if item.prefix:  # "L. 123-1 et 123-2": the prefix carries over only to a number of the same make
        return "-" in item.number and re.match(r"\d{1,4}-\d", text[conj.end() : conj.end() + 40]) is not None
    return plural or not said.startswith((",", ";", "/"))


def _read_one(text: str, pos: int, mode: str, inherited_prefix: str) -> Article | None:
    match = PREFIXED.match(text, pos)
    doubts: list[str] = []
    if match is not None:
        prefix = re.sub(r"[.\s]", "", match.group("prefix")) + ("*" if match.group("star") else "")
    else:
        prefix = ""
        match = (CGI if mode == "cgi" else BARE).match(text, pos)
        if mode == "plain":
            match = DOTTED.match(text, pos) or match
        if match is None:
            return None
        if UNIT.match(text, match.end()) and not (mode == "eu" and text[match.end()] in ".,"):
            return None
        if inherited_prefix and "-" in match.group("number"):
            prefix = inherited_prefix
    if prefix and re.match(r"\s\d{3}(?!\d)", text[match.end() : match.end() + 5]):
        return None  # an amount: "L 500 000"
    number = _clean(match.group("number"))
    paths, end = read_path(text, match.end(), mode, number)
    return Article(pos, end, prefix, number, paths, doubts=tuple(doubts))


def glued_note(text: str, pos: int) -> int:
    """End of the footnote call glued to "art." ("art.1 206"), or pos when there is none."""
    match = _GLUED_NOTE.match(text, pos)
    return match.end() if match is not None and text[pos - 1] in ".e" else pos


def _clean(number: str) -> str:
    number = re.sub(r"\s*-\s*", "-", number.strip())
    number = re.sub(r"^1\s?er$|^premier$", "1", number)
    number = re.sub(rf"(?<=\d)({LATIN})", r" \1", number)
    number = re.sub(r"(?<=\d)([A-Z]{1,3})$", r" \1", number)
    return re.sub(r"\s+", " ", number)
