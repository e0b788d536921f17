"""Families of the turns of phrase that assert an obstacle, by the tens of their ids: for reports."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.cues.find import find_cues
from extractors.cues.patterns import Effect

WITHOUT = "sans tournure connue"

_FAMILIES: Mapping[str, str] = {
    "P0": "étiquette (frein, obstacle…)",
    "P1": "se heurter, ne pas pouvoir",
    "P2": "absence",
    "P3": "inadéquation, exigence",
    "P4": "risque, incertitude, coût",
    "P5": "implicite",
    "P6": "implicite",
    "P7": "résultat d’enquête",
}


def families_of(sentence: str) -> tuple[str, ...]:
    """French names of the families of the asserting turns in a sentence; WITHOUT alone when it has none."""
    found = (_FAMILIES[cue.id[:2]] for cue in find_cues(sentence) if cue.effect is Effect.ASSERTS)
    return tuple(dict.fromkeys(found)) or (WITHOUT,)
