"""Read the mention of a law, ordinance, decree, order or circular: its name, number, date and title."""

from __future__ import annotations

import re
from functools import cache

from extractors.citations.dates import to_date
from extractors.citations.identify import Parts, by_id, finance_law, identify, source_of
from extractors.citations.names import Names, alternation, key_of
from extractors.citations.patterns import DATE, MONTH, NO
from extractors.citations.source import Source
from extractors.citations.titles import TITLE
from taxonomy import norms

_HEAD = re.compile(
    r"(?i:(?P<loi>lois?)|(?P<ord>ordonnances?|ord\.)|(?P<dl>decrets?-?\s?lois?)|(?P<dec>decrets?|decr\.|"
    r"D\.(?=\s?n°))"
    r"|(?P<arr>arretes?|arr\.(?=\s(?:du\s)?\d))|(?P<circ>circulaires?|circ\.|"
    r"instructions?\s(?:ministerielles?|interministerielles?|n°|du\s\d)(?=)))(?![a-z-])"
    rf"|(?P<lex>L\.(?=\s?(?:n\s?°|(?:du\s)?\d{{1,2}}(?:er)?\s{MONTH})))"
)
_QUALIFIER = re.compile(
    r"\s(?P<q>organiques?|constitutionnelles?|ordinaires?|d'orientation|de\sprogramm(?:e|ation)|"
    r"d'habilitation|cadre|"
    r"en\sConseil\sd'Etat|d'application|simple|ministeriel(?:le)?s?|interministeriel(?:le)?s?|"
    r"interministerielle|royale?|municipa(?:l|ux)|prefectora(?:l|ux)|"
    r"du\sPremier\sministre|du\sPresident\sde\sla\sRepublique|du\sGouvernement|du\sministre\s\w+|(?-i:[A-Z]{2,}(?:/[A-Z0-9]+)*)(?=\s(?:n°|"
    r"du\s\d|\d))|"
    r"(?-i:[a-z]{5,}(?:-[a-z]+)?)(?=\s(?:n\s?°|du\s\d)))",
    re.I,
)
# "arrêté de mise en demeure du 3 mai 2019": what an order is for may stand before its date.
_PURPOSE = re.compile(
    r"\s(?:de\s|d')[a-z]{4,}(?:\s(?:d'|en\s|des?\s)?[a-z]{4,}){0,3}(?=\s(?:n\s?°|du\s\d))", re.I
)
_ANY_NUMBER = re.compile(
    rf"\s*[,(]?\s*(?P<no>{NO})?(?P<y>\d{{4}}|\d{{2}})\s?-\s?(?P<n>\d{{1,5}})(?![\d-])\)?"
)
_CIRC_NUMBER = re.compile(
    rf"\s*[,(]?\s*(?:(?:{NO})|NOR\s?:?\s?)(?P<n>[A-Z0-9][A-Z0-9]*(?:\s?[/.-]\s?[A-Z0-9]+)*)\s?\)?"
)
_NOR = re.compile(r"\s*[,(]?\s*(?:NOR|nor)\s?:?\s?(?P<nor>[A-Z]{4}\d{7}[A-Z])\)?")
_PURSUANT = re.compile(r"prise?s?\s(?:en|pour|par|sur)\b|d'application\b")  # says why, not what about
_DATE_LINK = re.compile(r"\s*,?\s*(?:(?:en\s)?(?:date\s)?du\s|le\s|\()?")
_ROLE = re.compile(r"(?i:proposition|projet|avant-projet)s?\sde\s$")
_ASSOCIATION = re.compile(
    r"(?i:associations?|assos?|structures?|organismes?|statut|type|associatifs?|associatives?|"
    r"declaree?s?)\s?[(,]?\s?(?:(?:de|du)\s(?:type\s|statut\s)?|type\s|dites?\s|sous\s)?\"?$"
)


def read_national(text: str, pos: int) -> Source | None:
    """Read a law, ordinance, decree, order or circular at pos; None when nothing says which."""
    head = _HEAD.match(text, pos)
    if head is None:
        return None
    kind = next(name for name in ("loi", "ord", "dl", "dec", "arr", "circ", "lex") if head.group(name))
    kind = "loi" if kind == "lex" else kind
    before = text[max(0, pos - 45) : pos]
    if kind == "loi" and _ROLE.search(before):
        return None
    parts = Parts(kind, pos, head.end())
    if kind == "circ" and head.group().lower().startswith("instr"):
        parts.end = pos + len("instruction") + (head.group()[11:12] == "s")
    _alias(text, parts)
    _qualify(text, parts)
    finance = _finance(text, parts) if parts.kind == "loi" else None
    if finance is not None:
        return finance
    _collect(text, parts)
    if parts.alias is not None and _is_label(text, parts, before):
        return None
    return identify(text, parts)


def _is_label(text: str, parts: Parts, before: str) -> bool:
    """ "association loi 1901" is a kind of association, no reference; "la loi de 1901" is one."""
    if parts.number or parts.day or parts.alias is None or parts.alias.date.year != 1901:
        return False
    printed = text[parts.start : parts.end]
    if before.endswith("(") and text[parts.end : parts.end + 1] == ")":
        return True
    return bool(_ASSOCIATION.search(before)) or (
        " de " not in printed and not re.search(r"(?i:\b(?:la|cette|sa)\s)\"?$", before)
    )


def _qualify(text: str, parts: Parts) -> None:
    while (match := _QUALIFIER.match(text, parts.end)) is not None:
        word = match.group("q").lower()
        if word.startswith("organique") and parts.kind == "loi":
            parts.kind = "lo"
        elif word.startswith("constitutionnelle") and parts.kind == "loi":
            parts.kind = "lc"
        parts.local = parts.local or word.startswith(("prefectora", "municipa"))
        parts.end = match.end()
    purpose = _PURPOSE.match(text, parts.end) if parts.kind == "arr" else None
    if purpose is not None:
        parts.end = purpose.end()


@cache
def _aliases() -> dict[str, Names]:
    """Aliases by kind of text; orders of laws ("lo", "lc") share those of laws."""
    out: dict[str, Names] = {}
    for kind, members in (
        ("loi", {"loi", "lo", "lc"}),
        ("dec", {"dec"}),
        ("dl", {"dl"}),
        ("circ", {"circ"}),
        ("ord", {"ord"}),
    ):
        targets: dict[str, str] = {}
        for text in norms.load().texts:
            if text.kind in members:
                for alias in text.aliases:
                    targets[key_of(alias)] = text.norm_id
        if targets:
            phrases = [a for t in norms.load().texts if t.kind in members for a in t.aliases]
            out[kind] = Names(re.compile(rf"(?i:{alternation(phrases)})(?![\w])"), targets)
    return out


_ALIAS_LEAD = re.compile(
    r"\s*[,(]?\s*(?:(?:dite?s?|surnommee|appelee)\s)?(?:loi\s)?(?:\(dite\s)?(?P<q>\"\s?)?"
)


def _alias(text: str, parts: Parts) -> bool:
    names = _aliases().get("loi" if parts.kind in {"lo", "lc"} else parts.kind)
    lead = _ALIAS_LEAD.match(text, parts.end)
    if names is None or lead is None or not lead.group():
        return False
    match = names.pattern.match(text, lead.end())
    if match is None:
        return False
    first = match.group()[0]
    target = by_id()[names.targets[key_of(match.group())]]
    if first.islower() and not lead.group("q") and not _lower_allowed(match.group(), target):
        return False
    parts.alias, parts.end = target, match.end()
    close = re.compile(r"\s?\"?\)?").match(text, parts.end)
    if lead.group("q") and close is not None:
        parts.end = close.end()
    year = re.compile(rf"\s(?:de\s)?{target.date.year}(?![\d-])").match(text, parts.end)
    if year is not None:
        parts.end = year.end()
    return True


def _lower_allowed(printed: str, target: norms.Text) -> bool:
    """A lower-case alias counts when it is a phrase ("de 1901") or an acronym ("loi pacte")."""
    wanted = [alias for alias in target.aliases if key_of(alias) == key_of(printed)]
    return any(alias[0].islower() or alias.isupper() or alias[0].isdigit() for alias in wanted)


def _collect(text: str, parts: Parts) -> None:
    """Gather alias, number and date in any order, then the title."""
    for _ in range(5):
        if parts.alias is None and _alias(text, parts):
            continue
        if parts.number is None and _number(text, parts):
            continue
        if parts.day is None and _day(text, parts):
            continue
        break
    title = TITLE.match(text, parts.end)
    parts.title = title.group("t") if title is not None else ""
    if title is None or parts.kind != "arr" or parts.number is not None:
        return
    nor = _NOR.match(text, title.end())
    if nor is not None:
        parts.number = nor.group("nor")
    elif _PURSUANT.match(parts.title):
        parts.title = ""


def _number(text: str, parts: Parts) -> bool:
    nor = _NOR.match(text, parts.end) if parts.kind in {"arr", "circ"} else None
    if nor is not None:
        parts.number, parts.end = nor.group("nor"), nor.end()
        return True
    match = _ANY_NUMBER.match(text, parts.end)
    if match is not None and parts.kind != "circ" and (match.group("no") or not parts.local):
        parts.number = f"{match.group('y')}-{match.group('n')}"
        parts.end = match.end() - (match.group().endswith(")") and "(" not in match.group())
        return True
    circ = _CIRC_NUMBER.match(text, parts.end) if parts.kind in {"circ", "arr"} else None
    if circ is not None and re.search(r"\d", circ.group("n")):
        parts.number = re.sub(r"\s*[/.-]\s*", "-", circ.group("n")).strip("-")
        parts.end = circ.end() - (circ.group().endswith(")") and "(" not in circ.group())
        if parts.number.isdigit() and len(parts.number) < 4:
            parts.serial, parts.number = parts.number, None  # "n° 23" names nothing without its date
            return False
        return True
    return False


def _day(text: str, parts: Parts) -> bool:
    link = _DATE_LINK.match(text, parts.end)
    when = DATE.match(text, link.end()) if link is not None and link.group() else None
    if when is None or (day := to_date(when)) is None:
        return False
    parts.day, parts.end = day, when.end()
    if link is not None and "(" in link.group() and text[parts.end : parts.end + 1] == ")":
        parts.end += 1
    return True


_FINANCE = re.compile(
    r"\s(?P<f>de\sfinances|"
    r"de\sfinancement\sde\sla\ssecurite\ssociale)(?:\sinitiale)?(?P<r>\srectificatives?)?(?:\s\((?:LFI|"
    r"LFR|LFSS|PLF)\))?"
    r"(?:\s(?:pour\s(?:l'annee\s)?|de\s)?(?P<y>20\d\d|19\d\d))?(?:\s\((?:LFI|LFR|LFSS)\s?\))?",
    re.I,
)


def _finance(text: str, parts: Parts) -> Source | None:
    match = _FINANCE.match(text, parts.end)
    if match is None:
        return None
    before = text[max(0, parts.start - 14) : parts.start].lower()
    rank = 0
    for number, word in enumerate(("premiere ", "deuxieme ", "troisieme ", "quatrieme "), start=1):
        if before.endswith(word) or (number == 2 and before.endswith("seconde ")):
            rank = number
    parts.end = match.end()
    family = "lfss" if "securite" in match.group("f").lower() else "lfr" if match.group("r") else "lf"
    _collect(text, parts)
    year = int(match.group("y")) if match.group("y") else _year_in_title(parts.title)
    if parts.number is None and parts.day is None and year is None:
        return None
    if parts.number is not None or parts.day is not None:
        return identify(text, parts)
    return finance_law(parts.start, parts.end, family, year or 0, rank)


@cache
def acronyms() -> Names:
    """Acronyms that stand for a law without the word "loi": LOLF, LME, LFSS 2020."""
    targets = {alias: text.norm_id for text in norms.load().texts for alias in text.acronyms}
    body = "|".join(sorted(map(re.escape, targets), key=len, reverse=True))
    return Names(
        re.compile(rf"(?:(?:{body})|(?:LFSS|LFI|LFR|LF)(?=\s(?:pour\s|de\s)?(?:19|20)\d\d))(?![\w-])"),
        targets,
    )


_ACRONYM_YEAR = re.compile(r"\s(?:pour\s|de\s)?(?P<y>(?:19|20)\d\d)(?![\d-])")


def read_acronym(text: str, pos: int) -> Source | None:
    """Read a law that is named without the word "loi": LOLF, LFSS 2020."""
    names = acronyms()
    match = names.pattern.match(text, pos)
    if match is None:
        return None
    target = names.targets.get(match.group())
    if target is not None:
        return source_of(by_id()[target], pos, match.end())
    year = _ACRONYM_YEAR.match(text, match.end())
    if year is None:
        return None
    family = {"LFSS": "lfss", "LFR": "lfr"}.get(match.group(), "lf")
    return finance_law(pos, year.end(), family, int(year.group("y")), 0)


def _year_in_title(title: str) -> int | None:
    match = re.search(r"pour (20\d\d)", title)
    return int(match.group(1)) if match else None
