"""Paragraphs that run over a column or a page: which block goes on in which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.reading.blocks import Block
from extractors.reading.hyphens import ends_in_hyphen
from extractors.records import PassageKind

_FINISHED = re.compile(r"[.!?…:]\s*[»”\")\]]*\s*[\d*()]{0,4}$")
_FLOWING = (PassageKind.PARAGRAPH, PassageKind.LIST_ITEM)
_LONGEST_LOOK = 12


def continuations(blocks: Sequence[Block]) -> dict[int, int]:
    """Index of a block → index of the block that it continues."""
    found: dict[int, int] = {}
    open_flow: int | None = None  # last block of the running text
    open_note: int | None = None  # last note of the page before
    for index, block in enumerate(blocks):
        if block.kind is PassageKind.FOOTNOTE:
            if block.note == "" and open_note is not None and blocks[open_note].page < block.page:
                found[index] = open_note
            else:
                open_note = index
            continue
        if block.box is not None or block.place is not None or block.angle:
            continue
        if block.kind is PassageKind.HEADING:
            open_flow = None
            continue
        if block.kind not in _FLOWING:
            continue
        if open_flow is not None and _runs_on(blocks[open_flow], block):
            found[index] = open_flow
        open_flow = index
    return found


def _runs_on(last: Block, block: Block) -> bool:
    """True when the sentence at the end of `last` goes on in `block`, over a break."""
    if block.skip or block.page - last.page > 2:
        return False
    end, start = last.lines[-1], block.lines[0]
    if abs(end.size - start.size) > 0.06 * end.size + 0.3:
        return False
    if end.bold != start.bold and last.lines[0].bold != start.bold:
        return False
    same_column = last.page == block.page and start.y0 > end.y1 - 1 and abs(last.right - block.right) < 3
    if same_column and start.baseline - end.baseline < 40 and block.page == last.page:
        # split on purpose by `paragraphs`, unless only a box or a figure stands between
        return False
    first = start.words[0].text
    if ends_in_hyphen(end.words[-1].text) and first[:1].islower():
        return True
    if _FINISHED.search(end.text):
        return False
    opening = first.lstrip("«“\"(‘'’ ")
    if not opening:
        opening = start.words[1].text if len(start.words) > 1 else ""
    if opening[:1].islower():
        return True
    full = last.right - end.x1 < 2.5 * end.size + (start.words[0].x1 - start.words[0].x0)
    return full and block.kind is PassageKind.PARAGRAPH and not end.text.endswith(";")
