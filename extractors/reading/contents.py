"""Lines of a table of contents: leaders and page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.reading.lines import Line

_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|(?:…\s){2,}|_{4,}|(?:·\s?){4,}")
_ENDS_IN_PAGE = re.compile(r"(?:^|\D)(\d{1,4}|[ivxl]{1,6})\s*$")
_FEWEST = 3
_MOST_LINES = 4  # of one entry


def contents_lines(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines of one column that belong to a table of contents."""
    found = {
        index
        for index, line in enumerate(lines)
        if _LEADER.search(line.text) and (_ENDS_IN_PAGE.search(line.text) or _LEADER.search(line.text[-8:]))
    }
    if len(found) < 2:
        found = set()
    found |= _aligned_numbers(lines)
    return found | _first_halves(lines, found)


def _aligned_numbers(lines: Sequence[Line]) -> set[int]:
    """Runs of lines that end, after white, in page numbers that never go down."""
    found: set[int] = set()
    run: list[int] = []
    previous = 0
    for index, line in enumerate([*lines, None]):
        page = _page_after_white(line) if line is not None else None
        if page is not None and page >= previous and (not run or index - run[-1] <= 2):
            run.append(index)
            previous = page
            continue
        if page is None and line is not None and run and index - run[-1] < 2:
            continue  # perhaps the first half of an entry of two lines
        if len(run) >= _FEWEST and _same_edge([lines[i] for i in run]):
            found.update(run)
        run, previous = ([index], page) if page is not None else ([], 0)
    return found


def _page_after_white(line: Line) -> int | None:
    if len(line.words) < 2 or not line.words[-1].text.isdecimal() or len(line.words[-1].text) > 4:
        return None
    gap = line.words[-1].x0 - line.words[-2].x1
    return int(line.words[-1].text) if gap > 1.2 * line.size else None


def _same_edge(lines: Sequence[Line]) -> bool:
    ends = [line.x1 for line in lines]
    return max(ends) - min(ends) < 4.0


def _first_halves(lines: Sequence[Line], found: set[int]) -> set[int]:
    """Lines close above a line of contents, after another one: entries that take two or three lines."""
    extra: set[int] = set()
    for index in sorted(found):
        above = index - 1
        while above >= 0 and index - above < _MOST_LINES and above not in found:
            line, below = lines[above], lines[above + 1]
            near = below.baseline - line.baseline < 1.7 * line.size and abs(line.size - below.size) < 0.6
            if not near:
                break
            above -= 1
        if above in found:
            extra.update(range(above + 1, index))
    return extra
