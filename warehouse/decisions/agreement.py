"""Do two reviewers agree? Cohen's kappa (Cohen 1960): agreement beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import duckdb


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers on the statements that both judged.

    agreed: same word (keep or reject) on so many of `rows`; kappa: None when chance alone explains all
    category_*: the same for the category, on the statements that both keep
    """

    first: str
    second: str
    rows: int
    agreed: int
    kappa: float | None
    category_rows: int
    category_agreed: int
    category_kappa: float | None


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of paired labels; None when there are none or both always gave one and the same."""
    if not pairs:
        return None
    total = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(left[label] * right[label] for label in left) / total**2
    if expected == 1.0:
        return None
    observed = sum(a == b for a, b in pairs) / total
    return (observed - expected) / (1 - expected)


def agreement(con: duckdb.DuckDBPyConnection) -> tuple[Agreement, ...]:
    """Every pair of reviewers who judged the same statements."""
    words: dict[str, dict[str, tuple[str, str]]] = {}
    for subject, reviewer, verdict, code in con.execute(
        "SELECT subject_id, reviewer, verdict, coalesce(code, '') FROM verdicts "
        "WHERE subject_type = 'statement' ORDER BY ALL"
    ).fetchall():
        words.setdefault(reviewer, {})[subject] = ("reject" if verdict == "rejected" else "keep", code)
    found = []
    for first, second in combinations(sorted(words), 2):
        both = sorted(words[first].keys() & words[second].keys())
        if both:
            kept = [s for s in both if words[first][s][0] == words[second][s][0] == "keep"]
            judged = [(words[first][s][0], words[second][s][0]) for s in both]
            coded = [(words[first][s][1], words[second][s][1]) for s in kept]
            found.append(
                Agreement(
                    first, second, len(judged), sum(a == b for a, b in judged), kappa(judged),
                    len(coded), sum(a == b for a, b in coded), kappa(coded),
                )
            )  # fmt: skip
    return tuple(found)
