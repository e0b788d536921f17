"""What was said before a passage: one place for use and for the neutral sentences of the training."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.records import Passage, PassageKind
from extractors.sentences import split

_RUNNING = (PassageKind.PARAGRAPH, PassageKind.BOX, PassageKind.LIST_ITEM)


def with_previous(passages: Iterable[Passage]) -> Iterator[tuple[Passage, str]]:
    """Each passage with the sentence that its first sentence is read with; "" when there is none.

    A paragraph is read with the last sentence before it in its section. The items of a list are all read
    with the sentence that introduces the list, the cells of a table with the longest sentence of the cells
    before them in their row, which says what the row is about. A footnote is read alone.
    """
    section: tuple[str, ...] = ()
    previous = lead = told = ""
    row: tuple[int | None, int | None] = (None, None)
    for passage in passages:
        if passage.section != section or passage.kind is PassageKind.HEADING:
            section, previous, lead = passage.section, "", ""
        if passage.kind is PassageKind.TABLE_CELL:
            if passage.table is None or (passage.table, passage.row) != row:
                row, told = (passage.table, passage.row), ""
            yield passage, told
            told = max((told, *_sentences(passage.text)), key=len)
        elif passage.kind is PassageKind.LIST_ITEM:
            yield passage, lead
        elif passage.kind in (PassageKind.PARAGRAPH, PassageKind.BOX):
            yield passage, previous
        else:
            yield passage, ""
        if passage.kind in _RUNNING and passage.text:
            previous = _sentences(passage.text)[-1]
            if passage.kind is not PassageKind.LIST_ITEM:
                lead = previous


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)] if text else []
