"""Blocks → passages: text, places of words, sections, footnote calls and their notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.reading.blocks import Block
from extractors.reading.compose import Draft, Placed, compose
from extractors.reading.hyphens import Lexicon
from extractors.reading.sheets import Sheet, to_shown
from extractors.records import Passage, PassageKind


def passages_of(
    blocks: Sequence[Block],
    continued: Mapping[int, int],
    sheets: Mapping[int, Sheet],
    lexicon: Lexicon,
    title: Block | None,
) -> tuple[Passage, ...]:
    """Write all passages of a document. continued: block → block that it continues (`joins`)."""
    pieces: dict[int, list[Block]] = {}
    owner: dict[int, int] = {}
    for index, block in enumerate(blocks):
        first = owner[continued[index]] if index in continued else index
        owner[index] = first
        pieces.setdefault(first, []).append(block)
    numbers = _note_numbers(blocks)
    stack: list[tuple[int, str]] = []
    found: list[Passage] = []
    cells: dict[str, str] = {}
    for group in pieces.values():
        head = group[0]
        draft = compose(_placed(group, sheets), lexicon, numbers.get(head.page, frozenset()))
        if not draft.text.strip():
            continue
        passage = _passage(len(found), head, draft, _section(head, stack))
        found.append(passage)
        if head.place is not None:
            cells[" ".join(block.text for block in group)] = passage.text
        if head.kind is PassageKind.HEADING and head.box is None and head is not title and head.level:
            while stack and stack[-1][0] >= head.level:
                stack.pop()
            stack.append((head.level, passage.text))
    return _anchored([_clean_headings(passage, cells) for passage in found])


def _clean_headings(passage: Passage, cells: Mapping[str, str]) -> Passage:
    """Headings of a cell as their own passages write them (hyphenation undone)."""
    if passage.table is None:
        return passage
    return replace(
        passage,
        column_heading=cells.get(passage.column_heading, passage.column_heading),
        row_heading=cells.get(passage.row_heading, passage.row_heading),
    )


def _passage(ordinal: int, head: Block, draft: Draft, section: tuple[str, ...]) -> Passage:
    place = head.place
    return Passage(
        ordinal,
        draft.runs[0].box.page,
        head.kind,
        section,
        draft.text,
        tuple(draft.runs),
        level=head.level if head.kind is PassageKind.HEADING else None,
        table=place.table if place else None,
        row=place.row if place else None,
        column=place.column if place else None,
        column_heading=place.column_heading if place else "",
        row_heading=place.row_heading if place else "",
        note=head.note or None,
        note_calls=tuple(draft.calls),
    )


def _section(block: Block, stack: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    if block.kind in (PassageKind.HEADER, PassageKind.FOOTER, PassageKind.PAGE_NUMBER, PassageKind.TOC):
        return ()
    if block.kind is PassageKind.HEADING and block.box is None:
        return tuple(text for level, text in stack if level < (block.level or 1))
    section = tuple(text for _, text in stack)
    if block.box and block.kind is PassageKind.BOX:
        section = (*section, block.box)
    return section


def _placed(group: Sequence[Block], sheets: Mapping[int, Sheet]) -> list[list[Placed]]:
    lines: list[list[Placed]] = []
    for block in group:
        sheet = sheets[block.page]
        for number, line in enumerate(block.lines):
            words = line.words[block.skip :] if number == 0 else line.words
            lines.append([(word, to_shown(sheet, block.angle, word)) for word in words])
    return [line for line in lines if line]


def _note_numbers(blocks: Sequence[Block]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for block in blocks:
        if block.note:
            found.setdefault(block.page, set()).add(block.note)
    return {page: frozenset(numbers) for page, numbers in found.items()}


def _anchored(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Tie each footnote to the passage that calls it: the nearest before it, else the next after."""
    calls: dict[str, list[Passage]] = {}
    for passage in passages:
        for _, number in passage.note_calls:
            calls.setdefault(number, []).append(passage)
    result: list[Passage] = []
    for passage in passages:
        if passage.kind is PassageKind.FOOTNOTE and passage.note:
            callers = [
                caller
                for caller in calls.get(passage.note, ())
                if any(run.box.page == passage.page for run in caller.runs)
            ] or [caller for caller in calls.get(passage.note, ()) if caller.page <= passage.page][-1:]
            if callers:
                best = min(callers, key=lambda c: abs(c.ordinal - passage.ordinal))
                passage = replace(passage, anchor=best.ordinal, section=best.section)
        result.append(passage)
    return tuple(result)
