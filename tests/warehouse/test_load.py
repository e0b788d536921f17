from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warehouse_making import GIFT, IDEA, LOAN, VERSIONS, reading, received, understanding

from extractors.records import Box, Failure, PageStatus, Passage, PassageKind, Run
from warehouse import connect
from warehouse.corrections import correct
from warehouse.document_rows import stored_passages
from warehouse.errors import WarehouseError
from warehouse.load import known_failure, load_document, load_failure, load_understanding, needs
from warehouse.records import Need

TABLES = (
    "documents",
    "document_files",
    "pages",
    "passages",
    "sentences",
    "statements",
    "citations",
    "proposals",
    "search_units",
)


def everything(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    return {table: con.execute(f"SELECT * FROM store.{table} ORDER BY ALL").fetchall() for table in TABLES}


def test_all_rows_of_a_document_are_there(path: Path, load) -> None:
    loaded = load()
    assert (loaded.status, loaded.passages, loaded.statements, loaded.citations, loaded.proposals) == (
        "ready",
        3,
        2,
        2,
        1,
    )
    with connect.reading(path) as con:
        row = con.execute(
            "SELECT title, issuer, kind, published_on, year, title_how, page_count FROM documents"
        ).fetchone()
        assert row == (
            "Étude sur les alliances",
            "Réseau des alliances",
            "study",
            "2021-03-15",
            2021,
            "layout",
            1,
        )
        said = con.execute(
            "SELECT text, code, nature, norms, section, page FROM statements WHERE text = ?", [LOAN]
        ).fetchone()
        assert said == (
            LOAN,
            "JUR-SOC-01",
            "juridique",
            ["fr:code:travail:L8241-1"],
            "I. Constats › A. Freins",
            1,
        )


def test_boxes_of_a_statement_are_lists_of_page_and_corners(path: Path, load) -> None:
    load(texts=("Un frein.",))
    with connect.reading(path) as con:
        assert con.execute("SELECT boxes FROM statements").fetchone() == ("[[1,72.0,100.0,130.4,111.0]]",)


def test_a_citation_knows_the_statement_that_holds_it(path: Path, load) -> None:
    load()
    with connect.reading(path) as con:
        rows = con.execute(
            "SELECT norm_id, s.text FROM citations JOIN statements s USING (statement_id) ORDER BY norm_id"
        ).fetchall()
    assert rows == [("fr:code:cgi:238-bis", GIFT), ("fr:code:travail:L8241-1", LOAN)]


def test_the_same_inputs_and_versions_give_the_same_rows(tmp_path: Path) -> None:
    seen = []
    for name in ("a.duckdb", "b.duckdb"):
        with connect.writing(tmp_path / name) as con:
            for document in ("un.pdf", "deux.pdf"):
                load_document(con, received(document), reading(document), understanding())
            seen.append(everything(con))
    assert seen[0] == seen[1]


def test_loading_again_changes_nothing(path: Path, load) -> None:
    load()
    with connect.reading(path) as con:
        before = everything(con)
    load()
    with connect.reading(path) as con:
        assert everything(con) == before
        assert con.execute("SELECT count(*) FROM store.loads").fetchone() == (1,)


def test_the_same_bytes_under_another_name_are_one_document(path: Path, load) -> None:
    load("un.pdf")
    with connect.writing(path) as con:
        copy = replace(received("un.pdf"), file_name="copie.pdf", source="/ailleurs/copie.pdf")
        load_document(con, copy, reading("un.pdf"), understanding())
        assert con.execute("SELECT file_name FROM documents").fetchall() == [("un.pdf",)]
        names = con.execute("SELECT file_name FROM store.document_files ORDER BY file_name").fetchall()
    assert names == [("copie.pdf",), ("un.pdf",)]


def test_a_new_reader_replaces_rows_and_keeps_ids_of_unchanged_sentences(path: Path, load) -> None:
    load()
    with connect.reading(path) as con:
        before = dict(con.execute("SELECT text, statement_id FROM statements").fetchall())
    moved = ("Un titre que l’ancien lecteur ne voyait pas.", GIFT, IDEA, LOAN)
    newer = replace(VERSIONS, reader="lecteur-2")
    with connect.writing(path) as con:
        load_document(
            con, received(), reading("etude.pdf", moved, version="lecteur-2"), understanding(moved, newer)
        )
        after = dict(con.execute("SELECT text, statement_id FROM statements").fetchall())
        assert con.execute("SELECT count(*) FROM passages").fetchone() == (4,)
    assert {text: after[text] for text in before} == before


def test_decisions_corrections_and_memberships_outlive_a_new_reading(path: Path, load) -> None:
    document = load().document_id
    with connect.writing(path) as con:
        (statement,) = con.execute("SELECT statement_id FROM statements WHERE text = ?", [LOAN]).fetchone()
        correct(con, document, "title", "Le vrai titre", "Jeanne")
        con.execute(
            "INSERT INTO store.decisions "
            "VALUES (1, 'j1', now()::TIMESTAMP, 'Jeanne', 'statement', ?, 'accept', "
            "NULL, NULL, NULL, NULL)",
            [statement],
        )
        con.execute(
            "INSERT INTO store.statement_reviews VALUES (?, 'corrected', NULL, NULL, 'JUR-SOC-02', NULL)",
            [statement],
        )
    newer = replace(VERSIONS, reader="lecteur-2", model="modele-2")
    with connect.writing(path) as con:
        load_document(
            con, received(), reading("etude.pdf", version="lecteur-2"), understanding(versions=newer)
        )
        assert con.execute("SELECT title, title_how FROM documents").fetchone() == ("Le vrai titre", "person")
        assert con.execute("SELECT count(*) FROM decisions").fetchone() == (1,)
        row = con.execute(
            "SELECT code, machine_code, review_status FROM statements WHERE statement_id = ?", [statement]
        ).fetchone()
    assert row == ("JUR-SOC-02", "JUR-SOC-01", "corrected")


@pytest.mark.parametrize(
    ("changes", "need"),
    [
        ({}, None),
        ({"reader": "lecteur-2"}, Need.READ),
        ({"taxonomy": "taxo-2"}, Need.UNDERSTAND),
        ({"rules": "regles-2"}, Need.UNDERSTAND),
        ({"model": "modele-2"}, Need.UNDERSTAND),
    ],
)
def test_what_a_document_needs_depends_on_versions(path: Path, load, changes, need) -> None:
    load()
    with connect.reading(path) as con:
        assert needs(con, received().sha256, replace(VERSIONS, **changes)) == need
        assert needs(con, "0" * 64, VERSIONS) == Need.READ


def test_a_document_that_waits_for_ocr_is_read_again_once_there_is_one(path: Path) -> None:
    with connect.writing(path) as con:
        scan = reading("scan.pdf", (), status=PageStatus.NEEDS_OCR)
        loaded = load_document(con, received("scan.pdf"), scan, understanding(()))
        assert loaded.status == "needs_ocr"
        assert needs(con, scan.sha256, VERSIONS) is None
        assert needs(con, scan.sha256, VERSIONS, ocr=True) == Need.READ


def test_understanding_again_needs_no_pdf(path: Path, load) -> None:
    document = load().document_id
    newer = replace(VERSIONS, model="modele-2")
    with connect.writing(path) as con:
        assert [p.text for p in stored_passages(con, document)] == [LOAN, GIFT, IDEA]
        part = understanding(versions=newer)
        loaded = load_understanding(con, document, replace(part, passages=part.passages[:1]))
        assert (loaded.statements, loaded.proposals, loaded.passages) == (1, 0, 3)
        assert needs(con, received().sha256, newer) is None
        units = con.execute(
            "SELECT kind, count(*) FROM store.search_units GROUP BY kind ORDER BY kind"
        ).fetchall()
    assert units == [("passage", 3), ("statement", 1)]


def test_a_failure_is_a_document_with_its_reason(path: Path) -> None:
    failure = Failure("open", "password", "Le fichier est protégé par un mot de passe.")
    with connect.writing(path) as con:
        document = load_failure(con, received("clos.pdf"), failure, file_name="clos.pdf", versions=VERSIONS)
        assert con.execute("SELECT document_id, status, error FROM documents").fetchone() == (
            document,
            "failed",
            failure.reason,
        )
        assert known_failure(con, received("clos.pdf").sha256) == failure
        assert needs(con, received("clos.pdf").sha256, VERSIONS) is None
        assert needs(con, received("clos.pdf").sha256, replace(VERSIONS, reader="lecteur-2")) == Need.READ


def test_a_failure_that_may_pass_is_tried_again(path: Path) -> None:
    failure = Failure("read", "timeout", "La lecture a dépassé le temps permis.", retry=True)
    with connect.writing(path) as con:
        load_failure(con, received("lent.pdf"), failure, file_name="lent.pdf", versions=VERSIONS)
        assert needs(con, received("lent.pdf").sha256, VERSIONS) == Need.READ


def test_a_file_whose_bytes_are_unknown_fails_without_a_document(path: Path) -> None:
    failure = Failure("receive", "missing", "Le fichier n’existe pas.")
    with connect.writing(path) as con:
        assert load_failure(con, None, failure, file_name="absent.pdf", versions=VERSIONS) is None
        assert con.execute("SELECT file_name, code FROM failures").fetchall() == [("absent.pdf", "missing")]
        assert con.execute("SELECT count(*) FROM documents").fetchone() == (0,)


def test_a_document_once_read_keeps_its_rows_when_a_later_reader_fails(path: Path, load) -> None:
    load()
    failure = Failure("read", "crash", "Le lecteur s’est arrêté.")
    with connect.writing(path) as con:
        load_failure(con, received(), failure, file_name="etude.pdf", versions=VERSIONS)
        assert con.execute("SELECT status FROM documents").fetchone() == ("ready",)
        assert con.execute("SELECT count(*) FROM statements").fetchone() == (2,)
        assert con.execute("SELECT code FROM failures").fetchone() == ("crash",)


def test_a_failed_document_that_can_be_read_at_last_loses_its_reason(path: Path) -> None:
    failure = Failure("read", "timeout", "Trop long.", retry=True)
    with connect.writing(path) as con:
        load_failure(con, received(), failure, file_name="etude.pdf", versions=VERSIONS)
        load_document(con, received(), reading("etude.pdf"), understanding())
        assert con.execute("SELECT status, error FROM documents").fetchone() == ("ready", None)


def test_a_reading_of_other_bytes_is_refused(path: Path) -> None:
    with connect.writing(path) as con, pytest.raises(WarehouseError, match="a changé pendant la lecture"):
        load_document(con, received("un.pdf"), reading("deux.pdf"), understanding())


finite = st.floats(-1e4, 1e4, allow_nan=False)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
runs = st.builds(
    Run,
    st.integers(0, 1000),
    st.integers(0, 1000),
    st.builds(Box, st.integers(1, 50), finite, finite, finite, finite),
)


@st.composite
def passages(draw: st.DrawFn) -> tuple[Passage, ...]:
    count = draw(st.integers(0, 4))
    small = st.none() | st.integers(0, 9)
    return tuple(
        Passage(
            ordinal=ordinal,
            page=draw(st.integers(1, 99)),
            kind=draw(st.sampled_from(PassageKind)),
            section=tuple(draw(st.lists(texts, max_size=3))),
            text=draw(texts),
            runs=tuple(draw(st.lists(runs, max_size=4))),
            level=draw(small),
            table=draw(small),
            row=draw(small),
            column=draw(small),
            column_heading=draw(texts),
            row_heading=draw(texts),
            note=draw(st.none() | texts),
            note_calls=tuple(draw(st.lists(st.tuples(st.integers(0, 99), texts), max_size=2))),
            anchor=draw(small),
        )
        for ordinal in range(count)
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(read=passages())
def test_passages_come_back_as_they_were_read(tmp_path: Path, read: tuple[Passage, ...]) -> None:
    with connect.writing(tmp_path / "w.duckdb") as con:
        con.execute("DELETE FROM store.documents")
        loaded = load_document(
            con, received(), replace(reading("etude.pdf", ()), passages=read), understanding(())
        )
        assert stored_passages(con, loaded.document_id) == read
        for table in TABLES:
            con.execute(f"DELETE FROM store.{table}")
