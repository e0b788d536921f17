"""Does a score of 0.8 mean right four times out of five? Reliability table and expected calibration error.

Over the asserted statements and the candidates of legal or technical categories: each is right when it
covers a gold obstacle of these natures. One that covers an obstacle without category counts neither way.
Expected calibration error as in Guo et al., On Calibration of Modern Neural Networks (2017), ten equal bins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from warehouse.evaluation.gold import is_measured
from warehouse.evaluation.judge import Judgement
from warehouse.evaluation.matching import covers, norm
from warehouse.evaluation.observed import Predicted

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Scores in [low, high) (the last bin holds 1 as well), their mean, and how many of them are right."""

    low: float
    high: float
    count: int
    right: int
    mean_score: float

    @property
    def share_right(self) -> float:
        """Share of the scored sentences that are right. There is at least one."""
        return self.right / self.count

    @property
    def gap(self) -> float:
        """How much the score promises above what is right; negative when it is too modest."""
        return self.mean_score - self.share_right


@dataclass(frozen=True, slots=True)
class Calibration:
    """Bins that hold a score, lowest first.

    count:  scored sentences; error: expected calibration error, None when nothing is scored;
    brier:  mean squared distance between score and truth, None when nothing is scored
    """

    count: int
    error: float | None
    brier: float | None
    bins: tuple[Bin, ...]


def calibrate(judgements: Iterable[Judgement]) -> Calibration:
    """The reliability of the scores of all judged documents."""
    return from_pairs([pair for judgement in judgements for pair in _scored(judgement)])


def from_pairs(pairs: list[tuple[float, bool]]) -> Calibration:
    """The reliability of (score between 0 and 1, right?) pairs."""
    if not pairs:
        return Calibration(0, None, None, ())
    bins = []
    for place in range(BINS):
        inside = [pair for pair in pairs if min(int(pair[0] * BINS), BINS - 1) == place]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            right = sum(truth for _, truth in inside)
            bins.append(Bin(place / BINS, (place + 1) / BINS, len(inside), right, mean))
    error = sum(one.count * abs(one.gap) for one in bins) / len(pairs)
    brier = sum((score - truth) ** 2 for score, truth in pairs) / len(pairs)
    return Calibration(len(pairs), error, brier, tuple(bins))


def _scored(judgement: Judgement) -> Iterable[tuple[float, bool]]:
    if judgement.observed is None:
        return
    positive, undetermined = [], []
    for verdict in judgement.sentences:
        if verdict.gold.is_positive:
            positive.append(norm(verdict.gold.text))
        elif verdict.gold.is_undetermined:
            undetermined.append(norm(verdict.gold.text))
    asserted = [said for said in judgement.observed.statements if said.assertion == "asserted"]
    for said in (*asserted, *judgement.observed.candidates):
        if said.score is None or not is_measured(said.code):
            continue
        if _covers_one(said, positive):
            yield said.score, True
        elif not _covers_one(said, undetermined):
            yield said.score, False


def _covers_one(said: Predicted, sentences: list[str]) -> bool:
    return any(covers(said.plain, plain) for plain in sentences)
