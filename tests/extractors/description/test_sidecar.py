"""A file beside the PDF: French or English keys; what is wrong in it is told, never fatal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.description.sidecar import sidecar_of


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.pdf.yaml",
            "titre: Le titre\németteur: Réseau X\nnature: étude\ndate: 2019-03-12\nlangue: français",
        ),
        (
            "a.yaml",
            "title: Le titre\nissuer: Réseau X\nkind: study\npublished_on: 12 mars 2019\nlanguage: fr\n",
        ),
        (
            "a.yml",
            "Intitulé: Le titre\nOrganisme: Réseau X\nGenre: rapport\nDate de publication: 12/03/2019\n"
            "Langue: FR\n",
        ),
        (
            "a.json",
            '{"titre": "Le titre", "émetteur": "Réseau X", "nature": "enquête", "date": "2019-03-12", '
            '"langue": "fr"}',
        ),
    ],
)
def test_forms_that_say_the_same(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    told = sidecar_of(tmp_path / "a.pdf")
    assert told.remarks == ()
    assert told.values == {
        "title": "Le titre",
        "issuer": "Réseau X",
        "kind": "study",
        "published_on": "2019-03-12",
        "language": "fr",
    }


def test_a_year_alone_and_a_type_of_issuer(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("année: 2019\ntype d’émetteur: collectivité\n", encoding="utf-8")
    assert sidecar_of(tmp_path / "a.pdf").values == {"published_on": "2019", "issuer_type": "authority"}


def test_no_sidecar(tmp_path: Path) -> None:
    told = sidecar_of(tmp_path / "a.pdf")
    assert (told.values, told.remarks) == ({}, ())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"titre: [jamais fini", "sa syntaxe est fausse"),
        (b"- une\n- liste\n", "doit contenir"),
        ("titre: été".encode("latin-1"), "UTF-8"),
        (b"date: 2019-02-31\n", "ignor"),
        (b"nature: roman\ntitre: Vrai\n", "« roman »"),
        (b"couleur: bleu\n", "« couleur » est inconnue"),
        (b"titre:\n  - a\n", "n’est pas comprise"),
        (b"titre: !!python/object/apply:os.system ['true']\n", "sa syntaxe est fausse"),
        (b"#" * 70_000, "64 Ko"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    told = sidecar_of(tmp_path / "a.pdf")
    assert len(told.remarks) == 1
    assert "a.yaml" in told.remarks[0]
    assert words in told.remarks[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(st.binary(max_size=200))
def test_no_content_makes_it_fail(tmp_path: Path, content: bytes) -> None:
    for name in ("a.yaml", "a.json"):
        (tmp_path / name).write_bytes(content)
        sidecar_of(tmp_path / "a.pdf")
        (tmp_path / name).unlink()
