from __future__ import annotations

import csv
import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from warehouse_making import LOAN, put

from warehouse import connect
from warehouse.errors import WarehouseError
from warehouse.export.tables import CAUTION, export_tables
from warehouse.export.values import csv_text, partial_date, plain
from warehouse.records import Column, ColumnType, Filters

FORMULA = "=cmd|' /C calc'!A0 est un frein selon le texte"
LINK = "https://exemple.fr/piege"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Path:
    """A warehouse with two documents, one of which holds a formula and a link."""
    path = Path(shutil.copy(prepared, tmp_path_factory.mktemp("two")))
    put(path, "etude.pdf", (LOAN, FORMULA, LINK), year="2021-03-15")
    put(path, "note.pdf", ("\x07Texte avec \x0b commandes.",), year="2012-05")
    return path


@pytest.fixture(scope="module")
def exported(two: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its export, for tests that only read."""
    found = tmp_path_factory.mktemp("sortie")
    with connect.reading(two) as con:
        export_tables(con, found)
    return found


@pytest.fixture
def out(exported: Path, tmp_path: Path) -> Path:
    """A copy of it, for tests that write."""
    return Path(shutil.copytree(exported, tmp_path / "sortie"))


def test_the_workbook_opens_with_a_sheet_a_table(exported: Path) -> None:
    book = openpyxl.load_workbook(exported / "tables.xlsx")
    assert book.sheetnames[:4] == ["Lisez-moi", "Registre des freins", "Couverture des freins", "Énoncés"]
    sheet = book["Énoncés"]
    assert sheet["A1"].value == "Énoncé"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref is not None
    assert {row[7] for row in sheet.iter_rows(min_row=2, values_only=True)} >= {LOAN, FORMULA, LINK}


def test_the_first_sheet_says_what_this_is(exported: Path) -> None:
    sheet = openpyxl.load_workbook(exported / "tables.xlsx")["Lisez-moi"]
    text = "\n".join(str(row[0]) for row in sheet.iter_rows(values_only=True))
    for part in (CAUTION, "Filtres : aucun", "lecteur lecteur-1", "taxonomie taxo-1", "Énoncés : 4 lignes"):
        assert part in text


def test_nothing_in_the_workbook_is_live(exported: Path) -> None:
    book = openpyxl.load_workbook(exported / "tables.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
    with zipfile.ZipFile(exported / "tables.xlsx") as archive:
        assert not [
            name for name in archive.namelist() if "external" in name.lower() or "vba" in name.lower()
        ]
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_dates_and_numbers_are_typed(exported: Path) -> None:
    book = openpyxl.load_workbook(exported / "tables.xlsx")
    rows = {row[1]: row for row in book["Documents"].iter_rows(min_row=2, values_only=True)}
    headings = [cell.value for cell in book["Documents"][1]]
    assert rows["etude.pdf"][headings.index("Date")].date() == date(2021, 3, 15)
    assert rows["note.pdf"][headings.index("Date")] == "05/2012"
    assert rows["etude.pdf"][headings.index("Pages")] == 1
    score = [cell.value for cell in book["Énoncés"][1]].index("Score")
    assert book["Énoncés"][2][score].value == pytest.approx(0.93)


def test_csv_files_open_in_a_french_spreadsheet(exported: Path) -> None:
    raw = (exported / "csv" / "enonces.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    by_text = {row["Texte"]: row for row in rows}
    assert by_text[LOAN]["Score"] == "0,93"
    assert by_text[LOAN]["Affirmation"] == "affirmé"
    assert "'" + FORMULA in by_text


def test_json_holds_the_raw_values_of_every_row(exported: Path, two: Path) -> None:
    data = json.loads((exported / "donnees.json").read_text(encoding="utf-8"))
    rows = data["tables"]["enonces"]["lignes"]
    assert {row["text"] for row in rows} >= {LOAN, FORMULA, LINK}
    assert rows[0]["assertion"] == "asserted"
    assert isinstance(rows[0]["evidence"], list)
    assert isinstance(rows[0]["boxes"][0], list)
    with connect.reading(two) as con:
        ids = {row[0] for row in con.execute("SELECT statement_id FROM statements").fetchall()}
    assert {row["statement_id"] for row in rows} == ids


def test_the_same_state_gives_the_same_bytes(out: Path, two: Path) -> None:
    before = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    with connect.reading(two) as con:
        export_tables(con, out)
    assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == before


def test_filters_hold_and_are_named(two: Path, tmp_path: Path) -> None:
    with connect.reading(two) as con:
        done = export_tables(con, tmp_path / "sortie", Filters(since=2015, code="JUR"))
    assert done.rows["enonces"] == 3
    sheet = openpyxl.load_workbook(tmp_path / "sortie" / "tables.xlsx")["Lisez-moi"]
    text = "\n".join(str(row[0]) for row in sheet.iter_rows(values_only=True))
    assert "Filtres : code : JUR ; depuis : 2015." in text
    data = json.loads((tmp_path / "sortie" / "donnees.json").read_text(encoding="utf-8"))
    assert data["filtres"] == {"code": "JUR", "since": 2015}


def test_an_export_that_fails_leaves_the_earlier_one(
    out: Path, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.export.tables._write_json", no_room)
    with connect.reading(two) as con, pytest.raises(WarehouseError, match="n’a pas été touché"):
        export_tables(con, out)
    assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == before


def test_other_files_in_the_folder_are_left_alone(out: Path, two: Path) -> None:
    (out / "csv" / "mes-notes.csv").write_text("à garder")
    with connect.reading(two) as con:
        export_tables(con, out)
    assert (out / "csv" / "mes-notes.csv").read_text() == "à garder"


TEXT = Column("text", "Texte")


@given(st.text())
@example("\t=1+1")
@example("\r\n@SUM(A1)")
@example("  -2+3")
@example("＝1+1")
@example("\x00=1")
def test_no_csv_cell_can_be_taken_for_a_formula(value: str) -> None:
    cell = csv_text(TEXT, value)
    assert not cell or cell[0] not in "=+-@|%＝＋－＠\t\r\n" or cell.lstrip("-").replace(",", "").isdigit()


@given(st.text())
def test_no_cell_of_the_workbook_holds_a_control_character(value: str) -> None:
    shown = str(plain(TEXT, value))
    assert not any(ord(character) < 32 and character not in "\t\n\r" for character in shown)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("2021-03-15", date(2021, 3, 15)), ("2021-03", "03/2021"), ("2021", 2021), ("2021-02-30", "2021-02-30")],
)
def test_a_date_shows_what_is_known_of_it(value: str, shown: object) -> None:
    assert partial_date(value) == shown


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        (Column("x", "X", ColumnType.NUMBER), -0.5, "-0,5"),
        (Column("x", "X", ColumnType.NUMBER), 3.0, "3"),
        (Column("x", "X", ColumnType.INTEGER), 12, "12"),
        (Column("x", "X", ColumnType.BOOLEAN), True, "oui"),
        (Column("x", "X", ColumnType.LIST), ["a", "b"], "a ; b"),
        (Column("x", "X", ColumnType.DATE), "2021-03-15", "15/03/2021"),
        (TEXT, None, ""),
        (TEXT, "Ligne une\nligne deux", "Ligne une ligne deux"),
    ],
)
def test_values_of_csv_cells(column: Column, value: object, shown: str) -> None:
    assert csv_text(column, value) == shown
