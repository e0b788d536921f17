"""One page → blocks in reading order: tables and boxes set apart, columns, notes, contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.reading import lists
from extractors.reading.blocks import Block
from extractors.reading.boxes import Frame
from extractors.reading.columns import Column, Part, Solid, column_count, reading_order
from extractors.reading.contents import contents_lines
from extractors.reading.drawings import Rect
from extractors.reading.footnotes import page_calls, split_notes
from extractors.reading.headings import Type
from extractors.reading.lines import Line, joined, line_of, segments_of, tidied
from extractors.reading.paragraphs import blocks_of
from extractors.reading.sheets import Sheet
from extractors.reading.tables import Table
from extractors.records import PassageKind

RUNNING = (PassageKind.HEADER, PassageKind.FOOTER, PassageKind.PAGE_NUMBER)


@dataclass(frozen=True, slots=True)
class Laid:
    """What lies on a page before its reading order is known.

    segments: pieces of lines outside tables and boxes; tables, frames: with their own segments.
    """

    sheet: Sheet
    segments: tuple[Line, ...]
    tables: tuple[Table, ...]
    frames: tuple[Frame, ...]


def page_blocks(
    laid: Laid, running: dict[int, PassageKind], body: Type, pending: set[str]
) -> tuple[list[Block], int, set[str]]:
    """Blocks of a page (running lines first and last), the number of its columns, unanswered calls.

    running: segments of `laid` that are running lines, from `running_lines`; pending: footnote
    calls of the page before whose notes may stand on this one.
    """
    sheet = laid.sheet
    text = [segment for index, segment in enumerate(laid.segments) if index not in running]
    solids = [Solid(table.rect, k, table.line_count) for k, table in enumerate(laid.tables)]
    shift = len(solids)
    solids += [Solid(f.rect, shift + k, len(f.every_segment)) for k, f in enumerate(laid.frames)]
    parts = reading_order(text, solids)
    calls = page_calls([line for part in parts if isinstance(part, Column) for line in part.lines])
    for frame in laid.frames:
        calls |= page_calls(frame.every_segment)
    for table in laid.tables:
        calls |= page_calls([line for cell in table.cells for line in cell.lines])
    main: list[Block] = []
    notes: list[Block] = []
    for part in parts:
        if isinstance(part, Column):
            blocks, found = _column_blocks(part, sheet, body, calls | pending)
            main += blocks
            notes += found
        elif part.index < shift:
            main += _table_blocks(laid.tables[part.index], sheet)
        else:
            main += _frame_blocks(laid.frames[part.index - shift], sheet, body)
    main += _turned_blocks(sheet)
    before, after = _running_blocks(laid, running)
    unanswered = calls - {note.note for note in notes if note.note}
    return before + main + notes + after, max(1, column_count(_columns(parts))), unanswered


def _columns(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if isinstance(part, Column)]


def _column_blocks(
    column: Column, sheet: Sheet, body: Type, calls: set[str]
) -> tuple[list[Block], list[Block]]:
    text, notes = split_notes(column.lines, body.size, calls, sheet.drawings.across)
    lines = [tidied(line) for line in text]
    contents = contents_lines(lines)
    blocks: list[Block] = []
    start = 0
    for index in sorted(contents):
        blocks += blocks_of(lines[start:index], sheet.number, column.x1, sheet.angle)
        blocks.append(Block(PassageKind.TOC, (lines[index],), sheet.number, sheet.angle))
        start = index + 1
    blocks += blocks_of(lines[start:], sheet.number, column.x1, sheet.angle)
    found = [
        Block(PassageKind.FOOTNOTE, note.lines, sheet.number, sheet.angle, skip=note.skip, note=note.number)
        for note in notes
    ]
    return blocks, found


def _table_blocks(table: Table, sheet: Sheet) -> list[Block]:
    """Cells row by row. Items of a list in a cell are blocks of their own."""
    blocks: list[Block] = []
    for cell in table.cells:
        kind = PassageKind.HEADER if cell.repeated else PassageKind.TABLE_CELL
        for lines in _cell_parts(cell.lines):
            skip = lists.bullet(lines[0])
            blocks.append(
                Block(kind, tuple(lines), sheet.number, sheet.angle, skip=skip, place=cell.place)
            )
    return blocks


def _cell_parts(lines: Sequence[Line]) -> list[list[Line]]:
    parts: list[list[Line]] = []
    for line in lines:
        opens = lists.bullet(line) and (not lists.is_dash(line.words[0]) or not parts or _ends(parts[-1][-1]))
        if not parts or opens or line.baseline - parts[-1][-1].baseline > 1.9 * line.size:
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _ends(line: Line) -> bool:
    return line.text[-1:] in ".;:,!?…" or bool(lists.bullet(line))


def _frame_blocks(frame: Frame, sheet: Sheet, body: Type) -> list[Block]:
    """Blocks of a box: its title as a heading, everything else of kind BOX; boxes inside it last."""
    blocks: list[Block] = []
    result: list[Block] = []
    solids = [Solid(inner.rect, k, len(inner.every_segment)) for k, inner in enumerate(frame.inner)]
    for part in reading_order(frame.segments, solids):
        if isinstance(part, Column):
            lines = [tidied(line) for line in part.lines]
            blocks += blocks_of(lines, sheet.number, part.x1, sheet.angle)
    title, rest = frame.title_of(blocks, body)
    if title is not None:
        result.append(replace(title, kind=PassageKind.HEADING, box=title.text, level=None))
    name = title.text if title is not None else ""
    result += [replace(block, kind=PassageKind.BOX, box=name) for block in rest]
    for inner in sorted(frame.inner, key=lambda f: (f.rect.y0, f.rect.x0)):
        result += _frame_blocks(inner, sheet, body)
    return result


def _turned_blocks(sheet: Sheet) -> list[Block]:
    """Text written in another direction than the rest of the page, at the end of it."""
    blocks: list[Block] = []
    for angle, words in sheet.turned.items():
        lines = joined(segments_of(words))
        for block in blocks_of(lines, sheet.number, max(line.x1 for line in lines), angle):
            blocks.append(replace(block, kind=PassageKind.CAPTION, skip=0))
    return blocks


def _running_blocks(laid: Laid, running: dict[int, PassageKind]) -> tuple[list[Block], list[Block]]:
    before: list[Block] = []
    after: list[Block] = []
    rows: list[tuple[PassageKind, list[Line]]] = []
    for index in sorted(running, key=lambda i: (laid.segments[i].baseline, laid.segments[i].x0)):
        segment, kind = laid.segments[index], running[index]
        if rows and rows[-1][0] is kind and abs(rows[-1][1][-1].baseline - segment.baseline) < 3.0:
            rows[-1][1].append(segment)
        else:
            rows.append((kind, [segment]))
    for kind, segments in rows:
        words = sorted((word for part in segments for word in part.words), key=lambda w: w.x0)
        block = Block(kind, (line_of(words),), laid.sheet.number, laid.sheet.angle)
        high = segments[0].y0 < laid.sheet.height / 2
        (before if high else after).append(block)
    return before, after


def inside(rect: Rect, line: Line, share: float = 0.6) -> bool:
    """True when most of a line lies in a rectangle."""
    width = min(rect.x1, line.x1) - max(rect.x0, line.x0)
    middle = (line.y0 + line.y1) / 2
    return width > share * (line.x1 - line.x0) and rect.y0 - 1 <= middle <= rect.y1 + 1
