"""An export goes out with empty columns, people fill them, and the journal holds what they wrote."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from register_making import GIVING, LENDING, Proposed, Said, filled, rows

from warehouse.answers.renew import answer_id
from warehouse.connect import reading, writing
from warehouse.decisions.columns import SUBJECTS, blanks, plain
from warehouse.decisions.importing import ImportRefused, import_decisions
from warehouse.decisions.records import Subject
from warehouse.errors import WarehouseError
from warehouse.export.blanks import PLACES
from warehouse.export.tables import export_tables
from warehouse.register.anchors import obstacle_of

LOAN = "Prêter un salarié à l’entreprise voisine nous expose au délit de marchandage."
GIFT = "Le plafond de 20 000 euros freine les petites entreprises mécènes."
MEASURE = "Proposition n° 3 : sécuriser le prêt de salariés."
DOUBT = "Le prêt d’un animateur à la coopérative d’à côté inquiète notre conseil."
ITEMS = (
    Said(LOAN),
    Said(GIFT, GIVING),
    Said(DOUBT, score=0.4, disposition="candidate"),
    Proposed(MEASURE, ((LENDING, 0.9),), "3"),
)
SHEETS = {
    "enonces": "Énoncés",
    "candidats": "Énoncés à examiner",
    "freins": "Registre des freins",
    "propositions": "Propositions",
    "reponses": "Réponses",
}
Cells = dict[str, dict[str, dict[str, str]]]  # table → first cell of a line → heading → what a person writes


@pytest.fixture
def ids(path: Path) -> dict[str, str]:
    return filled(path, ITEMS)


@pytest.fixture
def out(path: Path, ids: dict[str, str], tmp_path: Path) -> Path:
    with reading(path) as con:
        export_tables(con, tmp_path / "sortie")
    return tmp_path / "sortie"


def fill_workbook(file: Path, cells: Cells) -> Path:
    book = load_workbook(file)
    for name, lines in cells.items():
        sheet = book[SHEETS[name]]
        headings = [cell.value for cell in sheet[1]]
        for line in sheet.iter_rows(min_row=2):
            for heading, word in lines.get(line[0].value, {}).items():
                assert line[headings.index(heading)].value is None
                line[headings.index(heading)].value = word
    book.save(file)
    return file


def fill_csv(file: Path, lines: dict[str, dict[str, str]]) -> Path:
    with file.open(encoding="utf-8-sig", newline="") as source:
        table = list(csv.reader(source, delimiter=";"))
    for line in table[1:]:
        for heading, word in lines.get(line[0], {}).items():
            line[table[0].index(heading)] = word
    with file.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target, delimiter=";").writerows(table)
    return file


def journal(path: Path) -> set[tuple[object, ...]]:
    sql = "SELECT subject_type, subject_id, action, reason FROM store.decisions WHERE reviewer = 'Chloé'"
    return set(rows(path, sql))


def test_every_table_about_which_one_decides_has_the_columns_to_fill(out: Path) -> None:
    for name, (subject, _) in PLACES.items():
        with (out / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            headings, *lines = list(csv.reader(file, delimiter=";"))
        wanted = [blank.heading for blank in blanks(subject)]
        assert SUBJECTS[headings[0].lower()] is subject
        assert [heading for heading in headings if heading in wanted] == wanted
        assert not any(line[headings.index(heading)] for line in lines for heading in wanted)


def test_the_raw_data_have_no_empty_columns(out: Path) -> None:
    data = json.loads((out / "donnees.json").read_text(encoding="utf-8"))
    for name in PLACES:
        assert not {"Décision", "Motif"} & {c["intitule"] for c in data["tables"][name]["colonnes"]}


def test_cells_with_a_closed_list_offer_its_words(out: Path) -> None:
    sheet = load_workbook(out / "tables.xlsx")["Énoncés"]
    headings = {cell.value: cell.column_letter for cell in sheet[1]}
    offered = {str(rule.sqref)[0:1]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert offered[headings["Décision"]] == '"accepter,rejeter,rétablir,détacher"'
    assert offered[headings["Nouvelle affirmation"]] == '"affirmé,nié,levé,hypothétique,réfuté"'


@pytest.mark.parametrize("subject", list(Subject))
def test_every_offered_word_is_understood(subject: Subject) -> None:
    for blank in blanks(subject):
        assert len({plain(word) for word in blank.choices}) == len(blank.choices)
        assert len(",".join(blank.choices)) <= 255  # a spreadsheet refuses longer lists


def test_an_untouched_export_holds_no_decision(path: Path, out: Path) -> None:
    with writing(path) as con:
        done = import_decisions(con, out / "tables.xlsx", "Chloé")
    assert (done.recorded, done.known) == (0, 0)


def test_what_people_write_into_the_workbook_is_in_the_journal(
    path: Path, ids: dict[str, str], out: Path
) -> None:
    answer = answer_id(ids[MEASURE], obstacle_of(LENDING))
    cells: Cells = {
        "enonces": {
            ids[LOAN]: {"Décision": "accepter"},
            ids[GIFT]: {"Nouveau code": "JUR-MEC-01", "Nouvelle affirmation": "réfuté", "Motif": "relu"},
        },
        "candidats": {ids[DOUBT]: {"Décision": "rejeter", "Motif": "simple inquiétude"}},
        "freins": {obstacle_of(LENDING): {"Nouvel intitulé": "Prêt de salariés", "Nouvel état": "contesté"}},
        "propositions": {ids[MEASURE]: {"Nouvel état": "déposée"}},
        "reponses": {answer: {"Nouvel effet": "atténue", "Motif": "en partie seulement"}},
    }
    filled = fill_workbook(out / "tables.xlsx", cells)
    with writing(path) as con:
        done = import_decisions(con, filled, "Chloé")
        again = import_decisions(con, filled, "Chloé")
    assert (done.recorded, done.known, again.recorded, again.known) == (8, 0, 0, 8)
    assert journal(path) == {
        ("statement", ids[LOAN], "accept", None),
        ("statement", ids[GIFT], "recode", "relu"),
        ("statement", ids[GIFT], "set_assertion", "relu"),
        ("statement", ids[DOUBT], "reject", "simple inquiétude"),
        ("obstacle", obstacle_of(LENDING), "rename", None),
        ("obstacle", obstacle_of(LENDING), "set_status", None),
        ("proposal", ids[MEASURE], "set_state", None),
        ("answer", answer, "link", "en partie seulement"),
    }
    named = rows(path, f"SELECT label, status FROM obstacles WHERE obstacle_id = '{obstacle_of(LENDING)}'")
    assert named == [("Prêt de salariés", "contesté")]
    assert rows(path, "SELECT relation, origin FROM answers WHERE status <> 'rejected'") == [
        ("mitigates", "person")
    ]


def test_what_people_write_into_a_csv_file_is_in_the_journal(
    path: Path, ids: dict[str, str], out: Path
) -> None:
    lines = {
        ids[LOAN]: {"Décision": "rejeter", "Motif": "hors sujet"},
        ids[GIFT]: {"Nouveau code": "JUR-MEC-01"},
    }
    with writing(path) as con:
        done = import_decisions(con, fill_csv(out / "csv" / "enonces.csv", lines), "Chloé")
    assert done.recorded == 2
    assert rows(path, "SELECT review_status, code FROM store.reviewed_statements "
                f"WHERE statement_id IN ('{ids[LOAN]}', '{ids[GIFT]}') ORDER BY 1") == [
        ("corrected", "JUR-MEC-01"), ("rejected", "JUR-SOC-01"),
    ]  # fmt: skip


def test_all_wrong_lines_are_told_at_once_and_nothing_is_imported(
    path: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "relu.csv"
    target.write_text(
        "Énoncé;Décision;Nouveau code;Nouvel intitulé;Motif\n"
        f"{ids[LOAN]};rejeter;;;\n"
        f"{ids[GIFT]};accepter;;;\n"
        "einconnu;accepter;;;\n"
        f"{ids[GIFT]};;JUR-XXX-01;;\n"
        f"{ids[GIFT]};peut-être;;;\n"
        f"{ids[GIFT]};;;Autre nom;\n"
        f"{ids[GIFT]};;;;un motif seul\n",
        encoding="utf-8",
    )
    with writing(path) as con:
        with pytest.raises(ImportRefused) as refused:
            import_decisions(con, target, "Chloé")
        assert [where for where, _ in refused.value.lines] == [f"ligne {n}" for n in (2, 4, 5, 6, 7, 8)]
    assert rows(path, "SELECT count(*) FROM decisions") == [(0,)]


def test_a_file_without_a_column_to_fill_is_told(path: Path, out: Path) -> None:
    with writing(path) as con, pytest.raises(WarehouseError, match="aucune colonne de décision"):
        import_decisions(con, out / "csv" / "couverture.csv", "Chloé")
