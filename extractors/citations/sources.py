"""Read the mention of a text: a code, a treaty, a law or another national act, an act of the Union."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from extractors.citations.patterns import DATE, MONTH, MONTH_YEAR, MONTHS, NO, fold
from taxonomy import norms

KIND_NAMES = {
    "loi": "Loi",
    "lo": "Loi organique",
    "lc": "Loi constitutionnelle",
    "ord": "Ord.",
    "dec": "Décret",
    "dl": "Décret-loi",
    "arr": "Arrêté",
    "circ": "Circulaire",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One mention of a text of law in a passage.

    base:    norm id without article ("fr:code:cgi", "fr:loi:2014-856", "eu:tfue"); "?" for what is unsaid
    family:  code | treaty | act (of the Union) | national
    kind:    slug of the code, or loi, dec, reg, dir…
    named:   what the text is called here ("code", "loi", "décret"…), for "du même code", "ledit décret"
    """

    start: int
    end: int
    base: str
    family: str
    kind: str
    display: str
    numbering: str = "bare"
    doubt: str | None = None
    date: date | None = None
    inherited: bool = False

    @property
    def mode(self) -> str:
        """How the article numbers of this text are read."""
        if self.numbering == "cgi":
            return "cgi"
        return "eu" if self.family in {"act", "treaty"} and not self.base.startswith("fr:") else "plain"


@dataclass(frozen=True, slots=True)
class _Names:
    pattern: re.Pattern[str]
    targets: dict[str, str]


def read(text: str, pos: int, *, linked: bool = True) -> Source | None:
    """Read the text named at pos, if one is. `text` is folded.

    linked: a preposition joins it to what stands before, so a plain alias ("loi ESS") is enough
    """
    article = re.compile(r"(?:l'|la |le |les )?").match(text, pos)
    start = article.end() if article is not None else pos
    return (
        _annex(text, start)
        or _code(text, start)
        or _treaty(text, start)
        or _accounting(text, start)
        or _union(text, start)
        or _acronym(text, start)
        or _national(text, start)
    )


def from_base(base: str, start: int = 0, end: int = 0, *, doubt: str | None = None) -> Source:
    """The text of a norm id without article, as an inherited mention."""
    table = norms.load()
    _, kind, *rest = base.split(":", 2)
    key = rest[0] if rest else ""
    if base.startswith("fr:code:") and key in table.codes:
        code = table.codes[key]
        return Source(start, end, base, "code", key, code.display, code.numbering, doubt, inherited=True)
    if base in table.treaties:
        return Source(start, end, base, "treaty", base, table.treaties[base].display, doubt=doubt, inherited=True)
    if base.startswith("eu:"):
        return replace(_act_source(start, end, kind, key, None, doubt), inherited=True)
    if base in _by_id():
        return replace(_source_of(_by_id()[base], start, end, doubt), inherited=True)
    display = f"{KIND_NAMES.get(kind, kind)} n° {key}"
    return Source(start, end, base, "national", kind, display, doubt=doubt, inherited=True)


def year_of(base: str) -> int | None:
    """The year of a national text, from the table or its number."""
    known = _by_id().get(base)
    if known is not None:
        return known.date.year
    match = re.match(r"fr:\w+:(\d{4}|\d{2})-\d", base)
    if match is None:
        return None
    year = int(match.group(1))
    return year if year > 100 else 1900 + year


def _shape(phrase: str) -> str:
    """A regular expression for a phrase: folded, any spacing, a stop may lack its space."""
    out = re.escape(fold(phrase)).replace(r"\ ", r"\s?" if "." in phrase else r"\s+")
    return out.replace(r"\.\s?", r"\.?\s?")


def _alternation(phrases: list[str]) -> str:
    return "|".join(_shape(p) for p in sorted(phrases, key=len, reverse=True))


def _key(text: str) -> str:
    return re.sub(r"[\s.\"]+", "", fold(text)).casefold()


@cache
def _code_names() -> _Names:
    table = norms.load()
    targets: dict[str, str] = {}
    full: list[str] = []
    short: list[str] = []
    for code in table.codes.values():
        for name in code.names:
            targets[_key(name)] = code.slug
            full.append(name)
        for abbr in code.abbr:
            targets[_key(abbr)] = code.slug
            short.append(abbr)
    dotted = [a for a in short if "." in a]
    plain = [a for a in short if "." not in a]
    pattern = re.compile(
        rf"(?:(?i:{_alternation(full)})|(?i:{_alternation(dotted)})|(?:{_alternation(plain)}))\d{{0,2}}(?![\w]|-[a-z])"
    )
    return _Names(pattern, targets)


def _lookup(names: _Names, printed: str) -> str | None:
    return names.targets.get(_key(printed)) or names.targets.get(_key(printed).rstrip("0123456789"))


_ANNEX = re.compile(
    r"ann(?:exe|\.)?\s(?P<n>I{1,3}|IV|[1-4])\s?,?\s?(?:au|du|de)\s(?:CGI|(?i:code\s+general\s+des\s+impots))", re.I
)
_ANNEX_AFTER = re.compile(r"\s*[,(]?\s*ann(?:exe|\.)\s?(?P<n>I{1,3}|IV|[1-4])\b\)?", re.I)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def _cgi_annex(start: int, end: int, number: str) -> Source:
    rank = _ROMAN.get(number.upper()) or int(number)
    return _code_source(start, end, f"cgi-an{rank}")


def _annex(text: str, pos: int) -> Source | None:
    match = _ANNEX.match(text, pos)
    return _cgi_annex(pos, match.end(), match.group("n")) if match else None


def _code_source(start: int, end: int, slug: str) -> Source:
    code = norms.load().codes[slug]
    return Source(start, end, f"fr:code:{slug}", "code", slug, code.display, code.numbering)


_SIGLE = re.compile(r"\s?\(\s?(?:ci-apres\s)?\"?\s?(?P<sigle>[A-Z][\w.]{1,9})\s?\"?\s?\)")


def _code(text: str, pos: int) -> Source | None:
    names = _code_names()
    match = names.pattern.match(text, pos)
    if match is None:
        return None
    slug = _lookup(names, match.group())
    if slug is None:
        return None
    end = match.end()
    sigle = _SIGLE.match(text, end)
    if sigle is not None and _lookup(names, sigle.group("sigle")) in {slug, None}:
        end = sigle.end()
    if slug == "cgi":
        annex = _ANNEX_AFTER.match(text, end)
        if annex is not None:
            return _cgi_annex(pos, annex.end(), annex.group("n"))
    return _code_source(pos, end, slug)


@cache
def _treaty_names() -> _Names:
    table = norms.load()
    targets: dict[str, str] = {}
    full: list[str] = []
    short: list[str] = []
    for treaty in table.treaties.values():
        for name in treaty.names:
            targets[_key(name)] = treaty.id
            (full if " " in name else short).append(name)  # "constitution de garanties" is no Constitution
        short += [abbr for abbr in treaty.abbr if "." not in abbr]
        targets.update({_key(abbr): treaty.id for abbr in treaty.abbr})
    pattern = re.compile(rf"(?:(?i:{_alternation(full)})|(?:{_alternation(short)})|Const\.(?=,?\s?art))(?!\w)")
    targets["const"] = "fr:const"
    return _Names(pattern, targets)


def _treaty(text: str, pos: int) -> Source | None:
    names = _treaty_names()
    match = names.pattern.match(text, pos)
    if match is None:
        return None
    identifier = _lookup(names, match.group())
    if identifier is None:
        return None
    treaty = norms.load().treaties[identifier]
    end = match.end()
    sigle = _SIGLE.match(text, end)
    if sigle is not None and _lookup(names, sigle.group("sigle")) == identifier:
        end = sigle.end()
    return Source(pos, end, identifier, "treaty", identifier, treaty.display)


# --- acts of the Union ------------------------------------------------------------------------------------

_UNION_HEAD = re.compile(
    r"(?i:(?P<reg>reglements?|regl\.?|r(?:eg)?\.(?=\s?\((?:UE|CE)))|(?P<dir>directives?|dir\.)|(?P<dec>decisions?|dec\.)|(?P<rec>recommandations?))(?![a-z])"
    r"(?:\s(?i:europeen(?:ne)?|communautaire|delegue|d'execution|d'exemption|general(?:e)?|modifie(?:e)?|(?-i:[A-Z][A-Za-z]{1,6})(?=\s\d{2,4}/\d)|cadre|-cadre|de\sla\scommission|de\sminimis|\"\s?de\sminimis\s?\"))*"
)
_UNION_MARK = re.compile(
    r"\s*\(?\s?(?P<mark>(?:UE|CE|CEE|Euratom|CECA|JAI)(?:\s?[,-]\s?(?:UE|CE|CEE|Euratom))?)\s?\)?(?=[\s,]*(?:n|N|\d))"
)
_UNION_NUMBER = re.compile(
    rf"\s*,?\s*(?P<no>{NO})?(?P<a>\d{{1,4}})\s?(?P<sep>[/-])\s?(?P<b>\d{{1,4}})(?![\d-])"
    r"(?:\s?/\s?(?P<suffix>(?:UE|CE|CEE|JAI|PESC|Euratom|Conseil\sd'Etat|Communaute europeenne)(?![a-zA-Z])))?"
)
_UNION_TAIL = re.compile(
    r"(?:\s(?:de\sla\sCommission|du\sParlement\seuropeen(?:\set\sdu\sConseil)?|du\sConseil))*(?:\s*,?\s(?:en\sdate\s)?(?:du|en date du)\s|,\s|\s\()?"
)


def _is_year(value: str) -> bool:
    return len(value) == 4 and 1957 <= int(value) <= 2035 or len(value) == 2 and 57 <= int(value) <= 99


def _union(text: str, pos: int) -> Source | None:
    alias = _union_alias(text, pos)
    if alias is not None:
        return alias
    head = _UNION_HEAD.match(text, pos)
    if head is None:
        return None
    kind = next(name for name in ("reg", "dir", "dec", "rec") if head.group(name))
    mark = _UNION_MARK.match(text, head.end())
    number = _UNION_NUMBER.match(text, mark.end() if mark else head.end())
    if number is None or number.group("no") is None and mark is None and text[head.end() : head.end() + 1] not in " ,":
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
    order = _union_number(kind, a, b)
    if day is not None and not _year_agrees(order, day.year):
        doubt = f"Le numéro {order} et la date du {day:%d/%m/%Y} ne concordent pas."
    return _act_source(pos, end, kind, order, day, doubt)


def _union_number(kind: str, a: str, b: str) -> str:
    """The number as published: regulations were n°/year until 2014, everything is year/n° from 2015."""
    if _is_year(a) and _is_year(b) and len(a) == 4 and len(b) == 4:
        year_first = kind != "reg" or int(a) >= 2015 and int(b) < 1957 or int(a) >= 2015 and int(b) != int(a)
        if kind == "reg" and int(b) >= 1957 and int(a) < 2015:
            year_first = False
        return f"{a}/{b}" if year_first else f"{a}/{b}"
    return f"{a}/{b}"


def _year_agrees(number: str, year: int) -> bool:
    return any(
        int(part) in {year, year % 100} or (len(part) == 4 and int(part) in {year, year - 1, year + 1})
        for part in number.split("/")
    )


def _act_source(start: int, end: int, kind: str, number: str, day: date | None, doubt: str | None) -> Source:
    known = next((a for a in norms.load().acts if a.kind == kind and a.number == number), None)
    names = {"reg": "Règl. (UE)", "dir": "Dir.", "dec": "Déc.", "rec": "Recomm."}
    first, second = number.split("/")
    old_order = kind == "reg" and not (_is_year(first) and int(first) >= 2015)
    display = known.display if known else f"{names[kind]} {'n° ' if old_order else ''}{number}"
    return Source(start, end, f"eu:{kind}:{number}", "act", kind, display, doubt=doubt, date=day)


@cache
def _union_aliases() -> _Names:
    targets: dict[str, str] = {}
    plain: list[str] = []
    phrases: list[str] = []
    for act in norms.load().acts:
        for alias in act.aliases:
            targets[_key(alias)] = act.norm_id
            (plain if alias.isupper() or alias[:2].isupper() else phrases).append(alias)
    pattern = re.compile(rf"(?:(?i:{_alternation(phrases)})|(?:{_alternation(plain)}))(?!\w)")
    return _Names(pattern, targets)


def _union_alias(text: str, pos: int) -> Source | None:
    names = _union_aliases()
    match = names.pattern.match(text, pos)
    if match is None:
        return None
    identifier = _lookup(names, match.group())
    if identifier is None:
        return None
    _, kind, number = identifier.split(":")
    end = match.end()
    sigle = _SIGLE.match(text, end)
    if sigle is not None and _lookup(names, sigle.group("sigle")) in {identifier, None}:
        end = sigle.end()
    follow = re.compile(r"\s*[,(]?\s*(?:du|de la|le)?\s?").match(text, end)
    full = _union_number_after(text, follow.end() if follow else end, identifier)
    return _act_source(match.start(), full or end, kind, number, None, None)


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


# --- accounting regulations -------------------------------------------------------------------------------

_ACCOUNTING = re.compile(
    rf"(?i:reglements?|regl\.?)(?:\scomptables?)?(?:\sde\sl'|\sdu\s|\s)?(?P<by>ANC|CRC|(?i:autorite\sdes\snormes\scomptables|comite\sde\s(?:la\s)?reglementation\scomptable))?(?:\s\((?:ANC|CRC)\))?"
    rf"\s*,?\s*(?:{NO})?(?P<n>(?:19|20)?\d\d-\d\d)(?!\d)(?P<after>\s(?:de\sl'|du\s)(?P<by2>ANC|CRC|(?i:autorite\sdes\snormes\scomptables|comite\sde\s(?:la\s)?reglementation\scomptable)))?"
)


def _accounting(text: str, pos: int) -> Source | None:
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


# --- laws, ordinances, decrees, orders, circulars -----------------------------------------------------------

_HEAD = re.compile(
    r"(?i:(?P<loi>lois?)|(?P<ord>ordonnances?|ord\.)|(?P<dl>decrets?-?\s?lois?)|(?P<dec>decrets?|decr\.|D\.(?=\s?n°))"
    r"|(?P<arr>arretes?|arr\.(?=\s(?:du\s)?\d))|(?P<circ>circulaires?|circ\.|instructions?\s(?:ministerielles?|interministerielles?|n°|du\s\d)(?=)))(?![a-z-])"
    rf"|(?P<lex>L\.(?=\s?(?:n\s?°|(?:du\s)?\d{{1,2}}(?:er)?\s{MONTH})))"
)
_QUALIFIER = re.compile(
    r"\s(?P<q>organiques?|constitutionnelles?|ordinaires?|d'orientation|de\sprogramm(?:e|ation)|d'habilitation|cadre|"
    r"en\sConseil\sd'Etat|d'application|simple|ministeriel(?:le)?s?|interministeriel(?:le)?s?|interministerielle|royale?|municipal|prefectoral|"
    r"du\sPremier\sministre|du\sGouvernement|du\sministre\s\w+|(?-i:[A-Z]{2,}(?:/[A-Z0-9]+)*)(?=\s(?:n°|du\s\d|\d))|"
    r"(?-i:[a-z]{5,}(?:-[a-z]+)?)(?=\s(?:n\s?°|du\s\d)))",
    re.I,
)
_ANY_NUMBER = re.compile(rf"\s*[,(]?\s*(?P<no>{NO})?(?P<y>\d{{4}}|\d{{2}})\s?-\s?(?P<n>\d{{1,5}})(?![\d-])\)?")
_CIRC_NUMBER = re.compile(
    rf"\s*[,(]?\s*(?:(?:{NO})|NOR\s?:?\s?)(?P<n>[A-Z0-9][A-Z0-9]*(?:\s?[/.-]\s?[A-Z0-9]+)*)\s?\)?"
)
_NOR = re.compile(r"\s*[,(]?\s*(?:NOR|nor)\s?:?\s?(?P<nor>[A-Z]{4}\d{7}[A-Z])\)?")
_DATE_LINK = re.compile(r"\s*,?\s*(?:(?:en\s)?(?:date\s)?du\s|le\s|\()?")
_TITLE = re.compile(
    r"\s*,?\s(?P<t>(?:relatifs?|relatives?|portant|fixant|modifiant|pris|prise|sur|pour|visant|tendant|en\sfaveur|concernant|instituant|creant|"
    r"determinant|approuvant|confortant|d'application|de\smodernisation|de\sfinances|de\sfinancement|d'orientation|de\stransformation|de\sreforme|habilitant|rendant|precisant)\b[^.;:()]{0,170})"
)
_ROLE = re.compile(r"(?i:proposition|projet|avant-projet)s?\sde\s$")
_ASSOCIATION = re.compile(
    r"(?i:associations?|assos?|structures?|organismes?|statut|type|associatifs?|associatives?|declaree?s?)\s?[(,]?\s?(?:(?:de|du)\s(?:type\s|statut\s)?|type\s|dites?\s|sous\s)?\"?$"
)


def to_date(match: re.Match[str]) -> date | None:
    """The day of a DATE match, or None for a day that does not exist."""
    try:
        if match.group("day"):
            month = MONTHS[match.group("month").lower().rstrip(".")]
            return date(int(match.group("year")), month, int(match.group("day")))
        return date(int(match.group("y")), int(match.group("m")), int(match.group("d")))
    except ValueError:
        return None


@dataclass(slots=True)
class _Parts:
    kind: str
    start: int
    end: int
    number: str | None = None
    day: date | None = None
    alias: norms.Text | None = None
    title: str = ""
    local: bool = False
    serial: str = ""


def _national(text: str, pos: int) -> Source | None:
    head = _HEAD.match(text, pos)
    if head is None:
        return None
    kind = next(name for name in ("loi", "ord", "dl", "dec", "arr", "circ", "lex") if head.group(name))
    kind = "loi" if kind == "lex" else kind
    before = text[max(0, pos - 45) : pos]
    if kind == "loi" and _ROLE.search(before):
        return None
    parts = _Parts(kind, pos, head.end())
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
    return _resolve(text, parts)


def _is_label(text: str, parts: _Parts, before: str) -> bool:
    """ "association loi 1901" is a kind of association, no reference; "la loi de 1901" is one."""
    if parts.number or parts.day or parts.alias is None or parts.alias.date.year != 1901:
        return False
    printed = text[parts.start : parts.end]
    if before.endswith("(") and text[parts.end : parts.end + 1] == ")":
        return True
    return bool(_ASSOCIATION.search(before)) or (
        " de " not in printed and not re.search(r"(?i:\b(?:la|cette|sa)\s)\"?$", before)
    )


def _qualify(text: str, parts: _Parts) -> None:
    while (match := _QUALIFIER.match(text, parts.end)) is not None:
        word = match.group("q").lower()
        if word.startswith("organique") and parts.kind == "loi":
            parts.kind = "lo"
        elif word.startswith("constitutionnelle") and parts.kind == "loi":
            parts.kind = "lc"
        parts.local = parts.local or word in {"prefectoral", "municipal"}
        parts.end = match.end()


@cache
def _aliases() -> dict[str, _Names]:
    """Aliases by kind of text; orders of laws ("lo", "lc") share those of laws."""
    out: dict[str, _Names] = {}
    for kind, members in (("loi", {"loi", "lo", "lc"}), ("dec", {"dec"}), ("dl", {"dl"}), ("circ", {"circ"}), ("ord", {"ord"})):
        targets: dict[str, str] = {}
        for text in norms.load().texts:
            if text.kind in members:
                for alias in text.aliases:
                    targets[_key(alias)] = text.norm_id
        if targets:
            phrases = [a for t in norms.load().texts if t.kind in members for a in t.aliases]
            out[kind] = _Names(re.compile(rf"(?i:{_alternation(phrases)})(?![\w])"), targets)
    return out


@cache
def _by_id() -> dict[str, norms.Text]:
    return {text.norm_id: text for text in norms.load().texts}


_ALIAS_LEAD = re.compile(r"\s*[,(]?\s*(?:(?:dite?s?|surnommee|appelee)\s)?(?:loi\s)?(?:\(dite\s)?(?P<q>\"\s?)?")


def _alias(text: str, parts: _Parts) -> bool:
    names = _aliases().get("loi" if parts.kind in {"lo", "lc"} else parts.kind)
    lead = _ALIAS_LEAD.match(text, parts.end)
    if names is None or lead is None or not lead.group():
        return False
    match = names.pattern.match(text, lead.end())
    if match is None:
        return False
    first = match.group()[0]
    target = _by_id()[names.targets[_key(match.group())]]
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
    """A lower-case alias counts when it is a phrase ("de 1901"), or the acronym in lower case ("loi pacte")."""
    wanted = [alias for alias in target.aliases if _key(alias) == _key(printed)]
    return any(alias[0].islower() or alias.isupper() or alias[0].isdigit() for alias in wanted)


def _collect(text: str, parts: _Parts) -> None:
    """Gather alias, number and date in any order, then the title."""
    for _ in range(5):
        if parts.alias is None and _alias(text, parts):
            continue
        if parts.number is None and _number(text, parts):
            continue
        if parts.day is None and _day(text, parts):
            continue
        break
    title = _TITLE.match(text, parts.end)
    parts.title = title.group("t") if title is not None else ""


def _number(text: str, parts: _Parts) -> bool:
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


def _day(text: str, parts: _Parts) -> bool:
    link = _DATE_LINK.match(text, parts.end)
    when = DATE.match(text, link.end()) if link is not None and link.group() else None
    if when is None or (day := to_date(when)) is None:
        return False
    parts.day, parts.end = day, when.end()
    if link is not None and "(" in link.group() and text[parts.end : parts.end + 1] == ")":
        parts.end += 1
    return True


_FINANCE = re.compile(
    r"\s(?P<f>de\sfinances|de\sfinancement\sde\sla\ssecurite\ssociale)(?:\sinitiale)?(?P<r>\srectificatives?)?(?:\s\((?:LFI|LFR|LFSS|PLF)\))?"
    r"(?:\s(?:pour\s(?:l'annee\s)?|de\s)?(?P<y>20\d\d|19\d\d))?(?:\s\((?:LFI|LFR|LFSS)\s?\))?",
    re.I,
)


def _finance(text: str, parts: _Parts) -> Source | None:
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
        return _resolve(text, parts)
    return finance_law(parts.start, parts.end, family, year or 0, rank)


@cache
def acronyms() -> _Names:
    """Acronyms that stand for a law without the word "loi": LOLF, LME, LFSS 2020."""
    targets = {alias: text.norm_id for text in norms.load().texts for alias in text.acronyms}
    body = "|".join(sorted(map(re.escape, targets), key=len, reverse=True))
    return _Names(re.compile(rf"(?:(?:{body})|(?:LFSS|LFI|LFR|LF)(?=\s(?:pour\s|de\s)?(?:19|20)\d\d))(?![\w-])"), targets)


_ACRONYM_YEAR = re.compile(r"\s(?:pour\s|de\s)?(?P<y>(?:19|20)\d\d)(?![\d-])")


def _acronym(text: str, pos: int) -> Source | None:
    names = acronyms()
    match = names.pattern.match(text, pos)
    if match is None:
        return None
    target = names.targets.get(match.group())
    if target is not None:
        return _source_of(_by_id()[target], pos, match.end())
    year = _ACRONYM_YEAR.match(text, match.end())
    if year is None:
        return None
    family = {"LFSS": "lfss", "LFR": "lfr"}.get(match.group(), "lf")
    return finance_law(pos, year.end(), family, int(year.group("y")), 0)


def _year_in_title(title: str) -> int | None:
    match = re.search(r"pour (20\d\d)", title)
    return int(match.group(1)) if match else None


def finance_law(start: int, end: int, family: str, year: int, rank: int) -> Source:
    """The finance law of a year; a doubt when the table does not know it or several exist."""
    laws = [law for law in norms.load().finance if law.family == family and law.year == year]
    if rank:
        laws = [law for law in laws if law.rank == rank]
    if len(laws) == 1:
        law = laws[0]
        source = _source_of(_by_id()[f"fr:loi:{law.number}"], start, end)
        return replace(source, display=f"Loi n° {law.number} du {long_date(law.date)}")
    names = {"lf": "loi de finances", "lfr": "loi de finances rectificative", "lfss": "LFSS"}
    doubt = f"Plusieurs textes possibles : {names[family]} pour {year}." if laws else "Numéro de la loi non connu de la table."
    return Source(start, end, f"fr:loi:?/{family}-{year}", "national", "loi", f"{names[family].capitalize()} pour {year}", doubt=doubt)


_FRENCH_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


def long_date(day: date) -> str:
    """A date in French: "1er juillet 1901"."""
    return f"{'1er' if day.day == 1 else day.day} {_FRENCH_MONTHS[day.month - 1]} {day.year}"


def _source_of(text: norms.Text, start: int, end: int, doubt: str | None = None) -> Source:
    number = f" n° {text.number.replace('-SG', '/SG')}" if text.number else ""
    display = f"{KIND_NAMES[text.kind]}{number} du {long_date(text.date)}"
    if text.slug:
        display += f" ({text.title.removeprefix('relatif à la ').removeprefix('relatif au ')})"
    if text.status == "abrogé":
        display += " (abrogé)" if text.kind in {"dec", "dl", "arr"} else " (abrogée)"
    return Source(start, end, text.norm_id, "national", text.kind, display, doubt=doubt, date=text.date)


def _resolve(text: str, parts: _Parts) -> Source | None:
    """From the pieces that were printed to one text; pieces that disagree leave a doubt."""
    kinds = {"loi": ("loi", "lo", "lc")}.get(parts.kind, (parts.kind,))
    table = norms.load()
    if parts.number is not None and parts.kind not in {"circ", "arr"}:
        return _by_number(parts, kinds)
    if parts.number is not None:
        return _numbered_circular(parts)
    if parts.day is not None:
        dated = [t for k in kinds for t in table.on(k, parts.day)]
        if parts.alias is not None:
            doubt = None
            if parts.alias.date != parts.day:
                doubt = f"Le nom et la date ne concordent pas : ce nom désigne le texte du {long_date(parts.alias.date)}."
            return _source_of(parts.alias, parts.start, parts.end, doubt)
        return _by_date(parts, dated)
    if parts.alias is not None:
        return _source_of(parts.alias, parts.start, parts.end)
    return _by_month(text, parts, kinds)


def _words(title: str) -> set[str]:
    folded = fold(title).lower()
    return {w for w in re.findall(r"[a-z]{4,}", folded) if w not in _STOP}


_STOP = set(
    "relative relatif relatives relatifs portant pour visant dans leur leurs avec certaines certains diverses dispositions "
    "sur aux mesures loi tendant".split()
)


def _title_matches(printed: str, title: str) -> bool:
    wanted, got = _words(title), _words(printed)
    return len(wanted & got) >= 2 or (len(wanted) <= 1 and wanted <= got and bool(wanted))


def _by_number(parts: _Parts, kinds: tuple[str, ...]) -> Source:
    table = norms.load()
    assert parts.number is not None
    known = next((t for k in kinds if (t := table.text(k, parts.number)) is not None), None)
    year = int(parts.number.split("-")[0])
    disagree = parts.day is not None and (
        (known is not None and known.date != parts.day) or year % 100 != parts.day.year % 100
    )
    if parts.title and known is not None and parts.day is not None and not disagree:
        return _source_of(known, parts.start, parts.end)
    if disagree or (parts.alias is not None and known is not parts.alias):
        return _corrected(parts, kinds, known)
    if known is not None:
        return _source_of(known, parts.start, parts.end)
    when = f" du {long_date(parts.day)}" if parts.day else ""
    doubt = None
    if parts.kind in {"loi", "ord"} and int(parts.number.split("-")[1]) > _HIGHEST_SERIAL:
        doubt = "Numéro invraisemblable : un appel de note y est peut-être collé."
    display = f"{KIND_NAMES[parts.kind]} n° {parts.number}{when}"
    return Source(parts.start, parts.end, f"fr:{parts.kind}:{parts.number}", "national", parts.kind, display, doubt=doubt, date=parts.day)


_HIGHEST_SERIAL = 2100  # no year has numbered more laws, ordinances and decrees than this


def _corrected(parts: _Parts, kinds: tuple[str, ...], known: norms.Text | None) -> Source:
    """Number, date, name and title disagree: two that agree propose the text, always with a doubt."""
    assert parts.number is not None
    serial = parts.number.split("-")[1]
    best, best_score = None, 0.0
    for text in norms.load().texts:
        if text.kind not in kinds or not text.number or text.kind == "circ":
            continue
        score = 2.0 * (text.number == parts.number) + 0.6 * (text.number.split("-")[1] == serial)
        if parts.day is not None:
            score += 1.4 * (text.date == parts.day) + 0.6 * ((text.date.day, text.date.month) == (parts.day.day, parts.day.month))
        score += 2.0 * (text is parts.alias) + 1.4 * bool(parts.title and _title_matches(parts.title, text.title))
        if score > best_score:
            best, best_score = text, score
    printed = f"« n° {parts.number}" + (f" du {long_date(parts.day)} »" if parts.day else " »")
    if best is not None and best_score >= 2.0:
        doubt = (
            f"Numéro, date ou intitulé discordants : {printed} ; texte proposé : n° {best.number} du {long_date(best.date)}."
        )
        return _source_of(best, parts.start, parts.end, doubt)
    doubt = f"Le numéro et la date ne concordent pas : {printed}."
    return Source(parts.start, parts.end, f"fr:{parts.kind}:{parts.number}", "national", parts.kind, f"{KIND_NAMES[parts.kind]} n° {parts.number}", doubt=doubt, date=parts.day)


def _numbered_circular(parts: _Parts) -> Source:
    assert parts.number is not None
    known = norms.load().text(parts.kind, parts.number)
    if known is not None:
        doubt = None
        if parts.day is not None and parts.day != known.date:
            doubt = f"Le numéro et la date ne concordent pas : ce numéro est du {long_date(known.date)}."
        return _source_of(known, parts.start, parts.end, doubt)
    when = f" du {long_date(parts.day)}" if parts.day else ""
    if parts.kind == "arr":
        day = parts.day.isoformat() if parts.day else "?"
        doubt = None if parts.day and not parts.local else "Arrêté local, ou date non imprimée : à identifier."
        return Source(parts.start, parts.end, f"fr:arr:{day}/{parts.number}", "national", "arr", f"Arrêté{when} ({parts.number})", doubt=doubt, date=parts.day)
    return Source(parts.start, parts.end, f"fr:circ:{parts.number}", "national", "circ", f"Circulaire n° {parts.number.replace('-SG', '/SG')}{when}", date=parts.day)


def _by_date(parts: _Parts, dated: list[norms.Text]) -> Source:
    assert parts.day is not None
    if len(dated) > 1 and parts.title:
        dated = [t for t in dated if _title_matches(parts.title, t.title)] or dated
    if len(dated) == 1:
        doubt = None
        if parts.kind == "arr" and parts.title and not _title_matches(parts.title, dated[0].title):
            return _unknown_dated(parts)
        return _source_of(dated[0], parts.start, parts.end, doubt)
    if dated:
        names = ", ".join(f"n° {t.number}" for t in dated)
        return replace(_unknown_dated(parts), doubt=f"Plusieurs textes de cette date : {names}.")
    return _unknown_dated(parts)


def _unknown_dated(parts: _Parts) -> Source:
    assert parts.day is not None
    key = parts.day.isoformat()
    doubt: str | None = "Texte désigné par sa seule date : numéro non connu de la table."
    display = f"{KIND_NAMES[parts.kind]} du {long_date(parts.day)}"
    if parts.kind == "arr":
        slug = title_slug(parts.title)
        key += f"/{slug}" if slug else ""
        doubt = None if slug and not parts.local else "Arrêté sans intitulé ni NOR : à identifier."
    if parts.kind in {"circ", "dl"} or parts.day.year < 1945:
        doubt = None
    return Source(parts.start, parts.end, f"fr:{parts.kind}:{key}", "national", parts.kind, display, doubt=doubt, date=parts.day)


_SLUG_STOP = set(
    "relatif relative relatifs relatives au aux a à la le les l de des du d un une et portant fixant sur pour en dans concernant ou par".split()
)
_SLUG_END = re.compile(
    r"^(?:prevue?s?|mentionnee?s?|visee?s?|pris|instituee?s?|applicables?|en application|qui|que|dont|est|sont|a|ont|definit|fixe|prevoit|precise|impose|"
    r"donne|retient|exige|modifie|complete|abroge|permet|oblige|ne|n|designe|demande|reste|distingue|dresse|etablit|enumere|soumet|reprend|ajoute|article|articles|susvise|precite|doit|doivent|peut|peuvent|s|se)$"
)


def title_slug(title: str) -> str:
    """A short stable name from the title of an order: its first words that carry meaning, at most six."""
    words: list[str] = []
    for raw in re.split(r"[\s']+", title.split(",")[0]):
        word = re.sub(r"[^\w-]", "", fold(raw)).lower().replace("à", "a")
        if words and _SLUG_END.match(word):
            break
        if word and word not in _SLUG_STOP:
            words.append(word)
        if len(words) == 6:
            break
    return "-".join(words)


def _by_month(text: str, parts: _Parts, kinds: tuple[str, ...]) -> Source | None:
    match = MONTH_YEAR.match(text, parts.end)
    table = norms.load()
    if match is not None:
        month, year = MONTHS[match.group("month").lower().rstrip(".")], int(match.group("year"))
        texts = [t for t in table.texts if t.kind in kinds and (t.date.year, t.date.month) == (year, month)]
        texts = [t for t in texts if t.month] or texts
        if len(texts) == 1:
            day = long_date(texts[0].date)
            doubt = f"Désigné par le mois seulement : texte supposé, n° {texts[0].number} du {day}. À confirmer."
            return _source_of(texts[0], parts.start, match.end(), doubt)
        return None
    year_only = re.compile(r"\s(?:de\s)?(?P<y>(?:1[89]|20)\d\d)(?![\d-])").match(text, parts.end)
    if year_only is None and not parts.title:
        return None
    title = _TITLE.match(text, year_only.end()) if year_only else None
    printed = title.group("t") if title else parts.title
    found = [
        t
        for t in table.texts
        if t.kind in kinds
        and (year_only is None or t.date.year == int(year_only.group("y")))
        and printed
        and _close_title(printed, t.title)
    ]
    if len(found) != 1:
        return None
    end = year_only.end() if year_only else parts.end
    if year_only is None:
        end = _title_end(text, end, found[0].title)
        return _source_of(found[0], parts.start, end, "Désigné par son intitulé seulement : texte supposé.")
    return _source_of(found[0], parts.start, end, "Désigné par l’année et l’intitulé : texte supposé.")


def _title_end(text: str, pos: int, title: str) -> int:
    """Offset after the last word of the title that is printed after pos."""
    missing, end = _words(title), pos
    for match in re.finditer(r"[A-Za-z]{4,}", text[pos : pos + 170]):
        if match.group().lower() in missing:
            missing.discard(match.group().lower())
            end = pos + match.end()
    return end


def _close_title(printed: str, title: str) -> bool:
    wanted = [w for w in re.findall(r"[a-z]{4,}", fold(title).lower()) if w not in _STOP]
    got = _words(printed)
    return len(wanted) >= 2 and all(w in got for w in wanted[:4])
