"""One document from its bytes to all that is understood in it: what a worker process does."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from extractors.reading import read
from extractors.records import Reading, Understanding
from extractors.understanding import understand

HEADS_VARIABLE = "LEVIER_HEADS"  # folder of retrained heads, told to the worker by its environment
READER = "extractors.digest:read_and_understand"


@dataclass(frozen=True, slots=True)
class Digest:
    """A reading and what was understood in it."""

    reading: Reading
    understanding: Understanding


def read_and_understand(path: Path) -> Digest:
    """Read one PDF and understand its passages. Raises ReadingError."""
    reading = read(path)
    return Digest(reading, understand(reading.passages, heads()))


def heads() -> Path | None:
    """The folder of retrained heads that the environment names, None for the shipped ones."""
    folder = os.environ.get(HEADS_VARIABLE)
    return Path(folder) if folder else None
