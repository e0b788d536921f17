"""A value of a table as a French reader sees it in a file."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

from warehouse.records import Column, ColumnType

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# A spreadsheet reads a cell that starts so as a formula; full-width forms included.
_FORMULA = frozenset("=+-@|%＝＋－＠")
_NUMBER = re.compile(r"-?\d+(,\d+)?")


def plain(column: Column, value: object) -> object:
    """The value for a cell: French words for codes, lists joined, dates typed; numbers stay numbers."""
    if value is None:
        return None
    shown = column.show(value)
    if isinstance(shown, list | tuple):
        return text(" ; ".join(str(item) for item in shown))
    if isinstance(shown, dict):
        return text(json.dumps(shown, ensure_ascii=False))
    if column.type is ColumnType.DATE and isinstance(shown, str):
        return partial_date(shown)
    if isinstance(shown, bool | int | float | date | datetime):
        return shown
    return text(str(shown))


def partial_date(value: str) -> object:
    """A date when the day is known, "03/2021" when only the month is, 2021 when only the year is."""
    parts = value.split("-")
    try:
        if len(parts) == 3:
            return date(*(int(part) for part in parts))
        if len(parts) == 2:
            return f"{int(parts[1]):02d}/{int(parts[0])}"
        return int(value)
    except ValueError:
        return text(value)


def csv_text(column: Column, value: object) -> str:
    """The value for a CSV cell: decimal comma, French dates, nothing that a spreadsheet would execute."""
    shown = plain(column, value)
    if shown is None:
        return ""
    if isinstance(shown, bool):
        return "oui" if shown else "non"
    if isinstance(shown, datetime):
        return f"{shown:%d/%m/%Y %H:%M}"
    if isinstance(shown, date):
        return f"{shown:%d/%m/%Y}"
    if isinstance(shown, float):
        return f"{shown:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(shown, int):
        return str(shown)
    return harmless(str(shown))


def harmless(value: str) -> str:
    """The text on one line, with an apostrophe before what a spreadsheet would take for a formula."""
    line = " ".join(value.split())
    if line and line[0] in _FORMULA and _NUMBER.fullmatch(line) is None:
        return "'" + line
    return line


def text(value: str) -> str:
    """The text without control characters, which spreadsheets refuse."""
    return _CONTROL.sub("", value)


def raw(column: Column, value: object) -> object:
    """The value for JSON: complete, codes as they are, JSON columns as objects."""
    if column.type is ColumnType.JSON and isinstance(value, str):
        return json.loads(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
