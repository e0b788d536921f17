"""Tables without any rule, found by the alignment of what stands in their rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.reading.grids import Grid, product
from extractors.reading.lines import Line
from extractors.reading.whites import LEAST_GAP, REAL_GAP, row_edges, separators_of

_FAR = 8.0  # type sizes of white in all rows: no table spreads its columns that far
_NEAR = 10.0  # type sizes around a table in which columns of running text would show
_COLUMN = 10.0  # least width, in type sizes, of a column of running text


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
        found = _aligned_in([segment for row in rows[start:stop] for segment in row])
        grids += [grid for grid in found if not _among_columns(grid, segments)]
        start = stop
    return grids


def _aligned_in(inner: Sequence[Line]) -> list[Grid]:
    """Tables in a run of rows; very wide white parts the run into things that only stand side by side."""
    separators = separators_of(inner, least_rows=3)
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
    return [product(xs, row_edges(inner, [top, bottom]))]


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
        if right.x0 - left.x1 > REAL_GAP * right.size * 0.85
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
                if part[1] - part[0] >= LEAST_GAP
            ]
        free = cut
        if not free:
            break
    return free


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


def _among_columns(grid: Grid, segments: Sequence[Line]) -> bool:
    """True when the columns of a grid go on above and below it as columns of running text, whose
    lines happened to meet on common baselines here.
    """
    rect = grid.rect
    size = max((s.size for s in segments if rect.holds((s.x0 + s.x1) / 2, (s.y0 + s.y1) / 2)), default=10.0)
    reach = _NEAR * size
    around = [
        s
        for s in segments
        if (rect.y0 - reach < s.y1 <= rect.y0 + 1 or rect.y1 - 1 <= s.y0 < rect.y1 + reach)
        and s.x1 > rect.x0
        and s.x0 < rect.x1
    ]
    for x in grid.xs[1:-1]:
        left = [s for s in around if s.x1 <= x and s.x1 - s.x0 > _COLUMN * size]
        right = [s for s in around if s.x0 >= x and s.x1 - s.x0 > _COLUMN * size]
        crossing = any(s.x0 < x < s.x1 for s in around)
        if min(_most_aligned(left), _most_aligned(right)) >= 3 and not crossing:
            return True
    return False


def _most_aligned(lines: Sequence[Line]) -> int:
    """How many lines start at the same place, at most."""
    return max((sum(abs(other.x0 - line.x0) < 3 for other in lines) for line in lines), default=0)
