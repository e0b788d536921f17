"""The facts of many sentences at once, for calibration and for learning from decisions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.cues import find_cues
from extractors.encoder.heads import Floats, Heads
from extractors.statements.combine import FACTS, facts_of, legal_share
from extractors.statements.context import Context


def table_of_facts(
    heads: Heads, vectors: Floats, texts: Sequence[str], contexts: Sequence[Context]
) -> NDArray[np.float64]:
    """(sentences, facts), columns in the order of FACTS."""
    scores = heads.scores(vectors)
    rows = []
    for i, (text, context) in enumerate(zip(texts, contexts, strict=True)):
        types = dict(zip(heads.types, (float(p) for p in scores.types[i]), strict=True))
        share = legal_share(scores.about[i], heads.archetypes)
        facts = facts_of(types, float(scores.detect[i]), share, text, find_cues(text), context)
        rows.append([facts[name] for name in FACTS])
    return np.asarray(rows, dtype=np.float64).reshape(len(rows), len(FACTS))


def log_odds(table: NDArray[np.float64], heads: Heads) -> NDArray[np.float64]:
    """Log-odds of each row of a table of facts."""
    weights = np.array([heads.combination.weights.get(name, 0.0) for name in FACTS])
    return np.asarray(table @ weights + heads.combination.bias, dtype=np.float64)
