"""The memory of known sentences: the nearest ones speak, and what the group teaches is remembered."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from test_learning import ARCHETYPES, examples, heads, replay

from extractors.encoder.files import HEADS, MODEL
from extractors.encoder.heads import load_heads
from extractors.encoder.memory import NEAREST, load_memory, remember, save_memory
from extractors.learning.retrain import retrain, save_heads

RNG = np.random.default_rng(11)
WIDTH = 384


def bundle(axis: int, count: int) -> np.ndarray:
    """Vectors that point along one axis, with a little noise."""
    vectors = RNG.normal(0, 0.05, (count, WIDTH)).astype(np.float32)
    vectors[:, axis] += 1.0
    return vectors


@pytest.fixture
def two_kinds() -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([bundle(0, 20), bundle(1, 20)]), np.repeat([0, 2], 20)


def test_the_nearest_known_sentences_say_what_a_sentence_talks_about(
    two_kinds: tuple[np.ndarray, np.ndarray],
) -> None:
    shares = remember(*two_kinds).shares(np.concatenate([bundle(0, 3), bundle(1, 3)]), 3)
    assert shares.argmax(axis=1).tolist() == [0, 0, 0, 2, 2, 2]
    assert np.allclose(shares.sum(axis=1), 1.0, atol=1e-5)


def test_a_memory_smaller_than_the_number_asked_for_still_answers() -> None:
    shares = remember(bundle(0, NEAREST - 7), np.zeros(NEAREST - 7, dtype=np.int64)).shares(bundle(1, 1), 2)
    assert shares.tolist() == [[1.0, 0.0]]


def test_what_is_stored_answers_as_what_was_saved(
    two_kinds: tuple[np.ndarray, np.ndarray], tmp_path: Path
) -> None:
    memory = remember(*two_kinds)
    save_memory(memory, tmp_path)
    stored = load_memory(tmp_path)
    assert stored is not None
    asked = RNG.normal(0, 1, (50, WIDTH)).astype(np.float32)
    assert np.abs(stored.shares(asked, 3) - memory.shares(asked, 3)).mean() < 0.02


def test_a_recoded_statement_is_remembered_with_the_category_of_the_group(
    two_kinds: tuple[np.ndarray, np.ndarray],
) -> None:
    own = replace(heads(), memory=remember(*two_kinds))
    taught = [replace(e, code="TEC-ING-02") for e in examples(12, obstacle=True)]
    new = retrain(own, replay(own), taught)
    assert new.memory is not None
    fresh = np.stack([e.vector for e in examples(5, obstacle=True)])
    assert new.memory.shares(fresh, 3).argmax(axis=1).tolist() == [ARCHETYPES.index("TEC-ING-02.1")] * 5


def test_retrained_heads_bring_their_memory_and_older_ones_take_the_shipped_one(tmp_path: Path) -> None:
    shipped = load_heads(MODEL)
    assert shipped.memory is not None
    more = replace(shipped, memory=shipped.memory.with_more(bundle(0, 2), np.zeros(2, dtype=np.int64)))
    save_heads(more, MODEL, tmp_path / "new")
    save_heads(replace(shipped, memory=None), MODEL, tmp_path / "old")
    assert (tmp_path / "old" / HEADS).is_file()
    new, old = load_heads(tmp_path / "new").memory, load_heads(tmp_path / "old").memory
    assert new is not None
    assert old is not None
    assert len(new.labels) == len(shipped.memory.labels) + 2
    assert len(old.labels) == len(shipped.memory.labels)
