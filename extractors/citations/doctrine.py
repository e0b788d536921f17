"""Read documents with numbers of their own: BOFiP, old BOI, rescrits, bills, amendments, forms."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.citations.dates import long_date, to_date
from extractors.citations.patterns import DATE, NO


@dataclass(frozen=True, slots=True)
class Document:
    """One mention of such a document."""

    start: int
    end: int
    norm_id: str
    display: str
    doubt: str | None = None


_BOFIP = re.compile(r"BOI(?:\s?-\s?[A-Z]{2,}\d{0,2})+(?:\s?-\s?\d{2,6})*(?!\w)")
_PARAGRAPHS = re.compile(
    rf"\s*[,(]?\s*(?:§{{1,2}}|paragraphes?|par\.|{NO})\s?(?P<a>\d{{1,4}})(?:\s?(?:à|et|"
    rf"-)\s?(?:§\s?)?(?P<b>\d{{1,4}})|(?P<plus>\s?et\s(?:s\.|suivants?|suiv\.)))?\)?"
)


def read_bofip(text: str, pos: int) -> Document | None:
    """Read a BOFiP identifier, whatever spaces a line break left in it, with its paragraphs and its date."""
    match = _BOFIP.match(text, pos)
    if match is None:
        return None
    identifier = re.sub(r"\s*-\s*", "-", match.group())
    end, path, where = match.end(), "", ""
    paragraphs = _PARAGRAPHS.match(text, end)
    if paragraphs is not None:
        low, high, plus = paragraphs.group("a", "b", "plus")
        path = f"#{low}" + (f"..{high}" if high else "/+" if plus else "")
        path = f"#{low}#+" if plus else path
        where = f", § {low}" + (f" à {high}" if high else " et s." if plus else "")
        end = paragraphs.end()
    tail = re.compile(r"\s*,?\s(?:(?:en date\s)?du\s)?").match(text, end)
    when = DATE.match(text, tail.end()) if tail else None
    day = to_date(when) if when else None
    if when is not None and day is not None:
        end = when.end()
        where += f" ({long_date(day)})"
    doubt = None
    if " " in match.group():
        doubt = "Identifiant recollé : des espaces le coupaient."
    base = "rescrit" if identifier.startswith("BOI-RES") else "bofip"
    return Document(pos, end, f"fr:{base}:{identifier}{path}", f"{identifier}{where}", doubt)


_OLD_BOI = re.compile(
    rf"(?:(?i:instructions?|instr\.)(?:\s(?i:fiscale|administrative|de\sla\s\w+|du\s\w+))?\s(?:{NO}|"
    rf"BOI\s)?|BOI\s(?:{NO})?)(?P<n>\d{{1,2}}\s?[A-Z]\s?-\s?\d{{1,2}}\s?-\s?\d{{2}})(?!\d)"
)


def read_old_boi(text: str, pos: int) -> Document | None:
    """Read an instruction of the series before 2012: "instruction 4 H-5-06 du 18 décembre 2006"."""
    match = _OLD_BOI.match(text, pos)
    if match is None:
        return None
    number = re.sub(r"\s+", "", match.group("n"))
    end, when = match.end(), ""
    tail = re.compile(r"\s*,?\s?(?:du\s)?").match(text, end)
    printed = DATE.match(text, tail.end()) if tail else None
    day = to_date(printed) if printed else None
    if printed is not None and day is not None:
        end, when = printed.end(), f" du {long_date(day)}"
    bracket = re.compile(rf"\s?\(\s?BOI\s{NO}\d{{1,3}}[^)]{{0,40}}\)").match(text, end)
    end = bracket.end() if bracket else end
    spaced = re.sub(r"^(\d+)", r"\1 ", number)
    return Document(pos, end, f"fr:boi:{number}", f"Instr. {spaced}{when}")


_RESCRIT = re.compile(
    rf"(?i:rescrits?)(?:\s(?i:fiscal|social))?\s(?:RES\s)?(?:{NO})?(?P<n>(?:20\d\d/\d{{1,3}})|"
    rf"RES-[A-Z0-9-]+)(?:\s?\((?P<t>[A-Z]{{2,4}})\))?"
)
_BILL = re.compile(
    rf"(?P<k>(?i:propositions?|projets?)\sde\s(?:loi|resolution)|PPL|PJL)(?:\s(?i:organique|"
    rf"constitutionnelle))?(?P<ch>\s(?:AN|Senat|de\sl'Assemblee\snationale|"
    rf"du\sSenat))?\s(?:\(?(?P<ch2>AN|Senat),?\s)?{NO}(?P<n>\d{{1,4}})(?!\d|-\d)"
)
_AMENDMENT = re.compile(rf"(?i:amendements?|amdts?)\s(?:{NO})(?P<n>(?:[A-Z]{{1,4}}\s?-?\s?)?\d{{1,4}})(?!\d)")
_CERFA = re.compile(
    rf"(?i:cerfa)\s(?:{NO})?(?P<n>\d{{5}}|\d{{2}}[\s-]\d{{4}})(?!\d)(?P<v>\s?\*\s?\d{{1,2}})?"
)
_CHAMBER = re.compile(r"(?P<an>Assemblee\snationale|AN\b)|(?P<senat>Senat)")
# The Assembly numbers its bills anew in each legislature.
_LEGISLATURES = ((2002, 12), (2007, 13), (2012, 14), (2017, 15), (2022, 16), (2024, 17))
_KNOWN_BILLS = {("ppl", "3849"): ("an", 15)}


def read_other(text: str, pos: int) -> Document | None:
    """Read a rescrit, a bill, an amendment or a Cerfa form at pos."""
    return _rescrit(text, pos) or _bill(text, pos) or _amendment(text, pos) or _cerfa(text, pos)


def _rescrit(text: str, pos: int) -> Document | None:
    match = _RESCRIT.match(text, pos)
    if match is None:
        return None
    number = match.group("n")
    return Document(pos, match.end(), f"fr:rescrit:{number}", f"Rescrit n° {number}")


def _bill(text: str, pos: int) -> Document | None:
    match = _BILL.match(text, pos)
    if match is None:
        return None
    kind = "ppl" if match.group("k").lower().startswith(("prop", "ppl")) else "pjl"
    if "resolution" in match.group("k"):
        kind = "ppr"
    number, end = match.group("n"), match.end()
    tail = re.compile(r"\s*,?\s(?:deposee?\sle\s|du\s)?").match(text, end)
    when = DATE.match(text, tail.end()) if tail else None
    day = to_date(when) if when else None
    around = text[max(0, pos - 40) : pos] + text[pos : end + 60]
    place = _CHAMBER.search(match.group()) or _CHAMBER.search(around)
    chamber = ("an" if place.group("an") else "senat") if place else "?"
    legislature: int | None = None
    if day is not None:
        legislature = next(
            (n for year, n in reversed(_LEGISLATURES) if (year, 6) <= (day.year, day.month)), None
        )
    doubt = None
    known = _KNOWN_BILLS.get((kind, number))
    if known is not None and legislature in {None, known[1]} and chamber in {"?", known[0]}:
        doubt = None if legislature else "Chambre et législature non imprimées : supposées."
        chamber, legislature = known
    elif chamber == "?" or legislature is None:
        doubt = "Chambre ou législature non imprimée."
    name = {"ppl": "PPL", "pjl": "PJL", "ppr": "PPR"}[kind]
    house = {"an": "AN", "senat": "Sénat", "?": "?"}[chamber]
    return Document(
        pos,
        when.end() if when and day else end,
        f"fr:{kind}:{chamber}:{legislature or '?'}:{number}",
        f"{house}, {legislature or '?'}e législature, {name} n° {number}",
        doubt,
    )


def _amendment(text: str, pos: int) -> Document | None:
    match = _AMENDMENT.match(text, pos)
    if match is None:
        return None
    number = re.sub(r"\s+", "", match.group("n"))
    doubt = "Chambre, législature ou texte non imprimés : à compléter."
    return Document(pos, match.end(), f"fr:amdt:?:?:?:{number}", f"Amendement n° {number}", doubt)


def _cerfa(text: str, pos: int) -> Document | None:
    match = _CERFA.match(text, pos)
    if match is None:
        return None
    number = re.sub(r"\D", "", match.group("n"))
    return Document(pos, match.end(), f"fr:cerfa:{number}", f"Cerfa n° {number}")
