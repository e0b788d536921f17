"""Read the subdivisions printed before an article: "le b du 7° du 1 de l’article 261"."""

from __future__ import annotations

import itertools
import re

from extractors.citations.paths import ELEMENT, Path, following, spread, step

_BEFORE_LINK = re.compile(
    r"(?:de\sl'|des\s|de\sl\s|d'|de\s(?:ce(?:t|tte)?|l')\s?|de\s|du\s(?:meme\s)?|dudit\s|desdits\s|de\sce\smeme\s|"
    r"(?<=[IVX°]\s)l')$"
)
_TOKEN = re.compile(
    rf"(?P<card>(?:deux|trois|quatre|cinq)\spremiers\salineas)|(?P<phrase>(?:premiere|deuxieme|seconde|"
    rf"troisieme|derniere|avant-derniere|1re|2e)s?\sphrases?)"
    r"|(?P<link>(?:du|de\sla|des|de|au|aux)\s|de\sl'|d')(?=[\w§])"
    rf"|(?P<sub>{ELEMENT.pattern})"
    r"|(?P<conj>,|et|ou|à|ainsi\sque)(?=\s)|(?P<word>[\w.]+'?)"
)
_LEAD = re.compile(
    r"(?:^|[\s'(\"])(?:au|aux|le|la|les|du|des|par|l'|et|à|a|son|ses|ce|cet|ou|-|:|visee?s?|sous)$|^$|"
    r"[,;:(\"-]$",
    re.I,
)


def read_before(text: str, start: int) -> tuple[tuple[Path, ...], int]:
    """Read the subdivisions before an article: "le b du 7° du 1 de l'" just before offset start.

    Returns the paths (outermost first) and the offset where they start (start when there are none).
    """
    head = text[max(0, start - 110) : start]
    link = _BEFORE_LINK.search(head)
    if link is None:
        return (), start
    offset = start - len(head)
    tokens = [m for m in _TOKEN.finditer(head, 0, link.start())]
    groups: list[tuple[str, ...]] = []
    first = link.start()
    index = len(tokens) - 1
    expect_link = False
    while index >= 0:
        token = tokens[index]
        if head[token.end() : first].strip():
            break
        kind = _kind(token)
        if expect_link:
            if kind != "link":
                break
            first, expect_link, index = token.start(), False, index - 1
            continue
        if kind == "phrase":
            first, expect_link, index = token.start(), True, index - 1
            continue
        values, index, where = _group(tokens, index, head)
        if not values:
            break
        groups.append(values)
        first, expect_link = where, True
    if not groups:
        return (), start
    lead = head[:first].rstrip()
    if expect_link is False or (groups and not _LEAD.search(lead) and _needs_lead(groups[-1])):
        if expect_link is False:  # a link before nothing: "au 1 de l'article": the link stays outside
            first += len(head[first:]) - len(head[first:].lstrip())
        elif not _LEAD.search(lead):
            return (), start
    return spread(groups), offset + first


def _needs_lead(values: tuple[str, ...]) -> bool:
    """A lone letter or figure may be a word of the sentence; "III", "7°", "al. 2" and ranges may not."""
    return all(re.fullmatch(r"[a-z]{1,2}|\d{1,2}(?:-\w+)?", value) is not None for value in values)


def _kind(token: re.Match[str]) -> str:
    for name in ("card", "phrase", "link", "sub", "conj", "word"):
        if token.group(name) is not None:
            return name
    return "word"


_CARDINALS = {"deux": "2", "trois": "3", "quatre": "4", "cinq": "5"}


def _group(tokens: list[re.Match[str]], index: int, head: str) -> tuple[tuple[str, ...], int, int]:
    """Read one level backwards: an element, or several joined by "et", "ou" and commas."""
    values: tuple[str, ...] = ()
    where = -1
    while index >= 0:
        token = tokens[index]
        if token.group("card") is not None:
            return (f"al1..al{_CARDINALS[token.group().split()[0]]}",), index - 1, token.start()
        if token.group("sub") is None:
            break
        values = _step_of(token) + values
        where = token.start()
        index -= 1
        if index < 1 or _kind(tokens[index]) != "conj" or tokens[index - 1].group("sub") is None:
            break
        if tokens[index].group() == "à":
            values = (f"{_step_of(tokens[index - 1])[0]}..{values[0]}", *values[1:])
            where = tokens[index - 1].start()
            index -= 2
            break
        if head[tokens[index - 1].end() : tokens[index].start()].strip():
            break
        index -= 1
    return _collapse(values), index, where


def _collapse(values: tuple[str, ...]) -> tuple[str, ...]:
    """ "a, b et c" is a range: a..c; "a et d" is not."""
    ends = [(value.partition("..")[0], value.rpartition("..")[2]) for value in values]
    follow = itertools.pairwise(ends)
    if len(values) > 1 and all(following(_plain(left[1])) == _plain(right[0]) for left, right in follow):
        return (f"{ends[0][0]}..{ends[-1][1]}",)
    return values


def _plain(step: str) -> str:
    return re.sub(r"^al|°$", "", step)


_NAMES = ("al", "oal", "pa", "pt", "dg", "ro", "le", "ar", "up")


def _step_of(token: re.Match[str]) -> tuple[str, ...]:
    inner = ELEMENT.match(token.string, token.start("sub"), token.end("sub"))
    return step(inner) if inner is not None else (token.group("sub"),)
