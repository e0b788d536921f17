"""The example PDFs in a warehouse: really read, really understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from extractors.reading import read
from extractors.records import Reading
from extractors.understanding import understand
from warehouse import search
from warehouse.connect import writing
from warehouse.load import load_document
from warehouse.records import Received
from warehouse.register import update

EXAMPLES = Path(__file__).parents[2] / "examples" / "pdf"


def unchanged(reading: Reading) -> Reading:
    """The reading as the reader gave it."""
    return reading


def fill(
    warehouse: Path, files: Sequence[Path], as_read_by: Callable[[Reading], Reading] = unchanged
) -> None:
    """Read and load the files, then bring register and index up to date, as a run does.

    as_read_by: what another version of the reader would have made of the reading
    """
    with writing(warehouse) as con:
        for file in files:
            reading = as_read_by(read(file))
            received = Received(
                reading.sha256, file.stat().st_size, file.name, str(file), datetime(2026, 1, 2, 3, 4, 5)
            )
            load_document(con, received, reading, understand(reading.passages, threads=2))
        update(con)
        search.refresh(con)
