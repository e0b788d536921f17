"""Two gates that spare the encoder what cannot matter.

The gate looks at a sentence before it is read: a logistic model on its words and pairs of words, on the mean of
the static word vectors of fr_core_news_md, on a few surface facts, and on how much the text around it speaks of
the field. The early gate looks at what the lower layers of the encoder made of it: a logistic model on their
means over the sentence and over its context. Together they let through at least 98 % of obstacles and proposals;
what they stop is never a statement, so their thresholds are chosen on documents kept apart from their training
(`training.fit_gate`). They are not asked about sentences that name an obstacle or bear the number of a measure
(see extractors.encoder.component).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.tokens import Doc, Span

from extractors.encoder.units import Unit

Floats = NDArray[np.float32]

FOREIGN, RARE = 3.0, 8.0  # words of the field per thousand: text that is foreign to it, or touches it
DENSE = 40.0  # words of the field per thousand from which more says no more
BUCKETS = 1 << 15  # of the hashed words and pairs
STEM = 6  # letters of a word that count
_WORD = re.compile(r"[a-zà-ÿœ]+|\d")


@dataclass(frozen=True)
class Gate:
    """weights: (features,), words: (BUCKETS,), bias, threshold on the log-odds."""

    weights: Floats
    words: Floats
    bias: float
    threshold: float

    def passes(
        self, doc: Doc, spans: Sequence[Span | None], units: Sequence[Unit], density: float
    ) -> list[bool]:
        """For each sentence of a passage, whether the encoder should read it. density: see `field`."""
        if not units:
            return []
        odds = features(doc, spans, units, density) @ self.weights + self.bias
        for i, unit in enumerate(units):
            buckets = word_buckets(unit.text)
            if buckets:
                odds[i] += self.words[buckets].sum() / len(buckets) ** 0.5
        return [bool(value >= self.threshold) for value in odds]


@dataclass(frozen=True)
class EarlyGate:
    """weights: (2 * 384,), bias, threshold on the log-odds."""

    weights: Floats
    bias: float
    threshold: float

    def passes(self, rows: Floats) -> NDArray[np.bool_]:
        """For each row of extractors.encoder.encode.means, whether the upper layers should read it."""
        return np.asarray(rows @ self.weights + self.bias >= self.threshold, dtype=np.bool_)


@dataclass(frozen=True)
class Gates:
    """Both gates of a model; None: lets everything through."""

    first: Gate | None
    early: EarlyGate | None


def features(doc: Doc, spans: Sequence[Span | None], units: Sequence[Unit], density: float) -> Floats:
    """What the first gate looks at, a row a sentence: mean word vector, surface facts, density of the field."""
    field = [
        float(np.log1p(density)),
        min(density, DENSE) / DENSE,
        float(density < FOREIGN),
        float(density < RARE),
    ]
    facts = np.asarray([[*_surface(unit), *field] for unit in units], dtype=np.float32)
    return np.concatenate([_mean_vectors(doc, spans), facts], axis=1)


def word_buckets(text: str) -> list[int]:
    """The buckets of the words of a sentence (their first letters) and of its pairs of words, each once."""
    words = [word[:STEM] for word in _WORD.findall(text.lower())]
    return sorted({*map(_bucket, words), *(_bucket(f"{a} {b}") for a, b in pairwise(words))})


@lru_cache(maxsize=100_000)
def _bucket(words: str) -> int:
    return zlib.crc32(words.encode()) % BUCKETS


def _mean_vectors(doc: Doc, spans: Sequence[Span | None]) -> Floats:
    """The mean of the word vectors of each span, of length one: as Span.vector, for all spans at once."""
    table = doc.vocab.vectors
    keys = doc.to_array("ORTH").tolist()
    if "'" in doc.text:
        keys = [_printed(doc.vocab.strings, key) for key in keys]
    rows = np.asarray([table.key2row.get(key, -1) for key in keys], dtype=np.int64)
    vectors = np.where(rows[:, None] >= 0, table.data[rows], 0.0)
    means = np.zeros((len(spans), table.data.shape[1]), dtype=np.float32)
    for row, span in zip(means, spans, strict=True):
        if span is not None and len(span):
            row[:] = vectors[span.start : span.end].mean(axis=0)
            row /= float(np.linalg.norm(row)) or 1.0
    return means


def _printed(strings: StringStore, key: int) -> int:
    """The key of a word with the apostrophes of print: those of the training, with other vectors than typed ones."""
    word = strings[key]
    return strings.add(word.replace("'", "’")) if "'" in word else key


def _surface(unit: Unit) -> list[float]:
    words = unit.text.count(" ") + 1
    lower = f" {unit.text.lower().replace('’', chr(39))} "
    return [
        min(words, 60) / 30.0,
        float(any(mark in lower for mark in _NEGATION)),
        float(any(mark in lower for mark in _TROUBLE)),
        float(any(mark in lower for mark in _PARTNERS)),
        float(any(mark in lower for mark in _LAW)),
        float(any(mark in lower for mark in _MEASURE)),
        float(unit.context.kind == "table_cell"),
        float(unit.context.kind == "list_item"),
        float(any(mark in " ".join(unit.context.headings[-2:]).lower() for mark in _TROUBLE_HEADINGS)),
    ]


_NEGATION = (
    " ne ",
    " n'",
    " aucun",
    " pas ",
    " jamais ",
    " sans ",
    " ni ",
    " non ",
    " plus ",
    " faute d",
    " seul",
)
_TROUBLE = (
    "frein", "obstacle", "difficult", "bloqu", "blocage", "risque", "crain", "empêch", "interdi", "contrai", "impos",
    "heurt", "requalif", "incertit", "insécur", "complex", "lourd", "absence", "manque", "trop ", "refus", "renonc",
    "attend", "retard", "perd", "oblig", "flou", "exig",
)  # fmt: skip
_PARTNERS = (
    "associa", "entreprise", "partenar", "allianc", "mécén", "collectivité", "commune", "coopér", "collecti", "fondation",
    "scic", "bénévol", "subvention", "adhéren", "convention", "mutualis", "don ", "dons ", "mécène", "consorti",
)  # fmt: skip
_LAW = (
    "article",
    "art.",
    "loi ",
    "code ",
    "décret",
    "fisc",
    "tva",
    "impôt",
    "juridi",
    "droit",
    "régime",
    "statut",
    "agrément",
)
_MEASURE = (
    "propos",
    "recommand",
    "mesure",
    "il faut",
    "faudrait",
    "convien",
    "devrai",
    "créer",
    "autoriser",
    "permettre",
)
_TROUBLE_HEADINGS = (
    "frein",
    "obstacle",
    "difficult",
    "limite",
    "vigilance",
    "constat",
    "blocage",
    "propos",
    "recommand",
    "verrou",
)


@cache
def load_gates(folder: Path) -> Gates:
    """The gates of a model folder; none when it ships none."""
    path = folder / "gate.npz"
    if not path.is_file():
        return Gates(None, None)
    with np.load(path) as stored:
        w = {name: stored[name].astype(np.float32) for name in stored.files}
    return Gates(
        Gate(w["weights"], w["words"], float(w["bias"]), float(w["threshold"])),
        EarlyGate(w["early_weights"], float(w["early_bias"]), float(w["early_threshold"])),
    )
