"""The empty columns of the exported tables, for decisions; `decisions.importing` reads them back filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from warehouse.decisions.columns import Blank, blanks
from warehouse.decisions.records import Subject
from warehouse.records import Column, Table

# Name of the table → what its lines are about, and the column after which the empty ones stand: right
# of what the machine says and that they may change.
PLACES: Mapping[str, tuple[Subject, str]] = {
    "enonces": (Subject.STATEMENT, "score"),
    "candidats": (Subject.STATEMENT, "score"),
    "ecartes": (Subject.STATEMENT, "score"),
    "freins": (Subject.OBSTACLE, "status"),
    "propositions": (Subject.PROPOSAL, "vehicle"),
    "reponses": (Subject.ANSWER, "status"),
}


def blanks_of(table: Table) -> dict[str, Blank]:
    """The empty columns of a table by heading; none for a table about which nothing is decided."""
    if table.name not in PLACES:
        return {}
    return {blank.heading: blank for blank in blanks(PLACES[table.name][0])}


def with_blanks(table: Table) -> Table:
    """The table with its empty columns, all other columns in their order."""
    added = blanks_of(table)
    if not added:
        return table
    after = PLACES[table.name][1]
    at = 1 + next(number for number, column in enumerate(table.columns) if column.key == after)
    columns = tuple(Column(f"blank_{n}", b.heading, width=b.width) for n, b in enumerate(added.values()))
    nothing = (None,) * len(columns)
    return replace(
        table,
        columns=table.columns[:at] + columns + table.columns[at:],
        rows=tuple(row[:at] + nothing + row[at:] for row in table.rows),
    )
