"""Read decisions of courts: by number, by date and name, by name alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.citations.dates import long_date, to_date
from extractors.citations.patterns import DATE, NO, fold
from taxonomy import norms


@dataclass(frozen=True, slots=True)
class Decision:
    """One mention of a decision."""

    start: int
    end: int
    norm_id: str
    display: str
    doubt: str | None = None


_COURTS = {
    "ce": "CE",
    "caa": "CAA",
    "ta": "TA",
    "cass": "Cass.",
    "cc": "Cons. const.",
    "cjue": "CJUE",
    "cedh": "CEDH",
    "tc": "T. confl.",
    "ca": "CA",
}
_CITY = r"(?:\s(?:de\s|d')?[A-Z][\w-]+(?:-[A-Za-z]+)*)?"
COURT = re.compile(
    rf"(?P<caa>CAA{_CITY}|[Cc]ours?\sadministratives?\sd'appel{_CITY})"
    rf"|(?P<ta>TA\s(?:de\s|d')?[A-Z][\w-]+|[Tt]ribuna(?:l|ux)\sadministratifs?{_CITY})"
    r"|(?P<tc>T\.\s?confl\.|TC|[Tt]ribunal\sdes\s[Cc]onflits)"
    r"|(?P<cjue>CJUE|CJCE|TPICE|TPIUE|Trib\.\sUE|[Cc]our\sde\s[Jj]ustice(?:\sde\sl'Union\seuropeenne|"
    r"\sdes\sCommunautes\seuropeennes|\sde\sl'UE)?)"
    r"|(?P<cedh>CEDH|Cour\seuropeenne\sdes\s[Dd]roits\sde\sl'[Hh]omme|Cour\sEDH)"
    r"|(?P<cc>Cons\.?\s?const\.?|[Cc]onseil\s[Cc]onstitutionnel|CC(?=,?\s(?:n°|\d|dec)))"
    r"|(?P<ce>CE(?=[\s,(])|[Cc]onseil\sd'[Ee]tat)"
    r"|(?P<cass>Cass\.?(?=[\s,])|[Cc]our\sde\scassation|(?:Civ|Com|Soc|Crim)\.(?=\s?(?:\d|,))|"
    r"Ass\.\splen\.|[Cc]h\.\smixte)"
    rf"|(?P<ca>CA\s(?:de\s|d')?[A-Z][\w-]+(?=,)|[Cc]our\sd'appel{_CITY}(?=,))"
)
_GAP = re.compile(
    r"(?:[\s,.()\"-]|(?:sect|ass|avis|plen|req|ord|ref|ch|soc|civ|com|crim|mixte|chambre|chambres|"
    r"section|reunies?|assemblee|pleniere|sociale|commerciale|criminelle|civile|"
    r"contentieux|du|de|la|le|les|en|son|un|une|dans|par|arret|arrets|decision|jugement|ordonnance|"
    r"rendue?|date|premiere|deuxieme|troisieme|grande|gde|l'|et|"
    r"juge|des|referes|formation|pleine|[Ss]ect|[Aa]ss|[Cc]h|[Pp]len|[Cc]iv|[Cc]om|[Ss]oc|[Cc]rim|QPC|dec|"
    r"\d{1,2}(?:\s?(?:re|er|e|eme|nd|ere))?(?=\s?(?:,|civ|ch|et|-|chambre|section|s|sous)))(?![a-z])){0,24}",
    re.I,
)
_NUMBERS = {
    "ce": re.compile(rf"(?:{NO}|req\.\s|(?<=\d,\s)(?=\d{{6}}))(?P<n>\d{{5,6}})(?!\d)"),
    "tc": re.compile(rf"{NO}(?P<n>C?\d{{4}})(?!\d)"),
    "caa": re.compile(r"(?P<n>\d{2}[A-Z]{2}\d{5})(?!\d)"),
    "ta": re.compile(rf"{NO}(?P<n>\d{{6,7}}(?:-\d)?)(?!\d)"),
    "cass": re.compile(rf"(?:{NO})?" r"(?P<n>\d{2}-\d{2}\.?\s?\d{3})(?!\d)"),
    "cc": re.compile(
        rf"(?:{NO})?"
        r"(?P<n>(?:19|20)?\d{2}-\d{1,4})(?:/\d+)*\s?(?P<t>DC|QPC|LP|LOM|L|I|ORGA|FNR)(?![a-zA-Z])"
    ),
    "cjue": re.compile(r"(?P<n>[CT]\s?-\s?\d{1,4}/\d{2})(?!\d)|(?<=aff\.\s)(?P<m>\d{1,4}/\d{2})(?!\d)"),
    "cedh": re.compile(rf"(?:{NO}|req\.\s)(?P<n>\d{{3,5}}/\d{{2}})(?!\d)"),
    "ca": re.compile(rf"(?:{NO}|RG\s)(?P<n>\d{{2}}/\d{{4,5}})(?!\d)"),
}
# Numbers that name their court by their shape.
SHAPED = re.compile(
    r"(?<![\w/-])(?:(?P<cjue>[CT]\s?-\s?\d{1,4}/\d{2})(?!\d)|(?P<cc>(?:19|20)?\d{2}-\d{1,4}\s?(?:DC|"
    r"QPC))(?!\w)"
    rf"|(?P<caa>\d{{2}}(?:BX|DA|LY|MA|NC|NT|PA|TL|VE|TO)\d{{5}})(?!\d)|"
    rf"(?:{NO})(?P<cass>\d{{2}}-\d{{2}}\.\d{{3}})(?!\d))"
)
_STOP = re.compile(r";|(?<=[a-z]{4})\.\s+[A-Z](?![\d-])")


def read_court(text: str, pos: int) -> Decision | None:
    """Read the decision of the court named at pos. `text` is folded; None when no decision follows."""
    match = COURT.match(text, pos)
    if match is None:
        return None
    court = match.lastgroup or ""
    gap = _GAP.match(text, match.end())
    at = gap.end() if gap else match.end()
    when = DATE.match(text, at)
    if when is None:
        return _number_first(text, pos, match.end(), at, court)
    day = to_date(when)
    if day is None:
        return None
    window_end = min(len(text), when.end() + 150)
    number = _NUMBERS[court].search(text, when.end(), window_end)
    other = COURT.search(text, when.end(), window_end)
    next_date = DATE.search(text, when.end(), window_end)
    stop = _STOP.search(text, when.end(), window_end)
    barrier = (
        min(m.start() for m in (other, next_date, stop) if m is not None)
        if other or stop or next_date
        else window_end
    )
    if number is not None and number.start() <= barrier:
        return _decision(pos, number.end(), court, number, day)
    between = text[match.end() : when.start()]
    early = _NUMBERS[court].search(between)
    if early is not None:
        return _decision(pos, when.end(), court, early, day)
    return _dated(text, pos, when.end(), barrier, court, day)


def _number_first(text: str, pos: int, court_end: int, at: int, court: str) -> Decision | None:
    """ "CE n° 284412 du 26 mars 2008", "décision n° 2004-503 DC"."""
    number = _NUMBERS[court].match(text, at)
    if number is None:
        lead = re.compile(r"[\s,(]*(?:dec(?:ision|\.)?\s|aff\.\s|arret\s|avis\s)?").match(text, court_end)
        number = _NUMBERS[court].match(text, lead.end() if lead else court_end)
    if number is None:
        return None
    tail = re.compile(r"\s*,?\s(?:du\s|en\sdate\sdu\s)?").match(text, number.end())
    when = DATE.match(text, tail.end()) if tail else None
    return _decision(
        pos, when.end() if when else number.end(), court, number, to_date(when) if when else None
    )


def _decision(start: int, end: int, court: str, number: re.Match[str], day: date | None) -> Decision:
    value = number.group("n") or number.group("m")
    kind = number.group("t") if "t" in number.re.groupindex else ""
    return named(start, end, court, value + (kind or ""), day)


def named(start: int, end: int, court: str, value: str, day: date | None) -> Decision:
    """The decision of that court and number; the number is put into its normal form."""
    value = re.sub(r"\s+", "", value)
    printed = value
    if court == "cass":
        digits = re.sub(r"\D", "", value)
        value = printed = f"{digits[:2]}-{digits[2:4]}.{digits[4:]}"
    elif court == "cc":
        printed = re.sub(r"([A-Z]+)$", r" \1", value)
    when = f", {long_date(day)}" if day else ""
    sign = "" if court == "cjue" else "n° "
    if court == "cjue" and value[0].isdigit():
        value = printed = f"C-{value}" if day and day.year >= 1989 else value
    return Decision(start, end, f"case:{court}:{value}", f"{_COURTS[court]}{when}, {sign}{printed}")


def _dated(text: str, start: int, end: int, barrier: int, court: str, day: date) -> Decision:
    """A decision without number: by date and name from the table, else by date with a doubt."""
    window = fold(text[start : min(barrier, end + 80)]).casefold()
    known = [c for c in norms.load().cases if c.date == day and c.id.startswith(f"case:{court}:")]
    matching = [c for c in known if any(_plain(name) in window for name in c.names)]
    if len(matching) == 1:
        name = next(n for n in matching[0].names if _plain(n) in window)
        where = window.find(_plain(name)) + start
        return Decision(start, where + len(name), matching[0].id, matching[0].display)
    doubt = "Décision désignée par sa date, sans numéro."
    return Decision(
        start, end, f"case:{court}:{day.isoformat()}", f"{_COURTS[court]}, {long_date(day)}", doubt
    )


def _plain(name: str) -> str:
    return fold(name).casefold()


@cache
def _known_names() -> tuple[re.Pattern[str], dict[str, norms.Case]]:
    targets = {_plain(name): case for case in norms.load().cases for name in case.names}
    body = "|".join(
        re.escape(fold(n))
        for n in sorted((n for c in norms.load().cases for n in c.names), key=len, reverse=True)
    )
    return re.compile(
        rf"(?:[Aa]rrets?|[Jj]urisprudence|[Aa]ffaire)\s(?:dite?\s)?\"?\s?(?P<name>{body})\s?\"?(?!\w)"
    ), targets


_AND = re.compile(rf"\s*(?:,|et|à)\s*(?:{NO})?(?=\d)")


def read_more(text: str, previous: Decision) -> Decision | None:
    """A further number of the same court: "nos 99-42.697 et 99-42.698"."""
    court = previous.norm_id.split(":")[1]
    pattern = {"cass": r"\d{2}-\d{2}\.\d{3}", "ce": r"\d{6}"}.get(court)
    joint = _AND.match(text, previous.end)
    if pattern is None or joint is None or previous.doubt is not None:
        return None
    number = re.compile(rf"(?P<n>{pattern})(?!\d)").match(text, joint.end())
    return named(number.start(), number.end(), court, number.group("n"), None) if number else None


def read_name(text: str, pos: int) -> Decision | None:
    """Read "arrêt Altmark" (and the full reference in brackets after it: one mention)."""
    pattern, targets = _known_names()
    match = pattern.match(text, pos)
    if match is None:
        return None
    case = targets[_plain(match.group("name"))]
    end = match.end()
    bracket = re.compile(r"\s?\(").match(text, end)
    full = read_court(text, bracket.end()) if bracket else None
    if full is not None:
        dated = full.doubt is not None and full.norm_id.split(":")[1] == case.id.split(":")[1]
        return Decision(
            pos, full.end, case.id if dated else full.norm_id, case.display if dated else full.display
        )
    return Decision(pos, end, case.id, case.display)


_AROUND_AFTER = re.compile(r"\s*(?:,\s*|du\s|\()?")


def read_shaped(text: str, pos: int) -> Decision | None:
    """Read a decision whose number alone names the court: C-280/00, 2004-503 DC, 20TL20132, n° 18-11.652."""
    match = SHAPED.match(text, pos)
    if match is None:
        return None
    court = match.lastgroup or ""
    return named(match.start(court), match.end(), court, match.group(court), None)
