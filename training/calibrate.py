"""Calibrate the shipped heads and choose their thresholds on documents kept apart from the training.

    python -m training.calibrate --model DIR --folds 8 --held 0

The invented documents hold far more obstacles than real ones; the sentences without one are therefore
weighted so that obstacles make up BASE_RATE of all, the share that readers of such documents expect.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.encoder.encode import SentenceEncoder
from extractors.encoder.heads import load_heads, sigmoid
from extractors.statements.context import context_text
from training.corpus import Row, fold_of, read_folder

BASE_RATE = 0.17
PROPOSAL_RATE = 0.07
REVIEW_RECALL = 0.97

Doubles = NDArray[np.float64]


def platt(logits: Doubles, labels: Doubles, weights: Doubles) -> tuple[float, float]:
    """Scale and shift that make sigmoid(scale * logit + shift) a probability (Platt 1999), by Newton steps."""
    a, b = 1.0, 0.0
    for _ in range(100):
        p = 1 / (1 + np.exp(-(a * logits + b)))
        gradient = np.array([((p - labels) * logits * weights).sum() + 1e-2 * (a - 1), ((p - labels) * weights).sum()])
        curve = weights * p * (1 - p)
        hessian = np.array(
            [[(curve * logits**2).sum() + 1e-2, (curve * logits).sum()], [(curve * logits).sum(), curve.sum() + 1e-9]]
        )
        step = np.linalg.solve(hessian, gradient)
        a, b = a - step[0], b - step[1]
        if np.abs(step).max() < 1e-8:
            break
    return float(a), float(b)


def best_threshold(scores: Doubles, labels: Doubles, weights: Doubles) -> tuple[float, float]:
    """(threshold, F1) with the best weighted F1."""
    order = np.argsort(-scores)
    hits = np.cumsum(labels[order] * weights[order])
    given = np.cumsum(weights[order])
    f1 = 2 * hits / (given + (labels * weights).sum())
    best = int(f1.argmax())
    return float(scores[order][best]), float(f1[best])


def weights_for(labels: Doubles, rate: float) -> Doubles:
    """Weights that give the positives the share `rate`; their mean is one for positives."""
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
            gap = (scores[inside] * weights[inside]).sum() / mass - (labels[inside] * weights[inside]).sum() / mass
            error += mass / weights.sum() * abs(gap)
    return float(error)


def is_positive(row: Row) -> bool:
    """An asserted legal or technical obstacle."""
    return row.type == "obstacle" and (row.archetype or "")[:3] in ("JUR", "TEC")


def main() -> None:
    """Command line of the calibration; rewrites model.json of the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--held", type=int, default=0)
    args = parser.parse_args()
    rows = [r for r in read_folder(args.data) if fold_of(r.document, args.folds) == args.held]
    facts = json.loads((args.model / "model.json").read_text(encoding="utf-8"))
    heads = load_heads(args.model)
    vectors = SentenceEncoder(args.model, threads=2).encode(
        [r.text for r in rows], [context_text(r.context) if facts["context"] else "" for r in rows]
    )
    raw = ((vectors @ heads.weights["detect.weight"].T) + heads.weights["detect.bias"])[:, 0].astype(np.float64)
    labels = np.array([float(is_positive(r)) for r in rows])
    weights = weights_for(labels, BASE_RATE)
    scale, shift = platt(raw, labels, weights)
    scores = sigmoid((raw * scale + shift).astype(np.float32)).astype(np.float64)
    keep, f1 = best_threshold(scores, labels, weights)
    positives = np.sort(scores[labels > 0])
    review = float(positives[int(len(positives) * (1 - REVIEW_RECALL))])
    proposal_labels = np.array([float(bool(r.proposal)) for r in rows])
    proposal_scores = heads.scores(vectors).proposal.astype(np.float64)
    propose, proposal_f1 = best_threshold(proposal_scores, proposal_labels, weights_for(proposal_labels, PROPOSAL_RATE))
    facts["calibration"] = {"scale": round(scale, 4), "shift": round(shift, 4)}
    facts["thresholds"] = {
        "keep": round(min(max(keep, 0.3), 0.6), 4),
        "review": round(min(review, keep / 2), 4),
        "propose": round(propose, 4),
    }
    facts["held_out"] = {
        "sentences": len(rows),
        "obstacles": int(labels.sum()),
        "detection_f1": round(f1, 4),
        "expected_calibration_error": round(expected_calibration_error(scores, labels, weights), 4),
        "proposal_f1": round(proposal_f1, 4),
    }
    (args.model / "model.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({k: facts[k] for k in ("calibration", "thresholds", "held_out")}, indent=1))


if __name__ == "__main__":
    main()
