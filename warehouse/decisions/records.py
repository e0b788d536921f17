"""Decisions and review states: the one place where they are listed. Diagram: docs/review-states.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ReviewStatus(StrEnum):
    """Where the review of a row stands. Every statement, proposal and answer is in exactly one."""

    PROPOSED = "proposed"  # the machine's word, nobody has looked
    ACCEPTED = "accepted"  # a person confirmed it as it is
    CORRECTED = "corrected"  # a person keeps it with another category, assertion, mechanism or wording
    REJECTED = "rejected"  # a person put it out, with a reason
    DISPUTED = "disputed"  # the last words of two people differ


class Effect(StrEnum):
    """What became of a decision. Every decision has exactly one."""

    APPLIED = "applied"  # its row is there
    REANCHORED = "reanchored"  # its row is gone; the sentence was found again under another id
    LOST = "lost"  # its sentence was not found: "à réancrer"
    WITHDRAWN = "withdrawn"  # a later "restore" took it back


class Subject(StrEnum):
    """What a decision is about."""

    STATEMENT = "statement"
    OBSTACLE = "obstacle"
    PROPOSAL = "proposal"
    ANSWER = "answer"


class Action(StrEnum):
    """What a reviewer did."""

    ACCEPT = "accept"
    REJECT = "reject"
    RECODE = "recode"
    SET_ASSERTION = "set_assertion"
    SET_MECHANISM = "set_mechanism"
    LINK = "link"
    UNLINK = "unlink"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    SET_STATUS = "set_status"
    SET_STATE = "set_state"
    SET_FIELD = "set_field"
    REANCHOR = "reanchor"
    RESTORE = "restore"


class ProposalState(StrEnum):
    """What became of a measure in the world."""

    FORMULATED = "formulée"
    TAKEN_UP = "reprise"
    TABLED = "déposée"
    INADMISSIBLE = "irrecevable"
    REFUSED = "rejetée"
    ADOPTED = "adoptée"
    IN_FORCE = "en vigueur"
    LAPSED = "caduque"


PROPOSAL_FIELDS = ("number", "label", "text", "addressee", "vehicle", "norms")

# What a decision must say in `after`, by subject and action; an action that is not listed is refused.
NEEDED: Mapping[tuple[Subject, Action], tuple[str, ...]] = {
    (Subject.STATEMENT, Action.ACCEPT): (),
    (Subject.STATEMENT, Action.REJECT): (),
    (Subject.STATEMENT, Action.RECODE): ("code",),
    (Subject.STATEMENT, Action.SET_ASSERTION): ("assertion",),
    (Subject.STATEMENT, Action.SET_MECHANISM): ("mechanism",),
    (Subject.STATEMENT, Action.LINK): ("obstacle_id",),
    (Subject.STATEMENT, Action.UNLINK): (),
    (Subject.STATEMENT, Action.REANCHOR): ("to",),
    (Subject.STATEMENT, Action.RESTORE): (),
    (Subject.OBSTACLE, Action.MERGE): ("into",),
    (Subject.OBSTACLE, Action.SPLIT): ("statements",),
    (Subject.OBSTACLE, Action.RENAME): ("label",),
    (Subject.OBSTACLE, Action.SET_STATUS): ("status",),
    (Subject.OBSTACLE, Action.RESTORE): (),
    (Subject.PROPOSAL, Action.ACCEPT): (),
    (Subject.PROPOSAL, Action.REJECT): (),
    (Subject.PROPOSAL, Action.SET_STATE): ("state",),
    (Subject.PROPOSAL, Action.SET_FIELD): ("field", "value"),
    (Subject.PROPOSAL, Action.REANCHOR): ("to",),
    (Subject.PROPOSAL, Action.RESTORE): (),
    (Subject.ANSWER, Action.ACCEPT): (),
    (Subject.ANSWER, Action.REJECT): (),
    (Subject.ANSWER, Action.LINK): ("relation",),
    (Subject.ANSWER, Action.UNLINK): (),
    (Subject.ANSWER, Action.RESTORE): (),
}
NEEDS_REASON = frozenset({Action.REJECT})


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer says about a row.

    subject_id: id of the row, or the start of it when only one row starts so; for an answer also
                "PROPOSAL:OBSTACLE", which need not exist yet when it is linked
    after:      what shall hold, by key; see NEEDED
    reason:     French, needed to reject
    decided_at: UTC without time zone; None for now
    """

    reviewer: str
    subject_type: Subject
    subject_id: str
    action: Action
    after: Mapping[str, object] = field(default_factory=dict)
    reason: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the sentence of a decision stands, so that it is found after a new reading.

    boxes: [page, x0, y0, x1, y1] each
    """

    document_id: str
    text: str
    page: int
    boxes: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision as the journal holds it. target: the row to which it applies now, None when lost."""

    seq: int
    decision_id: str
    decided_at: datetime
    reviewer: str
    subject_type: Subject
    subject_id: str
    action: Action
    before: Mapping[str, object]
    after: Mapping[str, object]
    reason: str | None
    anchor: Anchor | None
    effect: Effect = Effect.APPLIED
    target: str | None = None
    note: str | None = None
