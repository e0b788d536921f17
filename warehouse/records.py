"""What the warehouse takes and hands on: frozen records, plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

Listener = Callable[[str], None]  # gets French messages while something waits


class Need(StrEnum):
    """What a document asks for, given the versions of the program."""

    READ = "read"
    UNDERSTAND = "understand"


class Outcome(StrEnum):
    """What a run did with one file. Every file given has exactly one of them."""

    READY = "ready"
    KNOWN = "known"
    NEEDS_OCR = "needs_ocr"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came.

    sha256:       of its bytes
    size:         in bytes
    file_name:    last part of the path under which it came
    source:       that path, as text
    library_path: the copy kept by the program, None when none was made
    received_at:  UTC, without time zone
    """

    sha256: str
    size: int
    file_name: str
    source: str
    received_at: datetime
    library_path: Path | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load put into the warehouse. status: ready | needs_ocr | failed."""

    document_id: str
    status: str
    pages: int = 0
    passages: int = 0
    statements: int = 0
    citations: int = 0
    proposals: int = 0


@dataclass(frozen=True, slots=True)
class RunDocument:
    """What a run did with one file; stage, code and reason only when it failed."""

    file_name: str
    outcome: Outcome
    source: str | None = None
    sha256: str | None = None
    document_id: str | None = None
    stage: str | None = None
    code: str | None = None
    reason: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """What rows a table shows; None (or False) leaves a filter out.

    code:         prefix of a category ("JUR-SOC", "TEC")
    nature:       juridique | technique | …
    norm:         prefix of a norm id ("fr:code:travail:L8241-1", "fr:code:cgi")
    issuer:       part of the issuer's name, accents and case do not matter
    issuer_type:  network | association | foundation | company | authority | …
    since, until: years, inclusive, of the documents' dates
    unanswered:   only obstacles without an answer that stands
    assertion:    asserted | negated | resolved | hypothetical | rebutted
    min_issuers:  least number of independent issuers of an obstacle
    document:     id of a document (or the start of it), or its file name
    text:         words that the row's text contains, accents and case do not matter
    limit:        greatest number of rows
    """

    code: str | None = None
    nature: str | None = None
    norm: str | None = None
    issuer: str | None = None
    issuer_type: str | None = None
    since: int | None = None
    until: int | None = None
    unanswered: bool = False
    assertion: str | None = None
    min_issuers: int | None = None
    document: str | None = None
    text: str | None = None
    limit: int | None = None


class ColumnType(StrEnum):
    """How a value is to be shown."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    BOOLEAN = "boolean"
    LIST = "list"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    key:     name in code and JSON
    heading: French
    width:   in characters, a hint
    labels:  French words for the values that are codes ("asserted" → "affirmé")
    """

    key: str
    heading: str
    type: ColumnType = ColumnType.TEXT
    width: int = 16
    labels: Mapping[str, str] | None = field(default=None, repr=False)

    def show(self, value: object) -> object:
        """The value for a French reader: code words translated, the rest untouched."""
        if self.labels is None:
            return value
        if isinstance(value, list | tuple):
            return [self.labels.get(str(item), item) for item in value]
        return self.labels.get(str(value), value)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to be shown, in their order. name: stable, for sheets and files; title: French."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...] = field(repr=False)
    truncated: bool = False
