from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from levier_making import Cli

from levier.commands.ask import citations
from levier.exits import Exit
from levier.settings import settings


def test_cite_gives_each_citation_with_its_place_in_the_text() -> None:
    text = "Considérant ceci.\n\nL’article L. 8241-1 du code du travail interdit le prêt lucratif."
    [found] = citations(text)
    assert found["norm_id"] == "fr:code:travail:L8241-1"
    assert text[found["start"] : found["end"]] == found["raw"]
    assert found["paragraph"] == 2
    assert {"raw", "norm_id", "display", "url", "doubt", "level", "equivalent", "inherited"} <= set(found)


def test_cite_reads_a_citation_over_a_line_break() -> None:
    [found] = citations("l’article L. 8241-1 du code\r\ndu travail")
    assert found["norm_id"] == "fr:code:travail:L8241-1"


def test_a_paragraph_serves_the_next_one() -> None:
    text = "L’article L. 8241-1 du code du travail l’interdit.\n\nL’article L. 8241-2 du même code le permet."
    assert [found["norm_id"] for found in citations(text)] == [
        "fr:code:travail:L8241-1",
        "fr:code:travail:L8241-2",
    ]


def test_cite_prints_a_list_even_when_there_is_none() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from levier.cli import main; main()", "cite"],
        input=b"\xef\xbb\xbfRien ici.",
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == []


def test_the_taxonomy_is_checked_shown_and_exported(levier: Cli, tmp_path: Path) -> None:
    assert "Aucune faute" in levier("taxonomy", "check").out
    assert "JUR-SOC-01" in levier("taxonomy", "show", "jur-soc-01").out
    assert "skos:" in levier("taxonomy", "export").out
    path = tmp_path / "categories.csv"
    assert levier("taxonomy", "export", "--format", "csv", "--out", str(path)).code == Exit.DONE
    assert "JUR-SOC-01" in path.read_text(encoding="utf-8")


def test_faults_of_a_taxonomy_have_their_line(levier: Cli, tmp_path: Path) -> None:
    (tmp_path / "faux.yaml").write_text("families:\n  - code: 12\n", encoding="utf-8")
    ran = levier("taxonomy", "check", "--folder", str(tmp_path))
    assert ran.code == Exit.CHECK
    assert "faux.yaml:2" in ran.out


def test_an_unknown_code_gets_the_near_ones(levier: Cli) -> None:
    ran = levier("taxonomy", "show", "JUR-SOC-99")
    assert ran.code == Exit.NOT_FOUND
    assert "Codes proches" in ran.err


def test_doctor_tells_versions_engines_and_the_state_of_the_warehouse(levier: Cli, warehouse: Path) -> None:
    shown = levier("doctor").out
    for part in ("duckdb 1.5.5", "prefect 3.8.8", "Reconnaissance de texte", "modèle", "Entrepôt lisible"):
        assert part in shown


def test_doctor_finds_rows_that_went_missing(levier: Cli, warehouse: Path) -> None:
    import duckdb

    with duckdb.connect(str(warehouse)) as con:
        con.execute("DELETE FROM store.citations")
    ran = levier("doctor")
    assert ran.code == Exit.CHECK
    assert "n’ont pas le nombre de lignes" in ran.out


def test_a_command_stopped_at_the_keyboard_says_so(levier: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def press(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("taxonomy.check.check", press)
    ran = levier("taxonomy", "check")
    assert ran.code == Exit.INTERRUPTED
    assert ran.err.startswith("Interrompu.")


def test_heads_of_an_earlier_encoder_are_left_aside(levier: Cli, warehouse: Path, home: Path) -> None:
    folder = home / "model"
    folder.mkdir()
    (folder / "heads.npz").write_bytes(b"")
    (folder / "model.json").write_text('{"encoder": "autre"}', encoding="utf-8")
    assert settings().heads is None
    assert "levier learn" in levier("doctor").out
