"""How sure is it that a proposal answers an obstacle: the one scoring function.

The weights were fitted by logistic regression on documents of training/data kept out of the model's
training (benchmarks/calibrate_register.py); docs/register.md gives the figures. Fit them again with each new
model, on the fold that it has not seen: on documents that it has seen, its targets are all right and weigh
too much.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

THRESHOLD = 0.45
AT_MOST = 3  # answers of one proposal

BIAS = -4.58
WEIGHTS: Mapping[str, float] = {
    "target": 1.8,  # probability that the model gives to this obstacle as the target
    "sure": 0.88,  # that probability is 0.95 or more
    "among_obstacles": 2.47,  # its share among the obstacles that the document states
    "among_all": 2.01,  # when it targets none of these: among the obstacles of the register
    "among_measures": 2.61,  # among the measures of the document: does another aim at this obstacle more?
    "near": 3.19,  # cosine of the proposal's vector and the nearest statement in the document
    "similarity": 0.92,  # cosine of the proposal's vector and the middle of the obstacle's statements
    "row": 3.29,  # same row of a table
    "share": 2.14,  # share of the obstacle among the statements of the section
    "mention": 0.12,  # the obstacle is stated in the same sentence
    "norms": 0.3,  # both name the same text of law; set by hand
}
NOTES: Mapping[str, str] = {
    "target": "le modèle vise ce frein",
    "sure": "le modèle ne vise que ce frein",
    "among_obstacles": "part de ce frein dans ce que vise la mesure, parmi les freins du document",
    "among_all": "part de ce frein dans ce que vise la mesure (aucun frein du document)",
    "among_measures": "part de cette mesure parmi celles du document qui visent ce frein",
    "near": "énoncé du document proche de la mesure",
    "similarity": "formulations proches",
    "row": "même ligne d’un tableau",
    "share": "section consacrée à ce frein",
    "mention": "frein énoncé dans la même phrase",
    "norms": "même texte de droit",
}


@dataclass(slots=True)
class Signals:
    """What speaks for a link: value 0–1 by name of WEIGHTS. details: French, by name."""

    values: dict[str, float] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)

    def note(self, name: str, value: float, detail: str = "") -> None:
        """Keep the strongest value of a signal."""
        if value > self.values.get(name, 0.0):
            self.values[name] = value
            if detail:
                self.details[name] = detail


def score(signals: Signals) -> float:
    """Probability that the link holds."""
    total = BIAS + sum(WEIGHTS[name] * value for name, value in signals.values.items())
    return 1.0 / (1.0 + math.exp(-total))


def evidence(signals: Signals) -> list[dict[str, object]]:
    """What weighed, the heaviest first, as the column `evidence` keeps it."""
    weighed = [(WEIGHTS[name] * value, name) for name, value in signals.values.items()]
    return [
        {
            "rule": name,
            "note": NOTES[name] + (f" : {signals.details[name]}" if name in signals.details else ""),
            "weight": round(weight, 3),
        }
        for weight, name in sorted(weighed, key=lambda pair: (-pair[0], pair[1]))
        if weight > 0.005
    ]
