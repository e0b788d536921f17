from __future__ import annotations

from pathlib import Path

import pytest

from warehouse import connect
from warehouse.corrections import correct, find_document_id
from warehouse.errors import WarehouseError


def test_the_last_correction_counts_and_all_are_kept(path: Path, load) -> None:
    document = load().document_id
    with connect.writing(path) as con:
        correct(con, document, "issuer", "Fédération A", "Jeanne", "vu en page 2")
        correct(con, document, "issuer", "Fédération B", "Paul")
        assert con.execute("SELECT issuer, issuer_how FROM documents").fetchone() == (
            "Fédération B",
            "person",
        )
        rows = con.execute("SELECT before, value, reviewer, reason FROM corrections ORDER BY seq").fetchall()
    assert rows == [
        ("Réseau des alliances", "Fédération A", "Jeanne", "vu en page 2"),
        ("Fédération A", "Fédération B", "Paul", None),
    ]


def test_an_empty_value_says_that_there_is_none(path: Path, load) -> None:
    document = load().document_id
    with connect.writing(path) as con:
        correct(con, document, "published_on", "", "Jeanne")
        assert con.execute("SELECT published_on, year FROM documents").fetchone() == (None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("couleur", "bleu"),
        ("kind", "roman"),
        ("issuer_type", "voisin"),
        ("published_on", "mars 2021"),
        ("published_on", "2021-13"),
        ("language", "français"),
        ("title; DROP TABLE x", "y"),
    ],
)
def test_a_wrong_field_or_value_is_told(path: Path, load, field: str, value: str) -> None:
    document = load().document_id
    with connect.writing(path) as con, pytest.raises(WarehouseError, match=r"inconnu|impossible|illisible"):
        correct(con, document, field, value, "Jeanne")


def test_a_document_is_found_by_id_start_hash_or_name(path: Path, load) -> None:
    document = load("un.pdf").document_id
    load("deux.pdf")
    with connect.reading(path) as con:
        (sha256,) = con.execute("SELECT sha256 FROM documents WHERE file_name = 'un.pdf'").fetchone()
        for given in (document, document[:6], sha256, "un.pdf"):
            assert find_document_id(con, given) == document
        with pytest.raises(WarehouseError, match="Aucun document"):
            find_document_id(con, "trois.pdf")


def test_a_name_that_two_documents_bear_is_told(path: Path) -> None:
    with connect.writing(path) as con:
        for name in ("d1", "d2"):
            con.execute(
                "INSERT INTO store.documents (document_id, sha256, file_name, received_at, status) "
                "VALUES (?, ?, 'x.pdf', now()::TIMESTAMP, 'ready')",
                [name, name * 32],
            )
        with pytest.raises(WarehouseError, match="plusieurs documents"):
            find_document_id(con, "x.pdf")
