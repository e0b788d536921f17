"""Write tables into one workbook, a sheet each, as data and nothing but data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from math import ceil
from pathlib import Path

import xlsxwriter

from warehouse.decisions.columns import Blank
from warehouse.export.blanks import blanks_of
from warehouse.export.values import plain
from warehouse.records import Column, ColumnType, Table

README_SHEET = "Lisez-moi"
_CELL_LIMIT = 32_000  # characters; a cell holds 32,767
_A3 = 8  # number of the paper in the file format
_README_WIDTH = 110  # characters
_LINE = 15.0  # points
_MOST_LINES = 9
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
    top = {"valign": "top", "bottom": 1, "bottom_color": "#D9D9D9"}
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
        "json": book.add_format(top | {"text_wrap": True, "font_color": "#666666"}),
        "number": book.add_format(top | {"num_format": "0.00", "align": "center"}),
        "integer": book.add_format(top | {"num_format": "0", "align": "center"}),
        "date": book.add_format(top | {"num_format": "dd/mm/yyyy", "align": "left"}),
        "datetime": book.add_format(top | {"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        "title": book.add_format({"bold": True, "font_size": 16}),
        "wrapped": book.add_format({"valign": "top", "text_wrap": True}),
    }


def _write_readme(
    book: xlsxwriter.Workbook, lines: Sequence[str], formats: dict[str, xlsxwriter.format.Format]
) -> None:
    sheet = book.add_worksheet(README_SHEET)
    sheet.set_column(0, 0, _README_WIDTH)
    for row, line in enumerate(lines):
        if row:
            sheet.set_row(row, _LINE * _lines_of(line, _README_WIDTH))
        sheet.write_string(row, 0, line, formats["wrapped" if row else "title"])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


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
        sheet.set_column(number, number, max(column.width, 6))
        sheet.write_string(0, number, column.heading, formats["to fill" if blank else "heading"])
        if blank and rows:
            _offer(sheet, number, len(rows), blank)
    for row, values in enumerate(rows, 1):
        sheet.set_row(row, _height(table.columns, values))
        for number, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            if value is None:
                style = "blank" if column.heading in blanks else "text"
                sheet.write_blank(row, number, None, formats[style])
            else:
                _write_cell(sheet, row, number, column, value, formats)
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)
    _lay_out_for_print(sheet, table.title)


def _height(columns: Sequence[Column], values: Sequence[object]) -> float:
    """Points that a row needs, bounded: not every program grows rows by itself.

    Boxes and evidence do not count, they are for programs and for proof and would make rows a page high.
    """
    wrapped = [
        _lines_of(str(plain(column, value)), column.width)
        for column, value in zip(columns, values, strict=True)
        if value is not None and column.type in (ColumnType.TEXT, ColumnType.LIST)
    ]
    return _LINE * min(max(wrapped, default=1), _MOST_LINES)


def _lines_of(text: str, width: int) -> int:
    """Lines of a wrapped text; letters are about a tenth narrower than the digits that widths count."""
    return max(1, sum(ceil(0.95 * len(line) / width) for line in text.split("\n")))


def _lay_out_for_print(sheet: xlsxwriter.worksheet.Worksheet, title: str) -> None:
    """One page wide, the headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{title}&RPage &P sur &N")


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
    column: Column,
    raw: object,
    formats: dict[str, xlsxwriter.format.Format],
) -> None:
    value = plain(column, raw)
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
        style = "json" if column.type is ColumnType.JSON else "text"
        sheet.write_string(row, number, content, formats[style])
