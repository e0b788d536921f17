"""The encoder as two ONNX sessions, one on top of the other: sentences and their contexts → vectors.

The lower half of the layers reads every sentence; the early gate looks at what they make of it, and the
upper half reads only those that may matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from extractors.encoder.files import LOWER, TOKENIZER, UPPER
from extractors.encoder.gate import EarlyGate
from extractors.encoder.tokens import PAD, Tokens, load_tokenizer, tokenise

WIDTH = 384
TOKENS_A_BATCH = 1024

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _HalfRead:
    """A sentence after the lower layers. index: its place; hidden: (tokens, WIDTH); sentence: see Tokens."""

    index: int
    hidden: Floats
    sentence: int


class SentenceEncoder:
    """Holds the sessions and the tokenizer of one model folder."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """folder: with the files of extractors.encoder.files.ENCODER. threads: of one session."""
        self._lower, self._upper = _session(folder / LOWER, threads), _session(folder / UPPER, threads)
        self._tokenizer = load_tokenizer(folder / TOKENIZER)

    def encode(self, sentences: Sequence[str], contexts: Sequence[str]) -> Floats:
        """Vectors (len(sentences), 384), in order, of every sentence."""
        vectors, _ = self.encode_what_matters(sentences, contexts, None, [])
        return vectors

    def encode_what_matters(
        self,
        sentences: Sequence[str],
        contexts: Sequence[str],
        gate: EarlyGate | None,
        always: Sequence[bool],
    ) -> tuple[Floats, NDArray[np.bool_]]:
        """Vectors (len(sentences), 384), in order, and which sentences were read to the end.

        gate, always: what stops sentences half-way, and which it may not stop (asked only with a gate)
        The rows of sentences that were stopped are zero. Read in batches of similar length.
        """
        tokens = tokenise(self._tokenizer, list(sentences), list(contexts))
        vectors = np.zeros((len(tokens), WIDTH), dtype=np.float32)
        finished = np.zeros(len(tokens), dtype=np.bool_)
        waiting: list[_HalfRead] = []
        for group in _by_length(tokens):
            halves, looked_at = self._read_lower(group, [tokens[i] for i in group])
            passes = gate.passes(looked_at) if gate else np.ones(len(group), dtype=np.bool_)
            waiting += [
                half for half, passed in zip(halves, passes, strict=True) if passed or always[half.index]
            ]
            if waiting and len(waiting[-1].hidden) * len(waiting) >= TOKENS_A_BATCH:
                self._read_upper(waiting, vectors, finished)
                waiting = []
        if waiting:
            self._read_upper(waiting, vectors, finished)
        return vectors, finished

    def half_read(self, sentences: Sequence[str], contexts: Sequence[str]) -> Floats:
        """What the early gate looks at, (len(sentences), 2 * 384): for training.fit_gate."""
        tokens = tokenise(self._tokenizer, list(sentences), list(contexts))
        rows = np.zeros((len(tokens), 2 * WIDTH), dtype=np.float32)
        for group in _by_length(tokens):
            hidden, pool, attention = self._run_lower([tokens[i] for i in group])
            rows[group] = means(hidden, pool, attention)
        return rows

    def _run_lower(self, tokens: list[Tokens]) -> tuple[Floats, Floats, Floats]:
        longest = max(len(t.ids) for t in tokens)
        ids = np.full((len(tokens), longest), PAD, dtype=np.int64)
        for row, t in enumerate(tokens):
            ids[row, : len(t.ids)] = t.ids
        attention = (ids != PAD).astype(np.float32)
        (hidden,) = self._lower.run(None, {"ids": ids, "attention": attention})
        return np.asarray(hidden, dtype=np.float32), _pool([t.sentence for t in tokens], longest), attention

    def _read_lower(self, group: list[int], tokens: list[Tokens]) -> tuple[list[_HalfRead], Floats]:
        hidden, pool, attention = self._run_lower(tokens)
        halves = [
            _HalfRead(index, hidden[row, : len(t.ids)], t.sentence)
            for row, (index, t) in enumerate(zip(group, tokens, strict=True))
        ]
        return halves, means(hidden, pool, attention)

    def _read_upper(self, halves: list[_HalfRead], vectors: Floats, finished: NDArray[np.bool_]) -> None:
        longest = max(len(half.hidden) for half in halves)
        hidden = np.zeros((len(halves), longest, WIDTH), dtype=np.float32)
        attention = np.zeros((len(halves), longest), dtype=np.float32)
        for row, half in enumerate(halves):
            hidden[row, : len(half.hidden)] = half.hidden
            attention[row, : len(half.hidden)] = 1.0
        pool = _pool([half.sentence for half in halves], longest)
        (found,) = self._upper.run(None, {"hidden": hidden, "attention": attention, "pool": pool})
        places = [half.index for half in halves]
        vectors[places] = found
        finished[places] = True


def means(hidden: Floats, pool: Floats, attention: Floats) -> Floats:
    """Mean over the sentence and mean over its context, side by side: (rows, 2 * WIDTH).

    hidden: (rows, tokens, WIDTH); pool, attention: (rows, tokens), 1 for tokens of the sentence, of both
    """
    parts = []
    for weight in (pool, attention - pool):
        total = np.maximum(weight.sum(axis=1, keepdims=True), 1.0)
        parts.append(np.einsum("rtw,rt->rw", hidden, weight) / total)
    return np.concatenate(parts, axis=1).astype(np.float32)


def _pool(sentences: list[int], longest: int) -> Floats:
    pool = np.zeros((len(sentences), longest), dtype=np.float32)
    for row, count in enumerate(sentences):
        pool[row, 1 : 1 + count] = 1.0
    return pool


def _session(path: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _by_length(tokens: list[Tokens]) -> list[list[int]]:
    order = sorted(range(len(tokens)), key=lambda i: len(tokens[i].ids))
    groups: list[list[int]] = []
    for i in order:
        if groups and len(tokens[i].ids) * (len(groups[-1]) + 1) <= TOKENS_A_BATCH:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


@cache
def shared_encoder(folder: Path, threads: int = 1) -> SentenceEncoder:
    """One encoder a process and folder."""
    return SentenceEncoder(folder, threads)
