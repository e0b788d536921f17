"""Learning from decisions: it follows them, stays near what it knew, and needs seconds."""

import numpy as np
import pytest

from extractors.encoder.heads import Heads
from extractors.learning.retrain import Example, Replay, retrain
from extractors.statements.combine import Combination
from extractors.statements.context import Context
from extractors.statements.facts import log_odds, table_of_facts

RNG = np.random.default_rng(5)
WIDTH = 384
ARCHETYPES = ("JUR-SOC-01.1", "TEC-ING-02.1", "CUL-01.1")


def heads() -> Heads:
    """Small random heads in which the first coordinate tells obstacles."""
    names = {"detect": 1, "type": 2, "mechanism": 2, "proposal": 1, "relation": 1, "vehicle": 1}
    weights = {f"{n}.weight": RNG.normal(0, 0.01, (k, WIDTH)).astype(np.float32) for n, k in names.items()}
    weights |= {f"{n}.bias": np.zeros(k, np.float32) for n, k in names.items()}
    weights["detect.weight"][0, 0] = 3.0
    weights["centres"] = RNG.normal(0, 1, (3, WIDTH)).astype(np.float32)
    weights["temperature"] = np.float32(2.0)
    for name in ("about", "target"):
        weights[f"{name}.weight"] = np.eye(WIDTH, dtype=np.float32)
        weights[f"{name}.bias"] = np.zeros(WIDTH, np.float32)
    combination = Combination({"detect": 1.0}, 0.0)
    types = ("context", "obstacle")
    return Heads(weights, types, ("a", "b"), ("removes",), ("loi",), ARCHETYPES, combination, 0.5, 0.2, 0.5)


def replay(own: Heads, count: int = 400) -> Replay:
    vectors = RNG.normal(0, 0.3, (count, WIDTH)).astype(np.float32)
    obstacle = np.arange(count) % 2 == 0
    vectors[:, 0] = np.where(obstacle, 1.0, -1.0)
    contexts = [Context()] * count
    return Replay(
        vectors,
        obstacle,
        log_odds(table_of_facts(own, vectors, ["texte"] * count, contexts), own).astype(np.float32),
    )


def probability(own: Heads, vector: np.ndarray) -> float:
    odds = log_odds(table_of_facts(own, vector[None], ["texte"], [Context()]), own)[0]
    odds += float(own.scores(vector[None]).adjust[0])
    return float(1 / (1 + np.exp(-odds)))


def examples(count: int, obstacle: bool) -> list[Example]:
    """Sentences of one kind (coordinate 7) that the shipped heads get wrong."""
    made = []
    for _ in range(count):
        vector = RNG.normal(0, 0.3, WIDTH).astype(np.float32)
        vector[0], vector[7] = (-0.5 if obstacle else 0.5), 2.0
        made.append(Example(vector, "texte", Context(), obstacle))
    return made


def test_many_decisions_turn_a_wrong_judgement() -> None:
    own = heads()
    known = replay(own)
    new = retrain(own, known, examples(60, obstacle=False))
    fresh = examples(20, obstacle=False)
    assert np.mean([probability(own, e.vector) for e in fresh]) > 0.7
    assert np.mean([probability(new, e.vector) for e in fresh]) < 0.5


def test_what_was_known_stays_known() -> None:
    own = heads()
    known = replay(own)
    new = retrain(own, known, examples(60, obstacle=False))
    right = [(probability(new, v) > 0.5) == o for v, o in zip(known.vectors, known.obstacle, strict=True)]
    assert np.mean(right) > 0.97


def test_one_decision_moves_little() -> None:
    own = heads()
    new = retrain(own, replay(own), examples(1, obstacle=False))
    other = RNG.normal(0, 0.3, WIDTH).astype(np.float32)
    assert abs(probability(new, other) - probability(own, other)) < 0.1


def test_a_recoded_statement_draws_its_archetype_nearer() -> None:
    own = heads()
    vector = RNG.normal(0, 1, WIDTH).astype(np.float32)
    new = retrain(own, replay(own), [Example(vector, "texte", Context(), True, "TEC-ING-02")])
    column = ARCHETYPES.index("TEC-ING-02.1")
    assert new.scores(vector[None]).about[0, column] > own.scores(vector[None]).about[0, column]


def test_nothing_to_learn_from_is_an_error() -> None:
    own = heads()
    with pytest.raises(ValueError, match="no decision"):
        retrain(own, replay(own), [])
