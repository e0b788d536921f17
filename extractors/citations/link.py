"""Links that can be computed surely from a norm id, without a network. None when none can."""

from __future__ import annotations

import re
from datetime import date

from taxonomy import norms

_LEGIFRANCE = "https://www.legifrance.gouv.fr"
_ELI_KINDS = {"loi": "loi", "lo": "loi", "lc": "loi", "ord": "ordonnance", "dec": "decret"}


def url(norm_id: str, day: date | None = None) -> str | None:
    """The link of a norm: the page of the code, the ELI of an act whose number and date are known,
    EUR-Lex for the Union. A BOFiP page has a serial number that its identifier does not hold: no link.
    day: date of the act when it was printed or known.
    """
    base = norm_id.split("#", 1)[0]
    family, _, rest = base.partition(":")
    if "?" in base:
        return None
    if family == "eu":
        return _union(rest)
    kind, _, key = rest.partition(":")
    if kind == "code":
        code = norms.load().codes.get(key.split(":")[0])
        return f"{_LEGIFRANCE}/codes/texte_lc/{code.legitext}" if code and code.legitext else None
    if kind == "const":
        return f"{_LEGIFRANCE}/loda/id/JORFTEXT000000571356"
    if kind in _ELI_KINDS:
        return _eli(kind, key, day)
    return None


def _eli(kind: str, number: str, day: date | None) -> str | None:
    """The ELI alias: number and date must both be known and agree, and the number be of the modern form."""
    known = norms.load().text(kind, number)
    when = known.date if known else day
    match = re.fullmatch(r"(\d{4})-\d+", number)
    if when is None or match is None or int(match.group(1)) != when.year:
        return None
    return f"{_LEGIFRANCE}/eli/{_ELI_KINDS[kind]}/{when.year}/{when.month}/{when.day}/{number}/jo/texte"


def celex(norm_id: str) -> str | None:
    """The CELEX number of an act of the Union, for instance 32016R0679."""
    match = re.match(r"eu:(reg|dir|dec):(\d{2,4})/(\d{1,4})(?:#|$)", norm_id)
    if match is None:
        return None
    kind, first, second = match.groups()
    year, number = (first, second) if _year_first(kind, first, second) else (second, first)
    if len(year) == 2:
        year = f"19{year}"
    return f"3{year}{ {'reg': 'R', 'dir': 'L', 'dec': 'D'}[kind] }{int(number):04d}"


def _year_first(kind: str, first: str, second: str) -> bool:
    if kind != "reg":
        return True
    return len(first) == 4 and int(first) >= 2015 and not (len(second) == 4 and 1957 <= int(second) <= 2014)


def _union(rest: str) -> str | None:
    kind, _, key = rest.partition(":")
    if kind == "tfue":
        return "https://eur-lex.europa.eu/eli/treaty/tfeu_2016/oj/fra"
    if kind in {"reg", "dir", "dec"}:
        number = celex(f"eu:{kind}:{key}")
        return f"https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:{number}" if number else None
    return None
