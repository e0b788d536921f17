"""Export the tables: `tables.xlsx`, `csv/`, `donnees.json`.

The same state of the warehouse and the same filters give the same bytes. Everything is written into a
folder aside and moved at the end: an export is there as a whole, or the earlier one stays.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import duckdb
from defusedcsv import csv

from warehouse.errors import WarehouseError
from warehouse.export.blanks import with_blanks
from warehouse.export.values import csv_text, raw
from warehouse.export.workbook import write_workbook
from warehouse.queries import categories, citations, coverage, documents, journal, obstacles, proposals
from warehouse.queries import statements as said
from warehouse.records import Filters, Table

FORMAT = "levier-donnees/1"
CAUTION = "Cet outil relève ce que des documents disent du droit, non ce qu’est le droit."

TABLES: tuple[Callable[[duckdb.DuckDBPyConnection, Filters], Table], ...] = (
    obstacles.obstacles,
    coverage.coverage,
    said.statements,
    proposals.proposals,
    proposals.answers,
    citations.norms,
    citations.citations,
    said.candidates,
    said.excluded,
    categories.categories,
    documents.documents,
    journal.decisions,
    journal.failures,
)

_FILTER_NAMES = {
    "code": "code",
    "nature": "nature",
    "norm": "norme",
    "issuer": "émetteur",
    "issuer_type": "type d’émetteur",
    "since": "depuis",
    "until": "jusqu’à",
    "unanswered": "sans réponse",
    "assertion": "affirmation",
    "min_issuers": "émetteurs au moins",
    "document": "document",
    "text": "texte",
    "limit": "lignes au plus",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written. rows: number of rows by table name."""

    files: tuple[Path, ...]
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class _State:
    """The state of the warehouse that an export shows. at: its last change, UTC."""

    at: datetime
    versions: dict[str, str]


def export_tables(con: duckdb.DuckDBPyConnection, out: Path, filters: Filters | None = None) -> Exported:
    """Write all tables into the folder `out`, made when missing; other files in it are left alone.

    Raises WarehouseError (French) when the folder cannot be written or the disk is full.
    """
    filters = filters or Filters()
    tables = [make(con, filters) for make in TABLES]
    state = _state(con)
    try:
        out.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".export-", dir=out))
        try:
            _write(aside, tables, filters, state)
            files = _move(aside, out)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise WarehouseError(
            f"L’export vers {out} a échoué ({error.strerror or error}). Vérifiez la place et le droit d’y "
            "écrire ; un export précédent n’a pas été touché."
        ) from error
    return Exported(files, {table.name: len(table.rows) for table in tables})


def _write(folder: Path, tables: Sequence[Table], filters: Filters, state: _State) -> None:
    sheets = [with_blanks(table) for table in tables]
    write_workbook(folder / "tables.xlsx", sheets, _readme(tables, filters, state), state.at)
    (folder / "csv").mkdir()
    for table in sheets:
        _write_csv(folder / "csv" / f"{table.name}.csv", table)
    _write_json(folder / "donnees.json", tables, filters, state)


def _write_csv(path: Path, table: Table) -> None:
    # The byte order mark tells a French Excel that the file is UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([column.heading for column in table.columns])
        for row in table.rows:
            writer.writerow(
                [csv_text(column, value) for column, value in zip(table.columns, row, strict=True)]
            )


def _write_json(path: Path, tables: Sequence[Table], filters: Filters, state: _State) -> None:
    content = {
        "format": FORMAT,
        "etat_au": state.at.isoformat(timespec="seconds"),
        "avertissement": CAUTION,
        "versions": state.versions,
        "filtres": {name: value for name, value in asdict(filters).items() if value not in (None, False)},
        "tables": {table.name: _json_table(table) for table in tables},
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _json_table(table: Table) -> dict[str, object]:
    return {
        "titre": table.title,
        "colonnes": [{"cle": c.key, "intitule": c.heading, "type": str(c.type)} for c in table.columns],
        "lignes": [
            {column.key: raw(column, value) for column, value in zip(table.columns, row, strict=True)}
            for row in table.rows
        ],
    }


def _readme(tables: Sequence[Table], filters: Filters, state: _State) -> list[str]:
    chosen = [
        f"{_FILTER_NAMES[name]} : {'oui' if value is True else value}"
        for name, value in asdict(filters).items()
        if value not in (None, False)
    ]
    lines = [
        "levier – registre des freins aux alliances",
        "",
        f"{CAUTION} La machine propose, le groupe de travail décide : chaque ligne renvoie à un document, à "
        "une page et à un emplacement sur cette page.",
        f"État de l’entrepôt au {state.at:%d/%m/%Y à %H:%M} (temps universel).",
        f"Filtres : {' ; '.join(chosen) if chosen else 'aucun'}.",
        "Versions : " + " ; ".join(f"{name} {value}" for name, value in state.versions.items()) + ".",
        "Les émetteurs sont comptés une fois chacun : dix copies d’un rapport sont une seule voix.",
        "« pas encore examiné » n’est pas « aucune réponse » : personne n’a encore regardé.",
        "Les textes très longs sont coupés à 32 000 caractères ; donnees.json les donne en entier, avec les "
        "valeurs brutes.",
        "Les colonnes sur fond jaune (« Décision », « Motif », …) sont à remplir par le groupe, dans ce "
        "classeur ou dans les fichiers CSV ; un rejet demande un motif. « levier review import FICHIER » les "
        "relit et les inscrit au journal.",
        "",
        "Feuilles :",
    ]
    lines += [
        f"{table.title} : {len(table.rows)} ligne{'s' if len(table.rows) > 1 else ''}"
        + (" (liste coupée)" if table.truncated else "")
        for table in tables
    ]
    return lines


_STATE = """
SELECT greatest((SELECT max(loaded_at) FROM store.loads), (SELECT max(decided_at) FROM store.decisions),
                (SELECT max(corrected_at) FROM store.document_corrections),
                (SELECT max(applied_at) FROM migrations)),
       string_agg(DISTINCT reader_version, ', ' ORDER BY reader_version),
       string_agg(DISTINCT taxonomy_version, ', ' ORDER BY taxonomy_version),
       string_agg(DISTINCT rules_version, ', ' ORDER BY rules_version),
       string_agg(DISTINCT model_version, ', ' ORDER BY model_version)
FROM store.documents
"""


def _state(con: duckdb.DuckDBPyConnection) -> _State:
    row = con.execute(_STATE).fetchone()
    if row is None or row[0] is None:
        raise WarehouseError("L’entrepôt est vide : lisez d’abord des documents.")
    names = ("lecteur", "taxonomie", "règles", "modèle")
    versions = {name: str(value) for name, value in zip(names, row[1:], strict=True) if value is not None}
    return _State(row[0].replace(microsecond=0), versions)


def _move(aside: Path, out: Path) -> tuple[Path, ...]:
    (out / "csv").mkdir(exist_ok=True)
    moved = []
    for source in sorted(path for path in aside.rglob("*") if path.is_file()):
        target = out / source.relative_to(aside)
        os.replace(source, target)  # noqa: PTH105 - replaces also on Windows
        moved.append(target)
    return tuple(moved)
