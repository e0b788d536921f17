"""What speaks for a link inside one document, where measures and obstacles compete for each other.

A document that proposes says what for: most of its measures answer an obstacle that it states. So what the
model says of a measure is also counted among the obstacles of its document alone, and what it says of an
obstacle among the measures of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from warehouse.register.records import Floats

NEAREST = 8  # obstacles of the document looked at for a measure beside those that the model targets
LEAST_SHARE = 0.02  # of the target among the obstacles of the document: less says nothing
CROWD = 0.05  # probability added to the measures of a document, so that one weak target is no sure one


@dataclass(frozen=True, slots=True)
class Within:
    """One link. among_obstacles, among_measures: shares of the model's targets; near: cosine, not below 0."""

    proposal: int
    obstacle: str
    among_obstacles: float
    among_measures: float
    near: float


def compare(
    measures: Sequence[int],
    targets: Sequence[Mapping[str, float]],
    measure_vectors: Floats,
    obstacles: Sequence[str],
    statement_vectors: Floats,
) -> Iterator[Within]:
    """The links worth a look in one document.

    measures:  numbers of its measures; targets: what the model says of each, probability by obstacle
    obstacles: obstacle of each statement
    vectors:   (measures, width) and (statements, width), of length one; width 0 when there are none
    """
    names = list(dict.fromkeys(obstacles))
    if not names or not measures:
        return
    aimed = np.array([[own.get(name, 0.0) for name in names] for own in targets])
    shares = aimed / np.maximum(aimed.sum(axis=1, keepdims=True), 1e-9)
    crowds = aimed / (aimed.sum(axis=0, keepdims=True) + CROWD)
    near = _nearest(measure_vectors, statement_vectors, [names.index(o) for o in obstacles], len(names))
    closest = np.argsort(-near, axis=1, kind="stable")[:, :NEAREST]
    for row, measure in enumerate(measures):
        looked_at = {int(k) for k in closest[row] if near[row, k] > 0}
        looked_at.update(int(k) for k in np.flatnonzero(shares[row] > LEAST_SHARE))
        for k in sorted(looked_at):
            yield Within(
                measure,
                names[k],
                float(shares[row, k]),
                float(crowds[row, k]),
                max(float(near[row, k]), 0.0),
            )


def _nearest(left: Floats, right: Floats, column: Sequence[int], columns: int) -> NDArray[np.float64]:
    """Cosine of each measure with the nearest statement of each obstacle: (measures, obstacles)."""
    found = np.full((columns, len(left)), -1.0)
    if left.shape[1] and left.shape[1] == right.shape[1]:
        np.maximum.at(found, np.asarray(column), (left @ right.T).T.astype(np.float64))
    return found.T
