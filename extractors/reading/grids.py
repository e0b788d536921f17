"""Where the cells of a table are: by its ruling lines, or by its horizontal rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber import table as plumber

from extractors.reading.drawings import Drawings, Rect
from extractors.reading.lines import Line
from extractors.reading.whites import row_edges, separators_of
from extractors.reading.words import Word

_MOST_EDGES = 700
_MANY = 450  # crossings
_SNAP = 3.0
_SLIVER = 6.5  # points: the tint of a heading may stop short of the lines of its column


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of a table as rectangles, with the edges of its columns and rows."""

    rect: Rect
    cells: tuple[Rect, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]


def ruled_grids(drawings: Drawings, words: Sequence[Word], width: float, height: float) -> list[Grid]:
    """Tables whose cells are closed by lines or by tinted rectangles.

    The search for cells is pdfplumber's; the lines come from pdfium, which spares a second
    reading of the page.
    """
    edges = _edges(drawings, width, height)
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if not drawings.complete or upright < 2 or len(edges) - upright < 2:
        return []
    edges = plumber.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    if len(edges) > _MOST_EDGES:
        return []
    crossings = plumber.edges_to_intersections(edges, _SNAP, _SNAP)
    grids = []
    for grid in _closed_cells(list(crossings), crossings):
        if _is_table(grid, words, width, height):
            grids.append(grid)
    return grids


def _closed_cells(points: Sequence[tuple[float, float]], crossings: Any) -> list[Grid]:
    """Grids of the cells that lines close. The search takes the cube of the crossings, so that a
    large regular table is taken as it stands, and a large irregular drawing is no table.
    """
    xs, ys = sorted({x for x, _ in points}), sorted({y for _, y in points})
    if len(points) > _MANY:
        regular = len(points) > 0.9 * len(xs) * len(ys)
        return [product(xs, ys)] if regular else []
    tables = plumber.cells_to_tables(plumber.intersections_to_cells(crossings))
    return [_grid([Rect(*cell) for cell in cells]) for cells in tables]


def _edges(drawings: Drawings, width: float, height: float) -> list[dict[str, Any]]:
    lines = [("h", line) for line in drawings.across] + [("v", line) for line in drawings.down]
    for rect in drawings.rects:
        if rect.width > 0.96 * width and rect.height > 0.9 * height:
            continue
        if rect.height < 6 or rect.width < 6:
            continue
        lines += [
            ("h", Rect(rect.x0, rect.y0, rect.x1, rect.y0)),
            ("h", Rect(rect.x0, rect.y1, rect.x1, rect.y1)),
            ("v", Rect(rect.x0, rect.y0, rect.x0, rect.y1)),
            ("v", Rect(rect.x1, rect.y0, rect.x1, rect.y1)),
        ]
        if len(lines) > 4 * _MOST_EDGES:
            return []
    return [
        {
            "orientation": side,
            "x0": line.x0,
            "x1": line.x1,
            "top": line.y0,
            "bottom": line.y1,
            "width": line.width,
            "height": line.height,
        }
        for side, line in lines
    ]


def _grid(cells: Sequence[Rect]) -> Grid:
    xs = _distinct([cell.x0 for cell in cells] + [cell.x1 for cell in cells], _SLIVER)
    ys = _distinct([cell.y0 for cell in cells] + [cell.y1 for cell in cells], _SNAP)
    whole = _completed(cells, xs, ys)
    return Grid(Rect(xs[0], ys[0], xs[-1], ys[-1]), tuple(whole), xs, ys)


def _completed(cells: Sequence[Rect], xs: Sequence[float], ys: Sequence[float]) -> list[Rect]:
    """Cells, and the slots that broken lines have left open (scans, tables without an outer frame)."""
    found = list(cells)
    for y0, y1 in pairwise(ys):
        for x0, x1 in pairwise(xs):
            if not any(cell.holds((x0 + x1) / 2, (y0 + y1) / 2) for cell in cells):
                found.append(Rect(x0, y0, x1, y1))
    return found


def _distinct(values: Sequence[float], least: float) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > least:
            found.append(value)
    return tuple(found)


def _is_table(grid: Grid, words: Sequence[Word], width: float, height: float) -> bool:
    """At least two columns and two rows with text; not the frames of a page layout."""
    if len(grid.xs) < 3 or len(grid.ys) < 3:
        return False
    filled: set[tuple[int, int]] = set()
    letters: dict[tuple[int, int], int] = {}
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
        if not grid.rect.holds(x, y):
            continue
        for cell in grid.cells:
            if cell.holds(x, y):
                key = (index_of(grid.ys, cell.y0), index_of(grid.xs, cell.x0))
                filled.add(key)
                letters[key] = letters.get(key, 0) + len(word.text)
                break
    rows = {row for row, _ in filled}
    columns = {column for _, column in filled}
    if len(rows) < 2 or len(columns) < 2 or len(filled) < 3:
        return False
    large = grid.rect.width * grid.rect.height > 0.75 * width * height
    return not (large and len(filled) <= 4 and max(letters.values()) > 600)


def index_of(edges: Sequence[float], value: float) -> int:
    """Number of the row or column that starts at `value`."""
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def barred_grids(drawings: Drawings, segments: Sequence[Line]) -> list[Grid]:
    """Tables with horizontal rules only: the columns are where no text crosses between the rules."""
    grids: list[Grid] = []
    for rules in _stacks(drawings.across):
        top, bottom = rules[0].y0, rules[-1].y0
        x0, x1 = min(rule.x0 for rule in rules) - 2, max(rule.x1 for rule in rules) + 2
        wide = [s for s in segments if s.x0 > x0 - 4 and s.x1 < x1 + 4]
        inner = [s for s in wide if top - 1 < (s.y0 + s.y1) / 2 < bottom + 1]
        ys = [rule.y0 for rule in rules]
        head = _head_above(wide, top)
        if head:
            inner += head
            ys.insert(0, min(line.y0 for line in head) - 1)
        separators = separators_of(inner, least_rows=2)
        if not separators or len(ys) < 3:
            continue
        rows = ys if len(ys) > 4 else row_edges(inner, ys)
        xs = [x0, *separators, x1]
        grids.append(product(xs, rows))
    return grids


def _head_above(segments: Sequence[Line], top: float) -> list[Line]:
    """A row of headings that stands just above the first rule."""
    row = [s for s in segments if 0 < top - (s.y0 + s.y1) / 2 < 1.3 * s.size]
    return row if len(row) >= 2 else []


def _stacks(across: Sequence[Rect]) -> list[list[Rect]]:
    """Groups of three rules or more with the same ends, from top to bottom."""
    rules = _joined_rules([line for line in across if line.width > 3])
    groups: list[list[Rect]] = []
    for rule in sorted(rules, key=lambda r: r.y0):
        if rule.width < 90:
            continue
        for group in groups:
            last = group[-1]
            if abs(last.x0 - rule.x0) < 5 and abs(last.x1 - rule.x1) < 5 and 6 < rule.y0 - last.y0 < 260:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= 3]


def _joined_rules(lines: Sequence[Rect]) -> list[Rect]:
    """Rules drawn cell by cell, put together."""
    found: list[Rect] = []
    for line in sorted(lines, key=lambda r: (round(r.y0), r.x0)):
        last = found[-1] if found else None
        if last is not None and abs(last.y0 - line.y0) < 1.5 and line.x0 - last.x1 < 4:
            found[-1] = Rect(last.x0, last.y0, max(last.x1, line.x1), last.y1)
        else:
            found.append(line)
    return found


def product(xs: Sequence[float], ys: Sequence[float]) -> Grid:
    """The grid of all cells between some edges."""
    cells = tuple(
        Rect(x0, y0, x1, y1)
        for y0, y1 in pairwise(ys)
        for x0, x1 in pairwise(xs)
    )
    return Grid(Rect(xs[0], ys[0], xs[-1], ys[-1]), cells, tuple(xs), tuple(ys))
