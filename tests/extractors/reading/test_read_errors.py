"""Files that cannot be read end in a reason; pages without text are never passed over in silence."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from extractors.reading import FileLimits, ReadingError, read
from extractors.reading.garbage import is_garbage
from extractors.reading.words import Word
from extractors.records import PageStatus


def pdf(path: Path, pages: int = 1) -> Path:
    canvas = Canvas(str(path))
    for number in range(pages):
        canvas.drawString(72, 700, f"Une page de texte, la {number + 1}.")
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize(("content", "code"), [(b"", "empty_file"), (b"PK\x03\x04 un tableur", "not_a_pdf")])
def test_what_is_no_pdf_says_so(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "faux.pdf"
    path.write_bytes(content)
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert caught.value.code == code
    assert caught.value.stage == "open"


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "ferme.pdf"
    with pikepdf.open(pdf(tmp_path / "ouvert.pdf")) as document:
        document.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert caught.value.code == "password"


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        read(pdf(tmp_path / "long.pdf", 3), limits=FileLimits(pages=2))
    assert caught.value.code == "too_many_pages"


def test_an_empty_page_is_blank_and_an_image_is_not(tmp_path: Path) -> None:
    image = Image.new("L", (600, 800), 255)
    ImageDraw.Draw(image).rectangle((50, 50, 550, 700), fill=60)
    image.save(tmp_path / "tache.png")
    canvas = Canvas(str(tmp_path / "images.pdf"))
    canvas.showPage()
    canvas.drawImage(str(tmp_path / "tache.png"), 0, 0, 590, 840)
    canvas.showPage()
    canvas.save()
    blank, drawn = read(tmp_path / "images.pdf").pages
    assert blank.status is PageStatus.BLANK
    assert drawn.remark


def test_shifted_letters_are_garbage_and_french_is_not() -> None:
    sentence = "Les associations et les entreprises du canton partagent un atelier, à la mairie."

    def words(text: str) -> list[Word]:
        return [Word(t, 0, 0, 1, 1, 10) for t in text.split()]

    shifted = "".join(chr(ord(c) - 29) if c.isalpha() and ord(c) < 123 else c for c in sentence)
    assert not is_garbage(words(sentence), 0)
    assert is_garbage(words(shifted), 0)


def test_text_off_the_page_is_left_aside_and_told(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "dehors.pdf"))
    canvas.drawString(72, 700, "Ce qui se voit.")
    canvas.drawString(72, -200, "Ce qui ne se voit pas.")
    canvas.showPage()
    canvas.save()
    reading = read(tmp_path / "dehors.pdf")
    assert [p.text for p in reading.passages] == ["Ce qui se voit."]
    assert "hors de la page" in reading.pages[0].remark


def test_boxes_follow_the_rotation_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "tourne.pdf"
    with pikepdf.open(pdf(tmp_path / "droit.pdf")) as document:
        document.pages[0].rotate(90, relative=False)
        document.save(path)
    reading = read(path)
    page, passage = reading.pages[0], reading.passages[0]
    assert passage.text == "Une page de texte, la 1."
    assert page.width > page.height
    # drawn near the top of the sheet: at the right edge once the sheet is turned clockwise
    assert passage.runs[0].box.x0 > page.width * 0.8
