"""The figures of an evaluation, from counts by document.

Every figure is computed for many draws of documents at once: a draw says how often each document counts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from taxonomy.records import Lookalike
from warehouse.evaluation.tally import Numbers, Tally

_METADATA = ("title", "issuer", "kind", "year")
_CLASSIFIED = (
    ("leaf_accuracy", "leaf"),
    ("leaf_accuracy_with_secondary", "leaf_or_secondary"),
    ("family_accuracy", "family"),
    ("nature_accuracy", "nature"),
    ("mechanism_accuracy", "mechanism"),
)


class _Sums:
    """The counts of each draw, by name; 0 for what was never counted."""

    def __init__(self, tally: Tally, draws: Numbers) -> None:
        self._sums = {name: draws @ counts for name, counts in tally.counts.items()}
        self._none = np.zeros(len(draws))

    def __getitem__(self, name: str) -> Numbers:
        return self._sums.get(name, self._none)

    def ending(self, prefix: str) -> list[str]:
        """What follows `prefix` in the names that start with it, in order of appearance."""
        return [name.removeprefix(prefix) for name in self._sums if name.startswith(prefix)]


def compute(tally: Tally, draws: Numbers) -> dict[str, Numbers]:
    """All figures, in the order in which they are shown; each has one value a draw.

    draws: one row a draw, one column a document: how often the document counts.
    A share of nothing is not a number: such a draw says nothing of that figure.
    """
    sums = _Sums(tally, draws)
    figures = {"documents_found": share(sums["present"], sums["documents"])}
    for name in _METADATA:
        figures[f"metadata_{name}"] = share(sums[name], sums["documents"])
    figures["text_fidelity"] = share(sums["read"], sums["sentences"])
    found, false, missed = sums["found"], sums["false"], sums["missed"]
    _put(figures, "detection", prf(found, false, missed))
    for name, count in _CLASSIFIED:
        figures[name] = known(sums[count], found)
    leaf = sums["leaf"]
    figures["end_to_end_f1"] = prf(leaf, found + false - leaf, found + missed - leaf)[2]
    figures["macro_leaf_recall"] = _macro_recall(sums)
    figures |= _lookalikes(sums)
    figures["adjacent_kept_apart"] = known(sums["adjacent_ok"], sums["adjacent"])
    figures["assertion_labelled"] = known(sums["discussed_ok"], sums["discussed"])
    for level in ("cite", "cite_article"):
        counts = (sums[f"{level}_{part}"] for part in ("right", "false", "missed"))
        _put(figures, level, prf(*counts))
    precision = known(sums["proposals_right"], sums["proposals_given"])
    recall = known(sums["proposals_found"], sums["proposals_wanted"])
    _put(figures, "proposal", (precision, recall, _mean(precision, recall)))
    given, right, wanted = (np.column_stack([draws, np.ones(len(draws))]) @ tally.answers).T
    _put(figures, "answer", prf(right, given - right, wanted - right))
    figures["register_bcubed_f1"] = _bcubed(tally, draws)
    return figures


def share(part: Numbers, whole: Numbers) -> Numbers:
    """part / whole, 0 where there is no whole."""
    return np.divide(part, whole, out=np.zeros(np.shape(part)), where=whole > 0)


def known(part: Numbers, whole: Numbers) -> Numbers:
    """part / whole, not a number where there is no whole."""
    return np.where(whole > 0, share(part, whole), np.nan)


def prf(right: Numbers, false: Numbers, missed: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Precision, recall, and F1, their harmonic mean."""
    precision, recall = known(right, right + false), known(right, right + missed)
    return precision, recall, _mean(precision, recall)


def _mean(precision: Numbers, recall: Numbers) -> Numbers:
    """The harmonic mean; 0 when one of the two is 0 or cannot be told."""
    precision, recall = np.nan_to_num(precision), np.nan_to_num(recall)
    return share(2 * precision * recall, precision + recall)


def _put(figures: dict[str, Numbers], name: str, values: tuple[Numbers, Numbers, Numbers]) -> None:
    for part, value in zip(("precision", "recall", "f1"), values, strict=True):
        figures[f"{name}_{part}"] = value


def _macro_recall(sums: _Sums) -> Numbers:
    """Mean over the categories of the gold of the share found with the right category."""
    total, categories = sums["?"].copy(), sums["?"].copy()
    for code in sums.ending("gold:"):
        total += share(sums[f"right:{code}"], sums[f"gold:{code}"])
        categories += sums[f"gold:{code}"] > 0
    return share(total, categories)


def _lookalikes(sums: _Sums) -> dict[str, Numbers]:
    """Share of the sentences that resemble an obstacle which no statement covers, by type."""
    present = set(sums.ending("lookalike:"))
    kinds = [kind for kind in sorted(Lookalike) if kind in present]
    met = {kind: sums[f"lookalike:{kind}"] for kind in kinds}
    rejected = {kind: sums[f"rejected:{kind}"] for kind in kinds}
    nothing = sums["?"]
    figures = {"lookalikes_rejected": known(sum(rejected.values(), nothing), sum(met.values(), nothing))}
    for kind in kinds:
        figures[f"rejected_{kind}"] = known(rejected[kind], met[kind])
    return figures


def _bcubed(tally: Tally, draws: Numbers) -> Numbers:
    """B-cubed F1 of the register: sentences of one obstacle together, those of different ones apart.

    Bagga and Baldwin 1998; over the found sentences, obstacles of the register against keys of the gold.

    Each sentence is judged against the whole register; the draws only weigh the sentences. Judged against
    itself, a draw would find every sentence of a document that it holds twice in good company.
    """
    whole = tally.pairs.sum(axis=0, keepdims=True)
    by_key, by_obstacle = _gathered(whole, tally.keys), _gathered(whole, tally.obstacles)
    weights = draws @ tally.pairs
    total = weights.sum(axis=1)
    precision = share(weights @ share(whole, by_obstacle)[0], total)
    recall = share(weights @ share(whole, by_key)[0], total)
    return np.where(total > 0, _mean(precision, recall), np.nan)


def _gathered(pairs: Numbers, groups: NDArray[np.int64]) -> Numbers:
    """For each pair, the sum over the pairs of its group; groups are numbered from 0 without a gap."""
    if not groups.size:
        return pairs
    order = np.argsort(groups, kind="stable")
    starts = np.unique(groups[order], return_index=True)[1]
    sums: Numbers = np.add.reduceat(pairs[:, order], starts, axis=1)
    return sums[:, groups]
