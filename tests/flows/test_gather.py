from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows_making import pdf

from flows.gather import gather


def test_a_folder_gives_every_pdf_below_it_in_order(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    paths = [pdf(tmp_path / "a.PDF"), pdf(tmp_path / "b" / "c" / "z.pdf"), pdf(tmp_path / "b" / "d.pdf")]
    assert gather([tmp_path]).files == tuple(paths)


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    (tmp_path / ".corbeille").mkdir()
    pdf(tmp_path / ".corbeille" / "a.pdf")
    pdf(tmp_path / ".a.pdf")
    assert gather([tmp_path]).files == ()


def test_what_is_no_pdf_is_named_but_notes_about_a_pdf_are_not(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf")
    for name in ("a.pdf.yaml", "a.json", "rapport.docx"):
        (tmp_path / name).touch()
    gathered = gather([tmp_path])
    assert [path.name for path in gathered.others] == ["rapport.docx"]
    assert "1 fichier qui n’est pas un PDF est laissé de côté : rapport.docx." in gathered.problems


def test_a_file_given_by_name_is_taken_whatever_it_is(tmp_path: Path) -> None:
    word = tmp_path / "rapport.docx"
    word.write_bytes(b"PK\x03\x04")
    assert gather([word]).files == (word,)


def test_a_file_given_twice_is_taken_once(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf")
    assert gather([path, tmp_path, path]).files == (path,)


def test_a_folder_without_a_pdf_says_what_to_do(tmp_path: Path) -> None:
    [problem] = gather([tmp_path]).problems
    assert problem.startswith("Aucun PDF dans le dossier") and "exportez" in problem


def test_a_path_that_is_not_there_is_told_and_the_rest_is_taken(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf")
    gathered = gather([tmp_path / "absent", path])
    assert gathered.files == (path,)
    assert gathered.missing == (tmp_path / "absent",)
    assert "Chemin introuvable" in gathered.problems[0]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "boucle").symlink_to(tmp_path)
    path = pdf(tmp_path / "a" / "x.pdf")
    assert gather([tmp_path]).files == (path,)


@contextmanager
def without_privileges() -> Iterator[None]:
    """As a user who may not read everything: root becomes nobody for the moment."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(me)


def test_a_folder_without_the_right_to_read_is_told() -> None:
    with tempfile.TemporaryDirectory() as name:  # tmp_path is closed to other users
        folder = Path(name)
        folder.chmod(0o755)
        closed = folder / "ferme"
        closed.mkdir(mode=0o000)
        try:
            with without_privileges():
                assert gather([folder]).unreadable == (closed,)
        finally:
            closed.chmod(0o700)
