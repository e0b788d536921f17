"""Boxes (encadrés): framed or tinted rectangles whose text stands apart from the text around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.reading.blocks import Block
from extractors.reading.drawings import Drawings, Rect
from extractors.reading.headings import Type
from extractors.reading.lines import Line
from extractors.records import PassageKind

_LARGEST = 0.62  # share of the page: a larger rectangle is its background
_LEAST_HEIGHT = 18.0
_LEAST_WIDTH = 60.0
_LEAST_LINES = 2
_LEAST_LETTERS = 18
_MOST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Frame:
    """A box with the pieces of lines that stand in it, and the boxes inside it."""

    rect: Rect
    segments: tuple[Line, ...]
    inner: tuple[Frame, ...] = ()

    @property
    def every_segment(self) -> list[Line]:
        """Pieces of lines of the box and of the boxes inside it."""
        return [*self.segments, *(line for frame in self.inner for line in frame.every_segment)]

    def title_of(self, blocks: Sequence[Block], body: Type) -> tuple[Block | None, list[Block]]:
        """Title of the box and its other blocks.

        The title is the first block, when weight, size, capitals or font set it apart.
        """
        if len(blocks) < 2:
            return None, list(blocks)
        first = blocks[0]
        if first.skip or first.letters > _MOST_TITLE or first.kind is not PassageKind.PARAGRAPH:
            return None, list(blocks)
        rest = [line for block in blocks[1:] for line in block.lines]
        plain = sum(line.letters for line in rest if not line.bold)
        size = max(line.size for line in rest)
        bold = all(line.bold for line in first.lines) and plain > 0
        larger = min(line.size for line in first.lines) > 1.06 * min(size, body.size * 1.2)
        capitals = first.text.isupper() and not blocks[1].text.isupper()
        label = len(first.lines) == 1 and first.letters <= 50 and first.text[-1:] not in ".;:,"
        other_font = label and first.lines[0].font not in {line.font for line in rest}
        if bold or larger or capitals or other_font:
            return first, list(blocks[1:])
        return None, list(blocks)


def frames_of(drawings: Drawings, segments: Sequence[Line], width: float, height: float) -> list[Frame]:
    """Boxes of a page. A piece of line belongs to the smallest box that holds it."""
    found: list[Frame] = []
    taken: set[int] = set()
    for rect in reversed(_candidates(drawings, width, height)):
        own = [
            index
            for index, line in enumerate(segments)
            if index not in taken and rect.holds((line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2)
        ]
        inner = [frame for frame in found if _within(frame.rect, rect)]
        lines = [segments[index] for index in own]
        for frame in inner:
            if _is_strip(frame.rect, rect):  # the tinted strip behind the title of this box
                lines += frame.segments
        if not _is_box(rect, lines, segments):
            continue
        taken.update(own)
        found = [frame for frame in found if frame not in inner]
        inside = [frame for frame in inner if not _is_strip(frame.rect, rect)]
        found.append(Frame(rect, tuple(lines), tuple(inside)))
    return found


def _within(inner: Rect, outer: Rect) -> bool:
    return outer.holds((inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2)


def _is_strip(inner: Rect, outer: Rect) -> bool:
    return abs(inner.x0 - outer.x0) < 4 and abs(inner.x1 - outer.x1) < 4


def _is_box(rect: Rect, lines: Sequence[Line], segments: Sequence[Line]) -> bool:
    """Two rows of text at least, none of them cut by the border."""
    rows = {round(line.baseline / 3) for line in lines}
    if len(rows) < _LEAST_LINES or sum(line.letters for line in lines) < _LEAST_LETTERS:
        return False
    if any(line.x1 > rect.x1 + 3 or line.x0 < rect.x0 - 3 for line in lines):
        return False
    first = min(lines, key=lambda line: line.baseline)
    last = max(lines, key=lambda line: line.baseline)
    return not any(
        _next_line(line, first) or _next_line(last, line)
        for line in segments
        if not rect.holds((line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2)
    )


def _next_line(above: Line, below: Line) -> bool:
    """True when two lines follow each other like lines of one paragraph."""
    step = below.baseline - above.baseline
    beside = min(above.x1, below.x1) - max(above.x0, below.x0)
    return (
        0 < step < 1.35 * below.size
        and abs(above.size - below.size) < 0.4
        and above.bold == below.bold
        and beside > 0
        and abs(above.x0 - below.x0) < 2.0
    )


def _candidates(drawings: Drawings, width: float, height: float) -> list[Rect]:
    """Rectangles of the size of a box, largest first, each once."""
    rects = [
        rect
        for rect in drawings.rects + _framed(drawings)
        if rect.width >= _LEAST_WIDTH
        and rect.height >= _LEAST_HEIGHT
        and rect.width * rect.height < _LARGEST * width * height
        and rect.width < 0.97 * width
    ]
    rects.sort(key=lambda rect: -rect.width * rect.height)
    kept: list[Rect] = []
    for rect in rects:
        if not any(_same(rect, other) for other in kept):
            kept.append(rect)
        if len(kept) >= 60:
            break
    return kept


def _same(left: Rect, right: Rect) -> bool:
    return max(
        abs(left.x0 - right.x0), abs(left.y0 - right.y0), abs(left.x1 - right.x1), abs(left.y1 - right.y1)
    ) < 4.0


def _framed(drawings: Drawings) -> list[Rect]:
    """Rectangles drawn as four separate lines."""
    found: list[Rect] = []
    across = sorted(drawings.across, key=lambda line: line.y0)[:200]
    for number, top in enumerate(across):
        for bottom in across[number + 1 :]:
            if not _same_ends(top, bottom) or bottom.y0 - top.y0 < _LEAST_HEIGHT:
                continue
            if all(_side(drawings.down, x, top.y0, bottom.y0) for x in (top.x0, top.x1)):
                found.append(Rect(top.x0, top.y0, top.x1, bottom.y0, stroked=True))
                break
    return found


def _same_ends(top: Rect, bottom: Rect) -> bool:
    return abs(top.x0 - bottom.x0) <= 3 and abs(top.x1 - bottom.x1) <= 3


def _side(down: Sequence[Rect], x: float, y0: float, y1: float) -> bool:
    pieces = sorted((line.y0, line.y1) for line in down if abs(line.x0 - x) < 3)
    reached = y0 + 3
    for start, end in pieces:
        if start > reached + 3:
            break
        reached = max(reached, end)
    return reached >= y1 - 3
