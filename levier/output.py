"""Print a table of the warehouse: for the screen in French, as CSV or as JSON for other programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from levier.options import Format
from levier.terminal import err, out, safe
from warehouse.export.values import harmless, plain, raw
from warehouse.records import Column, ColumnType, Filters, Table

ON_SCREEN = 50  # rows, when --limit is not given
_LEAST = 26  # characters for a column of running text
_MOST = 170  # characters of a text
_NUMBERS = (ColumnType.INTEGER, ColumnType.NUMBER)


def bounded(filters: Filters, shape: str) -> Filters:
    """The filters with the limit that stands for this format; 0 was typed for "all"."""
    from dataclasses import replace

    limit = filters.limit
    if limit is None and shape == Format.TABLE:
        limit = ON_SCREEN
    return replace(filters, limit=limit or None)


def show(table: Table, shape: str, columns: Sequence[str] = ()) -> None:
    """Print a table. columns: keys for the screen, the most important first; CSV and JSON have them all."""
    if shape == Format.JSON:
        show_json([_record(table.columns, row) for row in table.rows])
    elif shape == Format.CSV:
        _show_csv(table)
    else:
        _show_screen(table, columns)
    if table.truncated:
        sys.stdout.flush()
        count = len(table.rows)
        cut = f"Liste coupée à {count} ligne{'s' if count > 1 else ''} ; --limit 0 les donne toutes."
        err().print(cut, style="dim")


def show_json(value: object) -> None:
    """Print a value as JSON, UTF-8, readable."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def cell(column: Column, value: object) -> str:
    """The value as a French reader sees it: decimal comma, dates by the day, words for codes."""
    shown = plain(column, value)
    if shown is None:
        return "–"
    if isinstance(shown, bool):
        return "oui" if shown else "non"
    if isinstance(shown, datetime):
        return f"{shown:%d/%m/%Y %H:%M}"
    if isinstance(shown, date):
        return f"{shown:%d/%m/%Y}"
    if isinstance(shown, float):
        return f"{shown:.2f}".replace(".", ",")
    return safe(" ".join(str(shown).split()))


def _record(columns: Sequence[Column], row: Sequence[object]) -> dict[str, object]:
    return {column.key: raw(column, value) for column, value in zip(columns, row, strict=True)}


def _show_csv(table: Table) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.key for column in table.columns])
    for row in table.rows:
        writer.writerow([_field(column, value) for column, value in zip(table.columns, row, strict=True)])


def _field(column: Column, value: object) -> str:
    """Values as they are stored; text that a spreadsheet would take for a formula is made harmless."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return harmless("; ".join(map(str, value)))
    if column.type is ColumnType.JSON:
        return str(value)
    return harmless(str(value))


def _show_screen(table: Table, columns: Sequence[str]) -> None:
    console = out()
    if not table.rows:
        err().print("Aucune ligne.")
        return
    wanted = [column for key in columns for column in table.columns if column.key == key] or list(
        table.columns
    )
    shown = _fitting(wanted, console.width)
    where = [table.columns.index(column) for column in shown]
    grid = Grid(title=None, box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=False)
    for column in shown:
        grid.add_column(
            column.heading,
            justify="right" if column.type in _NUMBERS else "left",
            no_wrap=not _is_running(column),
            overflow="fold" if _is_running(column) else "ellipsis",
            min_width=_needed(column) if not _is_running(column) else None,
        )
    for row in table.rows:
        grid.add_row(*(Text(_clipped(cell(table.columns[at], row[at]))) for at in where))
    console.print(grid)
    count = len(table.rows)
    console.print(f"{table.title} : {count} ligne{'s' if count > 1 else ''}.", style="dim")


def _clipped(text: str) -> str:
    """Long texts are cut on the screen; `levier show` has them whole."""
    if len(text) <= _MOST:
        return text
    return text[: text.rfind(" ", _MOST // 2, _MOST)].rstrip(" ,;:") + " …"


def _is_running(column: Column) -> bool:
    return column.type not in _NUMBERS and column.labels is None and column.width > 16


def _needed(column: Column) -> int:
    if column.labels is not None:
        return max(len(word) for word in (column.heading, *column.labels.values()))
    return column.width if column.type not in _NUMBERS else len(column.heading)


def _fitting(columns: Sequence[Column], width: int) -> list[Column]:
    """The first columns that fit side by side, each with room for its content."""
    kept: list[Column] = []
    left = width
    for column in columns:
        need = (_LEAST if _is_running(column) else _needed(column)) + 2
        if kept and need > left:
            continue
        kept.append(column)
        left -= need
    order = {column.key: rank for rank, column in enumerate(columns)}
    return sorted(kept, key=lambda column: order[column.key])


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def facts(console: Console, pairs: Sequence[tuple[str, object]]) -> None:
    """Print names and values one under the other; values that are missing are left out."""
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in pairs:
        if value not in (None, "", [], ()):
            grid.add_row(Text(name), Text(safe(str(value))))
    console.print(grid)
