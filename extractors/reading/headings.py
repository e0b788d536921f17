"""Which blocks are headings, and of which level: by size, weight, capitals and numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.reading.blocks import Block
from extractors.reading.lines import Line
from extractors.records import PassageKind

_LARGER = 1.1
_LONGEST = 240
_LONGEST_BOLD = 170
_NUMBERED = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2}){1,4}\.?|[IVX]{1,5}(?:\.\d{1,2})*[.\-–)]|\d{1,2}(?:\.\d{1,2})*[.)])\s+\S"
)
_DECIMAL = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+[A-ZÀ-Ý«]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_STOPS = re.compile(r"[.;,…][»”\")\]\s]*\d{0,2}$")
_CAPTION = re.compile(
    r"^(?:tableau|figure|fig\.|graphique|schéma|carte|illustration|photo(?:graphie)?|image|diagramme)s?"
    r"\s+(?:n\s?[°ºo]\s*)?[\dIVX]+(?:[.-]\d+)*\s*[:.–—-]",
    re.IGNORECASE,
)
_DIVISIONS = ("livre", "titre", "chapitre", "section", "sous-section", "article")
_LEGAL = re.compile(
    rf"^({'|'.join(_DIVISIONS)})\s+(?:\d+|[IVXLC]+|premi[eè]re?|pr[ée]liminaire|unique)(?:er|re|bis)?\b",
    re.IGNORECASE,
)
_SMALLEST_BOLD = 0.8  # of the body: bold labels in another family are often set smaller


@dataclass(frozen=True, slots=True)
class Type:
    """The type that most of a document is set in."""

    size: float
    bold: bool


def body_type(lines: Sequence[Line]) -> Type:
    """Type of most letters; 10 points when there is no text."""
    weight: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        weight[(line.size, line.bold)] += line.letters
    if not weight:
        return Type(10.0, False)
    size, bold = max(weight, key=lambda key: (weight[key], -key[0]))
    return Type(size, bold)


def is_heading(block: Block, body: Type) -> bool:
    """True when size, weight, capitals or number set the block apart as a heading."""
    if block.kind not in (PassageKind.PARAGRAPH, PassageKind.LIST_ITEM) or block.skip:
        return False
    text = block.text
    if not _WORD.search(text) or block.letters > _LONGEST:
        return False
    size = _main_size(block)
    bold = all(line.bold for line in block.lines)
    if size >= _LARGER * body.size:
        return not (_STOPS.search(text) and block.letters > 60)
    if size < 0.94 * body.size:
        label = bold and not body.bold and size >= _SMALLEST_BOLD * body.size
        return label and len(block.lines) == 1 and block.letters <= 80 and not _STOPS.search(text)
    if bold and not body.bold:
        return block.letters <= _LONGEST_BOLD and len(block.lines) <= 3 and not _STOPS.search(text)
    if len(block.lines) > 2 or _STOPS.search(text):
        return False
    if text.isupper() and 4 <= block.letters <= 90:
        return True
    return bool(_DECIMAL.match(text)) and block.letters <= 110


def mark_headings(blocks: Sequence[Block], body: Type) -> list[Block]:
    """Turn blocks that are headings into HEADING blocks with their level (1 outermost, at most 6)."""
    merged: list[Block] = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        if block.kind is PassageKind.PARAGRAPH and block.letters <= _LONGEST and _CAPTION.match(block.text):
            merged.append(replace(block, kind=PassageKind.CAPTION))
            continue
        if not is_heading(block, body) or _introduces(block, following, body):
            merged.append(block)
            continue
        last = merged[-1] if merged else None
        heading = replace(block, kind=PassageKind.HEADING)
        if last is not None and _goes_on(last, heading, body):
            merged[-1] = replace(last, lines=last.lines + heading.lines)
        else:
            merged.append(heading)
    levels = _levels(merged)
    return _in_legal_order(
        [
            replace(block, level=levels[_style(block)]) if block.kind is PassageKind.HEADING else block
            for block in merged
        ]
    )


def _in_legal_order(blocks: list[Block]) -> list[Block]:
    """Titles above chapters, chapters above articles, whatever type they are set in."""
    ranks = [_legal_rank(block) for block in blocks]
    found: dict[int, list[int]] = {}
    for rank, block in zip(ranks, blocks, strict=True):
        if rank is not None:
            found.setdefault(rank, []).append(block.level or 6)
    order = sorted(found)
    if all(max(found[above]) < min(found[below]) for above, below in pairwise(order)):
        return blocks
    first = min(min(levels) for levels in found.values())
    level = {rank: min(6, first + place) for place, rank in enumerate(order)}
    return [
        block if rank is None else replace(block, level=level[rank])
        for rank, block in zip(ranks, blocks, strict=True)
    ]


def _legal_rank(block: Block) -> int | None:
    """Place of a division of a statute among the others; None for other headings."""
    if block.kind is not PassageKind.HEADING or block.box is not None:
        return None
    match = _LEGAL.match(block.text)
    return _DIVISIONS.index(match.group(1).casefold()) if match else None


def _introduces(block: Block, following: Block | None, body: Type) -> bool:
    """True for a bold line that opens a sentence which the items of a list go on with."""
    if following is None or following.kind is not PassageKind.LIST_ITEM or not block.text.endswith(":"):
        return False
    if _main_size(block) >= _LARGER * body.size:
        return False
    words = following.lines[0].words[following.skip :]
    return bool(words) and words[0].text[:1].islower()


def _goes_on(last: Block, heading: Block, body: Type) -> bool:
    """True for a second line of a large title that was cut off as a block of its own."""
    if last.kind is not PassageKind.HEADING or last.page != heading.page or last.box != heading.box:
        return False
    above, below = last.lines[-1], heading.lines[0]
    if abs(above.size - below.size) > 0.3 or above.bold != below.bold or above.size < 1.15 * body.size:
        return False
    if _NUMBERED.match(heading.text) or last.letters + heading.letters > _LONGEST:
        return False
    return 0 < below.baseline - above.baseline < 1.5 * above.size


_Style = tuple[float, bool, bool]


def _style(block: Block) -> _Style:
    size = round(_main_size(block) * 2) / 2
    return (size, block.lines[0].bold, block.text.isupper())


def _main_size(block: Block) -> float:
    """Size of most letters of a block."""
    weight: Counter[float] = Counter()
    for line in block.lines:
        for word in line.words:
            weight[round(word.size, 1)] += len(word.text)
    return weight.most_common(1)[0][0]


def _levels(blocks: Sequence[Block]) -> dict[_Style, int]:
    headings = [block for block in blocks if block.kind is PassageKind.HEADING]
    styles = {_style(block) for block in headings if block.box is None}
    inside = {_style(block) for block in headings if block.box is not None}
    order = sorted(styles, key=lambda style: (-style[0], not style[2], not style[1]))
    levels = {style: min(rank, 6) for rank, style in enumerate(order, start=1)}
    for style in inside - styles:
        levels[style] = 6
    return levels


def title_of(blocks: Sequence[Block]) -> Block | None:
    """The title of the document: the largest heading of the first page, when no section has its style."""
    headings = [block for block in blocks if block.kind is PassageKind.HEADING and block.box is None]
    first = [block for block in headings if block.page == blocks[0].page] if blocks else []
    if not first or len(headings) < 2:
        return None
    best = max(first, key=lambda block: _style(block)[0])
    same = [block for block in headings if _style(block) == _style(best)]
    if len(same) > 1 or _NUMBERED.match(best.text):
        return None
    larger = [block for block in headings if _style(block)[0] > _style(best)[0]]
    return None if larger else best
