from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from levier_making import Cli

from levier.exits import Exit

_LEVIER = [sys.executable, "-c", "from levier.cli import main; main()"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("obstacle",), "Commande inconnue : « obstacle ». Commandes proches : obstacles."),
        (("obstacles", "--cod", "X"), "Option inconnue : --cod."),
        (("obstacles", "--code"), "L’option --code attend une valeur."),
        (("obstacles", "--since", "hier"), "--since : « hier » n’est pas une année."),
        (("obstacles", "--limit", "dix"), "--limit : « dix » n’est pas un nombre entier."),
        (("obstacles", "--limit", "-1"), "--limit : « -1 » est trop petit"),
        (
            ("obstacles", "--format", "xml"),
            "--format : « xml » n’est pas possible. Valeurs : table, csv, json.",
        ),
        (("statements", "--assertion", "asserté"), "Vouliez-vous dire « asserted » ?"),
        (("obstacles", "--nature", "juridic"), "Vouliez-vous dire « juridique » ?"),
        (("show",), "Il manque DOCUMENT|ÉNONCÉ|FREIN|PROPOSITION."),
        (("doctor", "encore"), "Argument en trop : encore."),
        (("set", "d123", "titre"), "n’est pas de la forme CHAMP=VALEUR"),
    ],
)
def test_what_is_not_well_formed_is_told_in_french(
    levier: Cli, arguments: tuple[str, ...], message: str
) -> None:
    ran = levier(*arguments)
    assert ran.code == Exit.USAGE
    assert message in ran.err
    assert ran.out == "" and "Traceback" not in ran.err


@pytest.mark.parametrize(
    "command", ["obstacles", "documents", "show x", "search mot", "sql SELECT", "coverage"]
)
def test_without_a_warehouse_every_command_says_where_it_looked(levier: Cli, command: str) -> None:
    ran = levier(*command.split())
    assert ran.code == Exit.WAREHOUSE
    assert "Il n’y a pas d’entrepôt" in ran.err and "warehouse.duckdb" in ran.err


def test_a_file_that_is_no_warehouse_is_told_and_left_alone(levier: Cli, tmp_path: Path) -> None:
    path = tmp_path / "photo.duckdb"
    path.write_bytes(b"JFIF" * 4096)
    ran = levier("obstacles", "--warehouse", str(path))
    assert ran.code == Exit.WAREHOUSE
    assert "abîmé" in ran.err
    assert path.read_bytes() == b"JFIF" * 4096


def test_an_unknown_category_gets_the_near_ones(levier: Cli, warehouse: Path) -> None:
    ran = levier("obstacles", "--code", "JUR-SOZ-01")
    assert ran.code == Exit.NOT_FOUND
    assert "Codes proches : JUR-SOC-01" in ran.err


def test_a_setting_without_sense_is_named(levier: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVIER_WORKERS", "beaucoup")
    ran = levier("obstacles")
    assert ran.code == Exit.USAGE
    assert "LEVIER_WORKERS = « beaucoup »" in ran.err


def test_paths_that_give_nothing_are_told_before_anything_starts(
    levier: Cli, tmp_path: Path, home: Path
) -> None:
    (tmp_path / "vide").mkdir()
    ran = levier("ingest", str(tmp_path / "vide"), str(tmp_path / "absent\nfdp.\u202efdp"))
    assert ran.code == Exit.NO_INPUT
    assert "Aucun PDF dans le dossier" in ran.err and "Chemin introuvable" in ran.err
    assert "absent␊fdp.‹U+202E›fdp" in ran.err
    assert not home.exists()


def test_a_watched_folder_that_is_not_there_is_told(levier: Cli) -> None:
    ran = levier("watch", "absent")
    assert ran.code == Exit.NO_INPUT
    assert "Dossier introuvable : « absent »." in ran.err


def test_a_home_that_cannot_be_made_is_told(
    levier: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fichier").touch()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "fichier" / "maison"))
    ran = levier("ingest", str(tmp_path / "a.pdf"))
    assert ran.code == Exit.WAREHOUSE
    assert "ne peut pas être créé" in ran.err and "LEVIER_HOME" in ran.err


def test_an_evaluation_without_its_pdfs_asks_for_a_warehouse(levier: Cli, tmp_path: Path) -> None:
    assert levier("evaluate", str(tmp_path / "or.jsonl")).code == Exit.NO_INPUT


def test_text_that_is_no_utf8_is_refused_with_its_line() -> None:
    done = subprocess.run(
        [*_LEVIER, "cite"], input="Vu le CGI,\nart. 206 modifié".encode("latin-1"), capture_output=True
    )
    assert done.returncode == Exit.REFUSED
    assert "n’est pas de l’UTF-8 (ligne 2)" in done.stderr.decode()


def test_a_reader_that_leaves_early_is_no_error(warehouse: Path) -> None:
    command = " ".join(
        f"'{part}'" for part in [*_LEVIER, "sql", "SELECT * FROM range(9000)", "--format", "csv"]
    )
    done = subprocess.run(
        ["bash", "-c", f"{command} --warehouse '{warehouse}' | head -1; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["range", "0"]
    assert done.stderr == ""


def test_help_answers_at_once_and_in_french() -> None:
    program = (
        "import sys\nfrom levier.cli import run\n"
        "code = run(['--help'])\n"
        "heavy = {'duckdb', 'prefect', 'spacy', 'pydantic', 'pyarrow', 'numpy', 'onnxruntime'}\n"
        "print('heavy:', sorted(heavy & set(sys.modules)), code)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "heavy: [] 0" in done.stdout
    assert "Montrer cette aide." in done.stdout and "Show this message" not in done.stdout
