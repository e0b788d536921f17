"""From the printed pieces of a national text (name, number, date, title) to one text, with its doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from extractors.citations.dates import long_date
from extractors.citations.patterns import MONTH_YEAR, MONTHS
from extractors.citations.source import KIND_NAMES, Source
from extractors.citations.titles import TITLE, close_title, shares_word, title_end, title_matches, title_slug
from taxonomy import norms


@dataclass(slots=True)
class Parts:
    """The pieces of one mention, as they are gathered."""

    kind: str
    start: int
    end: int
    number: str | None = None
    day: date | None = None
    alias: norms.Text | None = None
    title: str = ""
    local: bool = False
    serial: str = ""


@cache
def by_id() -> dict[str, norms.Text]:
    """The texts of the table by norm id."""
    return {text.norm_id: text for text in norms.load().texts}


def source_of(text: norms.Text, start: int, end: int, doubt: str | None = None) -> Source:
    """A mention of a text of the table."""
    number = f" n° {text.number.replace('-SG', '/SG')}" if text.number else ""
    display = f"{KIND_NAMES[text.kind]}{number} du {long_date(text.date)}"
    if text.slug:
        display += f" ({text.title.removeprefix('relatif à la ').removeprefix('relatif au ')})"
    if text.status == "abrogé":
        display += " (abrogé)" if text.kind in {"dec", "dl", "arr"} else " (abrogée)"
    return Source(start, end, text.norm_id, "national", text.kind, display, doubt=doubt, date=text.date)


def finance_law(start: int, end: int, family: str, year: int, rank: int) -> Source:
    """The finance law of a year; a doubt when the table does not know it or several exist."""
    laws = [law for law in norms.load().finance if law.family == family and law.year == year]
    if rank:
        laws = [law for law in laws if law.rank == rank]
    if len(laws) == 1:
        law = laws[0]
        source = source_of(by_id()[f"fr:loi:{law.number}"], start, end)
        return replace(source, display=f"Loi n° {law.number} du {long_date(law.date)}")
    names = {"lf": "loi de finances", "lfr": "loi de finances rectificative", "lfss": "LFSS"}
    doubt = (
        f"Plusieurs textes possibles : {names[family]} pour {year}."
        if laws
        else "Numéro de la loi non connu de la table."
    )
    return Source(
        start,
        end,
        f"fr:loi:?/{family}-{year}",
        "national",
        "loi",
        f"{names[family].capitalize()} pour {year}",
        doubt=doubt,
    )


def identify(text: str, parts: Parts) -> Source | None:
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
                doubt = f"Nom et date discordants : ce nom désigne le texte du {long_date(parts.alias.date)}."
            return source_of(parts.alias, parts.start, parts.end, doubt)
        return _by_date(parts, dated)
    if parts.alias is not None:
        return source_of(parts.alias, parts.start, parts.end)
    return _by_month(text, parts, kinds)


def _by_number(parts: Parts, kinds: tuple[str, ...]) -> Source:
    table = norms.load()
    assert parts.number is not None
    known = next((t for k in kinds if (t := table.text(k, parts.number)) is not None), None)
    year = int(parts.number.split("-")[0])
    disagree = parts.day is not None and (
        (known is not None and known.date != parts.day) or year % 100 != parts.day.year % 100
    )
    if parts.title and known is not None and parts.day is not None and not disagree:
        return source_of(known, parts.start, parts.end)
    if disagree or (parts.alias is not None and known is not parts.alias):
        return _corrected(parts, kinds)
    if known is not None:
        return source_of(known, parts.start, parts.end)
    if parts.title and parts.day is not None and _proposed(parts, kinds)[1] >= 2.5:
        return _corrected(parts, kinds)  # a known title, with half of its number and half of its date
    when = f" du {long_date(parts.day)}" if parts.day else ""
    doubt = None
    if parts.kind in {"loi", "ord"} and int(parts.number.split("-")[1]) > _HIGHEST_SERIAL:
        doubt = "Numéro invraisemblable : un appel de note y est peut-être collé."
    display = f"{KIND_NAMES[parts.kind]} n° {parts.number}{when}"
    return Source(
        parts.start,
        parts.end,
        f"fr:{parts.kind}:{parts.number}",
        "national",
        parts.kind,
        display,
        doubt=doubt,
        date=parts.day,
    )


_HIGHEST_SERIAL = 2100  # no year has numbered more laws, ordinances and decrees than this


def _proposed(parts: Parts, kinds: tuple[str, ...]) -> tuple[norms.Text | None, float]:
    """The text of the table that agrees best with the pieces, and how well (2: two of three agree)."""
    assert parts.number is not None
    serial = parts.number.split("-")[1]
    best, best_score = None, 0.0
    for text in norms.load().texts:
        if text.kind not in kinds or not text.number or text.kind == "circ":
            continue
        score = 2.0 * (text.number == parts.number) + 0.6 * (text.number.split("-")[1] == serial)
        if parts.day is not None:
            same_day = (text.date.day, text.date.month) == (parts.day.day, parts.day.month)
            score += 1.4 * (text.date == parts.day) + 0.6 * same_day
        titled = bool(parts.title and title_matches(parts.title, text.title))
        score += 2.0 * (text is parts.alias) + 1.4 * titled
        if score > best_score:
            best, best_score = text, score
    return best, best_score


def _corrected(parts: Parts, kinds: tuple[str, ...]) -> Source:
    """Number, date, name and title disagree: two that agree propose the text, always with a doubt."""
    best, best_score = _proposed(parts, kinds)
    printed = f"« n° {parts.number}" + (f" du {long_date(parts.day)} »" if parts.day else " »")
    if best is not None and best_score >= 2.0:
        proposed = f"n° {best.number} du {long_date(best.date)}"
        doubt = f"Numéro, date ou intitulé discordants : {printed} ; texte proposé : {proposed}."
        return source_of(best, parts.start, parts.end, doubt)
    doubt = f"Le numéro et la date ne concordent pas : {printed}."
    return Source(
        parts.start,
        parts.end,
        f"fr:{parts.kind}:{parts.number}",
        "national",
        parts.kind,
        f"{KIND_NAMES[parts.kind]} n° {parts.number}",
        doubt=doubt,
        date=parts.day,
    )


def _numbered_circular(parts: Parts) -> Source:
    assert parts.number is not None
    known = norms.load().text(parts.kind, parts.number)
    if known is not None:
        doubt = None
        if parts.day is not None and parts.day != known.date:
            doubt = f"Le numéro et la date ne concordent pas : ce numéro est du {long_date(known.date)}."
        return source_of(known, parts.start, parts.end, doubt)
    when = f" du {long_date(parts.day)}" if parts.day else ""
    if parts.kind == "arr":
        day = parts.day.isoformat() if parts.day else "?"
        doubt = (
            None if parts.day and not parts.local else "Arrêté local, ou date non imprimée : à identifier."
        )
        return Source(
            parts.start,
            parts.end,
            f"fr:arr:{day}/{parts.number}",
            "national",
            "arr",
            f"Arrêté{when} ({parts.number})",
            doubt=doubt,
            date=parts.day,
        )
    return Source(
        parts.start,
        parts.end,
        f"fr:circ:{parts.number}",
        "national",
        "circ",
        f"Circulaire n° {parts.number.replace('-SG', '/SG')}{when}",
        date=parts.day,
    )


def _by_date(parts: Parts, dated: list[norms.Text]) -> Source:
    assert parts.day is not None
    if len(dated) > 1 and parts.title:
        dated = [t for t in dated if title_matches(parts.title, t.title)] or dated
    if len(dated) == 1:
        doubt = None
        if parts.kind == "arr" and parts.title and not title_matches(parts.title, dated[0].title):
            return _unknown_dated(parts)
        return source_of(dated[0], parts.start, parts.end, doubt)
    if dated:
        names = ", ".join(f"n° {t.number}" for t in dated)
        return replace(_unknown_dated(parts), doubt=f"Plusieurs textes de cette date : {names}.")
    return _unknown_dated(parts)


def _unknown_dated(parts: Parts) -> Source:
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
    return Source(
        parts.start,
        parts.end,
        f"fr:{parts.kind}:{key}",
        "national",
        parts.kind,
        display,
        doubt=doubt,
        date=parts.day,
    )


def _by_month(text: str, parts: Parts, kinds: tuple[str, ...]) -> Source | None:
    match = MONTH_YEAR.match(text, parts.end)
    table = norms.load()
    if match is not None:
        month, year = MONTHS[match.group("month").lower().rstrip(".")], int(match.group("year"))
        texts = [t for t in table.texts if t.kind in kinds and (t.date.year, t.date.month) == (year, month)]
        texts = [t for t in texts if t.month] or texts
        if len(texts) == 1:
            day = long_date(texts[0].date)
            doubt = (
                f"Désigné par le mois seulement : texte supposé, n° {texts[0].number} du {day}. À confirmer."
            )
            return source_of(texts[0], parts.start, match.end(), doubt)
        return None
    year_only = re.compile(r"\s(?:de\s)?(?P<y>(?:1[89]|20)\d\d)(?![\d-])").match(text, parts.end)
    if year_only is None and not parts.title:
        return None
    title = TITLE.match(text, year_only.end()) if year_only else None
    printed = title.group("t") if title else parts.title
    found = [
        t
        for t in table.texts
        if t.kind in kinds
        and (year_only is None or t.date.year == int(year_only.group("y")))
        and printed
        and (close_title(printed, t.title) or (year_only is not None and shares_word(printed, t.title)))
    ]
    if len(found) != 1:
        return None
    end = year_only.end() if year_only else parts.end
    if year_only is None:
        end = title_end(text, end, found[0].title)
        return source_of(found[0], parts.start, end, "Désigné par son intitulé seulement : texte supposé.")
    return source_of(found[0], parts.start, end, "Désigné par l’année et l’intitulé : texte supposé.")
