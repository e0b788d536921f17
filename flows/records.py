"""What flows take and hand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from extractors.reading.limits import WorkerLimits
from warehouse.records import RunDocument
from warehouse.runs import RunCounts

BATCH = 64  # documents a task


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How a run is to be done.

    library: folder that keeps a copy of every PDF
    workers: child processes that read and understand side by side
    heads:   folder of retrained heads (`levier learn`), None for the shipped ones
    again:   read documents again even when they are up to date
    command: as typed, for the ledger
    """

    warehouse: Path
    library: Path
    workers: int = 2
    batch: int = BATCH
    limits: WorkerLimits = field(default_factory=WorkerLimits)
    heads: Path | None = None
    again: bool = False
    command: str = ""
    program_version: str = ""


def plain(options: IngestOptions) -> dict[str, Any]:
    """Options as parameters of a deployment: nothing but JSON."""
    return {name: str(value) if isinstance(value, Path) else value for name, value in asdict(options).items()}


def parsed(options: Mapping[str, Any]) -> IngestOptions:
    """The options that `plain` gave, or that a person wrote. Raises ValueError when they make no sense."""
    return TypeAdapter(IngestOptions).validate_python(dict(options))


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did. documents: every file given, in the order of their names."""

    run_id: str
    counts: RunCounts
    documents: tuple[RunDocument, ...]
    seconds: float
    pages: int = 0

    @property
    def failed(self) -> tuple[RunDocument, ...]:
        """The files that could not be read."""
        return tuple(d for d in self.documents if d.outcome == "failed")

    @property
    def waiting(self) -> tuple[RunDocument, ...]:
        """The files that wait for text recognition."""
        return tuple(d for d in self.documents if d.outcome == "needs_ocr")
