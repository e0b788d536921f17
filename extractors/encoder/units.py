"""The sentences of a passage that are worth reading, with all that was measured on them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extractors.cues import Cue
from extractors.records import RUNNING_TEXT, Passage, PassageKind
from extractors.statements.context import Context

SHORTEST = 12  # printing characters; anything shorter says nothing by itself


@dataclass(frozen=True, slots=True)
class UnitScores:
    """One row of the heads' Scores; see extractors.encoder.heads.Scores."""

    detect: float
    adjust: float
    types: NDArray[np.float32]
    mechanisms: NDArray[np.float32]
    proposal: float
    relations: NDArray[np.float32]
    vehicles: NDArray[np.float32]
    about: NDArray[np.float32]
    category: NDArray[np.float32]
    target: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, item, cell or heading. start, end: offsets in the passage.

    scores, vector: None when a gate kept the sentence from the encoder
    """

    start: int
    end: int
    text: str
    context: Context
    cues: tuple[Cue, ...] = ()
    scores: UnitScores | None = None
    vector: NDArray[np.float32] | None = field(default=None, repr=False)


def readable(passage: Passage) -> bool:
    """Whether statements or proposals can stand in this kind of passage."""
    return passage.kind in RUNNING_TEXT or passage.kind is PassageKind.HEADING


def worth_reading(text: str) -> bool:
    """False for numbers, dotted leaders and scraps."""
    letters = sum(char.isalpha() for char in text)
    return letters >= SHORTEST and letters > 0.5 * len(text.replace(" ", ""))


def context_of(passage: Passage, previous: str) -> Context:
    """The context of a sentence of this passage; previous: see Doc._.previous."""
    return Context(
        kind=passage.kind.value,
        headings=passage.section,
        column=passage.column_heading if passage.kind is PassageKind.TABLE_CELL else "",
        previous=previous,
    )
