"""Read the sources of the example documents.

One sentence a line, a blank line between blocks. What the sentence is worth for `gold.jsonl`
follows it after ` @@ ` (see `marks.py`); lines that begin with `^` are the footnote of the
sentence above. Blocks:

    # ## ###      heading                 - text       bullet          1. text    numbered item
    § text        numbered paragraph      > text       verbatim        >> text    who said it
    **Bold…       a paragraph of its own (numbered measures, lead-ins)
    M> Name       speaker's turn          ::: box T    box … :::       [[toc]] [[page]] [[chart T]]
    || a | b      table header            | a | b      table row, `@@1 …` below it marks its cell 1
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_NUMBERED = re.compile(r"^(\d+)\.\s+(.*)$")
_TIGHT = re.compile(r" ([:;?!%»€])")
_AFTER = re.compile(r"(«|n°|art\.|p\.|§) (?=\S)")


@dataclass(slots=True)
class Sentence:
    """One sentence as printed; `mark` is the raw annotation, `note` its footnote."""

    text: str
    mark: str = ""
    note: list[Sentence] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """One block of a document. `title`: box title, speaker, author of a verbatim, number of an item."""

    kind: str
    sentences: list[Sentence] = field(default_factory=list)
    title: str = ""
    level: int = 0
    children: list[Block] = field(default_factory=list)
    rows: list[list[Sentence]] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    """One document: its front matter and its blocks."""

    path: Path
    meta: dict[str, str]
    blocks: list[Block]


def plain(text: str) -> str:
    """The text without bold and italic marks."""
    return text.replace("**", "").replace("*", "")


def tight(text: str) -> str:
    """Put the non-breaking spaces that French typography asks for."""
    return _AFTER.sub("\\1\u00a0", _TIGHT.sub("\u00a0\\1", text))


def read_source(path: Path) -> Source:
    """Parse one source file. Raises ValueError when the front matter is missing."""
    raw = path.read_text(encoding="utf-8").replace("'", "’")
    if not raw.startswith("---\n"):
        raise ValueError(f"{path.name}: front matter missing")
    head, body = raw[4:].split("\n---\n", 1)
    meta = {
        key.strip(): value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())
    }
    return Source(path, meta, list(_blocks(iter(body.splitlines()))))


def _sentence(line: str) -> Sentence:
    text, _, mark = line.partition(" @@")
    return Sentence(text.strip(), mark.strip())


def _add(block: Block, line: str) -> None:
    if line.startswith("^") and block.sentences:
        block.sentences[-1].note.append(_sentence(line[1:].strip()))
    else:
        block.sentences.append(_sentence(line.strip()))


def _opening(line: str) -> Block | None:
    """The block that this line begins, or None for a line of running text."""
    if line.startswith("#"):
        level = len(line) - len(line.lstrip("#"))
        return Block("heading", [_sentence(line[level:])], level=level)
    if line.startswith("- "):
        return Block("item", [_sentence(line[2:])])
    if numbered := _NUMBERED.match(line):
        return Block("numbered", [_sentence(numbered[2])], title=numbered[1])
    if line.startswith("**"):
        return Block("text", [_sentence(line)])
    if line.startswith("§ "):
        return Block("para", [_sentence(line[2:])])
    if line.startswith("M> "):
        return Block("turn", title=line[3:].strip())
    if line.startswith("[[") and line.endswith("]]"):
        name, _, title = line[2:-2].partition(" ")
        return Block(name, title=title)
    return None


def _row(line: str) -> list[Sentence]:
    return [_sentence(cell) for cell in line.strip("|").split("|")]


def _table_line(line: str, current: Block | None) -> Block | None:
    """A new table, or None when the line went into the current one."""
    if line.startswith("||"):
        return Block("table", rows=[_row(line)])
    if current is None or current.kind != "table":
        raise ValueError(f"table row without header: {line[:60]}")
    if line.startswith("@@"):
        position, _, mark = line[2:].partition(" ")
        current.rows[-1][int(position)].mark = mark
    else:
        current.rows.append(_row(line))
    return None


def _blocks(lines: Iterator[str]) -> Iterator[Block]:
    current: Block | None = None
    for line in lines:
        started: Block | None = None
        if not line.strip():
            if current is not None:
                yield current
            current = None
            continue
        if line.startswith("::: box"):
            yield Block("box", title=line[7:].strip(), children=list(_blocks(_until_close(lines))))
            continue
        if line.startswith(("|", "@@")):
            started = _table_line(line, current)
        elif line.startswith(">> ") and current is not None:
            current.title = line[3:].strip()
        elif line.startswith("> "):
            if current is None or current.kind != "quote":
                started = Block("quote", [_sentence(line[2:])])
            else:
                _add(current, line[2:])
        elif (started := _opening(line)) is None:
            if current is None or current.kind == "heading":
                started = Block("text", [_sentence(line)])
            else:
                _add(current, line)
        if started is not None:
            if current is not None:
                yield current
            current = started
    if current is not None:
        yield current


def _until_close(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line.strip() == ":::":
            return
        yield line
