"""Decisions that people wrote into an exported table (CSV or XLSX), read back.

The first heading says what the lines are about; the columns of COLUMNS may be added and filled. A file with
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

from warehouse.decisions.decide import check, record
from warehouse.decisions.records import Action, Decision, Subject
from warehouse.errors import WarehouseError
from warehouse.fold import strip_accents
from warehouse.queries import labels
from warehouse.register.renew import update

SUBJECTS: Mapping[str, Subject] = {
    "énoncé": Subject.STATEMENT,
    "frein": Subject.OBSTACLE,
    "proposition": Subject.PROPOSAL,
    "réponse": Subject.ANSWER,
}
DECISION, REASON = "Décision", "Motif"
# Heading → action and what it sets; French words of the tables are understood.
COLUMNS: Mapping[str, tuple[Action, str, Mapping[str, str]]] = {
    "Nouveau code": (Action.RECODE, "code", {}),
    "Nouvelle affirmation": (Action.SET_ASSERTION, "assertion", labels.ASSERTION),
    "Nouvelle portée": (Action.SET_MECHANISM, "mechanism", labels.MECHANISM),
    "Nouveau frein": (Action.LINK, "obstacle_id", {}),
    "Nouvel intitulé": (Action.RENAME, "label", {}),
    "Fusionner avec": (Action.MERGE, "into", {}),
    "Nouvel état": (Action.SET_STATUS, "status", {}),
    "Nouvel effet": (Action.LINK, "relation", labels.RELATION),
}
_WORDS = {
    "accepter": Action.ACCEPT, "accepte": Action.ACCEPT, "acceptee": Action.ACCEPT, "oui": Action.ACCEPT,
    "rejeter": Action.REJECT, "rejete": Action.REJECT, "rejetee": Action.REJECT, "non": Action.REJECT,
    "retablir": Action.RESTORE, "detacher": Action.UNLINK,
}  # fmt: skip


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
    reason = line.cells.get(_plain(REASON)) or None
    word = _plain(line.cells.get(_plain(DECISION), ""))
    if word and word not in _WORDS:
        raise WarehouseError(
            f"décision « {line.cells[_plain(DECISION)]} » inconnue ; écrivez accepter ou rejeter"
        )
    if word:
        yield Decision(reviewer, line.subject, line.identifier, _WORDS[word], {}, reason)
    for heading, (action, key, words) in COLUMNS.items():
        value = line.cells.get(_plain(heading), "")
        if value:
            if line.subject is Subject.PROPOSAL and action is Action.SET_STATUS:
                action, key = Action.SET_STATE, "state"
            by_word = {_plain(french): code for code, french in words.items()}
            after = {key: by_word.get(_plain(value), value)}
            yield Decision(reviewer, line.subject, line.identifier, action, after, reason)


def _lines(path: Path) -> Iterator[_Line]:
    """The lines that hold a decision."""
    wanted = {_plain(heading) for heading in (DECISION, *COLUMNS)}
    filled = False
    for sheet, rows in _sheets(path):
        headings = [_plain(cell) for cell in rows[0]]
        subject = next((s for name, s in SUBJECTS.items() if headings and headings[0] == _plain(name)), None)
        if subject is None or not wanted & set(headings):
            continue
        filled = True
        for number, row in enumerate(rows[1:], 2):
            cells = {heading: cell for heading, cell in zip(headings, row, strict=False) if heading}
            if any(cells.get(name) for name in wanted):
                yield _Line(f"{sheet}ligne {number}", subject, cells[headings[0]], cells)
    if not filled:
        raise WarehouseError(
            f"{path.name} n’a aucune colonne de décision. Ajoutez à une table exportée : « {DECISION} », "
            f"« {REASON} », « {' », « '.join(COLUMNS)} »."
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


def _plain(text: str) -> str:
    return strip_accents(text).strip()


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
