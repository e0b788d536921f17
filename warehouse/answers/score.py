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

THRESHOLD = 0.25
AT_MOST = 3  # answers of one proposal

BIAS = -5.07
WEIGHTS: Mapping[str, float] = {
    "target": 3.74,  # probability that the model gives to this obstacle as the target
    "first": 0.91,  # it is the most probable target
    "row": 2.66,  # same row of a table
    "mention": 0.88,  # the obstacle is stated in the same sentence
    "document": 2.0,  # it is stated somewhere in the same document; set by hand, see docs/register.md
    "share": 1.52,  # share of the obstacle among the statements of the section
    "norms": 0.3,  # both name the same text of law; set by hand
    "similarity": 2.76,  # cosine of the proposal's vector and the middle of the obstacle's statements
}
NOTES: Mapping[str, str] = {
    "target": "le modèle vise ce frein",
    "first": "cible la plus probable",
    "row": "même ligne d’un tableau",
    "mention": "frein énoncé dans la même phrase",
    "document": "frein énoncé dans le même document",
    "share": "section consacrée à ce frein",
    "norms": "même texte de droit",
    "similarity": "formulations proches",
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
