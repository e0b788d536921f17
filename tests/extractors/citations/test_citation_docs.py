"""The table of forms in docs/norm-ids.md says what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.citations import find

PAGE = Path(__file__).parents[3] / "docs" / "norm-ids.md"


def _rows() -> list[list[str]]:
    table = PAGE.read_text(encoding="utf-8").split("| Printed | Id | Display | Doubt |")[1].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:] if line]


ROWS = _rows()


def test_the_table_is_there() -> None:
    assert len(ROWS) >= 80


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_row_of_the_table(row: list[str]) -> None:
    printed, ids, shown, doubt = row
    found = find(printed)
    assert " ; ".join(f"`{c.norm_id}`" for c in found) == (ids if ids != "no citation" else "")
    assert " ; ".join(dict.fromkeys(c.display for c in found)) == (shown if shown != "—" else "")
    assert " ".join(dict.fromkeys(c.doubt for c in found if c.doubt)) == doubt
