"""The one visible place where model and rules become one number.

The log-odds that a sentence asserts a legal or technical obstacle of this domain are a weighted sum of a
few named facts: what the heads of the model say, which turns of phrase stand in the sentence, under which
heading it stands. The weights are fitted on documents that the model has not seen (`training.calibrate`)
and lie in model.json; each product of weight and fact is shown to the reader as evidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.cues import Cue
from extractors.cues.patterns import Effect
from extractors.statements.context import Context

FACTS: Mapping[str, str] = {
    "obstacle": "modèle : la phrase affirme un frein",
    "detect": "modèle : frein juridique ou technique du domaine",
    "nature": "modèle : nature juridique ou technique du frein",
    "asserts": "tournures qui affirment un frein",
    "denies": "tournure qui nie ou qui lève",
    "supposes": "tournure hypothétique",
    "rebuts": "tournure qui réfute",
    "proposes": "tournure de proposition",
    "defines": "définition ou renvoi",
    "trouble_heading": "sous un titre de freins",
    "measure_heading": "liste sous un titre de propositions ou de leviers",
    "trouble_column": "colonne de freins",
    "measure_column": "colonne de propositions ou de leviers",
    "question": "phrase interrogative",
}
_TROUBLE = (
    "frein",
    "obstacle",
    "difficult",
    "blocage",
    "bloque",
    "constat",
    "limite",
    "vigilance",
    "verrou",
    "entrave",
    "coince",
)
_MEASURE = ("propos", "recommand", "préconis", "levier", "piste", "solution", "mesure", "atout", "réponse")
_LISTED = ("list_item", "table_cell")
_MOST_CUES = 4


@dataclass(frozen=True, slots=True)
class Combination:
    """weights by the name of a fact, and the bias."""

    weights: Mapping[str, float]
    bias: float

    def log_odds(self, facts: Mapping[str, float]) -> float:
        """Weighted sum of the facts."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in facts.items())


def facts_of(
    types: Mapping[str, float],
    detect: float,
    legal_share: float,
    text: str,
    cues: tuple[Cue, ...],
    context: Context,
) -> dict[str, float]:
    """The facts of a sentence.

    types:       probability by type
    detect:      raw log-odds of the detection head
    legal_share: probability that the obstacle talked about is legal or technical
    """
    effects = {cue.effect for cue in cues}
    column = _speaks_of(context.column)
    # The heading of a table names all its columns (« Freins, leviers, propositions »): the column decides.
    trouble, measure = _speaks_of(context.headings[-1] if context.headings and not any(column) else "")
    listed = context.kind in _LISTED
    return {
        "obstacle": _logit(types["obstacle"]),
        "detect": max(-6.0, min(6.0, detect)),
        "nature": _logit(legal_share),
        "asserts": min(sum(cue.effect is Effect.ASSERTS for cue in cues), _MOST_CUES) / 2,
        "denies": float(bool(effects & {Effect.NEGATES, Effect.RESOLVES})),
        "supposes": float(Effect.SUPPOSES in effects),
        "rebuts": float(Effect.REBUTS in effects),
        "proposes": float(Effect.PROPOSES in effects),
        "defines": float(bool(effects & {Effect.DEFINES, Effect.REFERS})),
        "trouble_heading": float(trouble and not (measure and listed)),
        "measure_heading": float(measure and listed and not trouble),
        "trouble_column": float(column == (True, False)),
        "measure_column": float(column == (False, True)),
        "question": float(text.rstrip(" »)\u00a0").endswith("?")),
    }


def _speaks_of(heading: str) -> tuple[bool, bool]:
    """Whether a heading announces obstacles, and whether it announces measures or levers."""
    words = heading.lower()
    return any(word in words for word in _TROUBLE), any(word in words for word in _MEASURE)


def legal_share(about: NDArray[np.float32], archetypes: tuple[str, ...]) -> float:
    """Probability mass of the legal and technical archetypes."""
    return float(sum(p for p, name in zip(about, archetypes, strict=True) if name[:3] in ("JUR", "TEC")))


def _logit(probability: float) -> float:
    p = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))
