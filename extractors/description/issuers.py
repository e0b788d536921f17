"""Who speaks: names from the cover, running lines, PDF data and text; the best supported wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extractors.description.cover import Cover
from extractors.description.cues import cues
from extractors.description.dates import without_dates
from extractors.description.kinds import names_an_organisation
from extractors.description.names import as_written, without_series
from extractors.description.parliament import parliament_of, with_chamber
from extractors.description.pdf_data import is_person
from extractors.description.plain import level, plain
from extractors.records import Found

_ENOUGH = 2.0
_BY = re.compile(
    r"(?:^|[ ,;(])(?:(?:publi|réalis|rédig|édit|établi|conçu|élabor|propos|présent|organis|anim|produ)"
    r"(?:ée?s?|ite?s?|e?s?) par|[Pp]ar"
    r"|[Aa]uteure?s? ?:|[Rr]édaction ?:|[Cc]ontributeur ?:|[Aa]cteur ?:|[Oo]rganisme ?:|[Ss]tructure ?:"
    r"|[ÉE]metteur ?:|[ÉE]diteur ?:)"
    r" (?P<name>(?:la |le |les |l[’'])?[A-ZÀ-ÝŒ].{2,90}?)"
    r"(?: (?:en|et publié|avec|pour)\b.*|(?<!\b[A-ZÀ-Ý])(?<!\bM[mM])[.;)–].*)?$"
)
_HEADS = (
    r"(?:association|fondation|fédération|collectif|réseau|ministère|préfet|préfecture|cabinet|métropole|direction"
    r"|inspection|chaire|agence|laboratoire|union)"
)
_MADE_BY = re.compile(  # on a cover: "réalisée par le cabinet X pour …"
    r"\b(?:publi|réalis|rédig|édit|établi|conçu|élabor|organis|produ)(?:ée?s?|ite?s?|e?s?) par "
    rf"(?:la |le |l[’'])(?P<name>{_HEADS} .{{2,80}}?)(?: (?:en|avec|pour|sous)\b.*|[.;,)–].*)?$"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?P<name>[^\d©].{2,70}?)(?:,? ?(?:19|20)\d\d.*|[.,–—-] .*)?$", re.IGNORECASE
)
_CONTACT = re.compile(
    r"@|www\.|https?:|\b\d{2}(?:[ .]\d{2}){4}\b|\b\d{5} [A-ZÀ-Ý]|\bsiret\b|\bnor ?:|\bissn\b|\bisbn\b"
    r"|\b(?:rue|avenue|boulevard)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:est|sont|a été|ont|sera|avons|sommes|êtes|vous|nous|doit|peut|peuvent|permet|vise|faut)\b|[.?!;]$"
)
_PERSON = re.compile(r"(?:par |de )?(?:mm?\.|(?:mmes?|madame|monsieur|mes?|dr|pr)\b) ?\S")
_PLACE_IN_RUN = re.compile(r"\s+[–—|•·]\s+|\s+-\s+|\s{3,}")


@dataclass(slots=True)
class _Candidate:
    name: str
    how: str
    score: float
    spoken: set[str] = field(default_factory=set)


def issuer_of(
    title: str | None,
    cover: Cover,
    running: Sequence[str],
    author: str | None,
    texts: Sequence[str],
    ends: Sequence[str],
) -> Found | None:
    """The issuer with most support.

    running: headers and footers; author: of the PDF's data; texts: running text of the first pages;
    ends: last passages (signature)
    """
    chamber = parliament_of(cover.lines, running, texts)
    if chamber is not None:
        return Found(chamber, "layout")
    pool: list[_Candidate] = []
    _from_cover(pool, cover, title)
    for line in running:
        if _from_phrase(pool, line, "running lines", 2.0, title):
            continue
        for piece in _PLACE_IN_RUN.split(line):
            _add(pool, without_dates(piece), "running lines", 1.6, title)
    if author:
        _add(pool, author, "pdf data", 1.2 if not is_person(author) else 0.4, title)
    if title:
        _from_phrase(pool, title, "layout", 2.0, None)
        for piece in _PLACE_IN_RUN.split(title)[1:]:  # "Cahier d’acteur n° 3 – Le Moulin"
            _add(pool, piece, "layout", 0.8, title, source="title")
    for line in (*texts[:8], *ends[-6:]):
        _from_phrase(pool, line[:200], "text", 1.4, title)
    best = max(pool, key=lambda candidate: _total(candidate, texts), default=None)
    if best is None or _total(best, texts) < _ENOUGH:
        return None
    name = as_written(best.name, (author or "", *cover.lines, *running, *texts))
    return Found(with_chamber(name, (*cover.lines, *running)), best.how)


def is_name_alone(text: str) -> bool:
    """Whether a line says a name and nothing else: a letterhead, not a title."""
    flat = plain(text)
    return (
        bool(cues().name_head.match(flat))
        and len(flat.split()) <= 7
        and not re.search(r"[:?!,]| (?:et|en|pour|face) ", flat)
    )


def _from_cover(pool: list[_Candidate], cover: Cover, title: str | None) -> None:
    for block in cover.around:
        text = without_dates(block.text)
        if not text or _from_phrase(pool, text, "layout", 2.0, title):
            continue
        if block.after is None:
            place = 1.7 if cover.alone and is_name_alone(text) else 1.0  # a letterhead
        elif cover.alone:
            place = max(0.8, 1.6 - 0.2 * block.after)
        else:
            place = max(0.2, 2.2 - 0.6 * block.after)
        if cover.title and block.size > 0.7 * cover.title.size and not names_an_organisation(text):
            place -= 1.0  # a subtitle rather than a name
        _add(pool, text, "layout", place, title)


def _from_phrase(pool: list[_Candidate], text: str, how: str, weight: float, title: str | None) -> bool:
    """Names that a phrase gives away: "Contribution du réseau X à …", "publié par X", "© X 2021"."""
    name = _after_genre(text)
    if name and names_an_organisation(name):
        return _add(pool, name, how, weight, title)
    for form in (_BY, _COPYRIGHT) if how == "text" else (_MADE_BY, _BY, _COPYRIGHT):
        match = form.search(text)
        if match is not None:
            said = _tidy(without_dates(match["name"]))
            return _add(pool, said[:1].upper() + said[1:], how, weight, title)
    return False


def _after_genre(text: str) -> str | None:
    """ "Réseau X" of "Contribution du réseau X à la consultation"."""
    text = " ".join(text.split())
    match = cues().genre_of.fullmatch(level(text))
    if match is None:
        return None
    person = _PERSON.match(plain(match["name"]))  # his function follows after a comma
    name = without_dates(text[match.start("name") : None if person else match.end("name")])
    name = _institution_of(name)
    return name[:1].upper() + name[1:]


def _add(
    pool: list[_Candidate], name: str, how: str, weight: float, title: str | None, source: str = ""
) -> bool:
    """Enter a name, or strengthen it; False when it can be no name. source: `how`, unless told apart."""
    name, source = _institution_of(_tidy(without_series(_tidy(name)))), source or how
    flat = plain(name)
    words = flat.split()
    if (
        not 1 <= len(words) <= 18
        or len(flat) < 3
        or cues().not_an_issuer.fullmatch(flat)
        or cues().no_name_start.match(flat)
        or cues().events.match(flat)
    ):
        return False
    if _CONTACT.search(name) or not re.search(r"[^\W\d_]{2}", name):
        return False
    if title and (fuzz.ratio(flat, plain(title)) > 88 or (len(words) > 2 and plain(title).startswith(flat))):
        return False
    for candidate in pool:
        if _same(candidate.name, name):
            # Said in two places: one name, better supported; the fuller form is kept.
            if source not in candidate.spoken:
                candidate.score += weight
                candidate.spoken.add(source)
            if how == "layout" and candidate.how != "layout":
                candidate.name, candidate.how = name, how
            return True
    score = weight
    if names_an_organisation(name):
        score += 1.6
    if _SENTENCE.search(name):
        score -= 2.0
    if len(words) > 11:
        score -= 0.8
    if name[:1].islower() or re.match(
        r"(?:Des|Un|Une|Pour|Comment|Vers|Quels?|Quelles?|Et|En|Dans|Sur|À|Au)\s", name
    ):
        score -= 2.5
    if re.search(r"[:?!]", name):
        score -= 1.2
    if re.search(r"[a-zà-ÿ]- [a-zà-ÿ]|\bdans (?:la|le|les|l[’'])", name):
        score -= 2.0  # two columns read as one, or a subject
    if re.match(r"\d[\d ]* ?[a-zà-ÿ]", name):
        score -= 2.0  # a figure and what it counts
    if name.count("«") != name.count("»") or name.count("(") != name.count(")"):
        score -= 1.5  # cut
    if is_person(name):
        score -= 0.6
    if _PERSON.match(flat):
        score -= 1.5  # a rapporteur speaks for an institution
    if name.isupper() and len(words) == 1 and len(name) > 12:
        score -= 0.5
    pool.append(_Candidate(name, how, score, {source}))
    return True


def _institution_of(name: str) -> str:
    """ "Programme X" of "Anne Leroy, Programme X": a person who speaks for it."""
    person, _, rest = name.partition(", ")
    speaks = is_person(person) or _PERSON.match(plain(person)) is not None
    return rest if speaks and rest[:1].isupper() and names_an_organisation(rest) else name


def _total(candidate: _Candidate, texts: Sequence[str]) -> float:
    """Support, with a little more for a name that the text uses."""
    core = plain(candidate.name)
    mentions = sum(core in plain(text) for text in texts[:60])
    return candidate.score + min(0.9, 0.3 * mentions)


def _same(left: str, right: str) -> bool:
    one, two = plain(left), plain(right)
    if one == two:
        return True
    if min(len(one), len(two)) < 6:
        return False
    return fuzz.ratio(one, two) >= 90 or (
        fuzz.token_set_ratio(one, two) == 100 and min(len(one.split()), len(two.split())) > 1
    )


def _tidy(name: str) -> str:
    name = " ".join(name.split()).strip(' –-—|•·,;:/©*."“”')
    name = re.sub(
        r"^(?:par|Par|PAR|présenté par|l[’']équipe de|Propriété d[ue]|Un programme d[ue])\s+", "", name
    )
    name = re.sub(r"^(?:du |des |de la |de l[’']|le |la |les |l[’'])(?=[A-ZÀ-ÝŒ])", "", name)
    bare = re.sub(rf"^(?:[Ll]a |[Ll]e |[Ll][’'])(?={_HEADS}\b)", "", name)
    name = bare if bare == name else bare[:1].upper() + bare[1:]
    name = re.sub(r"\s*[–—|-]?\s*[Pp]ages?(?:\s+\d*)?(?:\s+sur)?$", "", name)
    name = re.sub(r"\s*\((?:page|p\.)?\s*\d+\)$", "", name)
    name = re.sub(r"\s+\d{1,3}(?:\s*/\s*\d{1,3})?$", "", name)
    if name.startswith("«") and name.endswith("»"):
        name = name[1:-1].strip()
    return name
