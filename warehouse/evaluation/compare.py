"""What changed since an earlier evaluation, line by line: figures may stand still while lines come and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from warehouse.evaluation.judge import Outcome
from warehouse.evaluation.matching import norm
from warehouse.evaluation.records import Base, CitationLine, Evaluation, Line, Stray


class Subject(StrEnum):
    """What a change is about."""

    OBSTACLE = "obstacle"  # a gold obstacle found or missed
    FALSE_ALARM = "false_alarm"  # a statement where there is no obstacle
    CATEGORY = "category"  # a found obstacle under the right or a wrong category
    PROPOSAL = "proposal"  # a gold proposal found or missed
    CITATION_MISSED = "citation_missed"
    CITATION_FALSE = "citation_false"


@dataclass(frozen=True, slots=True)
class Change:
    """One line that is better (gain) or worse than before.

    n: number of the gold sentence, None for what covers none; before, after: categories or counts, or ""
    """

    gain: bool
    subject: Subject
    document: str
    n: int | None
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Delta:
    """A figure before and now; before is None when the earlier evaluation did not have it."""

    name: str
    before: float | None
    now: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, losses first.

    same_gold:  False when the gold file is another one; then citations are not compared
    uncompared: gold sentences that are new, gone, or annotated otherwise
    """

    same_gold: bool
    uncompared: int
    deltas: tuple[Delta, ...]
    changes: tuple[Change, ...]


def compare(base: Base, now: Evaluation) -> Comparison:
    """Compare an evaluation with an earlier one."""
    before, after = _keyed(base.lines.sentences), _keyed(now.lines.sentences)
    common = [
        key for key in after
        if key in before and (before[key].type, before[key].code) == (after[key].type, after[key].code)
    ]
    changes = [change for key in common for change in _sentence(before[key], after[key])]
    documents = {line.document for line in base.lines.sentences} & {
        line.document for line in now.lines.sentences
    }
    changes += _strays(base.lines.strays, now.lines.strays, documents)
    same_gold = base.gold_digest == now.gold_digest
    if same_gold:
        changes += _citations(base.lines.citations, now.lines.citations)
    deltas = (Delta(name, base.values.get(name), value) for name, value in now.values.items())
    return Comparison(
        same_gold=same_gold,
        uncompared=len({*before, *after}) - len(common),
        deltas=tuple(deltas),
        changes=tuple(sorted(changes, key=lambda change: change.gain)),
    )


def _keyed(lines: Iterable[Line]) -> dict[tuple[str, str, int], Line]:
    """Sentences by document, text, and rank among the same texts: numbers move when a gold is completed."""
    ranks: Counter[tuple[str, str]] = Counter()
    keyed = {}
    for line in lines:
        text = norm(line.text)
        keyed[line.document, text, ranks[line.document, text]] = line
        ranks[line.document, text] += 1
    return keyed


def _sentence(before: Line, after: Line) -> Iterable[Change]:
    at = (after.document, after.n, after.text)
    old, new = before.given or "", after.given or ""
    if before.outcome != after.outcome:
        is_obstacle = after.outcome in (Outcome.FOUND, Outcome.MISSED)
        subject = Subject.OBSTACLE if is_obstacle else Subject.FALSE_ALARM
        yield Change(after.outcome in (Outcome.FOUND, Outcome.SILENT), subject, *at, old, new)
    elif after.outcome == Outcome.FOUND and (old == after.code) != (new == after.code):
        yield Change(new == after.code, Subject.CATEGORY, *at, old, new)
    if before.proposed is not None and after.proposed is not None and before.proposed != after.proposed:
        yield Change(after.proposed, Subject.PROPOSAL, *at)


def _strays(before: Iterable[Stray], after: Iterable[Stray], documents: set[str]) -> list[Change]:
    old, new = _by_text(before, documents), _by_text(after, documents)
    went = [
        Change(True, Subject.FALSE_ALARM, one.document, None, one.text, one.code)
        for one in _surplus(old, new)
    ]
    came = [
        Change(False, Subject.FALSE_ALARM, one.document, None, one.text, "", one.code)
        for one in _surplus(new, old)
    ]
    return went + came


def _by_text(strays: Iterable[Stray], documents: set[str]) -> dict[tuple[str, str], list[Stray]]:
    found: dict[tuple[str, str], list[Stray]] = {}
    for stray in strays:
        if stray.document in documents:
            found.setdefault((stray.document, norm(stray.text)), []).append(stray)
    return found


def _surplus(
    these: dict[tuple[str, str], list[Stray]], those: dict[tuple[str, str], list[Stray]]
) -> list[Stray]:
    return [stray for key, strays in these.items() for stray in strays[len(those.get(key, ())) :]]


def _citations(before: Iterable[CitationLine], after: Iterable[CitationLine]) -> list[Change]:
    old = {(line.document, line.norm_id): line for line in before}
    new = {(line.document, line.norm_id): line for line in after}
    changes = []
    for document, norm_id in dict.fromkeys([*old, *new]):
        pairs = zip(_errors(old.get((document, norm_id))), _errors(new.get((document, norm_id))), strict=True)
        for subject, (was, now) in zip((Subject.CITATION_MISSED, Subject.CITATION_FALSE), pairs, strict=True):
            if was != now:
                changes.append(Change(now < was, subject, document, None, norm_id, str(was), str(now)))
    return changes


def _errors(line: CitationLine | None) -> tuple[int, int]:
    """How often a norm was missed, and how often it was found for nothing."""
    if line is None:
        return 0, 0
    return max(0, line.wanted - line.found), max(0, line.found - line.wanted)
