from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from warehouse_making import GIFT, IDEA, LOAN, put

from warehouse.connect import prepare
from warehouse.records import Loaded

Load = Callable[..., Loaded]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("prepared") / "warehouse.duckdb"
    prepare(found)
    return found


@pytest.fixture
def path(tmp_path: Path, prepared: Path) -> Path:
    """A warehouse without any document."""
    folder = tmp_path / "data"
    folder.mkdir()
    return Path(shutil.copy(prepared, folder))


@pytest.fixture
def absent(tmp_path: Path) -> Path:
    """Where there is no warehouse yet."""
    return tmp_path / "neuf" / "warehouse.duckdb"


@pytest.fixture
def load(path: Path) -> Load:
    """Load a document into `path`: load("etude.pdf", (…), issuer=…, year=…)."""

    def loading(
        name: str = "etude.pdf", texts: tuple[str, ...] = (LOAN, GIFT, IDEA), **said: str | None
    ) -> Loaded:
        return put(path, name, texts, **said)

    return loading


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Path:
    """A warehouse with one document, for tests that only read."""
    found = Path(shutil.copy(prepared, tmp_path_factory.mktemp("filled")))
    put(found, "etude.pdf", (LOAN, GIFT, IDEA))
    return found
