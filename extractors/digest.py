"""One document from its bytes to all that is understood in it: what a worker process does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from extractors.reading import read
from extractors.records import Passage, Reading, Understanding
from extractors.understanding import understand

HEADS_VARIABLE = "LEVIER_HEADS"  # folder of retrained heads, told to the worker by its environment
READER = "extractors.digest:read_and_understand"


@dataclass(frozen=True, slots=True)
class Digest:
    """A reading and what was understood in it."""

    reading: Reading
    understanding: Understanding


def read_and_understand(path: Path, on_page: Callable[[int], None] | None = None) -> Digest:
    """Read one PDF and understand its passages. Raises ReadingError.

    on_page: called with the number of each page as its reading begins, and again as its passages
    are understood, so that whoever waits sees that the work goes on.
    """
    reading = read(path, on_page=on_page)
    passages = reading.passages if on_page is None else _Told(reading.passages, on_page)
    return Digest(reading, understand(passages, heads()))


class _Told(Sequence[Passage]):
    """Passages that tell of their page whenever they are gone through."""

    def __init__(self, passages: tuple[Passage, ...], on_page: Callable[[int], None]) -> None:
        self._passages = passages
        self._on_page = on_page

    @overload
    def __getitem__(self, index: int) -> Passage: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Passage]: ...
    def __getitem__(self, index: int | slice) -> Passage | Sequence[Passage]:
        return self._passages[index]

    def __len__(self) -> int:
        return len(self._passages)

    def __iter__(self) -> Iterator[Passage]:
        page = 0
        for passage in self._passages:
            if passage.page != page:
                page = passage.page
                self._on_page(page)
            yield passage


def heads() -> Path | None:
    """The folder of retrained heads that the environment names, None for the shipped ones."""
    folder = os.environ.get(HEADS_VARIABLE)
    return Path(folder) if folder else None
