"""The columns of an exported table that people fill: written empty by the export, read by the import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from warehouse.decisions.records import NEEDED, Action, ProposalState, Subject
from warehouse.fold import strip_accents
from warehouse.queries import labels
from warehouse.register.statuses import ObstacleStatus

# Heading of the first column → what the lines are about.
SUBJECTS: Mapping[str, Subject] = {
    "énoncé": Subject.STATEMENT,
    "frein": Subject.OBSTACLE,
    "proposition": Subject.PROPOSAL,
    "réponse": Subject.ANSWER,
}
DECISION, REASON = "Décision", "Motif"
# The word that a list offers, and other words that are understood.
WORDS: Mapping[Action, tuple[str, ...]] = {
    Action.ACCEPT: ("accepter", "accepté", "acceptée", "oui"),
    Action.REJECT: ("rejeter", "rejeté", "rejetée", "non"),
    Action.RESTORE: ("rétablir",),
    Action.UNLINK: ("détacher",),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a filled cell sets. words: code → French word, the only values; empty when any text will do."""

    action: Action
    key: str
    words: Mapping[str, str] = field(default_factory=dict)


_STATES = {str(state): str(state) for state in ProposalState}
_STATUSES = {str(status): str(status) for status in ObstacleStatus}
CHANGES: Mapping[Subject, Mapping[str, Change]] = {
    Subject.STATEMENT: {
        "Nouveau code": Change(Action.RECODE, "code"),
        "Nouvelle affirmation": Change(Action.SET_ASSERTION, "assertion", labels.ASSERTION),
        "Nouvelle portée": Change(Action.SET_MECHANISM, "mechanism", labels.MECHANISM),
        "Nouveau frein": Change(Action.LINK, "obstacle_id"),
    },
    Subject.OBSTACLE: {
        "Nouvel intitulé": Change(Action.RENAME, "label"),
        "Fusionner avec": Change(Action.MERGE, "into"),
        "Nouvel état": Change(Action.SET_STATUS, "status", _STATUSES),
    },
    Subject.PROPOSAL: {"Nouvel état": Change(Action.SET_STATE, "state", _STATES)},
    Subject.ANSWER: {"Nouvel effet": Change(Action.LINK, "relation", labels.RELATION)},
}
HEADINGS = tuple(dict.fromkeys(heading for own in CHANGES.values() for heading in own))


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty column. choices: the words that a list of the cell offers, () for free text."""

    heading: str
    choices: tuple[str, ...] = ()
    width: int = 14  # characters


def blanks(subject: Subject) -> tuple[Blank, ...]:
    """The columns to fill for rows of one kind: decision, reason, then what can be changed."""
    words = tuple(words[0] for action, words in WORDS.items() if (subject, action) in NEEDED)
    changes = (
        Blank(heading, tuple(change.words.values()), 16 if change.words else 18)
        for heading, change in CHANGES[subject].items()
    )
    return (Blank(DECISION, words), Blank(REASON, width=28), *changes)


def plain(text: str) -> str:
    """A heading or word as it is compared: without case, accents and outer spaces."""
    return strip_accents(text).strip()
