"""Days, as they are printed in French texts."""

from __future__ import annotations

import re
from datetime import date

from extractors.citations.patterns import MONTHS

_FRENCH_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def long_date(day: date) -> str:
    """A date in French: "1er juillet 1901"."""
    return f"{'1er' if day.day == 1 else day.day} {_FRENCH_MONTHS[day.month - 1]} {day.year}"


def to_date(match: re.Match[str]) -> date | None:
    """The day of a DATE match, or None for a day that does not exist."""
    try:
        if match.group("day"):
            month = MONTHS[match.group("month").lower().rstrip(".")]
            return date(int(match.group("year")), month, int(match.group("day")))
        return date(int(match.group("y")), int(match.group("m")), int(match.group("d")))
    except ValueError:
        return None
