"""What people correct in the description of a document: kept apart from what the machine found, for ever."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import duckdb

from warehouse.document_rows import DESCRIPTION_FIELDS
from warehouse.errors import WarehouseError

KINDS = ("study", "guide", "contribution", "other")
ISSUER_TYPES = (
    "network",
    "association",
    "foundation",
    "company",
    "authority",
    "lawyer",
    "parliament",
    "research",
    "other",
)
_DATE = re.compile(r"(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def find_document_id(con: duckdb.DuckDBPyConnection, given: str) -> str:
    """The document that a person means: its id, the start of it, its SHA-256 or its file name.

    Raises WarehouseError when there is none, or more than one.
    """
    exact = con.execute(
        "SELECT DISTINCT document_id FROM store.documents WHERE document_id = ? OR sha256 = ?", [given, given]
    ).fetchall()
    found = (
        exact
        or con.execute(
            "SELECT DISTINCT d.document_id FROM store.documents d "
            "LEFT JOIN store.document_files f USING (document_id) "
            "WHERE d.file_name = ? OR f.file_name = ? OR (length(?) >= 3 AND starts_with(d.document_id, ?))",
            [given] * 4,
        ).fetchall()
    )
    if not found:
        raise WarehouseError(
            f"Aucun document « {given} ». La commande « levier documents » en donne la liste."
        )
    if len(found) > 1:
        listed = ", ".join(sorted(row[0] for row in found)[:5])
        raise WarehouseError(
            f"« {given} » désigne plusieurs documents : {listed}. Donnez l’identifiant entier."
        )
    return str(found[0][0])


def correct(
    con: duckdb.DuckDBPyConnection,
    document: str,
    field: str,
    value: str,
    reviewer: str,
    reason: str | None = None,
) -> None:
    """Note that a person sets a field of a document's description; "" says that there is no value.

    field: title | issuer | kind | issuer_type | published_on | language
    Raises WarehouseError (French) for an unknown field or a value that the field cannot hold.
    """
    value = value.strip()
    _check(field, value)
    row = con.execute(f"SELECT {field} FROM documents WHERE document_id = ?", [document]).fetchone()
    if row is None:
        raise WarehouseError(f"Document inconnu : {document}.")
    con.execute(
        "INSERT INTO store.document_corrections "
        "SELECT coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM store.document_corrections",
        [document, field, value, row[0], reviewer, datetime.now(UTC).replace(tzinfo=None), reason],
    )


def _check(field: str, value: str) -> None:
    if field not in DESCRIPTION_FIELDS:
        raise WarehouseError(
            f"Champ inconnu : « {field} ». Champs possibles : {', '.join(DESCRIPTION_FIELDS)}."
        )
    if not value:
        return
    allowed = {"kind": KINDS, "issuer_type": ISSUER_TYPES}.get(field)
    if allowed is not None and value not in allowed:
        raise WarehouseError(f"Valeur « {value} » impossible pour {field}. Valeurs : {', '.join(allowed)}.")
    if field == "published_on" and _DATE.fullmatch(value) is None:
        raise WarehouseError(f"Date « {value} » illisible. Écrivez 2021, 2021-03 ou 2021-03-15.")
    if field == "language" and re.fullmatch("[a-z]{2}", value) is None:
        raise WarehouseError(f"Langue « {value} » inconnue. Écrivez deux lettres : fr, en, de…")
