"""Invented first pages: (text, size) from top to bottom; a negative size stands for bold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractors.description import describe_with_remarks
from extractors.records import Description, Page, PageStatus, Passage, PassageKind

Spec = tuple[str, float]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool


def page(*specs: Spec, left: float = 60.0) -> tuple[PrintedLine, ...]:
    """Lines one below the other; a line "" is a gap of its size."""
    lines = []
    top = 60.0
    for text, size in specs:
        height = abs(size)
        if text:
            width = 0.48 * height * len(text)
            lines.append(PrintedLine(text, left, top, left + width, top + height, height, size < 0))
        top += 1.25 * height
    return tuple(lines)


def passage(text: str, kind: PassageKind = PassageKind.PARAGRAPH, number: int = 1) -> Passage:
    return Passage(0, number, kind, (), text, ())


def described(
    *specs: Spec,
    texts: tuple[str, ...] = (),
    headings: tuple[str, ...] = (),
    headers: tuple[str, ...] = (),
    info: dict[str, str] | None = None,
    path: Path = Path("sans-nom/abcd1234.pdf"),
) -> Description:
    passages = [passage(text, PassageKind.HEADING) for text in headings]
    passages += [passage(text) for text in texts]
    passages += [passage(text, PassageKind.FOOTER, number) for number in (2, 3, 4) for text in headers]
    pages = [Page(number, 595.0, 842.0, 0, PageStatus.TEXT, "pdfium", 1, 1000) for number in (1, 2, 3, 4)]
    return describe_with_remarks(path, pages, passages, info or {}, [page(*specs)])[0]


def told(description: Description, name: str) -> str | None:
    found = getattr(description, name)
    return found.value if found else None
