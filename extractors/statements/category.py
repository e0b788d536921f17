"""The category of a sentence: the model's view, the norms that it cites, the words that it uses.

The decision order of the field: the rule in cause decides, not the actor. A norm cited in the
sentence that is typical of one category (art. L. 8241-1 of the labour code → staff lending) speaks
louder than words; words only nudge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extractors.records import Citation, Evidence
from taxonomy.load import load

NORM_WEIGHT = 1.2
CUE_WEIGHT = 0.35
CUE_LIMIT = 2
SECOND_CODE = 0.22
SHORTEST_CUE = 5  # characters; shorter words (« api », « tva ») hint at too much


@dataclass(frozen=True, slots=True)
class Category:
    """code, also_codes, archetype: as in Statement; probability: of the code; evidence: what weighed."""

    code: str
    probability: float
    archetype: str
    also_codes: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def categorise(
    about: NDArray[np.float32],
    archetypes: tuple[str, ...],
    text: str,
    start: int,
    citations: Iterable[Citation],
    natures: frozenset[str] | None = None,
) -> Category:
    """The most probable category.

    about:   (archetypes,) probabilities of the model
    start:   offset of the sentence in its passage, for the evidence
    natures: prefixes allowed ("JUR", "TEC"), or None for all
    """
    logs = np.log(_by_leaf(archetypes) @ np.asarray(about, dtype=np.float64) + 1e-6)
    codes = _leaves(archetypes)
    evidence: list[Evidence] = []
    for citation in citations:
        for code in typical_norms().get(_article(citation.norm_id), ()):
            if code in codes:
                logs[codes.index(code)] += NORM_WEIGHT
                note = f"norme typique de {code} : {citation.display}"
                evidence.append(Evidence(f"norm:{code}", note, citation.start, citation.end, NORM_WEIGHT))
    counts: dict[str, int] = {}
    for match in cue_expression().finditer(fold(text)):
        code = cues_by_text()[match.group()]
        if code in codes and counts.get(code, 0) < CUE_LIMIT:
            counts[code] = counts.get(code, 0) + 1
            logs[codes.index(code)] += CUE_WEIGHT
            words = text[match.start() : match.end()]
            at = start + match.start()
            evidence.append(
                Evidence(f"cue:{code}", f"mots de {code} : « {words} »", at, at + len(words), CUE_WEIGHT)
            )
    if natures is not None:
        logs[[code[:3] not in natures for code in codes]] -= 50.0
    probabilities = np.exp(logs - logs.max())
    probabilities /= probabilities.sum()
    order = np.argsort(-probabilities)
    code = codes[int(order[0])]
    also = tuple(codes[int(i)] for i in order[1:3] if probabilities[int(i)] >= SECOND_CODE)
    own = [i for i, name in enumerate(archetypes) if name.startswith(code + ".")]
    archetype = archetypes[max(own, key=lambda i: float(about[i]))]
    kept = tuple(e for e in evidence if e.rule.split(":")[1] in (code, *also))
    return Category(code, float(probabilities[int(order[0])]), archetype, also, kept)


def fold(text: str) -> str:
    """Lower case, straight apostrophes, no accents; as many characters as the text."""
    out = []
    for char in text.lower().replace("’", "'"):
        base = unicodedata.normalize("NFD", char)[0]
        out.append(base if len(char) == 1 else char[0])
    return "".join(out)


@cache
def _leaves(archetypes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.split(".")[0] for name in archetypes))


@cache
def _by_leaf(archetypes: tuple[str, ...]) -> NDArray[np.float64]:
    leaves = _leaves(archetypes)
    matrix = np.zeros((len(leaves), len(archetypes)))
    for i, name in enumerate(archetypes):
        matrix[leaves.index(name.split(".")[0]), i] = 1.0
    return matrix


def _article(norm_id: str) -> str:
    """The norm without its sub-path, so that "L8241-1#al2" counts as "L8241-1"."""
    return norm_id.split("#")[0] if norm_id.startswith("fr:code") else norm_id


@cache
def typical_norms() -> Mapping[str, tuple[str, ...]]:
    """Norm id → the categories of which it is typical; norms typical of more than two say nothing."""
    found: dict[str, list[str]] = {}
    for leaf in load().leaves:
        for norm in leaf.norms:
            found.setdefault(_article(norm), []).append(leaf.code)
    return {norm: tuple(codes) for norm, codes in found.items() if len(codes) <= 2}


@cache
def cues_by_text() -> Mapping[str, str]:
    """Folded cue words → their category; words that hint at two categories are left out."""
    found: dict[str, set[str]] = {}
    for leaf in load().leaves:
        for cue in leaf.cues:
            if len(cue) >= SHORTEST_CUE:
                found.setdefault(fold(cue), set()).add(leaf.code)
    return {cue: next(iter(codes)) for cue, codes in found.items() if len(codes) == 1}


@cache
def cue_expression() -> re.Pattern[str]:
    """All cue words as whole words, the longest first."""
    words = sorted(cues_by_text(), key=lambda cue: (-len(cue), cue))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")
