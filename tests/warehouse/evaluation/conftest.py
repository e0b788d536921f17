from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from evaluation_making import Doc, Measure, write_gold, write_warehouse

from warehouse.connect import reading
from warehouse.evaluation import Evaluation, evaluate


@pytest.fixture
def measure(tmp_path: Path) -> Measure:
    """measure([Doc…], gold_document(…), …): the evaluation of a fresh warehouse."""
    runs = iter(range(1000))

    def measuring(documents: Sequence[Doc], *gold: dict[str, object]) -> Evaluation:
        folder = tmp_path / f"run{next(runs)}"
        folder.mkdir()
        path = write_warehouse(folder / "w.duckdb", documents)
        with reading(path) as con:
            return evaluate(con, write_gold(folder / "gold.jsonl", *gold))

    return measuring
