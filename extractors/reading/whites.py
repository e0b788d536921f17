"""The white between words that parts columns and rows where no line is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.reading.lines import Line, base
from extractors.reading.words import Word

LEAST_GAP = 3.0  # points of white between two columns of an unruled table
REAL_GAP = 1.0  # white, in type sizes, that most rows show between two such columns


def separators_of(segments: Sequence[Line], least_rows: int) -> list[float]:
    """Middles of the strips that no word crosses and that most rows show as a real gap."""
    words = sorted((w for s in segments for w in s.words), key=lambda w: w.x0)
    rows = _word_rows(words)
    if len(rows) < least_rows:
        return []
    found: list[float] = []
    reached = words[0].x1 if words else 0.0
    for word in words[1:]:
        if word.x0 - reached >= LEAST_GAP and _is_gap(rows, reached, word.x0, least_rows):
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
        wide += gap > REAL_GAP * after[0].size
    return both >= least_rows and both >= 0.4 * len(rows) and wide >= 0.6 * both


def row_edges(segments: Sequence[Line], edges: Sequence[float]) -> list[float]:
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
