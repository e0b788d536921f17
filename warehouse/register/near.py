"""Pairs of sentences that are near: the same print twice, or the same problem in other words.

Everything is computed over the whole set, so that no pair depends on the order of arrival.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

Floats = NDArray[np.float32]

SHINGLE = 3  # words
SAMPLE = 6  # shingles of a sentence that are compared
SHARED = 2  # of them that two prints of one sentence have in common
COMMON = 60  # different sentences that share a shingle, beyond which it tells nothing
COPY = 88.0  # likeness of two prints of one sentence
PART = 94.0  # likeness of a sentence and the part of another that repeats it
WHOLE = 0.6  # least share of the longer sentence that the shorter one makes up
SMALL = 1200  # sentences that are compared all with all
ROWS = 512  # vectors compared at a time
# Odd constants of 64 bits (of the golden ratio, the roots of 2 and 3): the hash of a shingle is
# their weighted sum and still looks drawn at random.
_SPREAD = (0x9E3779B97F4A7C15, 0x6A09E667F3BCC909, 0xBB67AE8584CAA73B)
_MASK = (1 << 64) - 1


def copies(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (i < j) of comparable texts that are prints of one sentence; equal texts are linked in a chain.

    Candidates share two of the few shingles of three words that a hash picks from each sentence: two copies
    with a few words changed nearly always do, and a register of 100,000 sentences is compared in seconds.
    """
    equal: dict[str, list[int]] = {}
    for i, text in enumerate(texts):
        equal.setdefault(text, []).append(i)
    chains = [pair for own in equal.values() for pair in pairwise(own)]
    different = sorted(equal)
    found = [(equal[different[i]][0], equal[different[j]][0]) for i, j in _near(different)]
    return sorted(chains + [(min(pair), max(pair)) for pair in found])


def _near(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of different texts that are nearly one."""
    ordered = _candidates(texts)
    left = [texts[i] for i, _ in ordered]
    right = [texts[j] for _, j in ordered]
    whole = process.cpdist(left, right, scorer=fuzz.ratio, processor=None, score_cutoff=COPY)
    found = [ordered[k] for k in np.flatnonzero(whole)]
    rest = [k for k in np.flatnonzero(whole == 0) if _comparable_length(left[k], right[k])]
    part = process.cpdist(
        [left[k] for k in rest],
        [right[k] for k in rest],
        scorer=fuzz.partial_ratio,
        processor=None,
        score_cutoff=PART,
    )
    return found + [ordered[rest[k]] for k in np.flatnonzero(part)]


def _candidates(texts: Sequence[str]) -> list[tuple[int, int]]:
    marks = [_marks(text) for text in texts]
    buckets: dict[int, list[int]] = {}
    for i, own in enumerate(marks):
        for mark in own:
            buckets.setdefault(mark, []).append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for bucket in buckets.values():
        if 1 < len(bucket) <= COMMON:  # more: a turn of phrase, not a sentence
            shared.update(combinations(bucket, 2))
    return sorted(
        pair
        for pair, count in shared.items()
        if count >= min(SHARED, len(marks[pair[0]]), len(marks[pair[1]]))
    )


def alike(
    texts: Sequence[str], vectors: Floats, *, words: float, cosine: float
) -> list[tuple[int, int, float]]:
    """Pairs (i < j, likeness 0–1) of sentences of one category that speak of the same problem.

    vectors: (n, d), of length one, or zero where a sentence has none
    words:   least likeness of the words in any order (0–100); cosine: least cosine of the vectors
    """
    found: dict[tuple[int, int], float] = {}
    if len(texts) <= SMALL:
        scores = process.cdist(texts, texts, scorer=fuzz.token_sort_ratio, processor=None, score_cutoff=words)
        for i, j in zip(*np.nonzero(np.triu(scores, 1)), strict=True):
            found[int(i), int(j)] = float(scores[i, j]) / 100
    else:
        found |= {pair: COPY / 100 for pair in copies(texts)}
    for i, j, value in _close(vectors, cosine):
        found[i, j] = max(found.get((i, j), 0.0), value)
    return [(i, j, likeness) for (i, j), likeness in sorted(found.items())]


def _close(vectors: Floats, cosine: float) -> Iterator[tuple[int, int, float]]:
    for start in range(0, len(vectors), ROWS):
        block = vectors[start : start + ROWS] @ vectors[start:].T
        for row, column in zip(*np.nonzero(np.triu(block, 1) >= cosine), strict=True):
            yield start + int(row), start + int(column), float(block[row, column])


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return zlib.crc32(word.encode())


def _marks(text: str) -> list[int]:
    """The smallest few hashes of a text's shingles."""
    words = text.split()
    if len(words) < SHINGLE:
        return [zlib.crc32(text.encode())]
    found = list(map(_number, words))
    hashes = {
        (a * _SPREAD[0] + b * _SPREAD[1] + c * _SPREAD[2]) & _MASK
        for a, b, c in zip(found, found[1:], found[2:], strict=False)
    }
    return sorted(hashes)[:SAMPLE]


def _comparable_length(left: str, right: str) -> bool:
    short, long = sorted((len(left), len(right)))
    return short >= 40 and short >= WHOLE * long
