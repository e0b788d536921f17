"""What the extractors hand on: frozen records, plain data, no behaviour beyond look-ups.

Coordinates everywhere: PDF points, origin at the top left corner of the page as it is shown
(page rotation and crop box applied), x to the right, y downwards. Pages count from 1.
Offsets everywhere: characters (code points) of the passage text, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class PassageKind(StrEnum):
    """What a block of a page is. Only `RUNNING_TEXT` kinds are read for statements."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    FOOTNOTE = "footnote"
    BOX = "box"
    CAPTION = "caption"
    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page_number"
    TOC = "toc"


RUNNING_TEXT = frozenset(
    {
        PassageKind.PARAGRAPH,
        PassageKind.LIST_ITEM,
        PassageKind.TABLE_CELL,
        PassageKind.FOOTNOTE,
        PassageKind.BOX,
    }
)


class PageStatus(StrEnum):
    """How the text of a page was obtained, or why there is none."""

    TEXT = "text"  # from the text layer
    OCR = "ocr"  # recognised from the image
    NEEDS_OCR = "needs_ocr"  # no usable text layer, and no OCR installed
    BLANK = "blank"  # nothing on the page


class DocumentStatus(StrEnum):
    """Where a document stands. Failure is assumed until success is proven."""

    READY = "ready"  # read and understood, every page has its text
    NEEDS_OCR = "needs_ocr"  # read, but some page waits for OCR
    FAILED = "failed"  # nothing could be read; stage and reason say why


class Assertion(StrEnum):
    """What the sentence does with the obstacle that it mentions."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    RESOLVED = "resolved"
    HYPOTHETICAL = "hypothetical"
    REBUTTED = "rebutted"


class Mechanism(StrEnum):
    """How the obstacle works (portée)."""

    INTERDICTION = "interdiction"
    SURCOUT = "surcout"
    INCERTITUDE = "incertitude"
    MECONNAISSANCE = "meconnaissance"
    PRATIQUE = "pratique"


class Relation(StrEnum):
    """What a proposal does to an obstacle."""

    REMOVES = "removes"
    MITIGATES = "mitigates"
    WORKS_AROUND = "works_around"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the top left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Run:
    """One word (or unbreakable piece) of a passage and the place where it is printed.

    start, end: offsets in the passage text. A word hyphenated over two lines has two runs.
    """

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of running text (or heading, header, …) of a document, in reading order.

    ordinal:        position in the document, from 0
    page:           page on which the passage starts
    section:        headings above, outermost first (the title of a box is the last of them)
    text:           NFC, hyphenation undone, single spaces, no line breaks
    runs:           words with their boxes, ordered by start
    level:          heading level 1-6, else None
    table, row, column: place of a table cell (tables count from 0 in the document), else None
    column_heading, row_heading: headings of a table cell, "" when none
    note:           number or sign of a footnote, else None
    note_calls:     (offset, number) of each footnote call printed in this passage; the digits
                    themselves are not part of the text
    anchor:         for a footnote, ordinal of the passage that calls it, else None
    """

    ordinal: int
    page: int
    kind: PassageKind
    section: tuple[str, ...]
    text: str
    runs: tuple[Run, ...]
    level: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    column_heading: str = ""
    row_heading: str = ""
    note: str | None = None
    note_calls: tuple[tuple[int, str], ...] = ()
    anchor: int | None = None

    def boxes(self, start: int = 0, end: int | None = None) -> tuple[Box, ...]:
        """Boxes of the characters [start, end), words of one printed line merged into one box."""
        stop = len(self.text) if end is None else end
        lines: list[Box] = []
        for run in self.runs:
            if run.end <= start or run.start >= stop:
                continue
            box = run.box
            last = lines[-1] if lines else None
            if last is not None and _same_line(last, box):
                lines[-1] = Box(
                    box.page,
                    min(last.x0, box.x0),
                    min(last.y0, box.y0),
                    max(last.x1, box.x1),
                    max(last.y1, box.y1),
                )
            else:
                lines.append(box)
        return tuple(lines)


def _same_line(left: Box, right: Box) -> bool:
    if left.page != right.page or right.x0 < left.x0:
        return False
    overlap = min(left.y1, right.y1) - max(left.y0, right.y0)
    return overlap > 0.5 * min(left.y1 - left.y0, right.y1 - right.y0)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was read. width, height in points, as shown."""

    number: int
    width: float
    height: float
    rotation: int
    status: PageStatus
    method: str  # "pdfium", "pdfplumber" or "tesseract"
    columns: int
    characters: int
    remark: str = ""  # French, for the reader: why it needs OCR, what was repaired


@dataclass(frozen=True, slots=True)
class Found:
    """A value that a document gives of itself, and how it was found.

    how: "sidecar", "layout", "running lines", "pdf data", "file name", "text", "default"
    """

    value: str
    how: str


@dataclass(frozen=True, slots=True)
class Description:
    """What a document says of itself. A field is None when nothing was found.

    kind:         study | guide | contribution | other
    issuer_type:  network | association | foundation | company | authority | lawyer | parliament |
                  research | other
    published_on: ISO date, YYYY, YYYY-MM or YYYY-MM-DD
    language:     ISO 639-1
    """

    title: Found | None = None
    issuer: Found | None = None
    kind: Found | None = None
    issuer_type: Found | None = None
    published_on: Found | None = None
    language: Found | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from one PDF."""

    sha256: str
    reader_version: str
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    description: Description
    remarks: tuple[str, ...] = ()  # French messages for the reader

    @property
    def status(self) -> DocumentStatus:
        """`needs_ocr` as soon as one page waits for OCR, else `ready`."""
        waiting = any(page.status is PageStatus.NEEDS_OCR for page in self.pages)
        return DocumentStatus.NEEDS_OCR if waiting else DocumentStatus.READY


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be read.

    stage:  "receive", "open", "read", "understand" or "load"
    code:   stable short name: "not_a_pdf", "empty_file", "password", "damaged", "timeout",
            "memory", "crash", "too_many_pages", "changed_while_reading", "unreadable", …
    reason: French sentence that says what happened and what to do
    retry:  True when the same file may pass another time
    """

    stage: str
    code: str
    reason: str
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a legal text.

    raw:        the characters as printed
    norm_id:    normalised id, e.g. "fr:code:travail:L8241-1"; "?" stands for a code left unsaid
    display:    French short form, e.g. "C. trav., art. L. 8241-1"
    start, end: offsets in the passage
    url:        a link that can be computed surely, else None
    level:      constitution | ue | loi organique | loi | règlement | doctrine | jurisprudence |
                contrat | autre
    doubt:      why a person should look (French), else None
    equivalent: norm id of today's number for an old numbering, else None
    inherited:  True when the text was taken from the context ("du même code", enumeration)
    """

    raw: str
    norm_id: str
    display: str
    start: int
    end: int
    url: str | None = None
    level: str = "autre"
    doubt: str | None = None
    equivalent: str | None = None
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that weighed on a decision of the machine.

    rule:   stable id of a rule ("P13", "N09", "norm:JUR-SOC-01", "model", "heading", …)
    start, end: offsets in the passage of the words concerned, or None
    note:   French, short, for the reader
    weight: contribution to the score, signed, or None
    """

    rule: str
    note: str
    start: int | None = None
    end: int | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence (or cell, or item) in which something is said about an obstacle.

    passage:     ordinal of its passage; start, end: offsets in it
    code:        leaf of the taxonomy, or adjacent / residual code
    also_codes:  secondary codes, at most two
    mechanism:   None when the statement is not asserted
    score:       calibrated probability that this is an asserted obstacle of this domain
    voice:       author | quoted | survey | third_party
    disposition: "kept" (a row of `statements`), "candidate" (below the threshold: review queue)
                 or "excluded" (speaks of obstacles, asserts none; `reason` says why)
    archetype:   id of the nearest typical obstacle of the taxonomy, or None
    """

    passage: int
    start: int
    end: int
    text: str
    assertion: Assertion
    code: str
    score: float
    also_codes: tuple[str, ...] = ()
    mechanism: Mechanism | None = None
    voice: str = "author"
    disposition: str = "kept"
    reason: str | None = None
    archetype: str | None = None
    evidence: tuple[Evidence, ...] = ()
    vector: tuple[float, ...] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One measure that a document proposes.

    number:    printed number ("7", "12 bis"), else None
    label:     short printed label ("Proposition n° 7"), else ""
    vehicle:   loi | loi de finances | décret | circulaire | doctrine fiscale | convention-type |
               outil | expérimentation | autre
    addressee: who should act, as printed, else None
    targets:   (archetype or leaf code, Relation, probability) of the obstacles that it seems to address
    norms:     norm ids of the texts that it would change
    """

    passage: int
    start: int
    end: int
    text: str
    number: str | None = None
    label: str = ""
    vehicle: str = "autre"
    addressee: str | None = None
    score: float = 1.0
    targets: tuple[tuple[str, Relation, float], ...] = ()
    norms: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    vector: tuple[float, ...] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PassageUnderstanding:
    """What was understood in one passage. sentences: (start, end) offsets."""

    passage: int
    sentences: tuple[tuple[int, int], ...]
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions on which rows depend: a change of one of them asks for the work again."""

    reader: str
    taxonomy: str
    rules: str
    model: str

    @property
    def understanding(self) -> str:
        """Version of everything that happens after reading."""
        return f"{self.taxonomy}+{self.rules}+{self.model}"


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood in one document. published_on is the date used for "is it lifted?"."""

    passages: tuple[PassageUnderstanding, ...]
    versions: Versions
    published_on: date | None = None
