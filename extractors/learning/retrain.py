"""Learn from decisions in seconds: an adjustment on the vectors, and nearer archetypes; the encoder stays.

The adjustment is a linear term added to the log-odds of `extractors.statements.combine`, zero in the shipped
model. It is fitted on the decisions together with the replay set (vectors of training sentences with their
labels), the log-odds without it being given; a ridge keeps it small, so that a handful of decisions moves
little and many decisions move much.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.encoder.files import FACTS, HEADS, REPLAY, encoder_digest
from extractors.encoder.heads import Floats, Heads
from extractors.encoder.memory import Memory, save_memory
from extractors.learning.logistic import fit_logistic
from extractors.statements.context import Context
from extractors.statements.facts import log_odds, table_of_facts

RIDGE = 3.0  # total pull of the adjustment towards zero
DECISION_WEIGHT = 4.0  # of one decision beside one replayed sentence
STEPS = 12


@dataclass(frozen=True, slots=True)
class Example:
    """One decision on a statement.

    vector:   as stored with the statement, (384,)
    obstacle: True when the group holds it for an asserted legal or technical obstacle
    code:     the category that the group gave, None when it said nothing of it
    """

    vector: NDArray[np.float32]
    text: str
    context: Context
    obstacle: bool
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """Vectors (n, 384) of training sentences, their labels, and their log-odds without adjustment."""

    vectors: Floats
    obstacle: NDArray[np.bool_]
    log_odds: Floats


def load_replay(folder: Path) -> Replay:
    """The replay set of a model folder (replay.npz: int8 vectors with one scale).

    Raises ValueError when its vectors come from another encoder than the folder's.
    """
    with np.load(folder / REPLAY) as stored:
        if str(stored["encoder"]) != encoder_digest(folder):
            raise ValueError(f"{folder / REPLAY}: made with another encoder; run training.replay")
        vectors = stored["vectors"].astype(np.float32) * float(stored["scale"])
        return Replay(vectors, stored["obstacle"].astype(bool), stored["log_odds"].astype(np.float32))


def retrain(heads: Heads, replay: Replay, examples: Sequence[Example]) -> Heads:
    """Heads fitted to the decisions; raises ValueError when there are none."""
    if not examples:
        raise ValueError("no decision to learn from")
    own = np.stack([e.vector for e in examples]).astype(np.float32)
    given = log_odds(
        table_of_facts(heads, own, [e.text for e in examples], [e.context for e in examples]), heads
    )
    vectors = np.concatenate([replay.vectors, own]).astype(np.float64)
    offsets = np.concatenate([replay.log_odds, given]).astype(np.float64)
    labels = np.concatenate([replay.obstacle, [e.obstacle for e in examples]]).astype(np.float64)
    importance = np.concatenate([np.ones(len(replay.vectors)), np.full(len(own), DECISION_WEIGHT)])
    weights = dict(heads.weights)
    ridge = np.full(vectors.shape[1], RIDGE)
    adjustment = fit_logistic(vectors, labels, ridge, weights=importance, offsets=offsets, steps=STEPS)
    weights["adjust.weight"] = adjustment.astype(np.float32)[None, :]
    weights["adjust.bias"] = np.zeros(1, dtype=np.float32)
    coded = [e for e in examples if e.obstacle and e.code is not None]
    if coded:
        weights["centres"] = _centres(heads, coded)
    return replace(heads, weights=weights, memory=_memory(heads, coded))


def _centres(heads: Heads, coded: Sequence[Example]) -> Floats:
    """Move the vector of the nearest archetype of the given category towards each recoded statement."""
    projected = (
        np.stack([e.vector for e in coded]) @ heads.weights["about.weight"].T + heads.weights["about.bias"]
    )
    projected /= np.maximum(np.linalg.norm(projected, axis=1, keepdims=True), 1e-9)
    centres = heads.weights["centres"].astype(np.float32).copy()
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    for example, vector in zip(coded, projected, strict=True):
        own = [i for i, name in enumerate(heads.archetypes) if name.split(".")[0] == example.code]
        if own:
            best = max(own, key=lambda i: float(centres[i] @ vector))
            centres[best] = 0.9 * centres[best] + 0.1 * vector
    return centres


def _memory(heads: Heads, coded: Sequence[Example]) -> Memory | None:
    """The memory with the statements that the group gave a category, as the likeliest of its archetypes."""
    if heads.memory is None or not coded:
        return heads.memory
    vectors = np.stack([e.vector for e in coded]).astype(np.float32)
    about = heads.scores(vectors).about
    labels, kept = [], []
    for i, example in enumerate(coded):
        own = [k for k, name in enumerate(heads.archetypes) if name.split(".")[0] == example.code]
        if own:
            labels.append(max(own, key=lambda k: float(about[i, k])))
            kept.append(i)
    return heads.memory.with_more(vectors[kept], np.array(labels, dtype=np.int64)) if kept else heads.memory


def save_heads(heads: Heads, source: Path, folder: Path) -> None:
    """Write retrained heads into a folder, beside a copy of the facts of the model that they come from."""
    folder.mkdir(parents=True, exist_ok=True)
    stored = {name: values.astype(np.float16) for name, values in heads.weights.items()}
    np.savez_compressed(folder / HEADS, allow_pickle=False, **stored)
    if heads.memory is not None:
        save_memory(heads.memory, folder)
    facts = json.loads((source / FACTS).read_text(encoding="utf-8")) | {"encoder": encoder_digest(source)}
    (folder / FACTS).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
