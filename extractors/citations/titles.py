"""Titles of laws, decrees and orders: compare a printed title with a known one, make a slug of it."""

from __future__ import annotations

import re

from extractors.citations.patterns import fold

TITLE = re.compile(
    r"\s*,?\s(?:modifiee?s?\s,?\s?|susvisee?s?\s)?"
    r"(?P<t>(?:relatifs?|relatives?|portant|fixant|modifiant|pris|prise|sur|pour|visant|tendant|"
    r"en\sfaveur|concernant|instituant|creant|"
    r"determinant|approuvant|confortant|d'application|de\smodernisation|de\sfinances|de\sfinancement|"
    r"d'orientation|de\stransformation|de\sreforme|habilitant|rendant|precisant|"
    r"autorisant|prescrivant|etablissant|imposant|reglementant|nommant)\b[^.;:()]{0,170})"
)
_STOP = set(
    [
        "relative",
        "relatif",
        "relatives",
        "relatifs",
        "portant",
        "pour",
        "visant",
        "dans",
        "leur",
        "leurs",
        "avec",
        "certaines",
        "certains",
        "diverses",
        "dispositions",
        "sur",
        "aux",
        "mesures",
        "loi",
        "tendant",
    ]
)


def _words(title: str) -> set[str]:
    folded = fold(title).lower()
    return {w for w in re.findall(r"[a-z]{4,}", folded) if w not in _STOP}


def title_matches(printed: str, title: str) -> bool:
    """Two words of weight in common (or the only one): enough to support a date."""
    wanted, got = _words(title), _words(printed)
    return len(wanted & got) >= 2 or (len(wanted) <= 1 and wanted <= got and bool(wanted))


def shares_word(printed: str, title: str) -> bool:
    """One word of weight in common: enough beside a year, when a single text has it."""
    return bool(_words(printed) & _words(title))


def close_title(printed: str, title: str) -> bool:
    """The first words of weight are all there: enough to name the text alone."""
    wanted = [w for w in re.findall(r"[a-z]{4,}", fold(title).lower()) if w not in _STOP]
    got = _words(printed)
    return len(wanted) >= 2 and all(w in got for w in wanted[:4])


def title_end(text: str, pos: int, title: str) -> int:
    """Offset after the last word of the title that is printed after pos."""
    missing, end = _words(title), pos
    for match in re.finditer(r"[A-Za-z]{4,}", text[pos : pos + 170]):
        if match.group().lower() in missing:
            missing.discard(match.group().lower())
            end = pos + match.end()
    return end


_SLUG_STOP = set(
    [
        "relatif",
        "relative",
        "relatifs",
        "relatives",
        "au",
        "aux",
        "a",
        "à",
        "la",
        "le",
        "les",
        "l",
        "de",
        "des",
        "du",
        "d",
        "un",
        "une",
        "et",
        "portant",
        "fixant",
        "sur",
        "pour",
        "en",
        "dans",
        "concernant",
        "ou",
        "par",
    ]
)
_SLUG_END = re.compile(
    r"^(?:prevue?s?|mentionnee?s?|visee?s?|pris|instituee?s?|applicables?|en application|qui|que|dont|"
    r"est|sont|a|ont|definit|fixe|prevoit|precise|impose|"
    r"donne|retient|exige|modifie|complete|abroge|permet|oblige|ne|n|designe|demande|reste|distingue|"
    r"dresse|etablit|enumere|soumet|reprend|ajoute|article|articles|susvise|precite|doit|doivent|peut|"
    r"peuvent|s|se)$"
)


_ANOTHER_TEXT = {"arrete", "arretes", "decret", "loi", "ordonnance"}  # "… et de l’arrêté du …": named apart


def title_slug(title: str) -> str:
    """A short stable name from the title of an order: its first words that carry meaning, at most six."""
    words: list[str] = []
    for raw in re.split(r"[\s']+", title.split(",")[0]):
        word = re.sub(r"[^\w-]", "", fold(raw)).lower().replace("à", "a")
        if words and _SLUG_END.match(word):
            break
        if len(words) > 1 and word in _ANOTHER_TEXT:
            break
        if word and word not in _SLUG_STOP:
            words.append(word)
        if len(words) == 6:
            break
    return "-".join(words)
