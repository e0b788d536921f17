"""The labelled training sentences: format, parser and checks.

One file an invented document; see README.md in this folder for the format.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.statements.context import Context

TYPES = (
    "context",
    "obstacle",
    "negated",
    "resolved",
    "hypothetical",
    "rebutted",
    "proposal",
    "question",
    "definition",
    "reference",
    "lever",
    "other_sense",
    "title",
)
_LETTERS = {
    "-": "context", "O": "obstacle", "OP": "obstacle", "N": "negated", "R": "resolved", "H": "hypothetical",
    "X": "rebutted", "P": "proposal", "?": "question", "D": "definition", "F": "reference", "L": "lever",
    "S": "other_sense", "T": "title",
}  # fmt: skip
MECHANISMS = ("interdiction", "surcout", "incertitude", "meconnaissance", "pratique")
RELATIONS = ("removes", "mitigates", "works_around")
VEHICLES = (
    "loi", "loi-de-finances", "decret", "circulaire", "doctrine-fiscale", "convention-type", "outil",
    "experimentation", "autre",
)  # fmt: skip
_BLOCKS = {"P": "paragraph", "L": "list_item", "N": "list_item", "Q": "paragraph", "F": "footnote"}
_ARCHETYPE = re.compile(r"[A-Z]{3}-(?:[A-Z]{3}-)?\d\d\.\d")


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled sentence. A None label is not known and takes no part in that loss.

    archetype: "CODE.n", or "CODE" alone when only the leaf is known
    targets:   (archetype, relation) of the obstacles that a proposal addresses
    weight:    of the row in the losses
    """

    text: str
    context: Context
    type: str | None
    archetype: str | None = None
    mechanism: str | None = None
    also: tuple[str, ...] = ()
    proposal: bool | None = False
    targets: tuple[tuple[str, str], ...] = ()
    vehicle: str | None = None
    document: str = ""
    weight: float = 1.0
    block: int = 0  # ordinal of the paragraph, item or cell in its document
    table_row: int | None = None  # ordinal of the table row in its document, of a cell


@dataclass(slots=True)
class RowOfCells:
    """The cells of a table row met so far; a row starts where the first column comes again."""

    first_column: str = ""
    longest: str = ""
    number: int = -1  # of the row in the document

    def before(self, column: str) -> str:
        """The longest sentence before this cell in its row: what its row is about. "" for the first cell."""
        if column == self.first_column:
            self.longest = ""
            self.number += 1
        return self.longest

    def add(self, text: str) -> None:
        """Note a sentence of the current cell."""
        if len(text) > len(self.longest):
            self.longest = text


def read_folder(folder: Path) -> list[Row]:
    """All rows of the files below a folder, in a stable order."""
    return [row for path in sorted(folder.rglob("*.txt")) for row in read_file(path)]


def read_file(path: Path) -> Iterator[Row]:
    """Rows of one file; raises ValueError with file and line on a malformed line."""
    headings: list[str] = []
    kind, column, box, before, previous, lead = "paragraph", "", "", "", "", ""
    cells = RowOfCells()
    block = 0
    document = f"{path.parent.name}/{path.stem}"
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.rstrip()
        if not line or number == 1:
            continue
        if "\t" in line:
            label, text = line.split("\t", 1)
            try:
                where = tuple(headings) + ((box,) if box else ())
                row = _row(label, text, Context(kind, where, column, before), document)
                yield replace(row, block=block, table_row=cells.number if kind == "table_cell" else None)
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path}:{number}: {error}: {line[:80]}") from error
            before = text
            if kind == "table_cell":
                cells.add(text)
            elif kind != "footnote":
                previous = text
                if kind != "list_item":
                    lead = text
        elif match := re.match(r"(#{1,3}) (.+)", line):
            level = len(match[1])
            headings = [*headings[: level - 1], match[2]]
            kind, column, before, previous, lead = "paragraph", "", "", "", ""
        elif line in _BLOCKS:
            block += 1
            kind = "box" if box else _BLOCKS[line]
            column = ""
            before = {"list_item": lead, "footnote": ""}.get(kind, previous)  # as in use
        elif line.startswith("C "):
            block += 1
            if kind != "table_cell":
                cells = RowOfCells(first_column=line[2:], number=cells.number)
            kind, column = "table_cell", line[2:]
            before = cells.before(column)
        elif line.startswith("B "):
            box, kind, before, previous, lead = line[2:], "box", "", "", ""
        elif line == "/B":
            box, kind, before, previous, lead = "", "paragraph", "", "", ""
        else:
            raise ValueError(f"{path}:{number}: unknown line: {line[:80]}")


def _row(label: str, text: str, context: Context, document: str) -> Row:
    letter, *parts = label.split()
    kind = _LETTERS[letter]
    obstacle, measure = parts, []
    if letter == "OP":
        cut = parts.index("/")
        obstacle, measure = parts[:cut], parts[cut + 1 :]
    elif letter == "P":
        obstacle, measure = [], parts
    archetype = obstacle[0] if obstacle else None
    if archetype is not None and not _ARCHETYPE.fullmatch(archetype):
        raise ValueError(f"bad archetype {archetype}")
    mechanism = obstacle[1] if len(obstacle) > 1 and not obstacle[1].startswith("+") else None
    if mechanism is not None and mechanism not in MECHANISMS:
        raise ValueError(f"bad mechanism {mechanism}")
    also = tuple(part[1:] for part in obstacle if part.startswith("+"))
    targets = []
    for part in measure[1:]:
        name, _, relation = part.partition(":")
        if relation not in RELATIONS:
            raise ValueError(f"bad relation {relation}")
        targets.append((name, relation))
    return Row(
        text=text,
        context=context,
        type=kind,
        archetype=archetype,
        mechanism=mechanism,
        also=also,
        proposal=bool(measure),
        targets=tuple(targets),
        vehicle=measure[0] if measure else None,
        document=document,
    )


def matters(row: Row) -> bool:
    """Whether the sentence becomes a statement or a proposal, so that the gates must let it through."""
    discussed = ("obstacle", "negated", "resolved", "hypothetical", "rebutted")
    return bool(row.proposal) or row.archetype is not None or row.type in discussed


def fold_of(document: str, folds: int) -> int:
    """A stable fold number for a document, from its name."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % folds
