"""Tables: ruling lines → cells with their row, column and headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.reading.blocks import Place
from extractors.reading.drawings import Drawings, Rect
from extractors.reading.lines import Line
from extractors.reading.words import Word


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table with its lines."""

    rect: Rect
    lines: tuple[Line, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page, its cells row by row."""

    rect: Rect
    cells: tuple[Cell, ...]
    columns: tuple[float, ...]
    header_rows: int

    @property
    def line_count(self) -> int:
        """Number of printed lines in its longest column."""
        return max(1, sum(len(cell.lines) for cell in self.cells) // max(1, len(self.columns) - 1))


def tables_of(drawings: Drawings, words: Sequence[Word], width: float, height: float) -> list[Table]:
    """Tables of a page."""
    return []
