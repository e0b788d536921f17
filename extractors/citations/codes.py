"""Read the mention of a code, a treaty, the Constitution, or an accounting regulation."""

from __future__ import annotations

import re
from functools import cache

from extractors.citations.dates import to_date
from extractors.citations.names import SIGLE, Names, alternation, key_of, lookup, named
from extractors.citations.patterns import DATE, NO
from extractors.citations.source import Source
from taxonomy import norms


@cache
def code_names() -> Names:
    """Every name and abbreviation of a code, and its slug."""
    table = norms.load()
    targets: dict[str, str] = {}
    full: list[str] = []
    short: list[str] = []
    for code in table.codes.values():
        for name in code.names:
            targets[key_of(name)] = code.slug
            full.append(name)
        for abbr in code.abbr:
            targets[key_of(abbr)] = code.slug
            short.append(abbr)
    dotted = [a for a in short if "." in a]
    plain = [a for a in short if "." not in a]
    pattern = re.compile(
        rf"(?:(?i:{alternation(full)})|(?i:{alternation(dotted)})|"
        rf"(?:{alternation(plain)}))\d{{0,2}}(?![\w]|-[a-z])"
    )
    return Names(pattern, targets)


_ANNEX = re.compile(
    r"ann(?:exe|\.)?\s(?P<n>I{1,3}|IV|[1-4])\s?,?\s?(?:au|du|de)\s(?:CGI|(?i:code\s+general\s+des\s+impots))",
    re.I,
)
_ANNEX_AFTER = re.compile(r"\s*[,(]?\s*ann(?:exe|\.)\s?(?P<n>I{1,3}|IV|[1-4])\b\)?", re.I)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def _cgi_annex(start: int, end: int, number: str) -> Source:
    rank = _ROMAN.get(number.upper()) or int(number)
    return code_source(start, end, f"cgi-an{rank}")


def read_annex(text: str, pos: int) -> Source | None:
    """Read "annexe II au CGI": an annex is a text of its own."""
    match = _ANNEX.match(text, pos)
    return _cgi_annex(pos, match.end(), match.group("n")) if match else None


def code_source(start: int, end: int, slug: str) -> Source:
    """A mention of the code of that slug."""
    code = norms.load().codes[slug]
    return Source(start, end, f"fr:code:{slug}", "code", slug, code.display, code.numbering)


def read_code(text: str, pos: int) -> Source | None:
    """Read a code at pos, with the initials in brackets after it and the annex."""
    names = code_names()
    match = names.pattern.match(text, pos)
    if match is None:
        return None
    slug = lookup(names, match.group())
    if slug is None:
        return None
    end = match.end()
    sigle = SIGLE.match(text, end)
    if sigle is not None and lookup(names, sigle.group("sigle")) in {slug, None}:
        end = sigle.end()
    if slug == "cgi":
        annex = _ANNEX_AFTER.match(text, end)
        if annex is not None:
            return _cgi_annex(pos, annex.end(), annex.group("n"))
    return code_source(pos, end, slug)


@cache
def treaty_names() -> Names:
    """Every name and abbreviation of a treaty, a charter, the Constitution."""
    table = norms.load()
    targets: dict[str, str] = {}
    full: list[str] = []
    short: list[str] = []
    for treaty in table.treaties.values():
        for name in treaty.names:
            targets[key_of(name)] = treaty.id
            (full if " " in name else short).append(name)  # "constitution de garanties" is no Constitution
        short += [abbr for abbr in treaty.abbr if "." not in abbr]
        targets.update({key_of(abbr): treaty.id for abbr in treaty.abbr})
    pattern = re.compile(rf"(?:(?i:{alternation(full)})|(?:{alternation(short)})|Const\.(?=,?\s?art))(?!\w)")
    targets["const"] = "fr:const"
    return Names(pattern, targets)


def read_treaty(text: str, pos: int) -> Source | None:
    """Read a treaty or the Constitution at pos."""
    names = treaty_names()
    found = named(names, text, pos)
    if found is None:
        return None
    identifier, end = found
    treaty = norms.load().treaties[identifier]
    sigle = SIGLE.match(text, end)
    if sigle is not None and lookup(names, sigle.group("sigle")) == identifier:
        end = sigle.end()
    return Source(pos, end, identifier, "treaty", identifier, treaty.display)


_ACCOUNTING = re.compile(
    rf"(?i:reglements?|regl\.?)(?:\scomptables?)?(?:\sde\sl'|\sdu\s|\s)?(?P<by>ANC|CRC|"
    rf"(?i:autorite\sdes\snormes\scomptables|"
    rf"comite\sde\s(?:la\s)?reglementation\scomptable))?(?:\s\((?:ANC|CRC)\))?"
    rf"\s*,?\s*(?:{NO})?(?P<n>(?:19|20)?\d\d-\d\d)(?!\d)(?P<after>\s(?:de\sl'|du\s)(?P<by2>ANC|CRC|"
    rf"(?i:autorite\sdes\snormes\scomptables|comite\sde\s(?:la\s)?reglementation\scomptable)))?"
)


def read_accounting(text: str, pos: int) -> Source | None:
    """Read a regulation of the ANC or the CRC: French, whatever its name."""
    match = _ACCOUNTING.match(text, pos)
    by = (match.group("by") or match.group("by2")) if match else None
    if match is None or by is None:
        return None
    body = "anc" if by == "ANC" or by.lower().startswith("auto") else "crc"
    end = match.end()
    tail = re.compile(r",?\s(?:du\s)?").match(text, end)
    when = DATE.match(text, tail.end()) if tail else None
    number = match.group("n")
    return Source(
        pos,
        when.end() if when else end,
        f"fr:{body}:{number}",
        "national",
        body,
        f"Règl. {body.upper()} n° {number}",
        date=to_date(when) if when else None,
    )
