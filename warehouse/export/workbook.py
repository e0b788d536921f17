"""Write tables into one workbook, a sheet each, as data and nothing but data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from warehouse.decisions.columns import Blank
from warehouse.export.blanks import blanks_of
from warehouse.export.values import plain
from warehouse.records import Table

README_SHEET = "Lisez-moi"
_CELL_LIMIT = 32_000  # characters; a cell holds 32,767
_ROW_LIMIT = 1_048_000
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
    "constant_memory": True,
}


def write_workbook(path: Path, tables: Sequence[Table], readme: Sequence[str], created: datetime) -> None:
    """Write the workbook. readme: lines of the first sheet; created: the date that its properties show."""
    book = xlsxwriter.Workbook(str(path), _OPTIONS)
    book.set_properties({"title": "levier – registre des freins", "created": created})
    formats = _formats(book)
    _write_readme(book, readme, formats)
    for table in tables:
        _write_table(book, table, formats)
    book.close()


def _formats(book: xlsxwriter.Workbook) -> dict[str, xlsxwriter.format.Format]:
    top = {"valign": "top"}
    return {
        "heading": book.add_format(
            {
                "bold": True,
                "bg_color": "#1F3A5F",
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "valign": "vcenter",
            }
        ),
        "to fill": book.add_format(
            {
                "bold": True,
                "bg_color": "#F2C14E",
                "text_wrap": True,
                "valign": "vcenter",
            }
        ),
        "blank": book.add_format(
            top | {"text_wrap": True, "bg_color": "#FFF8E1", "border": 1, "border_color": "#E6DDC4"}
        ),
        "text": book.add_format(top | {"text_wrap": True}),
        "number": book.add_format(top | {"num_format": "0.00"}),
        "integer": book.add_format(top | {"num_format": "0"}),
        "date": book.add_format(top | {"num_format": "dd/mm/yyyy", "align": "left"}),
        "datetime": book.add_format(top | {"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        "title": book.add_format({"bold": True, "font_size": 16}),
        "wrapped": book.add_format(top | {"text_wrap": True}),
    }


def _write_readme(
    book: xlsxwriter.Workbook, lines: Sequence[str], formats: dict[str, xlsxwriter.format.Format]
) -> None:
    sheet = book.add_worksheet(README_SHEET)
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, formats["title" if row == 0 else "wrapped"])


def _write_table(
    book: xlsxwriter.Workbook, table: Table, formats: dict[str, xlsxwriter.format.Format]
) -> None:
    sheet = book.add_worksheet(table.title[:31])
    sheet.freeze_panes(1, 1)
    rows = table.rows[:_ROW_LIMIT]
    blanks = blanks_of(table)
    sheet.set_row(0, 32)
    for number, column in enumerate(table.columns):
        blank = blanks.get(column.heading)
        sheet.set_column(number, number, max(column.width, 6), formats["blank"] if blank else None)
        sheet.write_string(0, number, column.heading, formats["to fill" if blank else "heading"])
        if blank and rows:
            _offer(sheet, number, len(rows), blank)
    for row, values in enumerate(rows, 1):
        for number, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            _write_cell(sheet, row, number, plain(column, value), formats)
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)


def _offer(sheet: xlsxwriter.worksheet.Worksheet, number: int, rows: int, blank: Blank) -> None:
    """A list of the possible words in the cells of a column. A warning only: the import has the last word."""
    if not blank.choices:
        return
    listed = {
        "validate": "list",
        "source": list(blank.choices),
        "error_type": "warning",
        "error_title": blank.heading,
        "error_message": "Choisissez un mot de la liste.",
    }
    sheet.data_validation(1, number, rows, number, listed)


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    number: int,
    value: object,
    formats: dict[str, xlsxwriter.format.Format],
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, number, value, formats["text"])
    elif isinstance(value, int):
        sheet.write_number(row, number, value, formats["integer"])
    elif isinstance(value, float):
        sheet.write_number(row, number, value, formats["number"])
    elif isinstance(value, datetime):
        sheet.write_datetime(row, number, value, formats["datetime"])
    elif isinstance(value, date):
        sheet.write_datetime(row, number, value, formats["date"])
    else:
        content = str(value)
        if len(content) > _CELL_LIMIT:
            content = content[:_CELL_LIMIT] + " […]"
        sheet.write_string(row, number, content, formats["text"])
