"""Draw docs/picture.png: one row of the register beside its page, with its box.

python docs/make_picture.py WAREHOUSE STATEMENT_ID
"""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from warehouse.connect import reading
from warehouse.queries.details import StatementInContext, statement

TARGET = Path(__file__).parent / "picture.png"
_SCALE = 1.5  # pixels a point
_PANEL = 560  # pixels, width of the row beside the page
_MARGIN = 28  # pixels
_INK, _PALE, _MARK = (32, 32, 40), (110, 110, 124), (200, 30, 60)


def draw(warehouse: Path, identifier: str) -> Image.Image:
    """The picture of one statement."""
    with reading(warehouse) as con:
        row = statement(con, identifier)
        library_path = con.execute(
            "SELECT library_path FROM documents WHERE document_id = ?", [row.values["document_id"]]
        ).fetchone()
    assert library_path is not None
    page = _page(Path(str(library_path[0])), row)
    picture = Image.new("RGB", (page.width + _PANEL, page.height), "white")
    picture.paste(page, (0, 0))
    _describe(ImageDraw.Draw(picture), page.width + _MARGIN, row)
    return picture


def _page(path: Path, row: StatementInContext) -> Image.Image:
    number = int(str(row.values["page"]))
    with pypdfium2.PdfDocument(path) as pdf:
        image = pdf[number - 1].render(scale=_SCALE).to_pil().convert("RGB")
    pen = ImageDraw.Draw(image)
    for page, *corners in json.loads(str(row.values["boxes"])):
        if page == number:
            x0, y0, x1, y1 = (value * _SCALE for value in corners)
            pen.rectangle((x0 - 4, y0 - 3, x1 + 4, y1 + 3), outline=_MARK, width=3)
    return image


def _describe(pen: ImageDraw.ImageDraw, left: int, row: StatementInContext) -> None:
    values = row.values
    score = f"{float(str(values['score'])):.2f}".replace(".", ",")
    facts = [
        ("énoncé", str(values["statement_id"])),
        ("document", f"{row.file_name} page {values['page']}".replace("_", " ")),
        ("catégorie", str(values["code"])),
        ("affirmation", "affirmé" if values["assertion"] == "asserted" else str(values["assertion"])),
        ("score", score),
        ("références", ", ".join(display for display, _, _ in row.citations) or "–"),
        ("ce qui a décidé", "\n".join(str(item["note"]) for item in json.loads(str(values["evidence"])))),
    ]
    top = _MARGIN
    for line in textwrap.wrap(f"« {row.text} »", 44):
        pen.text((left, top), line, fill=_MARK, font=_font(21))
        top += 29
    top += 16
    for name, value in facts:
        pen.text((left, top), name, fill=_PALE, font=_font(16))
        for line in [piece for part in value.split("\n") for piece in textwrap.wrap(part, 38)]:
            pen.text((left + 150, top), line, fill=_INK, font=_font(18))
            top += 24
        top += 8


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype("DejaVuSans.ttf", size - 3)  # of the system: package fonts-dejavu-core


if __name__ == "__main__":
    draw(Path(sys.argv[1]), sys.argv[2]).save(TARGET, optimize=True)
