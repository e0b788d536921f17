"""The block: a heading, paragraph, list item … of one column, before it becomes a passage."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.reading.lines import Line
from extractors.records import PassageKind


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table cell stands. table: number in the document."""

    table: int
    row: int
    column: int
    column_heading: str = ""
    row_heading: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together.

    page, angle: where its lines stand, and in which frame; level: of a heading; skip: words of
    the first line that are a bullet, not text; box: title of the box around it ("" for a box
    without title, None outside boxes); note: number of a footnote; flow: True when a sentence may
    run on in the next block (running text outside boxes and tables); right: edge of its column.
    """

    kind: PassageKind
    lines: tuple[Line, ...]
    page: int
    angle: int = 0
    level: int | None = None
    skip: int = 0
    box: str | None = None
    note: str | None = None
    place: Place | None = None
    right: float = 0.0
    inset: float = 0.0

    @property
    def text(self) -> str:
        """Raw text, for decisions about the block; the passage's text is made by `compose`."""
        return " ".join(line.text for line in self.lines)

    @property
    def letters(self) -> int:
        """Number of characters."""
        return sum(line.letters for line in self.lines)
