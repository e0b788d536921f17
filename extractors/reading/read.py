"""Read a PDF into passages. Start here: the order of the steps is the order of `read`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium

from extractors.description import describe_with_remarks
from extractors.reading.blocks import Block
from extractors.reading.boxes import frames_of
from extractors.reading.errors import ReadingError
from extractors.reading.headings import body_type, mark_headings, title_of
from extractors.reading.hyphens import Lexicon, ends_in_hyphen
from extractors.reading.joins import continuations
from extractors.reading.layout import Laid, page_blocks
from extractors.reading.lines import Line, joined, segments_of, tidied
from extractors.reading.passages import passages_of
from extractors.reading.running_lines import running_lines
from extractors.reading.sheets import Sheet, glean, lost_sheet
from extractors.reading.tables import Table, linked, ruled_tables, unruled_tables
from extractors.reading.words import Word
from extractors.records import Page, Passage, PassageKind, Reading

# Changes whenever the output changes for some file: then documents are read again.
READER_VERSION = "4"

_FIRST_PAGES = 3


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Limits that the reader itself holds. Time and memory are for whoever runs it.

    pages: most pages; size: most bytes of the file.
    """

    pages: int = 3000
    size: int = 500_000_000


def read(
    path: Path, *, limits: FileLimits = FileLimits(), on_page: Callable[[int], None] | None = None
) -> Reading:
    """Read one PDF.

    on_page: called with the number of each page (from 1) as it begins.

    Raises ReadingError: not_a_pdf, empty_file, password, damaged, too_many_pages, too_large,
    unreadable.
    """
    data = _bytes(path, limits)
    document = _open(data)
    try:
        if len(document) > limits.pages:
            raise ReadingError(
                "open",
                "too_many_pages",
                f"Le document compte {len(document)} pages, plus que la limite de {limits.pages}. "
                "Découpez-le ou relevez la limite.",
            )
        sheets: list[Sheet] = []
        laid: list[Laid] = []
        for index in range(len(document)):
            if on_page is not None:
                on_page(index + 1)
            sheets.append(_glean(document, index))
            laid.append(_lay(sheets[-1]))
        if all(sheet.lost for sheet in sheets):
            reason = "Aucune page du PDF ne s’ouvre : demandez une nouvelle copie."
            raise ReadingError("read", "damaged", reason)
        info = document.get_metadata_dict()
    finally:
        document.close()
    pages, passages = _assemble(laid)
    first = [_printed_lines(sheet) for sheet in sheets[:_FIRST_PAGES]]
    description, remarks = describe_with_remarks(path, pages, passages, info, first)
    return Reading(hashlib.sha256(data).hexdigest(), READER_VERSION, pages, passages, description, remarks)


def _printed_lines(sheet: Sheet) -> list[Line]:
    return [tidied(line) for line in joined(segments_of(sheet.words))]


def _assemble(laid: list[Laid]) -> tuple[tuple[Page, ...], tuple[Passage, ...]]:
    """Pages and passages of a document from its pages."""
    every_line = [segment for page in laid for segment in page.segments]
    every_line += [segment for page in laid for frame in page.frames for segment in frame.every_segment]
    cells = [cell for page in laid for table in page.tables for cell in table.cells]
    every_line += [line for cell in cells for line in cell.lines]
    body = body_type(every_line)
    running = running_lines(
        [page.segments for page in laid],
        [page.sheet.height for page in laid],
        body.size,
        [set() for _ in laid],
    )
    ends = [_ends_with_table(page, lines) for page, lines in zip(laid, running, strict=True)]
    tables = linked([page.tables for page in laid], ends)
    laid = [replace(page, tables=tuple(found)) for page, found in zip(laid, tables, strict=True)]
    blocks: list[Block] = []
    pages: list[Page] = []
    pending: set[str] = set()
    for page, lines in zip(laid, running, strict=True):
        found, columns, pending = page_blocks(page, lines, body, pending)
        blocks += found
        pages.append(_page(page, columns))
    blocks = mark_headings(blocks, body)
    passages = passages_of(
        blocks,
        continuations(blocks),
        {page.sheet.number: page.sheet for page in laid},
        _lexicon(every_line),
        title_of(blocks),
    )
    return tuple(pages), passages


def _bytes(path: Path, limits: FileLimits) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = f"Le fichier ne peut pas être lu : {error.strerror}."
        raise ReadingError("open", "unreadable", reason) from error
    if not data:
        raise ReadingError("open", "empty_file", "Le fichier est vide : redemandez-le à son expéditeur.")
    if len(data) > limits.size:
        raise ReadingError("open", "too_large", "Le fichier dépasse la taille admise : allégez ses images.")
    return data


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadingError(
                "open", "password", "Le PDF est protégé par un mot de passe : demandez une copie libre."
            ) from error
        if b"%PDF" not in data[:4096]:
            raise ReadingError("open", "not_a_pdf", "Ce fichier n’est pas un PDF.") from error
        raise ReadingError(
            "open", "damaged", "Le PDF est endommagé et ne s’ouvre pas : demandez une nouvelle copie."
        ) from error


def _glean(document: pdfium.PdfDocument, index: int) -> Sheet:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return lost_sheet(index + 1, "Page endommagée, illisible : demandez une nouvelle copie du document.")
    try:
        return glean(page, index + 1)
    finally:
        page.close()


def _lay(sheet: Sheet) -> Laid:
    """Set tables and boxes apart. Lines make tables before boxes, boxes come before mere alignment."""
    tables = ruled_tables(sheet.drawings, sheet.words, sheet.width, sheet.height)
    words = [word for word in sheet.words if not _in_table(word, tables)]
    segments = segments_of(words)
    frames = frames_of(sheet.drawings, segments, sheet.width, sheet.height)
    framed = {id(segment) for frame in frames for segment in frame.every_segment}
    free = [segment for segment in segments if id(segment) not in framed]
    aligned = unruled_tables(sheet.drawings, [word for line in free for word in line.words], free)
    if aligned:
        tables += aligned
        free = segments_of([word for line in free for word in line.words if not _in_table(word, aligned)])
    tables.sort(key=lambda table: (table.rect.y0, table.rect.x0))
    return Laid(sheet, tuple(free), tuple(tables), tuple(frames))


def _in_table(word: Word, tables: list[Table]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return any(
        table.rect.holds(x, y) and any(cell.rect.holds(x, y) for cell in table.cells) for table in tables
    )


def _ends_with_table(page: Laid, running: dict[int, PassageKind]) -> bool:
    """True when no text stands between the last table of a page and its foot."""
    if not page.tables:
        return False
    foot = page.tables[-1].rect.y1
    return not any(line.y0 > foot for k, line in enumerate(page.segments) if k not in running)


def _page(page: Laid, columns: int) -> Page:
    sheet = page.sheet
    letters = sum(len(word.text) for word in sheet.words)
    letters += sum(len(word.text) for words in sheet.turned.values() for word in words)
    return Page(
        sheet.number,
        round(sheet.shown_width, 2),
        round(sheet.shown_height, 2),
        sheet.rotation,
        sheet.status,
        "pdfplumber" if page.tables and sheet.method == "pdfium" else sheet.method,
        columns,
        letters,
        sheet.remark,
    )


def _lexicon(lines: list[Line]) -> Lexicon:
    lexicon = Lexicon()
    for line in lines:
        lexicon.add(word.text for word in line.words[:-1])
        last = line.words[-1].text
        if not ends_in_hyphen(last):
            lexicon.add([last])
    return lexicon


