"""Sentences and their contexts as token ids: one place for training and for use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

START, PAD, END = 0, 1, 2
SENTENCE_TOKENS = 120
CONTEXT_TOKENS = 40


@dataclass(frozen=True, slots=True)
class Tokens:
    """ids of "<s> sentence </s> context </s>"; sentence: how many ids belong to the sentence itself."""

    ids: tuple[int, ...]
    sentence: int


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer, without its own padding or truncation."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def tokenise(tokenizer: Tokenizer, sentences: list[str], contexts: list[str]) -> list[Tokens]:
    """Token ids of each pair; long sentences lose their end, contexts their beginning."""
    heads = tokenizer.encode_batch(sentences, add_special_tokens=False)
    tails = tokenizer.encode_batch(contexts, add_special_tokens=False)
    pairs = []
    for head, tail in zip(heads, tails, strict=True):
        sentence = head.ids[:SENTENCE_TOKENS]
        context = tail.ids[-CONTEXT_TOKENS:]
        ids = [START, *sentence, END, *context, *([END] if context else [])]
        pairs.append(Tokens(tuple(ids), len(sentence)))
    return pairs
