"""Reading order of a page: where its columns are, and which part is read before which.

The page is cut recursively. A cut is a gutter: a vertical strip that no text crosses over
several lines, with text of the width of a column on both sides. What lies above the gutter is
read first, then the left side, the right side, and what lies below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.reading.drawings import Rect
from extractors.reading.lines import Line, joined

_LEAST_LINES = 2
_LEAST_TOTAL = 5
_LEAST_GUTTER = 4.0  # points
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Solid:
    """A part of the page that is never cut: a table or a box. `index` names it for the caller."""

    rect: Rect
    index: int
    lines: int


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read from top to bottom; x0, x1: the edges of the column."""

    lines: tuple[Line, ...]
    x0: float
    x1: float


Part = Column | Solid


@dataclass(frozen=True, slots=True)
class _Item:
    x0: float
    y0: float
    x1: float
    y1: float
    lines: int
    size: float
    source: Line | Solid


def reading_order(segments: Sequence[Line], solids: Sequence[Solid] = ()) -> list[Part]:
    """Parts of a page in reading order. Segments come from `lines.segments_of`."""
    items = [_Item(s.x0, s.y0, s.x1, s.y1, 1, s.size, s) for s in segments]
    items += [
        _Item(s.rect.x0, s.rect.y0, s.rect.x1, s.rect.y1, max(s.lines, 1), 10.0, s) for s in solids
    ]
    return _cut(items, 0)


def column_count(parts: Sequence[Part]) -> int:
    """Greatest number of columns side by side that hold at least three lines each."""
    columns = [part for part in parts if isinstance(part, Column) and len(part.lines) >= 3]
    best = 1
    for column in columns:
        beside = [other for other in columns if _beside(column, other)]
        beside.sort(key=lambda other: other.x0)
        apart = 0
        edge = float("-inf")
        for other in beside:
            if other.x0 >= edge - 1:
                apart += 1
                edge = other.x1
            else:
                edge = max(edge, other.x1)
        best = max(best, 1 + apart)
    return min(best, 4)


def _beside(column: Column, other: Column) -> bool:
    top, bottom = column.lines[0].y0, column.lines[-1].y1
    shared = min(bottom, other.lines[-1].y1) - max(top, other.lines[0].y0)
    return shared > 0.3 * (bottom - top) and (other.x0 >= column.x1 - 1 or other.x1 <= column.x0 + 1)


def _cut(items: list[_Item], depth: int) -> list[Part]:
    if not items:
        return []
    gutter = _gutter(items) if len(items) >= _LEAST_TOTAL and depth < _DEEPEST else None
    if gutter is None:
        return _stack(items)
    x, top, bottom = gutter
    above, left, right, below = [], [], [], []
    for item in items:
        middle = (item.y0 + item.y1) / 2
        if middle < top:
            above.append(item)
        elif middle > bottom:
            below.append(item)
        elif (item.x0 + item.x1) / 2 < x:
            left.append(item)
        else:
            right.append(item)
    if not left or not right:
        return _stack(items)
    # What stands above the first line of the right side may end a paragraph of the full width.
    start = min(item.y0 for item in right)
    above += [item for item in left if item.y1 <= start]
    left = [item for item in left if item.y1 > start]
    parts: list[Part] = []
    for group in (above, left, right, below):
        parts += _cut(group, depth + 1)
    return parts


def _gutter(items: list[_Item]) -> tuple[float, float, float] | None:
    """Best (x, top, bottom) of a gutter, or None."""
    best: tuple[float, float, float] | None = None
    best_worth = 0.0
    for x in _candidates(items):
        for found in _free_strips(items, x):
            worth = _worth(found, x)
            if worth > best_worth:
                sides = [*found[0], *found[1]]
                top = min(item.y0 for item in sides) - 0.1
                bottom = max(item.y1 for item in sides) + 0.1
                best, best_worth = (x, top, bottom), worth
    return best


def _candidates(items: list[_Item]) -> list[float]:
    """Left edges that several lines share, a little to the left of them."""
    edges = sorted(items, key=lambda item: item.x0)
    found: list[float] = []
    index = 0
    while index < len(edges):
        stop = index
        weight = 0
        while stop < len(edges) and edges[stop].x0 - edges[index].x0 < 4.0:
            weight += edges[stop].lines
            stop += 1
        if weight >= _LEAST_LINES:
            found.append(edges[index].x0 - 0.5)
        index = stop
    # The outermost left edge has nothing to its left.
    return found[1:]


def _free_strips(items: list[_Item], x: float) -> list[tuple[list[_Item], list[_Item]]]:
    """(left, right) items of each stretch in which nothing crosses x."""
    strips: list[tuple[list[_Item], list[_Item]]] = []
    left: list[_Item] = []
    right: list[_Item] = []
    crossing = sorted(
        (item for item in items if item.x0 < x and item.x1 > x - _LEAST_GUTTER),
        key=lambda item: item.y0,
    )
    ends = [item.y0 for item in crossing]
    for item in sorted(items, key=lambda item: (item.y0 + item.y1) / 2):
        middle = (item.y0 + item.y1) / 2
        if any(other.y0 <= middle <= other.y1 for other in crossing):
            continue  # crosses, or stands in a row with what crosses
        while ends and middle > ends[0]:
            strips.append((left, right))
            left, right = [], []
            ends.pop(0)
        (right if item.x0 >= x else left).append(item)
    strips.append((left, right))
    return [strip for strip in strips if strip[0] and strip[1]]


def _worth(strip: tuple[list[_Item], list[_Item]], x: float) -> float:
    """Zero when this is no pair of columns; else the amount of text that it orders."""
    left, right = strip
    counts = [_row_count(side) for side in strip]
    if min(counts) < _LEAST_LINES or sum(counts) < _LEAST_TOTAL:
        return 0.0
    for side in strip:
        size = sorted(item.size for item in side)[len(side) // 2]
        widths = _row_widths(side)
        if widths[len(widths) // 2] < 4 * size or widths[-1] < 7 * size:
            return 0.0  # bullets, numbers, dates: labels of the lines beside them
    top = max(min(item.y0 for item in side) for side in strip)
    bottom = min(max(item.y1 for item in side) for side in strip)
    shorter = min(max(i.y1 for i in side) - min(i.y0 for i in side) for side in strip)
    if bottom - top < 0.5 * shorter:
        return 0.0
    gutter = min(item.x0 for item in right) - max(item.x1 for item in left)
    edge = min(item.x0 for item in right)
    size = sorted(item.size for item in right)[len(right) // 2]
    rows = _row_starts(right)
    if gutter < 2.5 * size and sum(start - edge < 3.0 * size for start in rows) < 0.6 * len(rows):
        return 0.0  # wide spaces that happen to meet: the right side has no edge of its own
    return min(counts) + 0.2 * max(counts) + 0.05 * min(gutter, 40.0)


def _row_count(side: list[_Item]) -> int:
    """Printed rows of one side; a table or a box counts the rows inside it."""
    lines = [item for item in side if item.lines == 1]
    return len(_row_starts(lines)) + sum(item.lines for item in side if item.lines > 1)


def _row_starts(side: list[_Item]) -> list[float]:
    starts: dict[int, float] = {}
    for item in side:
        row = round((item.y0 + item.y1) / 2 / 3)
        row = next((near for near in (row - 1, row, row + 1) if near in starts), row)
        starts[row] = min(starts.get(row, item.x0), item.x0)
    return list(starts.values())


def _row_widths(side: list[_Item]) -> list[float]:
    """Widths of the printed rows of one side, in order: wide spaces may have cut a row into pieces."""
    rows: list[list[float]] = []  # middle, left, right
    for item in sorted(side, key=lambda i: i.y0 + i.y1):
        middle = (item.y0 + item.y1) / 2
        if rows and middle - rows[-1][0] < 0.3 * item.size:
            rows[-1][1:] = [min(rows[-1][1], item.x0), max(rows[-1][2], item.x1)]
        else:
            rows.append([middle, item.x0, item.x1])
    return sorted(right - left for _, left, right in rows)


def _stack(items: list[_Item]) -> list[Part]:
    """One column: lines from top to bottom, interrupted by solids."""
    parts: list[Part] = []
    lines = joined([item.source for item in items if isinstance(item.source, Line)])
    solids = _by_rows([item.source for item in items if isinstance(item.source, Solid)])
    x0 = min((line.x0 for line in lines), default=0.0)
    x1 = max((line.x1 for line in lines), default=0.0)
    waiting: list[Line] = []
    for line in lines:
        while solids and (solids[0].rect.y0 + solids[0].rect.y1) / 2 < (line.y0 + line.y1) / 2:
            if waiting:
                parts.append(Column(tuple(waiting), x0, x1))
                waiting = []
            parts.append(solids.pop(0))
        waiting.append(line)
    if waiting:
        parts.append(Column(tuple(waiting), x0, x1))
    parts += solids
    return parts


def _by_rows(solids: Sequence[Solid]) -> list[Solid]:
    """Solids from top to bottom, those side by side from left to right."""
    rows: list[list[Solid]] = []
    for solid in sorted(solids, key=lambda s: s.rect.y0):
        if rows and solid.rect.y0 < rows[-1][0].rect.y0 + 0.4 * rows[-1][0].rect.height:
            rows[-1].append(solid)
        else:
            rows.append([solid])
    return [solid for row in rows for solid in sorted(row, key=lambda s: s.rect.x0)]
