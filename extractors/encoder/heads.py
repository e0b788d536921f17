"""The light last layers on the vectors of sentences: all linear or cosine, in numpy.

They are kept apart from the encoder so that `levier learn` can retrain them in seconds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.encoder.files import MEMORY, MODEL, UPPER
from extractors.encoder.memory import Memory, load_memory, unit
from extractors.statements.combine import Combination

Floats = NDArray[np.float32]

# Share of what a measure talks about in the judgement of what it is for: on 166 measures of documents kept
# apart, first target right 0.608 without, 0.632 with it; among the first five 0.837 and 0.867.
SUBJECT = 0.4
TINY = np.float32(1e-6)
# The category is about * (shares of the nearest known sentences + LEAST) ** KNOWN. Leaf right on 781
# obstacles of documents kept apart: 0.811 by the heads alone, 0.828 with it; on the gold file of the
# examples: 0.857 and 0.878.
KNOWN, LEAST = 0.5, np.float32(0.01)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of n sentences. Probabilities unless said otherwise; rows are sentences.

    detect:    (n,) raw log-odds of an asserted legal or technical obstacle (the final ones are made in
               extractors.statements.combine)
    adjust:    (n,) log-odds added by `levier learn`; zero in the shipped model
    types:     (n, types)          mechanisms: (n, mechanisms)     proposal: (n,)
    relations: (n, relations)      vehicles: (n, vehicles)
    about:     (n, archetypes) obstacle talked about
    category:  (n, archetypes) the same, with what the nearest known sentences talk about
    target:    (n, archetypes) obstacle that a proposal addresses: what two heads say together
    """

    detect: Floats
    adjust: Floats
    types: Floats
    mechanisms: Floats
    proposal: Floats
    relations: Floats
    vehicles: Floats
    about: Floats
    category: Floats
    target: Floats


@dataclass(frozen=True)
class Heads:
    """Weights by name and the lists of classes that give the columns their names."""

    weights: dict[str, Floats]
    types: tuple[str, ...]
    mechanisms: tuple[str, ...]
    relations: tuple[str, ...]
    vehicles: tuple[str, ...]
    archetypes: tuple[str, ...]
    combination: Combination
    keep: float
    review: float
    propose: float
    memory: Memory | None = None

    def scores(self, vectors: Floats) -> Scores:
        """All heads at once; vectors: (n, 384)."""
        w = self.weights

        def linear(name: str) -> Floats:
            return np.asarray(vectors @ w[f"{name}.weight"].T + w[f"{name}.bias"], dtype=np.float32)

        centres = unit(w["centres"])
        heat = float(np.exp(w["temperature"]))
        about = softmax(unit(linear("about")) @ centres.T * heat)
        target = softmax(unit(linear("target")) @ centres.T * heat)
        return Scores(
            detect=linear("detect")[:, 0],
            adjust=linear("adjust")[:, 0] if "adjust.weight" in w else np.zeros(len(vectors), np.float32),
            types=softmax(linear("type")),
            mechanisms=softmax(linear("mechanism")),
            proposal=sigmoid(linear("proposal")[:, 0]),
            relations=softmax(linear("relation")),
            vehicles=softmax(linear("vehicle")),
            about=about,
            category=self._category(about, vectors),
            target=softmax((1 - SUBJECT) * np.log(target + TINY) + SUBJECT * np.log(about + TINY)),
        )


    def _category(self, about: Floats, vectors: Floats) -> Floats:
        if self.memory is None:
            return about
        shares = self.memory.shares(vectors, len(self.archetypes))
        return softmax(np.log(about + TINY) + KNOWN * np.log(shares + LEAST))


def softmax(logits: Floats) -> Floats:
    """Row-wise softmax."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(logits: Floats) -> Floats:
    """Logistic function, element by element."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float32)


@cache
def load_heads(folder: Path) -> Heads:
    """Heads of a model folder: heads.npz (weights), memory.npz, model.json (classes, thresholds).

    A folder of retrained heads alone that has no memory takes the shipped one.
    """
    alone = not (folder / UPPER).is_file() and not (folder / MEMORY).is_file()
    facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    with np.load(folder / "heads.npz") as stored:
        weights = {name: stored[name].astype(np.float32) for name in stored.files}
    return Heads(
        weights=weights,
        types=tuple(facts["types"]),
        mechanisms=tuple(facts["mechanisms"]),
        relations=tuple(facts["relations"]),
        vehicles=tuple(facts["vehicles"]),
        archetypes=tuple(facts["archetypes"]),
        combination=Combination(facts["combination"]["weights"], facts["combination"]["bias"]),
        keep=facts["thresholds"]["keep"],
        review=facts["thresholds"]["review"],
        propose=facts["thresholds"]["propose"],
        memory=load_memory(MODEL if alone else folder),
    )
