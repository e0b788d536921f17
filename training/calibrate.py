"""Fit the combination of model and rules, and choose the thresholds, on documents kept apart.

    python -m training.calibrate --model DIR --folds 12 --held 0 [--gold FILE]

The invented documents hold far more obstacles than real ones; the sentences without one are therefore
weighted so that obstacles make up BASE_RATE of all, the share that readers of such documents expect.
The weights of the facts stay near PRIOR (what the language says of them) unless the data insist.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.cues import find_cues
from extractors.encoder.encode import SentenceEncoder
from extractors.encoder.heads import Heads, load_heads
from extractors.encoder.units import Unit, UnitScores
from extractors.learning.logistic import fit_logistic
from extractors.proposals.find import label_of, proposal_probability
from extractors.statements.combine import FACTS
from extractors.statements.context import Context, bare_text, context_text
from extractors.statements.decide import DISCUSSED, LEGAL_AT_LEAST, LEGAL_OR_TECHNICAL
from extractors.statements.facts import table_of_facts
from training.corpus import Row, fold_of, read_folder

PRIOR: Mapping[str, float] = {
    "obstacle": 0.8,
    "detect": 0.15,
    "nature": 0.55,
    "asserts": 0.3,
    "denies": -0.3,
    "supposes": -0.3,
    "rebuts": -0.3,
    "proposes": -0.1,
    "defines": -0.3,
    "trouble_heading": 0.5,
    "measure_heading": -1.0,
    "trouble_column": 1.0,
    "measure_column": -3.0,
    "question": -1.5,
}
STRENGTH = 12.0  # of the prior, in sentences
BASE_RATE = 0.17
PROPOSAL_RATE = 0.07
REVIEW_RECALL = 0.97
LEAST_REVIEW = 0.05  # nobody should have to read what has one chance in twenty

_HEADING_BLOCKS = {"heading", "#", "##", "###"}
_BLOCK_KINDS = {
    "bullet": "list_item", "number": "list_item", "L": "list_item", "N": "list_item",
    "table": "table_cell", "R": "table_cell", "footnote": "footnote", "F": "footnote",
}  # fmt: skip

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence kept apart from the training."""

    text: str
    context: Context
    obstacle: bool
    proposal: bool
    ignored: bool = False  # an obstacle of undeterminable nature: neither right nor wrong


def fit(table: Doubles, labels: Doubles, weights: Doubles) -> tuple[Doubles, float]:
    """Weights of the facts and bias: logistic regression with a ridge around PRIOR."""
    prior = np.array([PRIOR[name] for name in FACTS])
    theta = fit_logistic(
        np.hstack([table, np.ones((len(table), 1))]),
        labels,
        np.append(np.full(len(prior), STRENGTH), 1e-6),
        centre=np.append(prior, -1.0),
        weights=weights,
    )
    return theta[:-1], float(theta[-1])


def best_threshold(scores: Doubles, labels: Doubles, weights: Doubles) -> tuple[float, float]:
    """(threshold, F1) with the best weighted F1."""
    order = np.argsort(-scores)
    hits = np.cumsum(labels[order] * weights[order])
    given = np.cumsum(weights[order])
    f1 = 2 * hits / (given + (labels * weights).sum())
    best = int(f1.argmax())
    return float(scores[order][best]), float(f1[best])


def f1_at(scores: Doubles, labels: Doubles, weights: Doubles, threshold: float) -> float:
    """Weighted F1 of what reaches a threshold."""
    given = scores >= threshold
    return float(2 * (labels * weights)[given].sum() / (weights[given].sum() + (labels * weights).sum()))


def weights_for(labels: Doubles, rate: float) -> Doubles:
    """Weights that give the positives the share `rate`; that of a positive is one."""
    positives = labels.sum()
    negatives = len(labels) - positives
    return np.where(labels > 0, 1.0, positives * (1 - rate) / rate / max(negatives, 1))


def expected_calibration_error(scores: Doubles, labels: Doubles, weights: Doubles, bins: int = 10) -> float:
    """Weighted mean distance between score and frequency over equal-width bins (Naeini et al. 2015)."""
    error = 0.0
    for low in np.linspace(0, 1, bins, endpoint=False):
        inside = (scores >= low) & (scores < low + 1 / bins)
        mass = weights[inside].sum()
        if mass:
            gap = (scores[inside] * weights[inside]).sum() / mass - (
                labels[inside] * weights[inside]
            ).sum() / mass
            error += mass / weights.sum() * abs(gap)
    return float(error)


def may_be_asserted(heads: Heads, vectors: NDArray[np.float32]) -> Doubles:
    """1 where `decide` lets a sentence be an asserted legal or technical statement, else 0."""
    scores = heads.scores(vectors)
    discussed = scores.types[:, [heads.types.index(name) for name in DISCUSSED]].max(axis=1)
    legal = np.array([name[:3] in LEGAL_OR_TECHNICAL for name in heads.archetypes])
    share = scores.about[:, legal].sum(axis=1)
    asserts = scores.types[:, heads.types.index("obstacle")] >= discussed
    return (asserts & (share >= LEGAL_AT_LEAST)).astype(np.float64)


def is_positive(row: Row) -> bool:
    """An asserted legal or technical obstacle."""
    return row.type == "obstacle" and (row.archetype or "")[:3] in ("JUR", "TEC")


def held_out(data: Path, folds: int, held: int) -> list[Labelled]:
    """The sentences of the invented documents that the training did not see."""
    return [
        Labelled(r.text, r.context, is_positive(r), bool(r.proposal), (r.archetype or "").startswith("IND"))
        for r in read_folder(data)
        if fold_of(r.document, folds) == held
    ]


def from_gold(path: Path) -> list[Labelled]:
    """The sentences of a gold file; headings are known by their block, not their level."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        heading, previous = "", ""
        for item in json.loads(line)["items"]:
            block, text = item.get("block", "para"), item["text"]
            if block in _HEADING_BLOCKS:
                heading, previous = text, ""
                continue
            kind = _BLOCK_KINDS.get(block, "paragraph")
            code = item.get("code") or ""
            positive = item.get("type") == "obstacle" and code[:3] in ("JUR", "TEC")
            context = Context(
                kind, (heading,) if heading else (), "", "" if kind == "table_cell" else previous
            )
            found.append(
                Labelled(text, context, positive, bool(item.get("proposal")), code.startswith("IND"))
            )
            previous = text
    return found


def units(heads: Heads, vectors: NDArray[np.float32], items: list[Labelled]) -> list[Unit]:
    """Sentences with their scores, as the component leaves them."""
    s = heads.scores(vectors)
    return [
        Unit(
            0,
            len(item.text),
            item.text,
            item.context,
            find_cues(item.text),
            UnitScores(
                float(s.detect[i]), float(s.adjust[i]), s.types[i], s.mechanisms[i],
                float(s.proposal[i]), s.relations[i],
                s.vehicles[i], s.about[i], s.category[i], s.target[i],
            ),
        )
        for i, item in enumerate(items)
    ]  # fmt: skip


def main() -> None:
    """Command line of the calibration; rewrites model.json of the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument(
        "--gold", type=Path, help="a labelled corpus of the project's own, added to the held-out part"
    )
    parser.add_argument("--folds", type=int, default=12)
    parser.add_argument("--held", type=int, default=0)
    args = parser.parse_args()
    items = held_out(args.data, args.folds, args.held) + (from_gold(args.gold) if args.gold else [])
    items = [item for item in items if not item.ignored]
    facts = json.loads((args.model / "model.json").read_text(encoding="utf-8"))
    heads = load_heads(args.model)
    texts, contexts = [i.text for i in items], [i.context for i in items]
    vectors = SentenceEncoder(args.model, threads=2).encode(
        [bare_text(t) for t in texts], [context_text(c) if facts["context"] else "" for c in contexts]
    )
    table = table_of_facts(heads, vectors, texts, contexts)
    labels = np.array([float(i.obstacle) for i in items])
    weights = weights_for(labels, BASE_RATE)
    theta, bias = fit(table, labels, weights)
    scores = 1 / (1 + np.exp(-(table @ theta + bias)))
    asserted = scores * may_be_asserted(heads, vectors)
    # Of scores that are probabilities, F1 is best from half of the best F1 on (Lipton et al. 2014); the
    # best place on these few documents would also follow their accidents.
    keep = best_threshold(asserted, labels, weights)[1] / 2
    f1 = f1_at(asserted, labels, weights, keep)
    positives = np.sort(scores[labels > 0])
    review = float(positives[int(len(positives) * (1 - REVIEW_RECALL))])
    measures = np.array([float(i.proposal) for i in items])
    measure_scores = np.array(
        [proposal_probability(u, label_of(u.text)) for u in units(heads, vectors, items)]
    )
    propose, proposal_f1 = best_threshold(measure_scores, measures, weights_for(measures, PROPOSAL_RATE))
    facts["combination"] = {
        "weights": {name: round(float(value), 4) for name, value in zip(FACTS, theta, strict=True)},
        "bias": round(bias, 4),
    }
    facts["thresholds"] = {
        "keep": round(keep, 2),
        "review": round(max(min(review, keep / 2), LEAST_REVIEW), 4),
        "propose": round(propose, 4),
    }
    facts["held_out"] = {
        "sentences": len(items),
        "obstacles": int(labels.sum()),
        "detection_f1": round(f1, 4),
        "expected_calibration_error": round(expected_calibration_error(scores, labels, weights), 4),
        "proposal_f1": round(proposal_f1, 4),
    }
    (args.model / "model.json").write_text(
        json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(json.dumps({k: facts[k] for k in ("combination", "thresholds", "held_out")}, indent=1))


if __name__ == "__main__":
    main()
