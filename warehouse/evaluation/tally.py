"""Count the judgements of documents, one row of numbers a document, so that documents can be drawn again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from warehouse.evaluation.gold import GoldSentence
from warehouse.evaluation.judge import CitationVerdict, Judgement, Outcome
from warehouse.evaluation.observed import Answer, Predicted

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by document; a row a document, in the order of the gold file.

    counts:   by name (see `count`), one number a document
    pairs:    one column for each (key, obstacle) pair that found sentences made, in order of appearance
    keys, obstacles: for each pair, the number of its key and of its obstacle
    answers:  columns "given", "right", "wanted" of answer links; a last row, which is always there, for
              answers by documents that the gold does not know
    """

    counts: dict[str, Numbers]
    pairs: Numbers
    keys: NDArray[np.int64]
    obstacles: NDArray[np.int64]
    answers: Numbers


def tally(judgements: tuple[Judgement, ...], answers: tuple[Answer, ...]) -> Tally:
    """Count all judgements; `answers` are all those of the warehouse."""
    rows = [count(judgement) for judgement in judgements]
    names = list(dict.fromkeys(name for row in rows for name in row))
    counts = {name: np.array([row[name] for row in rows], dtype=np.float64) for name in names}
    pairs: dict[tuple[str | None, str | None], int] = {}
    seen = []
    for place, judgement in enumerate(judgements):
        for sentence, best in _found(judgement):
            seen.append((place, pairs.setdefault((sentence.key, best.obstacle_id), len(pairs))))
    matrix = np.zeros((len(judgements), len(pairs)))
    for place, column in seen:
        matrix[place, column] += 1
    return Tally(
        counts,
        matrix,
        _numbered(key for key, _ in pairs),
        _numbered(obstacle for _, obstacle in pairs),
        _answers(judgements, answers),
    )


def count(judgement: Judgement) -> Counter[str]:
    """The counts of one document. Names with a colon end with a type of sentence or a category."""
    counts: Counter[str] = Counter(documents=1, present=int(judgement.observed is not None))
    for name in ("title", "issuer", "kind", "year"):
        counts[name] += getattr(judgement, f"{name}_ok")
    for verdict in judgement.sentences:
        _count_sentence(counts, verdict.gold, verdict.outcome, verdict.best)
        counts["read"] += verdict.read
        counts["discussed"] += verdict.labelled is not None
        counts["discussed_ok"] += verdict.labelled is True
        counts["proposals_wanted"] += verdict.proposed is not None
        counts["proposals_found"] += verdict.proposed is True
    counts["false"] += len(judgement.stray)
    counts["proposals_given"] += 0 if judgement.observed is None else len(judgement.observed.proposals)
    counts["proposals_right"] += len(judgement.proposal_of)
    _count_citations(counts, "cite", judgement.citations)
    _count_citations(counts, "cite_article", judgement.articles)
    return counts


def _count_sentence(
    counts: Counter[str], gold: GoldSentence, outcome: Outcome, best: Predicted | None
) -> None:
    counts["sentences"] += 1
    counts["false"] += outcome is Outcome.FALSE_ALARM
    if gold.is_lookalike:
        counts[f"lookalike:{gold.type}"] += 1
        counts[f"rejected:{gold.type}"] += best is None
    if gold.is_adjacent:
        counts["adjacent"] += 1
        counts["adjacent_ok"] += best is None
    if not gold.is_positive or gold.code is None:
        return
    counts["found"] += best is not None
    counts["missed"] += best is None
    counts[f"gold:{gold.code}"] += 1
    counts[f"right:{gold.code}"] += best is not None and best.code == gold.code
    if best is None or best.code is None:
        return
    counts["leaf"] += best.code == gold.code
    counts["leaf_or_secondary"] += best.code in (gold.code, *gold.also)
    counts["family"] += best.code[:7] == gold.code[:7]
    counts["nature"] += best.code[:3] == gold.code[:3]
    counts["mechanism"] += best.mechanism == gold.mechanism


def _count_citations(counts: Counter[str], level: str, verdicts: tuple[CitationVerdict, ...]) -> None:
    for verdict in verdicts:
        both = min(verdict.wanted, verdict.found)
        counts[f"{level}_right"] += both
        counts[f"{level}_false"] += verdict.found - both
        counts[f"{level}_missed"] += verdict.wanted - both


def _found(judgement: Judgement) -> Iterable[tuple[GoldSentence, Predicted]]:
    for verdict in judgement.sentences:
        if verdict.outcome is Outcome.FOUND and verdict.best is not None:
            yield verdict.gold, verdict.best


def _numbered(values: Iterable[str | None]) -> NDArray[np.int64]:
    numbers: dict[str | None, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)


def _answers(judgements: tuple[Judgement, ...], answers: tuple[Answer, ...]) -> Numbers:
    """Links proposal → obstacle are compared under the names that the gold gives to both ends.

    A proposal is named by the gold sentence that it covers, an obstacle by the key that most of its found
    sentences bear. Links of which neither end has a name are not judged.
    """
    outside = len(judgements)
    home: dict[str, int] = {}
    named: dict[str, tuple[int, str | int]] = {}
    keys: dict[str | None, Counter[str | None]] = defaultdict(Counter)
    wanted: set[tuple[tuple[int, str | int], str | None]] = set()
    for place, judgement in enumerate(judgements):
        if judgement.observed is not None:
            home.update((proposal.proposal_id, place) for proposal in judgement.observed.proposals)
        named.update((proposal_id, (place, n)) for proposal_id, n in judgement.proposal_of.items())
        for sentence, best in _found(judgement):
            keys[best.obstacle_id][sentence.key] += 1
        for verdict in judgement.sentences:
            for key, _ in verdict.gold.proposal.addresses if verdict.gold.proposal else ():
                wanted.add(((place, verdict.gold.n), key))
    label = {obstacle: found.most_common(1)[0][0] for obstacle, found in keys.items()}
    given = {
        (
            named.get(answer.proposal_id, (home.get(answer.proposal_id, outside), answer.proposal_id)),
            label.get(answer.obstacle_id, answer.obstacle_id),
        )
        for answer in answers
        if answer.proposal_id in named or answer.obstacle_id in label
    }
    table = np.zeros((outside + 1, 3))
    for (place, _), _ in given:
        table[place, 0] += 1
    for (place, _), _ in wanted & given:
        table[place, 1] += 1
    for (place, _), _ in wanted:
        table[place, 2] += 1
    return table
