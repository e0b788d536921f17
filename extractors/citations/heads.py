"""The words that may start a citation: a cheap first pass, then one alternation."""

from __future__ import annotations

import re
from functools import cache

from extractors.citations import (
    cases,
    codes,
    national,
    resolve,
    union,
)
from extractors.citations.patterns import (
    ARTICLE,
    LATIN,
)

# Every citation starts with one of these stems (raw text, accents and capitals kept): the cheap first pass.
STEM = re.compile(
    r"(?<![\w-])(?:[aA](?:rt|RT|rr|RR|nn|NN|men|md|ff|ss\.|udit a|u m)|[lL](?:oi|OI|ivre|IVRE|edit a|"
    r"e m)|[LRD](?=[.OP\s*\u00a0\u202f]{0,5}\d)|[LD]\.\s?n|A\.\s?\d"
    r"|[cC](?:ode|ODE|\.|onst|onse|ONSE|onv|irc|IRC|erfa|ERFA|harte|our|OUR|elle|elui|eux|et a|e m|edit)"
    r"|C(?:A|C|E|G|J|M|O|P|R|S|I|N|F|3|B|DP)|C(?:iv|om|rim|ass|h|Civ|civ|Com)|[TC][-‑]\s?\d|"
    r"[LMNS][A-Z]{2,5}(?![\w])|[dD](?:[ée]c|ÉC|EC|ir|IR|udit a|u m|D|S|M|ata|igital|\.)"
    r"|[rR](?:[èeé]g|ÈG|EG|escr|eco|R?G[PE])|[oO](?:rd|RD)|[iI](?:nst|NST)|[jJ]uris|[pP](?:rop|ROP|roj|"
    r"PL|JL)|[tT](?:rait|ribu|C|A|F|U|P|rib|\.)"
    r"|[sS]ix|Soc\.|LPF|L\.P|LOI|GDPR|AI|B[OC]|e?I?DAS|eI|NCPC|[nN]\s?[°ºo]|[nN]um[ée]ro|[nN]ouveau|"
    r"[éEeÉ]cono"
    r"|\d{2,4}/\d{1,4}\s?/\s?[UC]E|\((?:UE|CEE?)\)|\d{1,2}[.(]\d|\d{2,4}-\d|\d\d[A-Z]{2}\d|\d{2,4}\s(?:[A-Z](?![\w'’.])|bis|ter|qua|qui|sex|sep|oct|"
    r"non|dec|und|duo)|6e\sd)"
)
# Citations that hold no digit all hold one of these.
_DIGIT = re.compile(r"\d")
_WORDS = (
    *("loi", "Loi", "LOI", "irculaire", "RG", "rrêt", "urispru", "irective", "èglement", "IDAS", "SRD"),
    *("S3D", "SDD", "DSA", "DMA", " Act", "GDPR", "rticle", "LM", "LO", "LC", "LT", "MAPTAM"),
)  # fmt: skip


@cache
def heads() -> re.Pattern[str]:
    """One alternation over every word that may start a citation, on folded text."""
    code = codes.code_names().pattern.pattern
    treaty = codes.treaty_names().pattern.pattern
    act = union.act_names().pattern.pattern
    acronym = national.acronyms().pattern.pattern
    return re.compile(
        rf"(?:(?P<same>{resolve.ARTICLE_ANAPHORA.pattern})|(?P<celle>(?i:celles?|celui|"
        rf"ceux)(?=\s(?:n\s?°|du\s\d)))|(?P<short>\d{{1,2}}(?:\.\d{{1,2}}\.[a-z]|"
        rf"\(\d{{1,2}}\)(?:\([a-z]\))?)(?![\w.]))|(?P<bare>\d{{2,4}}\s(?:{LATIN}|[A-Z](?![\w']|\.\s?[a-z])))|"
        rf"(?P<art>{ARTICLE.pattern})|(?P<pref>(?:L\.?\s?O\.?|L\.?\s?P\.?|[LRD]\.?|"
        rf"A\.)\s?\*{{0,2}}\.?\s?(?=\d))"
        rf"|(?P<bofip>BOI(?=\s?-))|(?P<other>(?i:rescrits?|propositions?\sde\s(?:loi|res)|"
        rf"projets?\sde\s(?:loi|res)|amendements?|amdts?|cerfa)\b|PPL|PJL)"
        rf"|(?P<boi>(?i:instructions?|instr\.)|BOI)"
        rf"|(?P<case>(?:[Aa]rrets?|[Jj]urisprudence|[Aa]ffaire)\s)"
        rf"|(?P<court>(?:CAA|CE|TA|CA|TC|CC|CJUE|CJCE|TPI|CEDH|Trib|T\.\s?confl|Cons|Cass|Civ\.|Com\.|"
        rf"Soc\.|Crim\.|Ass\.|Ch\.|(?i:cours?\s(?:adm|de\s|d'appel|eur|EDH)|tribuna|conseil\s(?:d'etat|"
        rf"const)))(?![A-Z]))"
        rf"|"
        rf"(?P<further>{union.FURTHER_ACT.pattern.replace('(?<![' + chr(92) + 'w/])', '')})|"
        rf"(?P<shaped>{cases.SHAPED.pattern.replace('(?<![' + chr(92) + 'w/-])', '').replace('?P<', '?P<x')})"
        rf"|(?P<text>{acronym}|{code}|{treaty}|{act}|(?i:ann(?:exe|\.)\s(?:I|[1-4])|lois?|ordonnances?|"
        rf"ord\.|decrets?|decr\.|arretes?|circulaires?|circ\.|reglements?|regl\.?|directives?|dir\.|"
        rf"decisions?|dec\.)(?![a-z])|[LD]\.(?=\s?n|\s(?:du\s)?\d)|Arr\.))"
    )


HEAD_NAMES = (
    "same",
    "celle",
    "short",
    "bare",
    "art",
    "pref",
    "bofip",
    "other",
    "boi",
    "case",
    "court",
    "further",
    "shaped",
    "text",
)


def holds_none(text: str) -> bool:
    """True when no citation can start anywhere in the raw text. Most passages stop here."""
    if _DIGIT.search(text) is None and not any(word in text for word in _WORDS):
        return True
    return STEM.search(text) is None
