"""Where the cells of a table are: by its ruling lines, by its horizontal rules, or by alignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber import table as plumber

from extractors.reading.drawings import Drawings, Rect
from extractors.reading.lines import Line, base
from extractors.reading.words import Word

_MOST_EDGES = 700
_MANY = 450  # crossings
_SNAP = 3.0
_LEAST_GAP = 3.0  # points of white between two columns of an unruled table
_FAR = 8.0  # type sizes of white in all rows: no table spreads its columns that far
_REAL_GAP = 1.0  # white, in type sizes, that most rows show between two such columns


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
        return [_product(xs, ys)] if regular else []
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
    xs = _distinct([cell.x0 for cell in cells] + [cell.x1 for cell in cells])
    ys = _distinct([cell.y0 for cell in cells] + [cell.y1 for cell in cells])
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


def _distinct(values: Sequence[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
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
        separators = _separators(inner, least_rows=2)
        if not separators or len(ys) < 3:
            continue
        rows = ys if len(ys) > 4 else _row_edges(inner, ys)
        xs = [x0, *separators, x1]
        grids.append(_product(xs, rows))
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


def aligned_grids(segments: Sequence[Line]) -> list[Grid]:
    """Tables without any rule: rows whose cells start at the same places, with white between them."""
    rows = _printed_rows(segments)
    grids: list[Grid] = []
    start = 0
    while start < len(rows):
        stop = _longest_run(rows, start)
        if stop is None:
            start += 1
            continue
        grids += _aligned_in([segment for row in rows[start:stop] for segment in row])
        start = stop
    return grids


def _aligned_in(inner: Sequence[Line]) -> list[Grid]:
    """Tables in a run of rows; very wide white parts the run into things that only stand side by side."""
    separators = _separators(inner, least_rows=3)
    if not separators:
        return []
    far = [x for x in separators if _strip_width(inner, x) > _FAR * inner[0].size]
    if far:
        grids = []
        for x0, x1 in zip([-1e9, *far], [*far, 1e9], strict=True):
            part = [s for s in inner if x0 < (s.x0 + s.x1) / 2 < x1]
            if part and len(_printed_rows(part)) >= 3:
                grids += _aligned_in(part)
        return grids
    if not _looks_like_cells(_printed_rows(inner), separators):
        return []
    xs = [min(s.x0 for s in inner) - 1, *separators, max(s.x1 for s in inner) + 1]
    top, bottom = min(s.y0 for s in inner) - 0.5, max(s.y1 for s in inner) + 0.5
    return [_product(xs, _row_edges(inner, [top, bottom]))]


def _strip_width(segments: Sequence[Line], x: float) -> float:
    words = [word for segment in segments for word in segment.words]
    left = max((word.x1 for word in words if word.x1 <= x), default=x)
    right = min((word.x0 for word in words if word.x0 >= x), default=x)
    return right - left


def _printed_rows(segments: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for segment in sorted(segments, key=lambda s: (s.baseline, s.x0)):
        if rows and segment.baseline - rows[-1][0].baseline < 0.3 * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda s: s.x0)
    return rows


def _longest_run(rows: Sequence[Sequence[Line]], start: int) -> int | None:
    """End of the run of rows from `start` over which some strip of white stays free of words.

    The run starts and ends with rows of several pieces; None when it has fewer than three rows.
    """
    if len(rows[start]) < 2:
        return None
    strips = [
        (left.x1, right.x0)
        for left, right in pairwise(rows[start])
        if right.x0 - left.x1 > _REAL_GAP * right.size * 0.85
    ]
    last_several = start
    for stop in range(start + 1, len(rows)):
        row = rows[stop]
        if row[0].baseline - rows[stop - 1][0].baseline > 4.0 * row[0].size:
            break
        strips = _still_free(strips, row)
        if not strips:
            break
        if len(row) >= 2:
            last_several = stop
        elif stop - last_several > 2:
            break
    return last_several + 1 if last_several - start >= 2 else None


def _still_free(strips: Sequence[tuple[float, float]], row: Sequence[Line]) -> list[tuple[float, float]]:
    """What is left of some strips once the words of a row are taken out of them."""
    free = list(strips)
    for word in (word for segment in row for word in segment.words):
        cut: list[tuple[float, float]] = []
        for left, right in free:
            if word.x1 <= left or word.x0 >= right:
                cut.append((left, right))
                continue
            cut += [
                part
                for part in ((left, min(right, word.x0)), (max(left, word.x1), right))
                if part[1] - part[0] >= _LEAST_GAP
            ]
        free = cut
        if not free:
            break
    return free


def _separators(segments: Sequence[Line], least_rows: int) -> list[float]:
    """Middles of the strips that no word crosses and that most rows show as a real gap."""
    words = sorted((w for s in segments for w in s.words), key=lambda w: w.x0)
    rows = _word_rows(words)
    if len(rows) < least_rows:
        return []
    found: list[float] = []
    reached = words[0].x1 if words else 0.0
    for word in words[1:]:
        if word.x0 - reached >= _LEAST_GAP and _is_gap(rows, reached, word.x0, least_rows):
            found.append((reached + word.x0) / 2)
        reached = max(reached, word.x1)
    return _without_slivers(rows, found)


def _without_slivers(rows: Sequence[Sequence[Word]], separators: list[float]) -> list[float]:
    """Drop separators that cut off a "column" in which few rows have text: a chance gap in a cell."""
    found = list(separators)
    k = 0
    while k + 1 < len(found):
        left, right = found[k], found[k + 1]
        members = [[w for w in row if left < (w.x0 + w.x1) / 2 < right] for row in rows]
        holding = [(row, words) for row, words in zip(rows, members, strict=True) if words]
        if len(holding) >= max(2, 0.4 * len(rows)):
            k += 1
            continue
        before = min((_white(row, words, -1) for row, words in holding), default=0.0)
        after = min((_white(row, words, 1) for row, words in holding), default=0.0)
        found.pop(k if before < after else k + 1)
    return found


def _white(row: Sequence[Word], words: Sequence[Word], side: int) -> float:
    """White on the left (-1) or right (1) of some words of a row."""
    if side < 0:
        edge = min(word.x0 for word in words)
        return min((edge - word.x1 for word in row if word.x1 <= edge), default=99.0)
    edge = max(word.x1 for word in words)
    return min((word.x0 - edge for word in row if word.x0 >= edge), default=99.0)


def _word_rows(words: Sequence[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=base):
        if rows and base(word) - base(rows[-1][0]) < 0.3 * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _is_gap(rows: Sequence[Sequence[Word]], left: float, right: float, least_rows: int) -> bool:
    both = wide = 0
    for row in rows:
        before = [word for word in row if word.x1 <= left + 0.1]
        after = [word for word in row if word.x0 >= right - 0.1]
        if not before or not after:
            continue
        both += 1
        gap = min(word.x0 for word in after) - max(word.x1 for word in before)
        wide += gap > _REAL_GAP * after[0].size
    return both >= least_rows and both >= 0.4 * len(rows) and wide >= 0.6 * both


def _looks_like_cells(rows: Sequence[Sequence[Line]], separators: Sequence[float]) -> bool:
    """False for columns of running text and for bullets or numbers beside their text."""
    inner = [segment for row in rows for segment in row]
    xs = [min(s.x0 for s in inner), *separators, max(s.x1 for s in inner)]
    letters = [0] * (len(xs) - 1)
    shares: list[list[float]] = [[] for _ in letters]
    widest = [0.0] * len(letters)
    for segment in inner:
        for word in segment.words:
            column = sum(word.x0 > x for x in separators)
            letters[column] += sum(letter.isalnum() for letter in word.text)
    for row in rows:
        for column, (x0, x1) in enumerate(pairwise(xs)):
            words = [w for s in row for w in s.words if x0 <= (w.x0 + w.x1) / 2 < x1]
            if words:
                used = max(w.x1 for w in words) - min(w.x0 for w in words)
                shares[column].append(used)
                widest[column] = max(widest[column], used)
    if min(letters) < 2 * len(rows) and min(letters) < 6:
        return False
    if widest[0] < 2.5 * inner[0].size:
        return False
    full = [used / widest[k] for k, column in enumerate(shares) for used in column[:-1] if widest[k]]
    running = sum(share > 0.85 for share in full) > 0.55 * max(len(full), 1)
    wide = [column for column in widest if column > 18 * inner[0].size]
    steps = sorted(below[0].baseline - above[0].baseline for above, below in pairwise(rows))
    if steps and steps[len(steps) // 2] > 1.7 * inner[0].size:
        return True  # white between all rows: no column of text is set like that
    if running and len(rows) > 4 and wide:
        return False
    return not _flows(rows, list(pairwise(xs)), widest)


def _flows(
    rows: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]], widest: Sequence[float]
) -> bool:
    """True when two wide columns both have three full lines in a row: columns of running text."""
    streak = 0
    for row in rows:
        full = 0
        for (x0, x1), width in zip(columns, widest, strict=True):
            words = [w for s in row for w in s.words if x0 <= (w.x0 + w.x1) / 2 < x1]
            if words and width > 14 * row[0].size:
                full += max(w.x1 for w in words) - min(w.x0 for w in words) > 0.8 * width
        streak = streak + 1 if full >= 2 else 0
        if streak >= 3:
            return True
    return False


def _row_edges(segments: Sequence[Line], edges: Sequence[float]) -> list[float]:
    """Edges of rows: the rules, and the places where the white between lines is wider than usual."""
    rows = _word_rows([word for segment in segments for word in segment.words])
    tops = [min(word.y0 for word in row) for row in rows]
    bottoms = [max(word.y1 for word in row) for row in rows]
    steps = [base(below[0]) - base(above[0]) for above, below in pairwise(rows)]
    if not steps:
        return list(edges)
    least = min(steps)
    found = [edges[0]]
    spread = max(steps) > 1.3 * least
    first_column = min(word.x0 for row in rows for word in row)
    for k, step in enumerate(steps):
        middle = (bottoms[k] + tops[k + 1]) / 2
        starts_row = min(word.x0 for word in rows[k + 1]) < first_column + 3
        ruled = any(bottoms[k] - 2 < edge < tops[k + 1] + 2 for edge in edges[1:-1])
        if ruled or (step > 1.3 * least if spread else starts_row):
            found.append(middle)
    found.append(edges[-1])
    return found


def _product(xs: Sequence[float], ys: Sequence[float]) -> Grid:
    cells = tuple(
        Rect(x0, y0, x1, y1)
        for y0, y1 in pairwise(ys)
        for x0, x1 in pairwise(xs)
    )
    return Grid(Rect(xs[0], ys[0], xs[-1], ys[-1]), cells, tuple(xs), tuple(ys))
