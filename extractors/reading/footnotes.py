"""Footnotes: which lines at the foot of a column are notes, and where one note ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.reading.drawings import Rect
from extractors.reading.lines import Line

_SMALLER = 0.945
_MARK = re.compile(r"^[(\[]?(\d{1,3}|[*†‡§]{1,3}|[a-z])[)\].]?$")
_SIGN_ONLY = re.compile(r"^[*†‡§]{1,3}$")


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its number or sign ("" for the rest of a note from the page before), its lines,
    and how many words of the first line are the mark.
    """

    number: str
    lines: tuple[Line, ...]
    skip: int


def note_call(text: str) -> str | None:
    """Number or sign of a raised footnote call ("3", "(3)", "*"), None when the text is no call."""
    match = _MARK.match(text)
    if not match or match.group(1).isalpha():
        return None
    return match.group(1)


def page_calls(lines: Sequence[Line]) -> set[str]:
    """Numbers of all raised calls in some lines (those at the head of a line are marks, not calls)."""
    calls: set[str] = set()
    for line in lines:
        for word in line.words[1:]:
            if word.superscript:
                for part in re.split(r"[,;\s]+", word.text):
                    call = note_call(part)
                    if call:
                        calls.add(call)
    return calls


def split_notes(
    lines: Sequence[Line], body_size: float, calls: set[str], rules: Sequence[Rect]
) -> tuple[list[Line], list[Note]]:
    """Part of a column that is text, and the notes at its foot.

    calls: raised numbers on the page; rules: horizontal lines (a short one stands above notes).
    """
    start = len(lines)
    while start > 0 and lines[start - 1].size <= _SMALLER * body_size:
        start -= 1
    ruled = _below_rule(lines, rules)
    if ruled is not None:
        marked = _mark_of(lines[ruled], calls) is not None
        small = all(line.size <= 1.02 * body_size for line in lines[ruled:])
        if ruled >= start or (marked and small):
            start = ruled
    tail = list(lines[start:])
    first = next((i for i, line in enumerate(tail) if _mark_of(line, calls) is not None), None)
    if first is None:
        if ruled is not None and ruled == start and tail and start > 0:
            return list(lines[:start]), [Note("", tuple(tail), 0)]
        return list(lines), []
    if first > 0 and not (ruled is not None and ruled == start):
        start += first
        tail = tail[first:]
    return list(lines[:start]), _notes(tail, calls)


def _notes(tail: Sequence[Line], calls: set[str]) -> list[Note]:
    groups: list[tuple[str, list[Line]]] = []
    last = 0
    for line in tail:
        mark = _mark_of(line, calls)
        if mark is not None and _follows(mark, last, line):
            groups.append((mark, [line]))
            last = int(mark) if mark.isdecimal() else last
        elif groups:
            groups[-1][1].append(line)
        else:
            groups.append(("", [line]))
    return [Note(mark, tuple(lines), 1 if mark else 0) for mark, lines in groups]


def _follows(mark: str, last: int, line: Line) -> bool:
    """True when a mark can open the note after note `last`: a number that wraps to a line start cannot."""
    return not mark.isdecimal() or last == 0 or int(mark) == last + 1 or line.words[0].superscript


def _mark_of(line: Line, calls: set[str]) -> str | None:
    """Number at the head of a note, None when the line does not open one."""
    if len(line.words) < 2:
        return None
    first = line.words[0]
    match = _MARK.match(first.text)
    if not match:
        return None
    number = match.group(1)
    if number.isalpha():
        return None
    if first.superscript or first.size < 0.8 * line.size or _SIGN_ONLY.match(number):
        return number
    return number if number in calls else None


def _below_rule(lines: Sequence[Line], rules: Sequence[Rect]) -> int | None:
    """Index of the first line under a short rule in the lower part of the column, if any."""
    if not lines:
        return None
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    for rule in sorted(rules, key=lambda r: -r.y0):
        if rule.width < 20 or rule.width > 0.62 * (right - left) or abs(rule.x0 - left) > 12:
            continue
        below = [i for i, line in enumerate(lines) if line.y0 > rule.y0 - 3]
        if below and below[-1] == len(lines) - 1 and lines[below[0]].y0 - rule.y0 < 25:
            return below[0]
    return None
