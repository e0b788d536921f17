"""Find the citations of legal texts in a passage. Identifier scheme and table of forms: docs/norm-ids.md."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.citations.context import CitationContext
from extractors.citations.heads import holds_none
from extractors.citations.reader import Reader
from extractors.records import Citation


def find_all(texts: Iterable[str]) -> list[tuple[Citation, ...]]:
    """The citations of the passages of one document, in reading order: what one names serves the next."""
    context = CitationContext()
    out: list[tuple[Citation, ...]] = []
    for text in texts:
        found = find(text, context)
        context = context.after(found, text)
        out.append(found)
    return out


def find(text: str, context: CitationContext | None = None) -> tuple[Citation, ...]:
    """Every citation of a legal text in one passage, in order.

    text:    a passage (a paragraph, a cell, a heading): a code named in it serves its later articles
    context: what earlier passages of the document named, or None
    Offsets are characters of `text`. Nothing is corrected silently: a citation that was completed,
    guessed or that contradicts itself carries a French `doubt`. Forms that are read: docs/norm-ids.md.
    """
    if holds_none(text):
        return ()
    return Reader(text, context or CitationContext()).read()
