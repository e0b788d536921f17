"""The encoder as an ONNX session: sentences and their contexts → vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from extractors.encoder.tokens import PAD, Tokens, load_tokenizer, tokenise

WIDTH = 384
TOKENS_A_BATCH = 2048


class SentenceEncoder:
    """Holds the session and the tokenizer of one model folder."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """folder: with encoder.onnx and tokenizer.json. threads: of one session."""
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = ort.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = load_tokenizer(folder / "tokenizer.json")

    def encode(self, sentences: Sequence[str], contexts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors (len(sentences), 384), in order; read in batches of similar length."""
        tokens = tokenise(self._tokenizer, list(sentences), list(contexts))
        vectors = np.zeros((len(tokens), WIDTH), dtype=np.float32)
        for group in _by_length(tokens):
            vectors[group] = self._run([tokens[i] for i in group])
        return vectors

    def _run(self, tokens: list[Tokens]) -> NDArray[np.float32]:
        longest = max(len(t.ids) for t in tokens)
        ids = np.full((len(tokens), longest), PAD, dtype=np.int64)
        pool = np.zeros((len(tokens), longest), dtype=np.float32)
        for row, t in enumerate(tokens):
            ids[row, : len(t.ids)] = t.ids
            pool[row, 1 : 1 + t.sentence] = 1.0
        attention = (ids != PAD).astype(np.float32)
        (vectors,) = self._session.run(None, {"ids": ids, "attention": attention, "pool": pool})
        return np.asarray(vectors, dtype=np.float32)


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
    """One session a process and folder."""
    return SentenceEncoder(folder, threads)
