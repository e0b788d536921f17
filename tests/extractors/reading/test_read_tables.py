"""What is a table and what is none."""

from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen import canvas

from extractors.reading import read
from extractors.records import PassageKind, Reading

Typeset = Callable[..., Reading]


def test_columns_that_meet_on_common_baselines_are_no_table(typeset: Typeset) -> None:
    def at(x: int, y: int, text: str) -> str:
        return f"<p style='left: {x}pt; top: {y}pt'>{text}</p>"

    left = "".join(at(0, 14 * k, f"une ligne de gauche assez longue, la {k}e,") for k in range(12))
    right = "".join(at(250, 6 + 14 * k, f"une ligne de droite assez longue, la {k}e,") for k in range(12))
    meeting = [
        (0, 175, "puis la fin de la phrase qui courait dans"),
        (250, 175, "Un titre au pied de la colonne"),
        (0, 189, "la colonne."),
        (250, 189, "et la première ligne de ce qu’il annonce"),
        (250, 203, "avant que la page ne soit tournée."),
        (0, 235, "Ce texte engage son auteur"),
        (480, 235, "1"),
    ]
    body = left + right + "".join(at(*line) for line in meeting)
    reading = typeset(f"<div>{body}</div>", "@page { margin: 20mm } p { position: absolute; margin: 0 }")
    assert not [p for p in reading.passages if p.kind is PassageKind.TABLE_CELL]


def test_a_heading_whose_tint_is_narrower_than_its_column_stands_over_it(tmp_path: Path) -> None:
    path = tmp_path / "tableau.pdf"
    page = canvas.Canvas(str(path), pagesize=(400, 300))
    for x, width, label in ((55, 145, "Postes"), (205, 145, "Montants")):
        page.setFillGray(0.8)
        page.rect(x, 200, width, 25, fill=1)
        page.setFillGray(0)
        page.drawString(x + 10, 208, label)
    for row in range(4):
        y = 175 - 25 * row
        page.rect(50, y, 150, 25)
        page.rect(200, y, 150, 25)
        page.drawString(60, y + 8, f"Poste {row}")
        page.drawString(260, y + 8, f"{row}12,5")
    page.save()
    cell = next(p for p in read(path).passages if p.text == "312,5")
    assert (cell.column, cell.column_heading) == (1, "Montants")
