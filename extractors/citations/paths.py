"""Read the subdivisions of an article: the steps after its number, or before the word "article"."""

from __future__ import annotations

import re

from extractors.citations.patterns import LATIN, ORDINAL, ORDINALS, UNIT

Path = tuple[str, ...]
ROMAN_WORD = r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})"
ELEMENT = re.compile(
    r"(?P<al>(?:alineas?|al\.?)\s?(?:n°\s?)?(?P<al1>\d{1,2}|premier(?![a-z])|"
    r"dernier(?![a-z]))(?:\s?(?:er|eme|e)(?![a-z]))?(?:(?P<alj>\s(?:à|et)\s|"
    r"-)(?P<al2>\d{1,2})(?![\d°])(?:e|er)?)?)"
    rf"|(?P<oal>(?P<ord>{ORDINAL})\s(?:et\s(?P<ord2>{ORDINAL})\s)?(?:alineas?|al\.))"
    rf"|(?P<pa>(?:§{{1,2}}|paragraphes?|paragr\.|par\.)\s?(?P<pa1>\d{{1,3}}(?=\s?er(?![a-z]))|"
    rf"\d{{1,3}}(?![\w°])|{ROMAN_WORD}(?![\w°]))(?:\s?er(?![a-z]))?(?P<pal>\s{LATIN})?(?:(?P<paj>\s(?:à|"
    rf"et)\s|-)(?:§\s?)?(?P<pa2>\d{{1,3}})(?![\w°]))?)"
    r"|(?P<pt>(?:points?|lettres?|litt\.|sous)\s(?P<pt1>[a-z]{1,2}|"
    r"\d{1,3})(?![\w°'])\s?\)?(?:(?P<ptj>\s(?:à|et)\s)(?P<pt2>[a-z])(?![\w'])\)?)?)"
    rf"|(?P<dg>(?P<dg1>\d{{1,3}})\s?°\)?(?P<dgl>\s?{LATIN})?(?:(?P<dgj>\s(?:à|et|ou)\s|"
    rf"-)(?P<dg2>\d{{1,3}})\s?°(?P<dgl2>\s?{LATIN})?)?)"
    rf"|(?P<ro>(?P<ro1>{ROMAN_WORD})(?![\w'])(?P<rol>\s{LATIN})?(?:(?P<roj>\s(?:à|"
    rf"et)\s)(?P<ro2>{ROMAN_WORD})(?![\w']))?)"
    rf"|(?P<le>(?P<le1>[a-x]|[a-h](?=\s?°))(?![\w'°])\)?(?P<lel>\s{LATIN})?(?:(?P<lej>\s(?:à|et)\s|"
    rf"-)(?P<le2>[a-z])(?![\w'])\)?)?)"
    rf"|(?P<ar>(?P<ar1>\d{{1,2}})(?![\w°%])(?P<arl>\s?{LATIN})?)"
    r"|(?P<up>(?P<up1>[A-H])(?![\w'.]))"
)
_PAREN = re.compile(r"\s?\((\d{1,2}|[a-z]{1,2}|[ivx]{1,4})\)")
_PHRASE = re.compile(r"\s*,?\s*(?:in fine\b|(?:premiere|deuxieme|seconde|troisieme|derniere|1re|2e)\sphrase)")
_SEPARATOR = re.compile(r"\s*[,(]\s*|\s*-\s*|\.(?=[\da-z])|\s+|")


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
        match = ELEMENT.match(text, sep.end()) if sep is not None else None
        if sep is None or match is None or not _accept(text, sep.group(), match, mode, kinds, number):
            break
        steps.append(step(match))
        kinds.append(match.lastgroup or "")
        end = match.end()
        opened = opened or "(" in sep.group()
        if text[end : end + 1] == ")" and (opened or match.lastgroup == "ar"):
            end, opened = end + 1, False
    return spread(steps), end


_AFTER_TEXT = re.compile(r"\s*,?\s(?:en|dans|à|notamment(?:\sen)?)\s(?:son|ses|le|la|les)(?=\s)|(?=\s*[,(])")


def read_path_after_text(text: str, pos: int) -> tuple[tuple[Path, ...], int]:
    """Read subdivisions after the text: "… du Code civil, alinéa 5", "… du CGCT, en son alinéa 3"."""
    lead = _AFTER_TEXT.match(text, pos)
    if lead is None:
        return (), pos
    sep = _SEPARATOR.match(text, lead.end())
    first = ELEMENT.match(text, sep.end()) if sep is not None else None
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
        return (
            mark != "("
            or re.match(r"\s*[),]", text[match.end() : match.end() + 40]) is not None
            or match.group().endswith(")")
        )
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
    return (deeper and (not alone or ends)) or (not kinds and closed)


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
        return (
            mode == "cgi"
            and value < 13
            and re.match(r"\s?[,-]|\s\d+\s?°|\s[a-z]\b|\sdu\b", after) is not None
        )
    return False


def step(match: re.Match[str]) -> tuple[str, ...]:
    """One step of the path; several values when it is an enumeration that is no range."""
    kind = match.lastgroup or ""
    if kind == "oal":
        first, second = match.group("ord"), match.group("ord2")
        return _joined(
            _ordinal(first), "et" if second else None, _ordinal(second) if second else None, "al{}"
        )
    low = ORDINALS.get(match.group(f"{kind}1"), match.group(f"{kind}1"))
    groups = match.re.groupindex
    latin = (match.group(f"{kind}l") or "").strip() if f"{kind}l" in groups else ""
    high = match.group(f"{kind}2") if f"{kind}2" in groups else None
    join = (match.group(f"{kind}j") or "").strip() if f"{kind}j" in groups else None
    shape = {"al": "al{}", "dg": "{}°"}.get(kind, "{}")
    if kind == "dg" and match.group("dgl2"):
        low_text = f"{low}°" + (f"-{latin}" if latin else "")
        return (
            (low_text, f"{high}°-{match.group('dgl2').strip()}")
            if join != "à"
            else (f"{low_text}..{high}°-{match.group('dgl2').strip()}",)
        )
    steps = _joined(low, join, high, shape)
    return (steps[0] + f"-{latin}", *steps[1:]) if latin else steps


def _joined(low: str, join: str | None, high: str | None, shape: str) -> tuple[str, ...]:
    if high is None:
        return (_put(shape, low),)
    if join in {"à", "-"} or following(low) == high:
        return (f"{_put(shape, low)}..{_put(shape, high)}",)
    return _put(shape, low), _put(shape, high)


def _put(shape: str, value: str) -> str:
    """ "al3", "7°", "b"; words take a hyphen: "al-dernier"."""
    return shape.format(f"-{value}" if (shape == "al{}" and value.isalpha()) or "avant" in value else value)


def following(value: str) -> str:
    """The value after this one in an enumeration: "a" → "b", "II" → "III", "3" → "4"."""
    if value.isdigit():
        return str(int(value) + 1)
    if len(value) == 1 and value.islower():
        return chr(ord(value) + 1)
    return {"I": "II", "II": "III", "III": "IV", "IV": "V", "V": "VI", "VI": "VII"}.get(value, "")


def _ordinal(word: str) -> str:
    return ORDINALS.get(word.lower()) or re.match(r"\d+", word).group()  # type: ignore[union-attr]


def spread(steps: list[tuple[str, ...]]) -> tuple[Path, ...]:
    """Every path through steps that have several values."""
    paths: list[Path] = [()]
    for step in steps:
        paths = [(*path, value) for path in paths for value in step]
    return tuple(paths) if steps else ()
