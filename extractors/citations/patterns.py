"""The words and number shapes of French citations, as data. They are matched on folded text (see `fold`)."""

from __future__ import annotations

import re

# Folding keeps one character for one, so that offsets hold. "à" keeps its accent: it is the word of ranges.
_FROM = (
    "âäáéèêëíîïóôöúùûüçÉÈÊËÎÏÔÖÛÜÙÇÂÄ’‘ʼ´`\u00a0\u202f\u2009\u2007"
    "\u2002\u2003\u200a\t\n\r‑‐−–—º˚ᵉᵒʳ«»“”„⁰¹²³⁄"
)
_TO = "aaaeeeeiiiooouuuucEEEEIIOOUUUCAA'''''" + " " * 10 + "-----°°eor" + '"""""' + "0123/"
_TABLE = str.maketrans(_FROM, _TO)


def fold(text: str) -> str:
    """Fewer characters, one for one: accents off (but à), one kind of quote, dash and space."""
    return text.translate(_TABLE)


LATIN_ADVERBS = (
    "bis ter quater quinquies sexies septies octies nonies decies undecies duodecies terdecies quaterdecies "
    "quindecies quinquedecies sexdecies sexdecies septdecies septendecies octodecies novodecies vicies "
    "unvicies "
    "duovicies tervicies quatervicies quinvicies sexvicies septvicies octovicies novovicies tricies "
    "untricies "
    "duotricies tertricies quatertricies"
)
LATIN = "(?:" + "|".join(sorted(set(LATIN_ADVERBS.split()), key=len, reverse=True)) + r")(?![a-zA-Z])"

MONTHS = {
    "janvier": 1, "janv": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
    "juin": 6, "juillet": 7, "juill": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10,
    "oct": 10, "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
DATE = re.compile(
    rf"(?P<day>\d{{1,2}})\s?(?:er|ER)?\s+(?P<month>(?i:{MONTH}))\s?(?P<year>(?:1[789]|20)\d\d)(?!\d\d)"
    r"|(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:1[789]|20)\d\d)(?!\d)"
)
MONTH_YEAR = re.compile(rf"\s*(?:de |d')(?P<month>(?i:{MONTH}))\s(?P<year>(?:1[89]|20)\d\d)(?!\d)")

NO = r"(?:[nN]\s?[°o]\s?s?(?![a-z])(?:\sde\spourvoi)?|[nN]um(?:ero)?s?|[nN]°s)[\s.:]*"

ORDINALS = {
    "premier": "1", "premiers": "1", "deuxieme": "2", "second": "2", "seconde": "2", "troisieme": "3",
    "quatrieme": "4", "cinquieme": "5", "sixieme": "6", "septieme": "7", "huitieme": "8", "neuvieme": "9",
    "dixieme": "10", "onzieme": "11", "douzieme": "12", "treizieme": "13", "quatorzieme": "14",
    "quinzieme": "15", "dernier": "dernier", "avant-dernier": "avant-dernier", "derniers": "derniers",
}  # fmt: skip
ORDINAL = "(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + r"|\d{1,2}\s?(?:er|eme|e|nd))(?![a-z])"

ARTICLE = re.compile(r"(?i:arti-?\s?cles?|arts?\.|arts?(?=\s+(?:[LRDA]\b|\d)))")
# What joins the article list to the text that it belongs to.
LINK = re.compile(
    r"\s*[,(-]?\s*(?:(?:(?:nouvellement|tel que|tels que)\s)?(?:modifie|precite|susvise|abroge|cree|"
    r"introduit|ancien|nouveau)(?:ne)?e?[sx]?"
    r"\s*,?\s*)?(?:(?:du|de la|de l'|des|de|d'|au|à la)\s*)?"
)
ET_SUIVANTS = re.compile(
    r"\s*,?\s*(?:et\s+(?:suivants?|suiv\.|ss?\.|ss?(?=[\s,;)]|$))|sqq?\.|(?<=\d)\s?(?<!\.)(?:s\.|"
    r"ss\.))(?![a-z])"
)
CONJUNCTION = re.compile(
    r"\s*(?:,\s*(?:et|ou|puis|ainsi que|de meme que)?|;|/|et/ou|et|ou|ainsi que|puis|&)\s*"
    r"(?:(?:à|de|aux?|des|les|l'|d'|celles? de|ceux de)\s*)?(?:l'|les\s)?(?:(?:articles?|"
    r"art\.)\s*)?(?=[LRDA\d])"
)
RANGE = re.compile(r"\s*(?:à|jusqu'à|\s-\s)\s*(?:l')?(?:article\s|art\.\s?)?(?=[LRDA\d])")

# Words after a bare number that show it to be no citation of a legal text.
NOT_A_TEXT = re.compile(
    r"\s*,?\s*(?:des?|du|de la|de l'|d'|aux?)\s*(?:(?:present|presente|presents|leurs?|nos|vos|ses|son|"
    r"mes|cette|ce|cet)s?\s)*"
    r"(?:nouveaux\s|anciens\s)?(?:celles?|celui|ceux|statuts?|reglement interieur|conventions?|contrats?|"
    r"cahier|charte|"
    r"accord|bail|"
    r"protocole|projet|proposition|deliberation|convention-cadre|avenant|magazine|journal|presse|revue|"
    r"site|blog|licence|ce document)"
)
UNIT = re.compile(
    r"\s?(?:%|€|euros?\b|ans\b|mois\b|jours\b|heures\b|pages?\b|salaries\b|k€|M€|millions?\b|\s?000\b)|"
    r"[.,]\d+\s?(?:%|€|euros?|M€|k€|millions?)|\s\d{3}\b"
)

PRESENT_SELF = re.compile(r"\s*(?:du|de la|de l'|des)\s*presente?s?\s")
