from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from example_making import EXAMPLES, fill
from levier_making import Cli, Ran, make

from levier import cli
from levier.settings import settings


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "warehouse.duckdb"
    make(path)
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty levier home, and no setting of the machine that runs the test."""
    folder = tmp_path / "maison"
    monkeypatch.setenv("LEVIER_HOME", str(folder))
    monkeypatch.delenv("LEVIER_REVIEWER", raising=False)
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    return folder


@pytest.fixture
def warehouse(home: Path, shared: Path) -> Path:
    """The warehouse of the levier home, with the small register of `levier_making`."""
    return _copied(shared, home)


@pytest.fixture
def levier(home: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Cli one command in this process, as the program does: levier("documents", "--format", "json")."""

    def run(*arguments: str) -> Ran:
        settings.cache_clear()
        capsys.readouterr()
        code = cli.run(list(arguments))
        out, err = capsys.readouterr()
        return Ran(int(code), out, err)

    return run


@pytest.fixture(scope="session")
def read_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with the whole example folder, read and understood for good; not to be changed."""
    path = tmp_path_factory.mktemp("examples") / "warehouse.duckdb"
    fill(path, sorted(EXAMPLES.glob("*.pdf")))
    return path


@pytest.fixture
def examples(home: Path, read_examples: Path) -> Path:
    """The warehouse of the levier home, with the example folder."""
    return _copied(read_examples, home)


def _copied(warehouse: Path, home: Path) -> Path:
    home.mkdir()
    for file in warehouse.parent.iterdir():
        shutil.copy(file, home)
    return home / warehouse.name
