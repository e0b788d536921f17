from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from warehouse_making import GIFT, IDEA, LOAN, reading, received, understanding

from warehouse import search
from warehouse.connect import writing
from warehouse.load import load_document
from warehouse.records import Loaded

Load = Callable[..., Loaded]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "warehouse.duckdb"


@pytest.fixture
def load(path: Path) -> Load:
    """Load a document made of sentences: load("etude.pdf", (…), issuer=…, year=…)."""

    def loading(
        name: str = "etude.pdf", texts: tuple[str, ...] = (LOAN, GIFT, IDEA), **said: str | None
    ) -> Loaded:
        with writing(path) as con:
            loaded = load_document(con, received(name), reading(name, texts, **said), understanding(texts))  # type: ignore[arg-type]
            search.refresh(con)
        return loaded

    return loading
