"""How sure are the figures? Draw as many documents as there are, with replacement, again and again.

Documents are drawn, not sentences: sentences of one document are alike, and drawing them one by one would
show intervals that are too narrow (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13).
"""

from __future__ import annotations

import numpy as np

from warehouse.evaluation.tally import Numbers

DRAWS = 1000
_SEED = 1901


def draw(documents: int, draws: int = DRAWS) -> Numbers:
    """How often each document counts in each draw; one row a draw. Always the same draws."""
    chances = np.full(documents, 1 / documents)
    return np.random.default_rng(_SEED).multinomial(documents, chances, size=draws).astype(np.float64)


def interval(values: Numbers) -> tuple[float, float] | tuple[None, None]:
    """The bounds between which 95 % of the draws lie, those that say nothing left out; None when all do."""
    if np.isnan(values).all():
        return None, None
    low, high = np.nanpercentile(values, (2.5, 97.5))
    return float(low), float(high)
