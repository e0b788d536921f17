"""Tables: cells with their text, their row and column, and the headings over and beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.reading.alignment import aligned_grids
from extractors.reading.blocks import Place
from extractors.reading.drawings import Drawings, Rect
from extractors.reading.grids import Grid, barred_grids, index_of, ruled_grids
from extractors.reading.lines import Line, joined, segments_of
from extractors.reading.words import Word

_SAME_COLUMN = 6.0  # points
_WHITE = 1.2  # type sizes between the texts of two cells whose line is lost


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table with its lines. repeated: belongs to a header row printed again."""

    rect: Rect
    lines: tuple[Line, ...]
    place: Place
    repeated: bool = False

    @property
    def text(self) -> str:
        """Raw text of the cell."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table (or the part of it on one page), its cells row by row.

    columns: left edges; rows: number of rows; header: first row holds headings.
    """

    rect: Rect
    cells: tuple[Cell, ...]
    columns: tuple[float, ...]
    rows: int
    header: bool

    @property
    def line_count(self) -> int:
        """Number of printed lines in a column, about."""
        return max(1, sum(len(cell.lines) for cell in self.cells) // max(1, len(self.columns)))


def ruled_tables(drawings: Drawings, words: Sequence[Word], width: float, height: float) -> list[Table]:
    """Tables of a page that are drawn with lines."""
    if not words:
        return []
    grids = ruled_grids(drawings, words, width, height)
    if len(drawings.across) >= 3:
        free = _outside(segments_of(words), grids)
        grids += [grid for grid in barred_grids(drawings, free) if not _overlaps(grid, grids)]
    return [table for grid in grids if (table := _table(grid, words, drawings)) is not None]


def unruled_tables(drawings: Drawings, words: Sequence[Word], segments: Sequence[Line]) -> list[Table]:
    """Tables of a page that only alignment shows. words, segments: what no other part has taken."""
    tables = [_table(grid, words, drawings) for grid in aligned_grids(segments)]
    return [table for table in tables if table is not None and not _cuts_sentences(table)]


def _cuts_sentences(table: Table) -> bool:
    """True when the rows cut through sentences: these are columns of running text side by side."""
    above: dict[int, str] = {}
    cut = below = 0
    for cell in table.cells:
        before = above.get(cell.place.column)
        if before is not None:
            below += 1
            cut += cell.text[:1].islower() and before[-1:] not in ".;:!?"
        above[cell.place.column] = cell.text
    return cut > 0.3 * below


def _outside(segments: Sequence[Line], grids: Sequence[Grid]) -> list[Line]:
    return [
        line
        for line in segments
        if not any(g.rect.holds((line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2) for g in grids)
    ]


def _overlaps(grid: Grid, others: Sequence[Grid]) -> bool:
    return any(
        min(grid.rect.x1, other.rect.x1) > max(grid.rect.x0, other.rect.x0)
        and min(grid.rect.y1, other.rect.y1) - max(grid.rect.y0, other.rect.y0) > 5
        for other in others
    )


def _table(grid: Grid, words: Sequence[Word], drawings: Drawings) -> Table | None:
    inner: dict[int, list[Word]] = {}
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
        if not grid.rect.holds(x, y):
            continue
        for number, cell in enumerate(grid.cells):
            if cell.holds(x, y):
                inner.setdefault(number, []).append(word)
                break
    if len(inner) < 3:
        return None
    cells = []
    for number, members in inner.items():
        for rect, part in _divided(grid.cells[number], members, grid.xs):
            place = Place(0, index_of(grid.ys, rect.y0), index_of(grid.xs, rect.x0))
            cells.append(Cell(rect, tuple(joined(segments_of(part))), place))
    cells.sort(key=lambda cell: (cell.place.row, cell.place.column))
    cells = _numbered(cells)
    header = _has_header(cells, drawings)
    rows = 1 + max(cell.place.row for cell in cells)
    return Table(grid.rect, tuple(cells), tuple(grid.xs[:-1]), rows, header)


def _divided(rect: Rect, words: list[Word], xs: Sequence[float]) -> list[tuple[Rect, list[Word]]]:
    """A cell over several columns, divided where wide white stands at the edge of a column.

    Such a cell has lost a ruling line (scans, headings without lines); text that really spans
    columns crosses their edges.
    """
    for x in xs:
        if not rect.x0 + _SAME_COLUMN < x < rect.x1 - _SAME_COLUMN:
            continue
        left = [word for word in words if word.x1 <= x + 1]
        right = [word for word in words if word.x0 >= x - 1]
        if left and right and len(left) + len(right) == len(words):
            white = min(word.x0 for word in right) - max(word.x1 for word in left)
            if white > _WHITE * words[0].size:
                first = Rect(rect.x0, rect.y0, x, rect.y1)
                rest = Rect(x, rect.y0, rect.x1, rect.y1)
                return [(first, left), *_divided(rest, right, xs)]
    return [(rect, words)]


def _numbered(cells: Sequence[Cell]) -> list[Cell]:
    """Rows and columns counted without the empty ones that a grid may hold."""
    rows = {row: k for k, row in enumerate(sorted({cell.place.row for cell in cells}))}
    columns = {column: k for k, column in enumerate(sorted({cell.place.column for cell in cells}))}
    return [
        replace(cell, place=Place(0, rows[cell.place.row], columns[cell.place.column])) for cell in cells
    ]


def _has_header(cells: Sequence[Cell], drawings: Drawings) -> bool:
    """True when the first row stands out (weight, tint) or is all short labels."""
    first = [cell for cell in cells if cell.place.row == 0]
    rest = [cell for cell in cells if cell.place.row > 0]
    if len(first) < 2 or not rest:
        return False
    bold = all(line.bold for cell in first for line in cell.lines)
    rest_bold = sum(all(line.bold for line in cell.lines) for cell in rest)
    if bold and rest_bold < 0.8 * len(rest):
        return True
    if _tinted(first, drawings) and not all(_tinted([cell], drawings) for cell in rest):
        return True
    labels = all(len(cell.text) <= 60 and not cell.text.rstrip().endswith((".", ";")) for cell in first)
    digits = any(letter.isdigit() for cell in first for letter in cell.text)
    return labels and _mean(rest) > 1.5 * _mean(first) and not digits


def _mean(cells: Sequence[Cell]) -> float:
    return sum(len(cell.text) for cell in cells) / len(cells)


def _tinted(cells: Sequence[Cell], drawings: Drawings) -> bool:
    return all(
        any(
            rect.filled and rect.holds((c.rect.x0 + c.rect.x1) / 2, (c.rect.y0 + c.rect.y1) / 2)
            and rect.height < 2.5 * c.rect.height
            for rect in drawings.rects
        )
        for c in cells
    )


def linked(pages: Sequence[Sequence[Table]], last_on_page: Sequence[bool]) -> list[list[Table]]:
    """Tables numbered over the document, with headings; a table that goes on over a page keeps its
    number, and its header row printed again is marked `repeated`.

    last_on_page: for each page, whether its last table ends the text of the page.
    """
    result: list[list[Table]] = []
    number = -1
    before: Table | None = None
    headings: dict[int, str] = {}
    first_row = 0
    for index, tables in enumerate(pages):
        placed: list[Table] = []
        for position, table in enumerate(tables):
            follows = (
                position == 0
                and before is not None
                and index > 0
                and last_on_page[index - 1]
                and _same_columns(before, table)
            )
            own = _headings(table)
            repeated = bool(follows and own and _same_text(own, headings))
            if follows and (repeated or not table.header):
                first_row = first_row + (before.rows if before else 0)
                shift = first_row - (1 if repeated else 0)
            else:
                number += 1
                first_row = shift = 0
                headings = own if table.header else {}
                follows = False
            placed.append(_with_headings(table, number, shift, headings, repeated, follows))
            before = replace(table, rows=table.rows - (1 if repeated else 0))
        if not tables:
            before = None
        result.append(placed)
    return result


def _headings(table: Table) -> dict[int, str]:
    return {cell.place.column: cell.text for cell in table.cells if cell.place.row == 0}


def _same_text(own: dict[int, str], headings: dict[int, str]) -> bool:
    return {k: v.casefold() for k, v in own.items()} == {k: v.casefold() for k, v in headings.items()}


def _same_columns(left: Table, right: Table) -> bool:
    return len(left.columns) == len(right.columns) and all(
        abs(a - b) < _SAME_COLUMN for a, b in zip(left.columns, right.columns, strict=True)
    )


def _with_headings(
    table: Table, number: int, shift: int, headings: dict[int, str], repeated: bool, follows: bool
) -> Table:
    row_heads = {cell.place.row: cell.text for cell in table.cells if cell.place.column == 0}
    cells = []
    for cell in table.cells:
        own = cell.place
        in_header = own.row == 0 and (repeated or (table.header and not follows))
        column_heading = "" if in_header else _nearest(headings, own.column)
        row_heading = "" if in_header or own.column == 0 else row_heads.get(own.row, "")
        place = Place(number, own.row + shift, own.column, column_heading, row_heading)
        cells.append(replace(cell, place=place, repeated=repeated and own.row == 0))
    return replace(table, cells=tuple(cells))


def _nearest(headings: dict[int, str], column: int) -> str:
    """Heading over a column; a heading that spans several stands over the first of them."""
    over = [key for key in headings if key <= column]
    return headings[max(over)] if over else ""
