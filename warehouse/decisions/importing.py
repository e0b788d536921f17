"""Decisions that people wrote into an exported table (CSV or XLSX), read back.

The first heading says what the lines are about; those of `columns` are filled by people. A file with
one wrong line is refused as a whole, and every wrong line is told.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import duckdb
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from warehouse.decisions.columns import CHANGES, DECISION, HEADINGS, REASON, SUBJECTS, WORDS, plain
from warehouse.decisions.decide import check, record
from warehouse.decisions.records import Decision, Subject
from warehouse.errors import WarehouseError
from warehouse.register.renew import update

_ACTIONS = {plain(word): action for action, words in WORDS.items() for word in words}


class ImportRefused(WarehouseError):
    """Nothing was imported. lines: (line number, French reason) of every wrong line."""

    def __init__(self, path: Path, lines: list[tuple[str, str]]) -> None:
        self.lines = tuple(lines)
        listed = "\n".join(f"  {where} : {why}" for where, why in lines)
        super().__init__(f"Rien n’a été importé de {path.name} ; à corriger :\n{listed}")


@dataclass(frozen=True, slots=True)
class Imported:
    """recorded: decisions taken down; known: decisions that this reviewer had made so already."""

    recorded: int
    known: int


@dataclass(frozen=True, slots=True)
class _Line:
    where: str
    subject: Subject
    identifier: str
    cells: Mapping[str, str]


def import_decisions(con: duckdb.DuckDBPyConnection, path: Path, reviewer: str) -> Imported:
    """Read decisions from an exported file and take them down in the name of `reviewer`.

    Raises ImportRefused with all wrong lines, WarehouseError when the file cannot be read.
    """
    wrong: list[tuple[str, str]] = []
    fresh: list[Decision] = []
    known = 0
    made = _made(con, reviewer)
    for line in _lines(path):
        try:
            decisions = [check(con, decision) for decision in _decisions(line, reviewer)]
        except WarehouseError as error:
            wrong.append((line.where, str(error)))
            continue
        for decision in decisions:
            if _key(decision) in made:
                known += 1
            else:
                fresh.append(decision)
    if wrong:
        raise ImportRefused(path, wrong)
    for decision in fresh:
        record(con, decision)
    if fresh:
        update(con)
    return Imported(len(fresh), known)


def _decisions(line: _Line, reviewer: str) -> Iterator[Decision]:
    reason = line.cells.get(plain(REASON)) or None
    word = line.cells.get(plain(DECISION), "")
    if word:
        if plain(word) not in _ACTIONS:
            raise WarehouseError(f"décision « {word} » inconnue ; écrivez accepter ou rejeter")
        yield Decision(reviewer, line.subject, line.identifier, _ACTIONS[plain(word)], {}, reason)
    changes = CHANGES[line.subject]
    for heading in HEADINGS:
        value = line.cells.get(plain(heading), "")
        if value and heading not in changes:
            raise WarehouseError(f"la colonne « {heading} » ne s’applique pas à cette table")
        if value:
            change = changes[heading]
            by_word = {plain(french): code for code, french in change.words.items()}
            after = {change.key: by_word.get(plain(value), value)}
            yield Decision(reviewer, line.subject, line.identifier, change.action, after, reason)
    if reason and not any(line.cells.get(plain(heading)) for heading in (DECISION, *HEADINGS)):
        raise WarehouseError("un motif sans décision")


def _lines(path: Path) -> Iterator[_Line]:
    """The lines that hold a decision."""
    wanted = {plain(heading) for heading in (DECISION, *HEADINGS)}
    filled = False
    for sheet, rows in _sheets(path):
        headings = [plain(cell) for cell in rows[0]]
        subject = next((s for name, s in SUBJECTS.items() if headings and headings[0] == plain(name)), None)
        if subject is None or not wanted & set(headings):
            continue
        filled = True
        for number, row in enumerate(rows[1:], 2):
            cells = {heading: cell for heading, cell in zip(headings, row, strict=False) if heading}
            if any(cells.get(name) for name in (*wanted, plain(REASON))):
                yield _Line(f"{sheet}ligne {number}", subject, cells[headings[0]], cells)
    if not filled:
        raise WarehouseError(
            f"{path.name} n’a aucune colonne de décision. Ajoutez à une table exportée : « {DECISION} », "
            f"« {REASON} », « {' », « '.join(HEADINGS)} »."
        )


def _sheets(path: Path) -> list[tuple[str, list[list[str]]]]:
    try:
        if path.suffix.lower() == ".xlsx":
            book = load_workbook(path, read_only=True, data_only=True)
            try:
                sheets = [
                    (
                        f"feuille « {s.title} », ",
                        [[_cell(v) for v in row] for row in s.iter_rows(values_only=True)],
                    )
                    for s in book.worksheets
                ]
            finally:
                book.close()
            return [(name, rows) for name, rows in sheets if rows]
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, BadZipFile, InvalidFileException, KeyError) as error:
        raise WarehouseError(
            f"{path.name} est illisible : il faut un fichier CSV (UTF-8) ou XLSX."
        ) from error
    first = text.split("\n", 1)[0]
    mark = max(";,\t", key=first.count)
    rows = [[_cell(value) for value in row] for row in csv.reader(text.splitlines(), delimiter=mark)]
    return [("", rows)] if rows else []


def _cell(value: object) -> str:
    text = "" if value is None else str(value).strip()
    return text[1:] if text[:1] == "'" else text


def _made(con: duckdb.DuckDBPyConnection, reviewer: str) -> set[tuple[str, str, str]]:
    """The last decision of each kind that the reviewer made on each row."""
    rows = con.execute(
        "SELECT subject_type, subject_id, action, after, reason FROM store.decisions WHERE reviewer = ? "
        "QUALIFY row_number() OVER (PARTITION BY subject_id, action ORDER BY seq DESC) = 1",
        [reviewer.strip()],
    ).fetchall()
    found = set()
    for subject, identifier, action, stored, reason in rows:
        after = json.loads(stored or "{}")
        if subject == Subject.ANSWER:
            identifier = f"{after.pop('proposal_id')}:{after.pop('obstacle_id')}"
        found.add((identifier, action, json.dumps([after, reason], sort_keys=True)))
    return found


def _key(decision: Decision) -> tuple[str, str, str]:
    said = json.dumps([dict(decision.after), decision.reason], sort_keys=True)
    return decision.subject_id, str(decision.action), said
