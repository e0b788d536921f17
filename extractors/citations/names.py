"""Match printed names of texts against the table: folded, whatever their spaces and stops."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.citations.patterns import fold


@dataclass(frozen=True, slots=True)
class Names:
    """A pattern for printed names, and what each (by `key_of`) stands for."""

    pattern: re.Pattern[str]
    targets: dict[str, str]


def _shape(phrase: str) -> str:
    """A regular expression for a phrase: folded, any spacing, a stop may lack its space."""
    out = re.escape(fold(phrase)).replace(r"\ ", r"\s?" if "." in phrase else r"\s+")
    return out.replace(r"\.\s?", r"\.?\s?")


def alternation(phrases: list[str]) -> str:
    """One alternation of phrases, the longest first."""
    return "|".join(_shape(p) for p in sorted(phrases, key=len, reverse=True))


def key_of(text: str) -> str:
    """What stays of a name when case, accents, spaces and stops do not count."""
    return re.sub(r"[\s.\"]+", "", fold(text)).casefold()


def lookup(names: Names, printed: str) -> str | None:
    """What a printed name stands for; a glued footnote digit does not count."""
    return names.targets.get(key_of(printed)) or names.targets.get(key_of(printed).rstrip("0123456789"))


SIGLE = re.compile(r"\s?\(\s?(?:ci-apres\s)?\"?\s?(?P<sigle>[A-Z][\w.]{1,9})\s?\"?\s?\)")


def named(names: Names, text: str, pos: int) -> tuple[str, int] | None:
    """The id of the name that stands at pos and where it ends; None when there is none."""
    match = names.pattern.match(text, pos)
    identifier = None if match is None else lookup(names, match.group())
    return None if match is None or identifier is None else (identifier, match.end())
