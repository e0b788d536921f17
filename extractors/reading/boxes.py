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
_MOST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Frame:
    """A box with the pieces of lines that stand in it."""

    rect: Rect
    segments: tuple[Line, ...]

    def title_of(self, blocks: Sequence[Block], body: Type) -> tuple[Block | None, list[Block]]:
        """Title of the box (its first block, when bold, larger or in capitals) and the other blocks."""
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
        if bold or larger or capitals:
            return first, list(blocks[1:])
        return None, list(blocks)


def frames_of(drawings: Drawings, segments: Sequence[Line], width: float, height: float) -> list[Frame]:
    """Boxes of a page; a piece of line belongs to the largest box that holds it."""
    found: list[Frame] = []
    taken: set[int] = set()
    for rect in _candidates(drawings, width, height):
        inner = [
            index
            for index, line in enumerate(segments)
            if index not in taken and rect.holds((line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2)
        ]
        if not inner:
            continue
        lines = [segments[index] for index in inner]
        crossing = any(line.x1 > rect.x1 + 3 or line.x0 < rect.x0 - 3 for line in lines)
        rows = {round(line.baseline / 3) for line in lines}
        if crossing or len(rows) < _LEAST_LINES or sum(line.letters for line in lines) < 25:
            continue
        taken.update(inner)
        found.append(Frame(rect, tuple(lines)))
    return found


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
            if abs(top.x0 - bottom.x0) > 3 or abs(top.x1 - bottom.x1) > 3 or bottom.y0 - top.y0 < _LEAST_HEIGHT:
                continue
            if _side(drawings.down, top.x0, top.y0, bottom.y0) and _side(drawings.down, top.x1, top.y0, bottom.y0):
                found.append(Rect(top.x0, top.y0, top.x1, bottom.y0, stroked=True))
                break
    return found


def _side(down: Sequence[Rect], x: float, y0: float, y1: float) -> bool:
    pieces = sorted((line.y0, line.y1) for line in down if abs(line.x0 - x) < 3)
    reached = y0 + 3
    for start, end in pieces:
        if start > reached + 3:
            break
        reached = max(reached, end)
    return reached >= y1 - 3
