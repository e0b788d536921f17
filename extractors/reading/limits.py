"""How much one document may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """Limits of one reading. A document that goes beyond one of them ends in a `Failure`.

    seconds:          for the whole document
    seconds_per_page: without a sign of progress (a page that needs OCR takes two to ten), when the
                      reader tells of its pages
    memory_mb:        resident memory of the worker and of the programs that it starts, in MiB
    pages:            a document with more is not opened
    """

    seconds: float = 1800.0
    seconds_per_page: float = 240.0
    memory_mb: int = 1500
    pages: int = 3000
