"""Dates as French documents print them → ISO dates of the precision that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.description.plain import level

_MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
    "janv": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_COUNTED = r"(?:€|euros|associations|structures|personnes|reponses|membres|adherents|salaries)"
_FORMS = (
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:er)? (?P<m>{_MONTH})\.? {_YEAR}"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<n>\d\d)-(?P<d>\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}) ?[/.] ?(?P<n>\d{{1,2}}) ?[/.] ?{_YEAR}"),
    re.compile(r"(?<![\d/.])(?P<d>\d{1,2})[/.](?P<n>\d{1,2})[/.](?P<s>\d\d)(?![\d/.])"),
    re.compile(rf"(?<!\w)(?P<m>{_MONTH})\.?(?: ?[-–/] ?(?:{_MONTH})\.?)? {_YEAR}"),
    re.compile(rf"(?<![\d/])(?P<n>0?[1-9]|1[0-2])/{_YEAR}"),
    re.compile(
        r"(?<![\d\-–/.,€])(?<!\d )(?P<y>(?:19|20)\d\d)(?![\d\-–/%€])"
        rf"(?! ?[-–] ?(?:19|20)\d\d)(?! {_COUNTED})"
    ),
)
# A date that belongs to a text of law, to a horizon or to a period, not to the document.
_OF_A_TEXT = re.compile(
    r"(?:\bloi|\bdecret|\barrete|\bordonnance|\bcirculaire|\breglement|\bdirective|\bdecision|\barret|\bce,"
    r"|\bcass\.?|\bcodifie|\bconstitution\b|\bhorizon|\bd.ici|\bdepuis|\bcreee?s?\b|\bnee?s?\b|\bfondee?s?\b|\bavant|\bapres"
    r"|\bjusqu.|\bretour sur\b|\bsuites? )[^.;()\n]{0,60}$"
)
# A date that belongs to another document ("les mesures du rapport de juin 2020").
_OF_ANOTHER = re.compile(
    r"\b(?:du|le|au|ce|son|leur|notre|premier|precedent|dernier|la|cette|l'|des|les|aux)"
    r" ?(?:premiere? |precedente? |derniere? )?"
    r"(?:rapport|bilan|guide|livre blanc|plan|barometre|avis|memento|etude|enquete|note|mission"
    r"|feuille de route|consultation|strategie|evaluation|convention)s?\b"
    r"[^.;:()\n]{0,45}\b(?:de|du|en|d'|des) (?:l'annee )?$"
)
# A meeting to which the document went: it was written before, but not long.
_SENT_TO = re.compile(
    r"\b(?:soumise?|presentee?|examinee?|adressee?|transmise?|destinee?)s? (?:a|au|aux|en|lors|devant|pour)\b"
    r"[^.;:\n]{0,70}$|\b(?:en vue|a l'occasion) d[^.;:\n]{0,60}$"
)
# "Remis le 3 mai, le rapport …": the day of what the sentence goes on to name.
_APPOSED = re.compile(r"^\W*(?:remise?|publiee?|parue?|adoptee?|validee?|rendue?)s? (?:le|en|au)\b[^.]*$")
_NAMED_NEXT = re.compile(r" ?, (?:le |la |les |l'|ce |cette |son |leur )")
# Words before a date that say: this is when the document was made.
_PUBLISHED = re.compile(
    r"(?:\bpubliee?s? (?:le|en)|\bpublication\s*:?|\bparu(?:e|tion)?(?: en| le)?\s*:?|\bedition(?: de| :)?"
    r"|\bdepot legal\s*:?|\bredigee?(?: en| le)|\bremise?(?: le| au .{0,40} le| en)|\bversion (?:du|de)"
    r"|\bmise? a jour(?: le| en| :)?|\bfait a [^,]{2,30}, le|^[a-z' -]{2,30}, le|\ba [a-z' -]{2,25}, le"
    r"|\bacheve d.imprimer|\bdate\s*:|\b(?:adopte|valide)e?(?: par .{0,40})? (?:le|en)|©)\s*(?:le |en |au )?"
    r"(?:lundi |mardi |mercredi |jeudi |vendredi |samedi |dimanche )?$"
)
_BEFORE_A_DATE = re.compile(
    r"(?:,?\s*(?:,? le|en|du|au|à jour au|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|édition|version"
    r"|mise à jour|©|[Pp]aru en|[Pp]ublié en))*\s*\x00"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text. start, end: offsets; published: a word says that it is the issue;
    sent: the day of a meeting that got the document."""

    iso: str
    start: int
    end: int
    published: bool
    sent: bool = False

    @property
    def precision(self) -> int:
        """1 year, 2 month, 3 day."""
        return self.iso.count("-") + 1


def dates_in(text: str) -> Iterator[Dated]:
    """Dates of a line or a sentence, most precise form first, without those of legal texts and periods."""
    flat = level(text)
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(flat):
            start, end = match.span()
            if any(start < stop and end > begin for begin, stop in taken):
                continue
            iso = _iso(match)
            if iso is None:
                continue
            taken.append((start, end))
            before = flat[:start]
            published = bool(_PUBLISHED.search(before))
            if published and _APPOSED.match(before) and _NAMED_NEXT.match(flat[end:]):
                continue
            if published or not (_OF_A_TEXT.search(before) or _OF_ANOTHER.search(before)):
                yield Dated(iso, start, end, published, bool(_SENT_TO.search(before)))


def pdf_date(text: str) -> str | None:
    """A date of the PDF's own data ("D:20190312101500+01'00'" or near it) as an ISO day."""
    match = re.match(r"(?:D:)?\s*((?:19|20)\d\d)-?(\d\d)?-?(\d\d)?", text.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    return _checked(int(year), int(month) if month else None, int(day) if month and day else None)


def without_dates(text: str) -> str:
    """A line without its dates and the signs and words that tied them to the rest."""
    text = " ".join(text.split())
    for dated in sorted(dates_in(text), key=lambda found: -found.start):
        text = text[: dated.start] + " \x00 " + text[dated.end :]
    if "\x00" not in text:
        return text.strip()
    text = _BEFORE_A_DATE.sub(" \x00", text)
    text = re.sub(r"\s*[-–—|•·,;:/(]*\s*\x00\s*[-–—|•·,;:/)]*\s*", " – ", text)
    return text.strip(" –-—|•·,;:/")


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts.get("s"):
        short = int(parts["s"])
        year = 2000 + short if short < 60 else 1900 + short
    else:
        year = int(parts["y"])
    month: int | None = None
    if parts.get("m"):
        month = _MONTHS[parts["m"]]
    elif parts.get("n"):
        month = int(parts["n"])
    return _checked(year, month, int(parts["d"]) if parts.get("d") else None)


def _checked(year: int, month: int | None, day: int | None) -> str | None:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    if month is None:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
