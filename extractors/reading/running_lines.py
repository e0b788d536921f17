"""Running headers, running footers and page numbers: lines that come back on page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.reading.lines import Line
from extractors.records import PassageKind

_ZONE = 0.14  # share of the page height, at its top and at its bottom
_ROWS = 6
_LEVEL = 4.0  # points
_NUMBER = re.compile(
    r"^[\s|•·\-–—_]*(?:page|p\.?|pg\.?)?\s*(\d{1,4}|[ivxl]{1,6})\s*(?:(?:/|\||sur|de|of)\s*\d{1,4})?[\s|•·\-–—_]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """Segments of one page on a common baseline, near its top or its bottom.

    indexes: of the segments; rank: 0 for the outermost row of its side; apart: white (or another
    size of type) stands between it and the text.
    """

    page: int
    top: bool
    rank: int
    indexes: tuple[int, ...]
    text: str
    y: float
    size: float
    apart: bool


def running_lines(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], body_size: float, inside: Sequence[set[int]]
) -> list[dict[int, PassageKind]]:
    """For each page, the segments that are running lines and what they are.

    inside: for each page, segments that stand in tables, where repetition means nothing.
    """
    rows = [
        row
        for page, (segments, height) in enumerate(zip(pages, heights, strict=True))
        for row in _edge_rows(page, segments, height, inside[page])
    ]
    found: list[dict[int, PassageKind]] = [{} for _ in pages]
    repeated = _repeated(rows, len(pages), body_size)
    numbers = _page_numbers(rows, repeated, len(pages), body_size)
    for page, index in _placed_numbers(pages, inside):
        found[page][index] = PassageKind.PAGE_NUMBER
    for row in rows:
        if row in numbers:
            kind = PassageKind.PAGE_NUMBER
        elif row in repeated:
            kind = PassageKind.HEADER if row.top else PassageKind.FOOTER
        else:
            continue
        for index in row.indexes:
            found[row.page][index] = kind
    return found


def _edge_rows(page: int, segments: Sequence[Line], height: float, inside: set[int]) -> list[Row]:
    rows: list[list[int]] = []
    order = sorted(range(len(segments)), key=lambda i: segments[i].baseline)
    for index in order:
        if index in inside:
            continue
        if rows and segments[index].baseline - segments[rows[-1][0]].baseline < 3.0:
            rows[-1].append(index)
        else:
            rows.append([index])
    result: list[Row] = []
    for top, ordered in ((True, rows), (False, rows[::-1])):
        apart = _set_apart(ordered, segments)
        for rank, indexes in enumerate(ordered[:_ROWS]):
            first = segments[indexes[0]]
            near = first.y1 < _ZONE * height if top else first.y0 > (1 - _ZONE) * height
            if not near:
                break
            indexes.sort(key=lambda i: segments[i].x0)
            text = " ".join(segments[i].text for i in indexes)
            size = max(segments[i].size for i in indexes)
            result.append(Row(page, top, rank, tuple(indexes), text, first.baseline, size, rank < apart))
    return result


def _set_apart(rows: Sequence[Sequence[int]], segments: Sequence[Line]) -> int:
    """Number of outermost rows before the widest white (or, without white, another size of type):
    the first lines of the text itself are no running lines, even when they come back.
    """
    if len(rows) == 1:
        return 1
    apart, widest = 0, 1.75
    for rank, (outer, inner) in enumerate(pairwise(rows[: _ROWS + 1]), start=1):
        one, two = segments[outer[0]], segments[inner[0]]
        white = abs(one.baseline - two.baseline) / max(one.size, two.size)
        if white > widest:
            apart, widest = rank, white
        elif not apart and abs(one.size - two.size) > 0.7:
            apart = rank
    return apart


def _signature(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"[\s.…_-]+", " ", text)).strip().casefold()


def _repeated(rows: Sequence[Row], page_count: int, body_size: float) -> set[Row]:
    """Rows whose text comes back at the same height on enough pages."""
    groups: dict[tuple[bool, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[(row.top, _signature(row.text))].append(row)
    found: set[Row] = set()
    least = 2 if page_count <= 6 else 3
    for (_, signature), group in groups.items():
        if not re.search(r"\w\w|#/#", signature):  # words, or a date
            continue
        for row in group:
            level = [other for other in group if abs(other.y - row.y) < _LEVEL]
            pages = {other.page for other in level}
            big = row.size > 1.3 * body_size and len(pages) < 0.4 * page_count
            apart = sum(other.apart for other in level) * 2 >= len(level)
            everywhere = len(pages) >= 4 and len(pages) >= 0.5 * page_count
            if len(pages) >= least and not big and (apart or everywhere):
                found.update(level)
    return found | _same_place(rows, found)


def _same_place(rows: Sequence[Row], found: set[Row]) -> set[Row]:
    """Rows outside all known running lines, at their height and in their size: titles of chapters
    that stand in the running header only once or twice.
    """
    places: dict[tuple[bool, int], list[Row]] = defaultdict(list)
    for row in found:
        places[(row.top, row.rank)].append(row)
    extra: set[Row] = set()
    for row in rows:
        if row in found or row.rank > 1 or not row.apart:
            continue
        alike = [
            other
            for other in places.get((row.top, row.rank), ())
            if abs(other.y - row.y) < 1.0 and abs(other.size - row.size) < 0.3
        ]
        if len({other.page for other in alike}) >= 4 and len(row.text) < 120:
            extra.add(row)
    return extra


def _page_numbers(
    rows: Sequence[Row], repeated: set[Row], page_count: int, body_size: float
) -> set[Row]:
    """Rows that hold only a number which goes up with the pages."""
    shifts: dict[tuple[bool, int], list[Row]] = defaultdict(list)
    for row in rows:
        match = _NUMBER.match(row.text)
        if not match or row.size > 2.2 * body_size:
            continue
        value = _value(match.group(1))
        if value is not None:
            shifts[(row.top, value - row.page)].append(row)
    found: set[Row] = set()
    for (top, shift), group in shifts.items():
        single = page_count <= 2 and shift == 1 and group[0].rank == 0 and not top
        if len({row.page for row in group}) >= 2 or single or group[0] in repeated:
            found.update(row for row in group if row.rank <= 2)
    return found


def _placed_numbers(
    pages: Sequence[Sequence[Line]], inside: Sequence[set[int]]
) -> set[tuple[int, int]]:
    """(page, segment) of lone numbers that go up with the pages and always stand at the same place,
    wherever that is: page numbers in a side margin, or above a deep lower margin.
    """
    shifts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for page, segments in enumerate(pages):
        for index, segment in enumerate(segments):
            if len(segment.words) == 1 and index not in inside[page]:
                text = segment.words[0].text
                if text.isdecimal() and len(text) <= 4:
                    shifts[int(text) - page].append((page, index))
    found: set[tuple[int, int]] = set()
    for group in shifts.values():
        for page, index in group:
            alike = {(p, k) for p, k in group if _same_spot(pages[p][k], pages[page][index])}
            if len({p for p, _ in alike}) >= max(3, 0.3 * len(pages)):
                found |= alike
    return found


def _same_spot(one: Line, other: Line) -> bool:
    return abs(one.baseline - other.baseline) < _LEVEL and abs((one.x0 + one.x1) - (other.x0 + other.x1)) < 12


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def _value(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    total = 0
    for letter, following in zip(text.lower(), [*text.lower()[1:], ""], strict=True):
        value = _ROMAN[letter]
        total += -value if _ROMAN.get(following, 0) > value else value
    return total
