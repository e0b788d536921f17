"""Words → printed lines. Coordinates are those of the reading frame (text runs left to right)."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.reading.words import Word

_SPLIT = 0.85  # gap, in type sizes, that may be more than a space between words
_RAISED = 0.12  # share of the size by which a superscript stands above the baseline
_SMALLER = 0.93


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or the part of it that stands in one column.

    size, bold, italic: of most of its letters; baseline: y.
    """

    words: tuple[Word, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    italic: bool
    baseline: float
    font: str

    @property
    def text(self) -> str:
        """Words joined by spaces; letters that belong to the word before ("1" + "er") stand at it."""
        parts = [self.words[0].text]
        for word in self.words[1:]:
            if not (word.glued and (not word.superscript or word.text[0].isalpha())):
                parts.append(" ")
            parts.append(word.text)
        return "".join(parts)

    @property
    def letters(self) -> int:
        """Number of characters."""
        return sum(len(word.text) for word in self.words)


def line_of(words: Sequence[Word]) -> Line:
    """Build a line from its words, ordered from left to right; at least one."""
    first = words[0]
    looks = {(word.size, word.bold, word.italic, word.font, word.superscript) for word in words}
    if len(looks) == 1:  # nearly all lines: one look
        baselines = sorted(base(word) for word in words)
        return Line(
            tuple(words),
            first.x0,
            min(word.y0 for word in words),
            max(word.x1 for word in words),
            max(word.y1 for word in words),
            round(first.size * 2) / 2,
            first.bold,
            first.italic,
            baselines[len(baselines) // 2],
            first.font,
        )
    weight: Counter[tuple[float, bool, bool, str]] = Counter()
    for word in words:
        if not word.superscript:
            weight[(round(word.size * 2) / 2, word.bold, word.italic, word.font)] += len(word.text)
    if not weight:
        weight.update((round(w.size * 2) / 2, w.bold, w.italic, w.font) for w in words)
    sizes: Counter[float] = Counter()
    bold = italic = total = 0
    for (size, is_bold, is_italic, _), count in weight.items():
        sizes[size] += count
        bold += count * is_bold
        italic += count * is_italic
        total += count
    size = sizes.most_common(1)[0][0]
    plain = [word for word in words if abs(word.size - size) <= 0.3] or list(words)
    baselines = sorted(base(word) for word in plain)
    return Line(
        tuple(words),
        min(word.x0 for word in words),
        min(word.y0 for word in plain),
        max(word.x1 for word in words),
        max(word.y1 for word in plain),
        size,
        bold * 2 > total,
        italic * 2 > total,
        baselines[len(baselines) // 2],
        weight.most_common(1)[0][0][3],
    )


def base(word: Word) -> float:
    """Baseline of a word; its lower edge when it is not known."""
    return word.y1 if word.baseline is None else word.baseline


def segments_of(words: Sequence[Word]) -> list[Line]:
    """Lines of a page, cut wherever a gap may be more than a space (columns put back together later)."""
    rows: list[list[Word]] = []
    for row in _rows(words):
        rows.extend(_cut(row))
    return [line_of(_mark_raised(segment)) for segment in _attach_raised(rows)]


def joined(segments: Sequence[Line]) -> list[Line]:
    """Segments of one column, those on a common baseline put back into one line, top to bottom."""
    lines: list[list[Line]] = []
    for segment in sorted(segments, key=lambda s: (s.baseline, s.x0)):
        for row in reversed(lines[-4:]):
            if abs(row[0].baseline - segment.baseline) < 0.25 * min(row[0].size, segment.size) and not any(
                min(other.x1, segment.x1) - max(other.x0, segment.x0) > 1.0 for other in row
            ):
                row.append(segment)
                break
        else:
            lines.append([segment])
    result = []
    for row in lines:
        row.sort(key=lambda s: s.x0)
        result.append(row[0] if len(row) == 1 else line_of([word for part in row for word in part.words]))
    result.sort(key=lambda line: (line.baseline, line.x0))
    return result


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words with a common baseline, left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (base(w), w.x0)):
        for row in reversed(rows[-6:]):
            if abs(base(row[0]) - base(word)) < 0.2 * min(row[0].size, word.size):
                row.append(word)
                break
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda w: w.x0)
    return rows


def _cut(row: list[Word]) -> list[list[Word]]:
    segments = [[row[0]]]
    for left, right in itertools.pairwise(row):
        size = max(left.size, right.size)
        if right.x0 - left.x1 > _SPLIT * size or right.x0 < left.x0 - 0.1 or right.x0 - left.x1 < -1.5 * size:
            segments.append([right])
        else:
            segments[-1].append(right)
    return segments


def _attach_raised(segments: list[list[Word]]) -> list[list[Word]]:
    """Put segments of small raised type into the line that they belong to."""
    main: list[list[Word]] = []
    small: list[list[Word]] = []
    for segment in segments:
        short = len(segment) <= 3 and sum(len(word.text) for word in segment) <= 8
        (small if short else main).append(segment)
    hosts = sorted(((base(line[0]), id(line), line) for line in main), key=lambda host: host[:2])
    tallest = max((word.size for line in segments for word in line), default=0.0)
    for segment in sorted(small, key=lambda s: -s[0].size):
        host = None
        if segment[0].size <= _SMALLER * tallest:
            reach = 1.5 * min(tallest, 60.0)
            level = base(segment[0])
            near = hosts[bisect_left(hosts, (level - reach,)) : bisect_right(hosts, (level + reach,))]
            host = _host(segment, [line for _, _, line in near])
        if host is None:
            main.append(segment)
            insort(hosts, (base(segment[0]), id(segment), segment), key=lambda item: item[:2])
        else:
            host.extend(segment)
            host.sort(key=lambda w: w.x0)
    return main


def _host(segment: list[Word], lines: list[list[Word]]) -> list[Word] | None:
    """The line in which a raised segment stands, next to larger type and above its baseline."""
    best: list[Word] | None = None
    nearest = 0.5
    for line in lines:
        if abs(base(line[0]) - base(segment[0])) > 1.5 * max(line[0].size, segment[0].size):
            continue
        if segment[0].x0 > line[-1].x1 + line[-1].size or segment[-1].x1 < line[0].x0 - line[0].size:
            continue
        for left, right in zip([None, *line], [*line, None], strict=False):
            distance = _distance(segment, left, right)
            if distance < nearest:
                nearest, best = distance, line
    return best


def _distance(segment: list[Word], left: Word | None, right: Word | None) -> float:
    """How far, in type sizes, a raised segment is from its neighbours; 9 when it does not fit there."""
    anchor = left or right
    if anchor is None or segment[0].size > _SMALLER * anchor.size:
        return 9.0
    rise = base(anchor) - base(segment[0])
    if not -0.3 * anchor.size < rise < 0.75 * anchor.size:
        return 9.0
    gaps = []
    if left is not None:
        gaps.append((segment[0].x0 - left.x1) / anchor.size)
    if right is not None:
        gaps.append((right.x0 - segment[-1].x1) / anchor.size)
    if min(gaps) <= -0.3:
        return 9.0
    return min((abs(gap) for gap in gaps if gap < 0.5), default=9.0)


def _mark_raised(words: list[Word]) -> list[Word]:
    """Mark the superscripts of a line."""
    if len({word.size for word in words}) == 1:
        return words
    size = _main_size(words)
    level = sorted(base(word) for word in words if abs(word.size - size) <= 0.15 * size)
    if not level:
        return words
    baseline = level[len(level) // 2]
    marked = []
    for word in words:
        raised = baseline - base(word)
        if word.size < _SMALLER * size and raised > _RAISED * size and len(word.text) <= 8:
            word = replace(word, superscript=True)
        marked.append(word)
    return marked


def _main_size(words: Sequence[Word]) -> float:
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    return sizes.most_common(1)[0][0]


_LETTER = re.compile(r"^[^\W_]$|^[’'&-]$")


def tidied(line: Line) -> Line:
    """The line with its letter-spaced words closed up."""
    words = unspaced(line.words)
    return line if len(words) == len(line.words) else line_of(words)


def unspaced(words: Sequence[Word]) -> list[Word]:
    """Letters of a letter-spaced title joined into words ("S C I C" printed as one word).

    Only where most of the line is single letters; the wider gaps stand between words.
    """
    single = [bool(_LETTER.match(word.text)) for word in words]
    if len(words) < 4 or sum(single) < 0.7 * len(words) or sum(single) < 4:
        return list(words)
    gaps = sorted(right.x0 - left.x1 for left, right in itertools.pairwise(words))
    usual = gaps[len(gaps) // 2]
    result = [words[0]]
    for left, right in itertools.pairwise(words):
        if right.x0 - left.x1 <= max(1.6 * usual, usual + 0.12 * right.size):
            last = result[-1]
            y0, y1 = min(last.y0, right.y0), max(last.y1, right.y1)
            result[-1] = replace(last, text=last.text + right.text, x1=right.x1, y0=y0, y1=y1)
        else:
            result.append(right)
    return result
