"""Read the mention of an act of the Union: regulation, directive, decision, recommendation."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from extractors.citations.dates import to_date
from extractors.citations.names import SIGLE, Names, alternation, key_of, lookup, named
from extractors.citations.patterns import DATE, NO
from extractors.citations.source import Source
from taxonomy import norms

_UNION_HEAD = re.compile(
    r"(?i:(?P<reg>reglements?|regl\.?|r(?:eg)?\.(?=\s?\((?:UE|CE)))|(?P<dir>directives?|dir\.)|"
    r"(?P<dec>decisions?|dec\.)|(?P<rec>recommandations?))(?![a-z])"
    r"(?:\s(?i:europeen(?:ne)?|communautaire|delegue|d'execution|d'exemption|general(?:e)?|modifie(?:e)?|"
    r"(?-i:[A-Z][A-Za-z]{1,6})(?=\s(?:n\s?°\s?)?\d{2,4}/\d)|cadre|-cadre|de\sla\scommission|de\sminimis|"
    r"\"\s?de\sminimis\s?\"))*"
)
_UNION_MARK = re.compile(
    r"\s*\(?\s?(?P<mark>(?:UE|CE|CEE|Euratom|CECA|JAI)(?:\s?[,-]\s?(?:UE|CE|CEE|"
    r"Euratom))?)\s?\)?(?=[\s,]*(?:n|N|\d))"
)
_UNION_NUMBER = re.compile(
    rf"\s*,?\s*(?P<no>{NO})?(?P<a>\d{{1,4}})\s?(?P<sep>[/-])\s?(?P<b>\d{{1,4}})(?![\d-])"
    r"(?:\s?/\s?(?P<suffix>(?:UE|CE|CEE|EU|EC|EEC|JAI|PESC|Euratom|Conseil\sd'Etat|"
    r"Communaute europeenne)(?![a-zA-Z])))?"
)
_UNION_TAIL = re.compile(
    r"(?:\s(?:de\sla\sCommission|du\sParlement\seuropeen(?:\set\sdu\sConseil)?|"
    r"du\sConseil))*(?:\s*,?\s(?:en\sdate\s)?(?:du|en date du)\s|,\s|\s\()?"
)


def _is_year(value: str) -> bool:
    return (len(value) == 4 and 1957 <= int(value) <= 2035) or (len(value) == 2 and 57 <= int(value) <= 99)


def read_union(text: str, pos: int) -> Source | None:
    """Read an act of the Union at pos, by name or by number."""
    alias = _union_alias(text, pos)
    if alias is not None:
        return alias
    head = _UNION_HEAD.match(text, pos)
    if head is None:
        return None
    kind = next(name for name in ("reg", "dir", "dec", "rec") if head.group(name))
    mark = _UNION_MARK.match(text, head.end())
    number = _UNION_NUMBER.match(text, mark.end() if mark else head.end())
    if number is None or (
        number.group("no") is None and mark is None and text[head.end() : head.end() + 1] not in " ,"
    ):
        return None
    return _union_act(text, pos, kind, bool(mark) or "europeen" in head.group(), number)


def _union_act(text: str, pos: int, kind: str, marked: bool, number: re.Match[str]) -> Source | None:
    a, b, suffix = number.group("a"), number.group("b"), number.group("suffix")
    if number.group("sep") == "-" and not (marked or suffix):
        return None
    if not (_is_year(a) or _is_year(b)):
        return None
    if kind in {"dec", "rec"} and not (marked or suffix):
        return None
    doubt = None
    if suffix in {"Conseil d'Etat"}:
        doubt = "« CE » semble développé à tort en « Conseil d’État » : lire « /CE »."
    end = number.end()
    day = None
    tail = _UNION_TAIL.match(text, end)
    when = DATE.match(text, tail.end()) if tail is not None else None
    if when is not None:
        day, end = to_date(when), when.end()
    order = f"{a}/{b}"  # as published: n°/year until 2014, year/n° from 2015
    if day is not None and not _year_agrees(order, day.year):
        doubt = f"Le numéro {order} et la date du {day:%d/%m/%Y} ne concordent pas."
    return act_source(pos, end, kind, order, day, doubt)


def _year_agrees(number: str, year: int) -> bool:
    return any(
        int(part) in {year, year % 100} or (len(part) == 4 and int(part) in {year, year - 1, year + 1})
        for part in number.split("/")
    )


def act_source(start: int, end: int, kind: str, number: str, day: date | None, doubt: str | None) -> Source:
    """A mention of the act of that kind and number."""
    known = next((a for a in norms.load().acts if a.kind == kind and a.number == number), None)
    names = {"reg": "Règl. (UE)", "dir": "Dir.", "dec": "Déc.", "rec": "Recomm."}
    first, _second = number.split("/")
    old_order = kind == "reg" and not (_is_year(first) and int(first) >= 2015)
    display = known.display if known else f"{names[kind]} {'n° ' if old_order else ''}{number}"
    return Source(start, end, f"eu:{kind}:{number}", "act", kind, display, doubt=doubt, date=day)


@cache
def act_names() -> Names:
    """Every name of an act of the Union ("RGPD")."""
    targets: dict[str, str] = {}
    plain: list[str] = []
    phrases: list[str] = []
    for act in norms.load().acts:
        for alias in act.aliases:
            targets[key_of(alias)] = act.norm_id
            (plain if alias.isupper() or alias[:2].isupper() else phrases).append(alias)
    pattern = re.compile(rf"(?:(?i:{alternation(phrases)})|(?:{alternation(plain)}))(?!\w)")
    return Names(pattern, targets)


def _union_alias(text: str, pos: int) -> Source | None:
    names = act_names()
    found = named(names, text, pos)
    if found is None:
        return None
    identifier, end = found
    _, kind, number = identifier.split(":")
    sigle = SIGLE.match(text, end)
    if sigle is not None and lookup(names, sigle.group("sigle")) in {identifier, None}:
        end = sigle.end()
    follow = re.compile(r"\s*[,(]?\s*(?:du|de la|le)?\s?").match(text, end)
    full = _union_number_after(text, follow.end() if follow else end, identifier)
    if full is None and _another_number(text, end, number):
        return None  # "directive RoHS 2002/95/CE": the name passed on to a later act, the number tells which
    return act_source(pos, full or end, kind, number, None, None)


def _another_number(text: str, pos: int, number: str) -> bool:
    mark = _UNION_MARK.match(text, pos)
    printed = _UNION_NUMBER.match(text, mark.end() if mark else pos)
    if printed is None or printed.group("sep") != "/":
        return False
    return f"{printed.group('a')}/{printed.group('b')}" != number


# An act of the Union by its number alone: "les directives 2014/24/UE et 2014/25/UE".
FURTHER_ACT = re.compile(
    r"(?<![\w/])(?:\((?:UE|CE|CEE)\)\s?(?:n\s?°\s?)?\d{2,4}/\d{2,4}(?![\d/])|\d{2,4}/\d{1,4}\s?/\s?(?:UE|CEE?)(?![\w]))"
)
_NOUN_OF = {"reg": "reglement", "dir": "directive", "dec": "decision", "rec": "recommandation"}


def read_further(text: str, pos: int, kind: str) -> Source | None:
    """Read a number at pos as an act of the same kind as the one named before."""
    noun = _NOUN_OF.get(kind)
    if noun is None:
        return None
    source = read_union(f"{noun} {text[pos : pos + 200]}", 0)
    if source is None:
        return None
    return replace(source, start=pos, end=source.end + pos - len(noun) - 1)


def _union_number_after(text: str, pos: int, identifier: str) -> int | None:
    """ "RGPD (règlement (UE) 2016/679 du 27 avril 2016)" is one mention."""
    head = _UNION_HEAD.match(text, pos)
    mark = _UNION_MARK.match(text, head.end() if head else pos)
    number = _UNION_NUMBER.match(text, mark.end() if mark else (head.end() if head else pos))
    if number is None or f"{number.group('a')}/{number.group('b')}" != identifier.rsplit(":", 1)[1]:
        return None
    tail = _UNION_TAIL.match(text, number.end())
    when = DATE.match(text, tail.end()) if tail else None
    end = when.end() if when else number.end()
    return end + 1 if text[end : end + 1] == ")" else end
