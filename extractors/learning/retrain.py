"""Retrain the detection and the category heads on decisions, in seconds; the encoder stays as it is.

The decisions are few, so they are mixed with the replay set: vectors of the sentences on which the
shipped heads were trained, with their labels. The new weights stay close to the shipped ones (a ridge
around them), so that a handful of decisions moves little and many decisions move much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.encoder.heads import Floats, Heads, sigmoid

CLOSENESS = 0.02  # pull towards the shipped weights, per example
DECISION_WEIGHT = 4.0  # of one decision beside one replayed sentence
STEPS = 300
RATE = 0.05


@dataclass(frozen=True, slots=True)
class Example:
    """One decision on a statement.

    vector:   as stored with the statement, (384,)
    obstacle: True when the group holds it for an asserted legal or technical obstacle
    code:     the category that the group gave, None when it said nothing of it
    """

    vector: NDArray[np.float32]
    obstacle: bool
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """Vectors (n, 384) of training sentences and their labels; archetype -1 when unknown."""

    vectors: Floats
    obstacle: NDArray[np.bool_]
    archetype: NDArray[np.int16]


def load_replay(folder: Path) -> Replay:
    """The replay set of a model folder (replay.npz: int8 vectors with one scale)."""
    with np.load(folder / "replay.npz") as stored:
        vectors = stored["vectors"].astype(np.float32) * float(stored["scale"])
        return Replay(vectors, stored["obstacle"].astype(bool), stored["archetype"].astype(np.int16))


def retrain(heads: Heads, replay: Replay, examples: Sequence[Example]) -> Heads:
    """Heads fitted to the decisions; raises ValueError when there are none."""
    if not examples:
        raise ValueError("no decision to learn from")
    weights = dict(heads.weights)
    own = np.stack([e.vector for e in examples]).astype(np.float32)
    vectors = np.concatenate([replay.vectors, own])
    importance = np.concatenate([np.ones(len(replay.vectors)), np.full(len(own), DECISION_WEIGHT)]).astype(np.float32)
    labels = np.concatenate([replay.obstacle, [e.obstacle for e in examples]]).astype(np.float32)
    weights["detect.weight"], weights["detect.bias"] = _detect(heads, vectors, labels, importance)
    coded = [e for e in examples if e.obstacle and e.code is not None]
    if coded:
        weights["centres"] = _centres(heads, coded)
    return replace(heads, weights=weights)


def _detect(heads: Heads, vectors: Floats, labels: Floats, importance: Floats) -> tuple[Floats, Floats]:
    start = heads.weights["detect.weight"][0].astype(np.float64)
    w, b = start.copy(), float(heads.weights["detect.bias"][0])
    total = float(importance.sum())
    first = np.zeros_like(w)
    second = np.zeros_like(w)
    for step in range(1, STEPS + 1):
        p = sigmoid((vectors @ w + b).astype(np.float32))
        error = (p - labels) * importance / total
        gradient = vectors.T @ error + CLOSENESS * (w - start)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        w -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8) * 0.1
        b -= RATE * float(error.sum())
    return w.astype(np.float32)[None, :], np.asarray([b], dtype=np.float32)


def _centres(heads: Heads, coded: Sequence[Example]) -> Floats:
    """Move the vector of the nearest archetype of the given category towards each recoded statement."""
    projected = np.stack([e.vector for e in coded]) @ heads.weights["about.weight"].T + heads.weights["about.bias"]
    projected /= np.maximum(np.linalg.norm(projected, axis=1, keepdims=True), 1e-9)
    centres = heads.weights["centres"].astype(np.float32).copy()
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    for example, vector in zip(coded, projected, strict=True):
        own = [i for i, name in enumerate(heads.archetypes) if name.split(".")[0] == example.code]
        if own:
            best = max(own, key=lambda i: float(centres[i] @ vector))
            centres[best] = 0.9 * centres[best] + 0.1 * vector
    return centres


def save_heads(heads: Heads, source: Path, folder: Path) -> None:
    """Write retrained heads into a folder, beside a copy of the facts of the model that they come from."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "heads.npz", **{k: v.astype(np.float16) for k, v in heads.weights.items()})
    (folder / "model.json").write_bytes((source / "model.json").read_bytes())
