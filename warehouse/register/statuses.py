"""Where an obstacle stands, from what its statements say and when."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class ObstacleStatus(StrEnum):
    """Where an obstacle stands."""

    ACTIVE = "actif"
    PARTLY_LIFTED = "partiellement levé"
    LIFTED = "levé"
    CONTESTED = "contesté"


def status_of(said: Iterable[tuple[str, str | None]]) -> ObstacleStatus:
    """The status that statements give.

    said: (assertion, date of the document) of each; dates are YYYY, YYYY-MM, YYYY-MM-DD or None

    levé:               someone says that it is lifted or is none, later than the last who affirms it
    partiellement levé: some say that it is lifted, others still affirm it at that time or later
    contesté:           some affirm it and others deny it in the same years, contest it later, or only denial
    actif:              anything else

    A statement without a date is never "later" than another, and an affirmation without a date may be the
    last: such an obstacle is not counted as lifted.
    """
    days: dict[str, list[str | None]] = {}
    for assertion, day in said:
        days.setdefault(assertion, []).append(day)
    affirmed, lifted = days.get("asserted", []), days.get("resolved", [])
    negated, denied = days.get("negated", []), days.get("negated", []) + days.get("rebutted", [])

    def after(day: str | None) -> bool:
        return all(_later(day, other) for other in affirmed)

    if not affirmed:
        return (
            ObstacleStatus.LIFTED if lifted else ObstacleStatus.CONTESTED if denied else ObstacleStatus.ACTIVE
        )
    if any(after(day) for day in lifted):
        return ObstacleStatus.LIFTED
    if lifted:
        return ObstacleStatus.PARTLY_LIFTED
    if denied and (len(denied) > len(negated) or not all(after(day) for day in denied)):
        return ObstacleStatus.CONTESTED
    return ObstacleStatus.LIFTED if denied else ObstacleStatus.ACTIVE


def _later(day: str | None, other: str | None) -> bool:
    """True when a date is surely after another, as far as both are known."""
    if not day or not other:
        return False
    known = min(len(day), len(other))
    return day[:known] > other[:known]
