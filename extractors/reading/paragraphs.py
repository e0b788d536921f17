"""Lines of a column → paragraphs and list items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.reading import lists
from extractors.reading.blocks import Block
from extractors.reading.lines import Line
from extractors.records import PassageKind

_WIDER = 1.28  # leading from which a gap between lines stands between paragraphs
_SENTENCE_END = re.compile(r"[.!?…:;»”\")\]]\W*\d{0,3}$")
_STOP = re.compile(r"[.!?…:]\s*[»”\")\]]*\s*\d{0,3}$")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(«’'])(?:[A-Za-z]|art|al|cf|ex|etc|n|p|pp|M|MM|Mme|Dr|Me|Cass|civ|com|soc|crim|trav|C|Sté|not|spéc"
    r"|préc|obs|chron|éd|vol|t|chap|sect|s|min|max|env|tél)\.$"
)


def stops(text: str) -> bool:
    """True when a sentence ends at the end of a printed line ("art." and "L." end none)."""
    return bool(_STOP.search(text)) and not _ABBREVIATED.search(text)


def blocks_of(lines: Sequence[Line], page: int, x1: float, angle: int = 0) -> list[Block]:
    """Cut the lines of one column into blocks of kind PARAGRAPH or LIST_ITEM. x1: edge of the column."""
    if not lines:
        return []
    x1 = _right_edge(lines, x1)
    leading = _leading(lines)
    left = _usual_left(lines)
    groups: list[list[Line]] = [[lines[0]]]
    in_item = [_opens_item(lines[0], None, left, leading)]
    for before, line, after in zip(lines, lines[1:], [*lines[2:], None], strict=False):
        if _is_new(groups[-1], before, line, after, leading, left, x1, in_item[-1]):
            groups.append([line])
            in_item.append(_opens_item(line, before, left, leading))
        else:
            groups[-1].append(line)
    return [
        _block(group, item, page, x1, angle) for group, item in zip(groups, in_item, strict=True)
    ]


def _block(group: list[Line], item: bool, page: int, x1: float, angle: int) -> Block:
    skip = lists.bullet(group[0]) if item else 0
    kind = PassageKind.LIST_ITEM if item else PassageKind.PARAGRAPH
    return Block(kind, tuple(group), page, angle, skip=skip, right=x1, inset=group[0].x0)


def _right_edge(lines: Sequence[Line], x1: float) -> float:
    """Right edge that at least two lines reach: a number in the margin widens no column."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    for end, following in pairwise(ends):
        if end - following < 4.0:
            return end
    return min(x1, ends[0])


def _leading(lines: Sequence[Line]) -> dict[float, float]:
    """Usual distance of baselines, by size of type."""
    steps: dict[float, list[float]] = {}
    for above, below in pairwise(lines):
        step = below.baseline - above.baseline
        if above.size == below.size and 0 < step < 3 * below.size:
            steps.setdefault(below.size, []).append(step)
    usual: dict[float, float] = {}
    for size, values in steps.items():
        usual[size] = min(max(_smallest_common(sorted(values)), 0.9 * size), 2.2 * size)
    return usual


def _smallest_common(values: Sequence[float]) -> float:
    """Smallest step that comes back: paragraphs of one line each show more gaps than leadings."""
    least = max(2, round(0.08 * len(values)))
    for value in values:
        if sum(value <= other <= value + 0.6 for other in values) >= least:
            return value
    return values[0]


def _usual_left(lines: Sequence[Line]) -> float:
    starts = sorted(round(line.x0, 0) for line in lines)
    return float(median(starts[: max(1, (2 * len(starts)) // 3)]))


def _opens_item(line: Line, before: Line | None, left: float, leading: dict[float, float]) -> bool:
    if lists.bullet(line):
        if not lists.is_dash(line.words[0]):
            return True
        return _dash_opens(line, before)
    mark = lists.number(line)
    if not mark or (before is not None and _runs_on(before, line, leading)):
        return False
    return len(line.words) > 1


def _dash_opens(line: Line, before: Line | None) -> bool:
    """A dash at the head of a line opens an item unless it only resumes a sentence."""
    if before is None or lists.bullet(before):
        return True
    if abs(line.x0 - before.x0) > 0.5 * line.size:
        return True
    return bool(_SENTENCE_END.search(before.text) or before.text.endswith(","))


def _runs_on(before: Line, line: Line, leading: dict[float, float]) -> bool:
    """True when a number at the head of `line` is only part of a sentence begun in `before`."""
    if not _next_to(before, line, leading):
        return False
    return not _SENTENCE_END.search(before.text) and abs(before.size - line.size) < 0.6 and abs(
        before.x0 - line.x0
    ) < 0.5 * line.size


def _is_new(
    group: list[Line],
    before: Line,
    line: Line,
    after: Line | None,
    leading: dict[float, float],
    left: float,
    x1: float,
    in_item: bool,
) -> bool:
    if (_other_size(before, line) or before.bold != line.bold) and not _mixed_style_runs_on(
        before, line, leading
    ):
        return True
    step = line.baseline - before.baseline
    usual = leading.get(line.size, 1.25 * line.size)
    if step > _WIDER * usual and step > 1.1 * line.size:
        return True
    if step < 0:
        return True
    if _opens_item(line, before, left, leading):
        return True
    if in_item:
        # a line further left than the text of the item has left the item
        text_left = group[1].x0 if len(group) > 1 else group[0].words[min(1, len(group[0].words) - 1)].x0
        if line.x0 < group[0].x0 - 0.5 * line.size:
            return True
        if line.x0 < text_left - 1.5 * line.size and _ended(before, line, x1) and stops(before.text):
            return True
        return _ended(before, line, x1) and stops(before.text) and _starts_sentence(line)
    indent = line.x0 - before.x0
    alone = after is None or line.x0 - after.x0 > 0.7 * line.size
    if len(group) > 1 and indent > 0.7 * line.size and alone:
        return _starts_sentence(line)
    return bool(_ended(before, line, x1) and _starts_sentence(line))


def _other_size(before: Line, line: Line) -> bool:
    """True for another size of type; OCR (no font) tells sizes roughly."""
    slack = 0.08 if line.font else 0.22
    return abs(before.size - line.size) > slack * max(before.size, line.size)


def _next_to(before: Line, line: Line, leading: dict[float, float]) -> bool:
    """True when no more white than usual stands between two lines."""
    usual = leading.get(line.size, leading.get(before.size, 0.0))
    return line.baseline - before.baseline <= max(1.6 * line.size, 1.1 * usual)


def _mixed_style_runs_on(before: Line, line: Line, leading: dict[float, float]) -> bool:
    """A bold lead-in that goes on in plain type on the next line, or the other way round."""
    if not _next_to(before, line, leading):
        return False
    if _other_size(before, line):
        # the size changed in the middle of a line, within the sentence
        last, first = before.words[-1], line.words[0]
        same_size = bool(line.font) and abs(last.size - first.size) <= 0.08 * first.size
        return same_size and first.text[:1].islower() and not _SENTENCE_END.search(before.text)
    same_edge = before.words[-1].bold == line.words[0].bold
    return same_edge or (not _SENTENCE_END.search(before.text) and not _starts_sentence(line))


def _ended(before: Line, line: Line, x1: float) -> bool:
    """True when the first word of `line` would have stood on the line before: the break was meant."""
    first = line.words[0]
    room = x1 - before.x1
    return room > (first.x1 - first.x0) + 0.6 * line.size and room > 2.0 * line.size


def _starts_sentence(line: Line) -> bool:
    text = line.words[0].text.lstrip("«“\"(‘'’ ")
    if not text and len(line.words) > 1:
        text = line.words[1].text
    return bool(text) and (text[0].isupper() or text[0].isdigit())
