"""Read article numbers: prefix, number, enumeration, range, and the path of subdivisions after or before them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractors.citations.patterns import (
    CONJUNCTION,
    ET_SUIVANTS,
    LATIN,
    ORDINAL,
    ORDINALS,
    RANGE,
    UNIT,
)

Path = tuple[str, ...]


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
_ROMAN_WORD = r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})"
_NOT_ROMAN = rf"(?!{_ROMAN_WORD}(?![\w']))"
_PREFIX = r"(?P<prefix>L\.?\s?O\.?|L\.?\s?P\.?|[LRDA]\.?)\s?(?P<star>\*{0,2})\.?\s?"
PREFIXED = re.compile(
    _PREFIX
    + rf"(?P<number>\d{{1,4}}(?!\d)(?:(?:(?:-\s?|\s-(?=\d))\d{{1,4}}(?![\d°]))+(?:\s?{LATIN})?"
    + rf"|(?:\s?{LATIN})?(?:\s?{_NOT_ROMAN}[A-Z]{{1,2}}(?![\w'.]))?(?:-\d{{1,3}}(?![\d°]))?(?:\s{LATIN})?))"
)
BARE = re.compile(
    rf"(?P<number>1\s?er(?![a-z])|premier(?![a-z])|unique(?![a-z])|preliminaire(?![a-z])|\d{{1,4}}(?!\d)(?:-\d{{1,3}}(?![\d°]))*"
    rf"(?:\s?{LATIN})?(?:\s{_NOT_ROMAN}[A-Z](?![\w'.]))?(?:-\d{{1,2}}(?![\d°]))?)"
)
DOTTED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2}){1,2}(?![\d.°]))")
CGI = re.compile(
    rf"(?P<number>\d{{1,4}}(?!\d)(?:\s?{LATIN})?(?:\s?-\s?0(?=\s?[A-Z]|\s{LATIN}))?"
    rf"(?:\s?(?:(?:(?<=150\s)|(?<=-0\s))V|{_NOT_ROMAN}[A-Z]{{1,3}})(?![\w'.]))?(?:\s{LATIN})?(?:\s{_NOT_ROMAN}[A-Z](?![\w'.]))?)"
)
_GLUED_NOTE = re.compile(r"\d{1,2}\s(?=\d)")

_ELEMENT = re.compile(
    r"(?P<al>(?:alineas?|al\.?)\s?(?:n°\s?)?(?P<al1>\d{1,2}|premier(?![a-z])|dernier(?![a-z]))(?:\s?(?:er|eme|e)(?![a-z]))?(?:(?P<alj>\s(?:à|et)\s|-)(?P<al2>\d{1,2})(?![\d°])(?:e|er)?)?)"
    rf"|(?P<oal>(?P<ord>{ORDINAL})\s(?:et\s(?P<ord2>{ORDINAL})\s)?(?:alineas?|al\.))"
    rf"|(?P<pa>(?:§{{1,2}}|paragraphes?|paragr\.|par\.)\s?(?P<pa1>\d{{1,3}}(?=\s?er(?![a-z]))|\d{{1,3}}(?![\w°])|{_ROMAN_WORD}(?![\w°]))(?:\s?er(?![a-z]))?(?P<pal>\s{LATIN})?(?:(?P<paj>\s(?:à|et)\s|-)(?:§\s?)?(?P<pa2>\d{{1,3}})(?![\w°]))?)"
    r"|(?P<pt>(?:points?|lettres?|litt\.|sous)\s(?P<pt1>[a-z]{1,2}|\d{1,3})(?![\w°'])\s?\)?(?:(?P<ptj>\s(?:à|et)\s)(?P<pt2>[a-z])(?![\w'])\)?)?)"
    rf"|(?P<dg>(?P<dg1>\d{{1,3}})\s?°\)?(?P<dgl>\s?{LATIN})?(?:(?P<dgj>\s(?:à|et|ou)\s|-)(?P<dg2>\d{{1,3}})\s?°(?P<dgl2>\s?{LATIN})?)?)"
    rf"|(?P<ro>(?P<ro1>{_ROMAN_WORD})(?![\w'])(?P<rol>\s{LATIN})?(?:(?P<roj>\s(?:à|et)\s)(?P<ro2>{_ROMAN_WORD})(?![\w']))?)"
    rf"|(?P<le>(?P<le1>[a-x]|[a-h](?=\s?°))(?![\w'°])\)?(?P<lel>\s{LATIN})?(?:(?P<lej>\s(?:à|et)\s|-)(?P<le2>[a-z])(?![\w'])\)?)?)"
    rf"|(?P<ar>(?P<ar1>\d{{1,2}})(?![\w°%])(?P<arl>\s?{LATIN})?)"
    r"|(?P<up>(?P<up1>[A-H])(?![\w'.]))"
)
_PAREN = re.compile(r"\s?\((\d{1,2}|[a-z]{1,2}|[ivx]{1,4})\)")
_PHRASE = re.compile(r"\s*,?\s*(?:in fine\b|(?:premiere|deuxieme|seconde|troisieme|derniere|1re|2e)\sphrase)")
_SEPARATOR = re.compile(r"\s*[,(]\s*|\s*-\s*|\.(?=[\da-z])|\s+|")


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
        if item is None or items and bool(item.prefix) != bool(items[0].prefix):
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


def read_path(text: str, pos: int, mode: str, number: str) -> tuple[tuple[Path, ...], int]:
    """Read the subdivisions after an article number: ", 7, 1°, b", "-1 bis", "§ 1", "(al. 3)", "6(1)(f)"."""
    steps: list[tuple[str, ...]] = []
    kinds: list[str] = []
    end = pos
    opened = False
    while True:
        phrase = _PHRASE.match(text, end)
        if phrase is not None:
            end = phrase.end()
            continue
        paren = _PAREN.match(text, end)
        if paren is not None and (mode == "eu" or kinds):
            steps.append((paren.group(1),))
            kinds.append("ar" if paren.group(1).isdigit() else "le")
            end = paren.end()
            continue
        sep = _SEPARATOR.match(text, end)
        match = _ELEMENT.match(text, sep.end()) if sep is not None else None
        if sep is None or match is None or not _accept(text, sep.group(), match, mode, kinds, number):
            break
        steps.append(_step(match))
        kinds.append(match.lastgroup or "")
        end = match.end()
        opened = opened or "(" in sep.group()
        if text[end : end + 1] == ")" and (opened or match.lastgroup == "ar"):
            end, opened = end + 1, False
    return _spread(steps), end


_AFTER_TEXT = re.compile(r"\s*,?\s(?:en|dans|à|notamment(?:\sen)?)\s(?:son|ses|le|la|les)(?=\s)|(?=\s*[,(])")


def read_path_after_text(text: str, pos: int) -> tuple[tuple[Path, ...], int]:
    """Read subdivisions printed after the text: "… du Code civil, alinéa 5", "… du CGCT, en son troisième alinéa"."""
    lead = _AFTER_TEXT.match(text, pos)
    if lead is None:
        return (), pos
    sep = _SEPARATOR.match(text, lead.end())
    first = _ELEMENT.match(text, sep.end()) if sep is not None else None
    if first is None or first.lastgroup not in {"al", "oal", "pa", "dg", "ro"}:
        return (), pos
    return read_path(text, lead.end(), "plain", "")


def _accept(text: str, sep: str, match: re.Match[str], mode: str, kinds: list[str], number: str) -> bool:
    """May this element follow that separator? The rules that keep prose and enumerations out."""
    kind = match.lastgroup or ""
    mark = sep.strip()
    if kind in {"al", "oal", "pa"}:
        return sep != "" or kind == "pa"
    if kind == "pt":
        return sep != ""
    if kind == "dg":
        return mark != "(" or re.match(r"\s*[),]", text[match.end() : match.end() + 40]) is not None or match.group().endswith(")")
    if kind == "ro":
        return sep != "" and mark in {",", "-", ""}
    if kind == "le":
        return _accept_letter(text, sep, match, kinds)
    if kind == "up":
        return bool(kinds) and kinds[-1] == "ro" and mark in {",", "-"}
    return _accept_arabic(text, sep, match, mode, kinds, number)


def _accept_letter(text: str, sep: str, match: re.Match[str], kinds: list[str]) -> bool:
    mark = sep.strip()
    closed = match.group().endswith(")")
    deeper = bool(kinds) and kinds[-1] in {"dg", "ar", "ro", "up", "pa", "pt"}
    if sep == "":
        return deeper
    if mark == "-":
        return deeper or bool(re.match(r"\s*(?:[,.;)]|du\b|de\b|$)", text[match.end() : match.end() + 40]))
    if mark == "(":
        return closed
    alone = match.group("le2") is None and not closed
    after = text[match.end() : match.end() + 8]
    ends = re.match(r"\s*(?:[,.;:)]|$)|\s(?:du|de|des|et|ou|à)\s", after) is not None
    if mark == ",":
        return not alone or ends or (deeper and match.group() != "a")
    return deeper and (not alone or ends) or (not kinds and closed)


def _accept_arabic(
    text: str, sep: str, match: re.Match[str], mode: str, kinds: list[str], number: str
) -> bool:
    mark = sep.strip()
    if mode == "plain" and not kinds:
        return False
    after = text[match.end() : match.end() + 12]
    if UNIT.match(after):
        return False
    value = int(match.group("ar1"))
    base = int(re.match(r"\d*", number).group() or 0) if re.match(r"\d", number) else 0  # type: ignore[union-attr]
    if mark == "-":
        return mode == "cgi" or bool(kinds)
    if mark == ".":
        return mode == "eu"
    if mark == "(":
        return mode == "cgi" and not kinds and text[match.end() : match.end() + 1] in "-,)"
    if mark == "," and mode == "eu" and text[match.end() : match.end() + 1] == ")":
        return True
    if mark == ",":
        return mode in {"cgi", "eu"} and value < min(base, 20) and not re.match(r"\s(?:et|à)\s\d", after)
    if mark == "" and sep:
        return mode == "cgi" and value < 13 and re.match(r"\s?[,-]|\s\d+\s?°|\s[a-z]\b|\sdu\b", after) is not None
    return False


def _step(match: re.Match[str]) -> tuple[str, ...]:
    """One step of the path; several values when it is an enumeration that is no range."""
    kind = match.lastgroup or ""
    if kind == "oal":
        first, second = match.group("ord"), match.group("ord2")
        return _joined(_ordinal(first), "et" if second else None, _ordinal(second) if second else None, "al{}")
    low = ORDINALS.get(match.group(f"{kind}1"), match.group(f"{kind}1"))
    groups = match.re.groupindex
    latin = (match.group(f"{kind}l") or "").strip() if f"{kind}l" in groups else ""
    high = match.group(f"{kind}2") if f"{kind}2" in groups else None
    join = (match.group(f"{kind}j") or "").strip() if f"{kind}j" in groups else None
    shape = {"al": "al{}", "dg": "{}°"}.get(kind, "{}")
    if kind == "dg" and match.group("dgl2"):
        low_text = f"{low}°" + (f"-{latin}" if latin else "")
        return (low_text, f"{high}°-{match.group('dgl2').strip()}") if join != "à" else (
            f"{low_text}..{high}°-{match.group('dgl2').strip()}",
        )
    steps = _joined(low, join, high, shape)
    return (steps[0] + f"-{latin}", *steps[1:]) if latin else steps


def _joined(low: str, join: str | None, high: str | None, shape: str) -> tuple[str, ...]:
    if high is None:
        return (_put(shape, low),)
    if join in {"à", "-"} or _next(low) == high:
        return (f"{_put(shape, low)}..{_put(shape, high)}",)
    return _put(shape, low), _put(shape, high)


def _put(shape: str, value: str) -> str:
    """ "al3", "7°", "b"; words take a hyphen: "al-dernier"."""
    return shape.format(f"-{value}" if shape == "al{}" and value.isalpha() or "avant" in value else value)


def _next(value: str) -> str:
    if value.isdigit():
        return str(int(value) + 1)
    if len(value) == 1 and value.islower():
        return chr(ord(value) + 1)
    return {"I": "II", "II": "III", "III": "IV", "IV": "V", "V": "VI", "VI": "VII"}.get(value, "")


def _ordinal(word: str) -> str:
    return ORDINALS.get(word.lower()) or re.match(r"\d+", word).group()  # type: ignore[union-attr]


def _spread(steps: list[tuple[str, ...]]) -> tuple[Path, ...]:
    paths: list[Path] = [()]
    for step in steps:
        paths = [(*path, value) for path in paths for value in step]
    return tuple(paths) if steps else ()


_BEFORE_LINK = re.compile(r"(?:de\sl'|des\s|de\sl\s|d'|de\s(?:ce(?:t|tte)?|l')\s?|de\s|du\s|dudit\s|desdits\s)$")
_TOKEN = re.compile(
    rf"(?P<card>(?:deux|trois|quatre|cinq)\spremiers\salineas)|(?P<phrase>(?:premiere|deuxieme|seconde|troisieme|derniere|avant-derniere|1re|2e)s?\sphrases?)"
    r"|(?P<link>(?:du|de\sla|des|de|au|aux)\s|de\sl'|d')(?=[\w§])"
    rf"|(?P<sub>{_ELEMENT.pattern})"
    r"|(?P<conj>,|et|ou|à|ainsi\sque)(?=\s)|(?P<word>[\w.]+'?)"
)
_LEAD = re.compile(r"(?:^|[\s'(\"])(?:au|aux|le|la|les|du|des|par|l'|et|à|a|son|ses|ce|cet|ou|-|:|visee?s?|sous)$|^$|[,;:(\"-]$", re.I)


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
    return _spread(groups), offset + first


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
    follow = zip(ends, ends[1:], strict=False)
    if len(values) > 1 and all(_next(_plain(left[1])) == _plain(right[0]) for left, right in follow):
        return (f"{ends[0][0]}..{ends[-1][1]}",)
    return values


def _plain(step: str) -> str:
    return re.sub(r"^al|°$", "", step)


_NAMES = ("al", "oal", "pa", "pt", "dg", "ro", "le", "ar", "up")


def _step_of(token: re.Match[str]) -> tuple[str, ...]:
    inner = _ELEMENT.match(token.string, token.start("sub"), token.end("sub"))
    return _step(inner) if inner is not None else (token.group("sub"),)
