"""Memory of labelled sentences: which obstacles do the nearest known sentences talk about?

The vector of an archetype is the middle of all that is said of it; an obstacle told in a rarer way lies
nearer to a few sentences told alike. What the nearest few say is taken together with what the heads say of
the category (extractors.encoder.heads). The share of the legal and technical categories does not use it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.encoder.files import MEMORY

Floats = NDArray[np.float32]

NEAREST = 10  # known sentences that are asked
HEAT = 10.0  # how much more a nearer one counts: weights are exp(HEAT * cosine)
ROWS = 256  # sentences compared at a time


@dataclass(frozen=True)
class Memory:
    """Known sentences.

    directions: (known, width) vectors less the middle of all, of length one
    labels:     (known,) number of the archetype of each
    middle:     (width,) middle of all vectors of length one
    """

    directions: Floats
    labels: NDArray[np.int64]
    middle: Floats

    def shares(self, vectors: Floats, archetypes: int) -> Floats:
        """What the nearest known sentences talk about: (len(vectors), archetypes), rows sum to one."""
        found = np.zeros((len(vectors), archetypes), dtype=np.float32)
        few = min(NEAREST, len(self.labels))
        for start in range(0, len(vectors), ROWS):
            near = self.toward(vectors[start : start + ROWS]) @ self.directions.T
            for row, cosines in enumerate(near, start):
                chosen = np.argpartition(-cosines, few - 1)[:few]
                weights = np.exp(HEAT * (cosines[chosen] - cosines[chosen].max()))
                np.add.at(found[row], self.labels[chosen], weights / weights.sum())
        return found

    def toward(self, vectors: Floats) -> Floats:
        """Vectors as directions from the middle."""
        return unit(unit(vectors) - self.middle)

    def with_more(self, vectors: Floats, labels: NDArray[np.int64]) -> Memory:
        """The same memory with other sentences beside; the middle stays."""
        return replace(
            self,
            directions=np.concatenate([self.directions, self.toward(vectors)]),
            labels=np.concatenate([self.labels, labels]),
        )


def remember(vectors: Floats, labels: NDArray[np.int64]) -> Memory:
    """A memory of these sentences."""
    middle = np.asarray(unit(vectors).mean(axis=0), dtype=np.float32)
    return Memory(unit(unit(vectors) - middle), labels, middle)


def save_memory(memory: Memory, folder: Path) -> None:
    """Write memory.npz: directions as int8 with one scale."""
    scale = float(np.abs(memory.directions).max()) / 127
    np.savez_compressed(
        folder / MEMORY,
        directions=np.round(memory.directions / scale).astype(np.int8),
        scale=np.float32(scale),
        labels=memory.labels.astype(np.uint8),
        middle=memory.middle.astype(np.float32),
    )


def load_memory(folder: Path) -> Memory | None:
    """The memory of a model folder; None when it has none."""
    path = folder / MEMORY
    if not path.is_file():
        return None
    with np.load(path) as stored:
        directions = stored["directions"].astype(np.float32) * np.float32(stored["scale"])
        return Memory(directions, stored["labels"].astype(np.int64), stored["middle"].astype(np.float32))


def unit(rows: Floats) -> Floats:
    """Rows of length one; a row of zeros stays."""
    norm = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(norm, 1e-9), dtype=np.float32)
