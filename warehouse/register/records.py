"""What the register works on, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Member:
    """A kept statement, after the decisions on it.

    text:      comparable (see `texts`); printed: as in the document
    day:       date of its document, YYYY, YYYY-MM or YYYY-MM-DD, None when unknown
    obstacle:  to which it belonged before, merges left out, None when new
    rejected:  a person put it out: it keeps its place and does not count
    """

    statement_id: str
    document_id: str
    printed: str
    text: str
    code: str
    archetype: str | None
    assertion: str
    voice: str
    score: float
    day: str | None
    obstacle: str | None
    rejected: bool


@dataclass(frozen=True, slots=True)
class Members:
    """All of them, the earliest first. vectors: a row each, of length one, or zero when there is none."""

    rows: Sequence[Member]
    vectors: Floats = field(repr=False)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A row of the register. touched: a person named, merged, split or ranked it, or answered it."""

    obstacle_id: str
    code: str
    archetype: str | None
    created_at: datetime
    merged_into: str | None
    touched: bool
    label: str = ""
    label_how: str = "machine"
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement belongs. likeness: 0–1, None when unknown; own_id: the obstacle before any merge."""

    obstacle_id: str
    likeness: float | None
    origin: str = "machine"
    own_id: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two obstacles that may be one."""

    left: str
    right: str
    score: float
    note: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """The whole register as computed. opened: new obstacles; merges: old id → the one that took its place."""

    places: Mapping[str, Place]
    opened: Sequence[Obstacle]
    merges: Mapping[str, str] = field(default_factory=dict)
    suggestions: Sequence[Suggestion] = ()
    splits: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """What a renewal of the register changed.

    joined: statements that joined an obstacle or changed theirs; opened, merged, emptied: obstacles;
    suggested: new suggested answers; withdrawn: suggestions that no longer stand;
    reanchored, lost: decisions whose sentence moved or was not found; seconds: time that it took
    """

    statements: int = 0
    obstacles: int = 0
    joined: int = 0
    opened: int = 0
    merged: int = 0
    emptied: int = 0
    merge_suggestions: int = 0
    measures: int = 0
    suggested: int = 0
    withdrawn: int = 0
    reanchored: int = 0
    lost: int = 0
    seconds: float = 0.0
