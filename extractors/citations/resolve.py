"""Decide which text an article belongs to: named after it, before it, by anaphora, or by the paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractors.citations.articles import Article
from extractors.citations.normalise import article_key, own_code
from extractors.citations.source import Source
from extractors.citations.sources import from_base, read, year_of
from taxonomy import norms

# "du même code", "de ladite loi", "du décret précité": the kind of text that is meant.
_NOUNS = (
    r"(?P<code>code|livre)|(?P<loi>loi(?:\sorganique)?)|(?P<ord>ordonnance)|(?P<dec>decret)|"
    r"(?P<arr>arrete)|(?P<circ>circulaire)|"
    r"(?P<reg>reglement)|(?P<dir>directive)|(?P<decision>decision)|(?P<texte>texte|derniere?)|"
    r"(?P<traite>traite)"
)
ANAPHORA = re.compile(
    rf"(?i:(?:(?:(?:du|de\sla|de\sce|de\scette|le|la|au|à\sla|ce|cette)\s)?(?:meme|susdite?)\s|(?:du|"
    rf"de\sla|le|la)?\s?(?:dudit|de\sladite|ladite|ledit|audit|dudit)\s|(?:de\sce(?:tte)?|"
    rf"ce(?:tte)?)\s(?:meme\s)?)(?:{_NOUNS}))(?![a-z])"
)
PRECITED = re.compile(
    rf"(?i:(?:du|de\sla|de\sl'|au|à\sla|le|la|l'|cette|ce)\s?(?:{_NOUNS})\s(?:precitee?|susvisee?|"
    rf"susmentionnee?|mentionnee?\sci-dessus))(?![a-z]|\s(?:du\s\d|n\s?°))"
)
ARTICLE_ANAPHORA = re.compile(
    r"(?i:(?:de\s|à\s|dans\s)?(?:dudit|ledit|audit|cedit|ce\smeme|du\smeme|le\smeme|au\smeme|"
    r"cet)\s(?P<noun>article))(?![a-z]|\s*(?:L|R|D|LO)?\.?\s?\d)"
)
_ADJACENT = re.compile(
    r"[\s,;:(\"-]*(?:(?:notamment|et|en|dans|à|sous|selon|de|par|en particulier|en effet|prevoit|"
    r"dispose)\s+)*"
    r"(?:(?:ses|son|leurs?|l'|les|aux|à l'|au)\s*)?"
)
_AFTER_TITLE = re.compile(
    r"\s(?:relatifs?|relatives?|portant|sur|pour|en\sfaveur|visant|tendant|concernant|de\smodernisation|"
    r"modifiee?|confortant|instituant|d'orientation)\b[^;.:()]{0,170}?"
    r"(?:,\s*(?:(?:notamment|et|en|dans)\s+)*(?:(?:ses|son)\s)?|\((?:notamment\s)?)$"
)
# What a bracketed alias looks like: "la loi n° … (ci-après « loi ESS »)".


_MEMORY = 40  # mentions looked back at, so that a passage of any length is read in linear time


@dataclass(slots=True)
class Paragraph:
    """What has been named so far in one paragraph."""

    sources: list[Source] = field(default_factory=list)
    earlier: tuple[tuple[str, str], ...] = ()  # base and ISO date of texts named earlier in the document

    def remember(self, source: Source) -> None:
        """Add a mention of a text."""
        self.sources.append(source)

    def last(self, wanted: str | None = None) -> Source | None:
        """The last text named, of the wanted noun when one is given."""
        for source in reversed(self.sources[-_MEMORY:]):
            if wanted is None or _is(source, wanted):
                return source
        return None


def _is(source: Source, wanted: str) -> bool:
    if wanted == "texte":
        return True
    if wanted == "code":
        return source.family == "code"
    if wanted == "loi":
        return source.kind in {"loi", "lo", "lc"}
    if wanted == "dec":
        return source.kind in {"dec", "dl"} and source.family == "national"
    if wanted == "reg":
        return source.kind in {"reg", "anc", "crc"}
    if wanted == "decision":
        return source.family == "act" and source.kind == "dec"
    if wanted == "traite":
        return source.family == "treaty"
    return source.kind == wanted


def anaphora(text: str, pos: int, paragraph: Paragraph) -> Source | None:
    """Read "du même code", "de la loi précitée" at pos and resolve it; "?" when nothing was named before."""
    match = ANAPHORA.match(text, pos) or PRECITED.match(text, pos)
    if match is None:
        return None
    wanted = match.lastgroup or "texte"
    known = paragraph.last(wanted)
    if known is not None:
        return replace(known, start=pos, end=match.end(), inherited=True)
    for base, _ in reversed(paragraph.earlier):
        if wanted == "code" and len({b for b, _ in paragraph.earlier if b.startswith("fr:code:")}) > 1:
            break
        before = from_base(
            base, pos, match.end(), doubt="Renvoi à un texte nommé plus haut, hors du paragraphe."
        )
        if _is(before, wanted):
            return before
    base = {
        "code": "fr:code:?",
        "texte": "fr:?",
        "traite": "eu:?",
        "reg": "eu:reg:?",
        "dir": "eu:dir:?",
        "decision": "eu:dec:?",
    }.get(wanted, f"fr:{wanted}:?")
    family = "code" if wanted == "code" else "national"
    doubt = "Renvoi à un texte nommé plus haut, absent du paragraphe."
    return Source(pos, match.end(), base, family, "?", "", doubt=doubt, inherited=True)


NOUN_OF = {
    "loi": "loi",
    "lo": "loi",
    "ord": "ordonnance",
    "dec": "decret",
    "arr": "arrete",
    "circ": "circulaire",
}
_THAT_ONE = re.compile(r"(?i:celles?|celui|ceux)\s(?=n\s?°|du\s\d|pour\s(?:l'annee\s)?(?:19|20)\d\d)")


def that_one(text: str, pos: int, paragraph: Paragraph) -> Source | None:
    """ "celle du 31 juillet 2014", "celle pour 2020": the noun is that of the last national text."""
    match = _THAT_ONE.match(text, pos)
    last = next((s for s in reversed(paragraph.sources[-_MEMORY:]) if s.family == "national"), None)
    noun = NOUN_OF.get(last.kind) if last is not None else None
    if match is None or noun is None or last is None:
        return None
    if text.startswith("pour", match.end()):
        families = {law.number: law.family for law in norms.load().finance}
        family = families.get(last.base.rpartition(":")[2])
        full = {"lf": "loi de finances", "lfss": "loi de financement de la securite sociale"}
        noun = full.get(family or "", noun)
    return renamed(text, noun, match.end(), start=pos)


def renamed(text: str, noun: str, pos: int, start: int | None = None) -> Source | None:
    """Read "n° …", "du …" or "pour …" at pos as if the noun stood before it."""
    following = read(f"{noun} {text[pos : pos + 200]}", 0)
    if following is None:
        return None
    return replace(following, start=pos if start is None else start, end=following.end + pos - len(noun) - 1)


_DEFINITE = re.compile(
    r"\s(?:du\s|de\sla\s|de\sl')(?:(?P<loi>loi)|(?P<ord>ordonnance)|(?P<dec>decret)|(?P<arr>arrete)|"
    r"(?P<reg>reglement)|(?P<dir>directive))(?![\w-]|\s(?:organique|constitution|de\s|du\s|d'|en\s|"
    r"relati|portant|visant|sur\s|n\s?°|\d|interieur|\"|[A-Z]))"
)


def definite(text: str, pos: int, paragraph: Paragraph) -> Source | None:
    """ "l'article 2 du décret": the text of that kind that was named, when only one can be meant."""
    match = _DEFINITE.match(text, pos)
    if match is None:
        return None
    wanted = match.lastgroup or ""
    named = {s.base for s in paragraph.sources[-_MEMORY:] if _is(s, wanted)}
    if not named:
        named = {b for b, _ in paragraph.earlier if _is(from_base(b), wanted)}
    if len(named) != 1:
        return None
    return from_base(named.pop(), pos, match.end())


def numbered(source: Source, paragraph: Paragraph) -> Source:
    """A text printed by its date alone takes the number that was printed with that date before."""
    if source.family != "national" or source.date is None or source.base != f"fr:{source.kind}:{source.date}":
        return source
    day = source.date.isoformat()
    named = [(s.base, s.date.isoformat()) for s in paragraph.sources[-_MEMORY:] if s.date is not None]
    found = {
        b
        for b, d in [*named, *paragraph.earlier]
        if d == day and b.startswith(f"fr:{source.kind}:") and b != source.base
    }
    if len(found) != 1:
        return source
    known = from_base(found.pop(), source.start, source.end)
    return replace(known, date=source.date)


_YEAR_ONLY = re.compile(
    r"(?i:(?P<loi>lois?)|(?P<ord>ordonnance)|(?P<dec>decret))\s(?:de\s)?(?P<year>(?:1[89]|20)\d\d)(?![\d-])"
)


def by_year(text: str, pos: int, paragraph: Paragraph) -> Source | None:
    """ "la loi de 1987", when exactly one law of that year was named before."""
    match = _YEAR_ONLY.match(text, pos)
    if match is None:
        return None
    kind = next(k for k in ("loi", "ord", "dec") if match.group(k))
    bases = [s.base for s in paragraph.sources[-_MEMORY:] if s.family == "national"] + [
        base for base, _ in paragraph.earlier
    ]
    fitting = {b for b in bases if b.split(":")[1] == kind and year_of(b) == int(match.group("year"))}
    if len(fitting) != 1:
        return None
    return from_base(
        fitting.pop(),
        pos,
        match.end(),
        doubt="Texte désigné par son année : repris d’une mention antérieure.",
    )


def adjacent(text: str, start: int, paragraph: Paragraph) -> Source | None:
    """The text named just before the article ("CGI, art. 200", "la loi n° …, notamment son article 9")."""
    source = paragraph.last()
    if source is None or source.end > start:
        return None
    between = text[source.end : start]
    if len(between) > 220:
        return None
    if _ADJACENT.fullmatch(between) and "." not in between:
        bare_space = (
            between.strip() == ""
            or any(c in between for c in ",:(;")
            or re.search(r"s(?:on|es)\s|en\s", between)
        )
        return source if bare_space else None
    if source.family != "code" and _AFTER_TITLE.fullmatch(between):
        return source
    return None


_PERHAPS_OWN = "Texte non imprimé : peut-être un article du document lui-même. À vérifier."


def inherit(
    article: Article,
    text: str,
    paragraph: Paragraph,
    cited: dict[str, str],
    taken: dict[str, str],
    later: Source | None,
    own_articles: bool = False,
) -> Source | None:
    """The text of an article that names none: that of the same article cited before, the paragraph's last
    fitting one, or the one that its number gives away.

    cited: article keys of this paragraph, and the base of their text
    taken: the same for earlier passages of the document
    later: text of a later article of the same sentence
    own_articles: the document is made of articles itself, so that a bare number may be one of them
    """
    key = article_key(article)
    perhaps_own = own_articles and not article.prefix
    if key in cited:
        return from_base(cited[key])
    if key in taken and re.match(
        r"\s*,?\s*(?:precite|susvise|susmentionne|mentionne ci-dessus)", text[article.end : article.end + 40]
    ):
        return from_base(taken[key])
    own = own_code(article)
    recent = paragraph.sources[-_MEMORY:]
    fitting = next((s for s in reversed(recent) if fits(article, s)), None)
    if own is not None and (fitting is None or fitting.base != own[0]):
        named = next((s for s in reversed(recent) if s.base == own[0]), None)
        if named is not None:
            return replace(named, inherited=True)
        if fitting is None or fitting.family != "code":
            return from_base(own[0], doubt="Texte non imprimé : supposé d’après le numéro d’article.")
    if fitting is not None:
        doubt = _PERHAPS_OWN if perhaps_own else _ambiguity(article, text, fitting, paragraph)
        return replace(fitting, inherited=True, doubt=doubt)
    if later is not None and fits(article, later) and not perhaps_own:
        return later
    if key in taken and (article.prefix or not article.number.isdigit()):
        return from_base(
            taken[key], doubt="Texte non imprimé ici : repris d’une citation du même article plus haut."
        )
    if article.prefix:
        doubt = "Code non imprimé : à reprendre du contexte."
        return Source(article.start, article.start, "fr:code:?", "code", "?", "", "prefixed", doubt=doubt)
    return None


_SENTENCE_END = re.compile(r"[a-z)\"]{2}\.\s+[A-Z]")


def _ambiguity(article: Article, text: str, chosen: Source, paragraph: Paragraph) -> str | None:
    """A doubt when the paragraph names several texts that would fit, none of them just before."""
    if len({s.base for s in paragraph.sources[-_MEMORY:] if fits(article, s)}) < 2:
        return None
    between = text[chosen.end : article.start]
    if 0 <= article.start - chosen.end <= 60 and not _SENTENCE_END.search(between):
        return None  # said just before, in the same sentence
    return "Texte non imprimé, plusieurs possibles dans le paragraphe : à vérifier."


def fits(article: Article, source: Source) -> bool:
    """Can this article number belong to that text?"""
    if "?" in source.base:
        return False
    if source.family == "code":
        code = norms.load().codes[source.kind]
        if code.numbering == "prefixed":
            return bool(article.prefix)
        if article.prefix:
            return (code.slug in {"penal", "cpp"} and article.prefix[0] in "RDA") or (
                code.slug == "civil" and False
            )
        return True
    return not article.prefix and source.kind not in {"circ", "arr"}
