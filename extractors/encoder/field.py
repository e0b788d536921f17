"""How much a stretch of text speaks of the field: alliances, their members, their money and their law.

A guide to a typesetting program or the law of succession holds no obstacle to an alliance, and says so by
its words: over hundreds of them there is hardly an association, a firm, a town hall or a grant. The first
gate looks at this density around a sentence, for the sentence itself may be as short as « Refusé deux fois. »
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WINDOW = 300  # words on either side
LEAST_WORDS = 100  # a shorter text counts as so long, else one word would fill it

_WORDS = re.compile(
    r"associa(?:tion|tif|tiv)|\bentreprise|partena|\balliance|m[ée]c[éè]n|collectivit|\bcommun(?:es?|aut)"
    r"|\bmaire|département|région|coopér|collectif|mutual|mutuelle|fondation|\bscic\b|bénévol|subvention"
    r"|adhéren|\bdons?\b|donat|dotation|consorti|groupement|\bess\b|lucrati|convention|appels? à |territoire"
    r"|financ|bailleur|filiale|sociét|\bclub|école|lycée|hôpita|usine|salarié|euros|\btva\b|fisc|impôt|agrément"
    r"|\bbanque|trésor|notaire|avocat|juridique|préfe|statuts|marchés? public|bénéficiaires|réseau|filière"
    r"|\bpme\b|fédération|urssaf|rescrit|prêt",
    re.IGNORECASE,
)


def density(texts: Sequence[str]) -> NDArray[np.float64]:
    """For each text of a document, in order: words of the field per thousand words around it."""
    if not texts:
        return np.zeros(0)
    found = np.cumsum([0, *(len(_WORDS.findall(text)) for text in texts)])
    words = np.cumsum([0, *(len(text.split()) for text in texts)])
    first = np.searchsorted(words, words[:-1] - WINDOW).clip(0, len(texts) - 1)
    last = np.searchsorted(words, words[1:] + WINDOW).clip(1, len(texts))
    around = np.maximum(words[last] - words[first], LEAST_WORDS)
    return np.asarray(1000.0 * (found[last] - found[first]) / around)
