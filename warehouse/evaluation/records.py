"""An evaluation: figures with their intervals, and every line that they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field

from warehouse.evaluation.breakdown import Breakdown
from warehouse.evaluation.calibration import Calibration


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure between 0 and 1. low, high: 95 % interval; None with fewer than two
    documents, or when there is nothing to take a share of."""

    name: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one gold sentence.

    document: id in the gold; type: None for plain context; code: wanted; given: category that the
    program gave, when a statement covers the sentence; outcome: see `judge.Outcome`;
    read: the stored text holds the sentence; proposed: a proposal was found here; None when it is none
    """

    document: str
    n: int
    text: str
    type: str | None
    code: str | None
    given: str | None
    outcome: str
    read: bool
    proposed: bool | None


@dataclass(frozen=True, slots=True)
class Stray:
    """An asserted statement that covers no gold sentence: a false alarm."""

    document: str
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class CitationLine:
    """A norm that is cited more often in the gold than found, or the other way round."""

    document: str
    norm_id: str
    wanted: int
    found: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Everything that two evaluations of the same gold can be compared by, line by line."""

    sentences: tuple[Line, ...] = field(repr=False)
    strays: tuple[Stray, ...] = field(repr=False)
    citations: tuple[CitationLine, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The quality of what a warehouse holds, measured against a gold file.

    gold_name, gold_digest: the gold file and the SHA-256 of its bytes
    versions:  "reader + taxonomy + rules + model" of the documents, several when they differ
    documents: how many the gold has; missing: files of the gold that the warehouse does not have
    labels:    French names of the categories, by code
    """

    gold_name: str
    gold_digest: str
    versions: tuple[str, ...]
    documents: int
    missing: tuple[str, ...]
    figures: tuple[Figure, ...]
    lines: Lines
    breakdown: Breakdown
    calibration: Calibration
    labels: dict[str, str] = field(repr=False)

    @property
    def values(self) -> dict[str, float]:
        """The figures by name, rounded to four decimals."""
        return {figure.name: round(figure.value, 4) for figure in self.figures}


@dataclass(frozen=True, slots=True)
class Base:
    """What is kept of an earlier evaluation, to compare a later one with."""

    gold_digest: str
    versions: tuple[str, ...]
    values: dict[str, float]
    lines: Lines
