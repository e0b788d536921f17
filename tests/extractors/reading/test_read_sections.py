"""What cuts a sentence or gives it a wrong section, one hazard a test."""

from collections.abc import Callable
from pathlib import Path

import weasyprint

from extractors.reading import read
from extractors.records import PassageKind, Reading

Typeset = Callable[..., Reading]

TEXT = (
    "Le comité se réunit deux fois par an dans les locaux de la maison commune, et ses comptes "
    "rendus sont envoyés à toutes les parties dans le mois qui suit. "
)


def of_kind(reading: Reading, kind: PassageKind) -> list[str]:
    return [passage.text for passage in reading.passages if passage.kind is kind]


def test_bold_words_cut_no_widely_set_paragraph(typeset: Typeset) -> None:
    bold = "Les lauréats du concours seront accueillis par groupes de trois dans les ateliers partenaires"
    body = f"<p>{TEXT}<b>{bold}</b> pour une durée de dix mois. {TEXT}</p><p>{TEXT}</p>"
    reading = typeset(body, "body { line-height: 1.9 } p { margin-bottom: 16pt }")
    whole = f"{TEXT}{bold} pour une durée de dix mois. {TEXT}".strip()
    assert of_kind(reading, PassageKind.PARAGRAPH)[0] == whole


def test_a_smaller_bold_label_in_another_font_is_a_heading(typeset: Typeset) -> None:
    label = "<p class=t>TITRE Ier – DE LA MÉTHODE</p>"
    reading = typeset(
        f"<p>{TEXT * 3}</p>{label}<p>{TEXT * 3}</p>", ".t { font: bold 8.5pt 'Liberation Sans', sans-serif }"
    )
    assert of_kind(reading, PassageKind.HEADING) == ["TITRE Ier – DE LA MÉTHODE"]


def test_titles_stand_above_articles_whatever_their_type(typeset: Typeset) -> None:
    articles = f"<h2>Article 1er</h2><p>{TEXT}</p><h2>Article 2</h2><p>{TEXT}</p>"
    reading = typeset(f"<h1>Statuts</h1><p><b>TITRE Ier – LES MEMBRES</b></p>{articles}")
    assert reading.passages[-1].section[-2:] == ("TITRE Ier – LES MEMBRES", "Article 2")


def test_a_number_without_space_opens_an_item(typeset: Typeset) -> None:
    items = "<p>9. Le budget de la maison.<br>10.Les questions diverses.</p>"
    reading = typeset(f"<p>L’ordre du jour sera le suivant :</p>{items}<p>{TEXT * 3}</p>")
    assert of_kind(reading, PassageKind.LIST_ITEM)[-1] == "10.Les questions diverses."


def test_a_caption_is_no_section(typeset: Typeset) -> None:
    reading = typeset(f"<h2>Le bilan</h2><p><b>Tableau n° 4 : les adhésions</b></p><p>{TEXT * 3}</p>")
    assert of_kind(reading, PassageKind.CAPTION) == ["Tableau n° 4 : les adhésions"]
    assert reading.passages[-1].section == ("Le bilan",)


def test_a_bold_line_that_opens_a_list_is_read_with_it(typeset: Typeset) -> None:
    items = "<p>• de tenir un registre des apports ;</p><p>• de prévenir les autres parties.</p>"
    reading = typeset(f"<h2>Les devoirs</h2><p>{TEXT * 3}</p><p><b>Il convient alors :</b></p>{items}")
    assert "Il convient alors :" in of_kind(reading, PassageKind.PARAGRAPH)
    assert of_kind(reading, PassageKind.HEADING) == ["Les devoirs"]


def test_an_entry_of_contents_may_take_three_lines(typeset: Typeset) -> None:
    dots = "." * 40
    lines = (
        f"<p>Un {dots} 3</p><p>Deux, dont le titre est long<br>et continue sur une autre ligne<br>"
        f"avant de finir {dots} 7</p><p>Trois {dots} 9</p>"
    )
    reading = typeset(f"<h1>Sommaire</h1>{lines}<h1>Début</h1><p>{TEXT * 3}</p>")
    assert "et continue sur une autre ligne" in of_kind(reading, PassageKind.TOC)


def test_page_numbers_in_the_side_margin_cut_no_sentence(tmp_path: Path) -> None:
    words = TEXT.split()
    pages = []
    for number in range(1, 6):
        turned = " ".join(words[number:] + words[:number])
        pages.append(
            f"<section><i>{number}</i><p>{turned * 8}</p></section>"
        )
    style = (
        "@page { size: A4; margin: 25mm 30mm } section { break-after: page; position: relative }"
        "i { position: absolute; left: 155mm; top: 47mm; font: 8pt sans-serif }"
    )
    path = tmp_path / "marge.pdf"
    weasyprint.HTML(string=f"<style>{style}</style>{''.join(pages)}").write_pdf(path)
    assert of_kind(read(path), PassageKind.PAGE_NUMBER) == ["1", "2", "3", "4", "5"]


def test_dates_at_the_foot_of_all_pages_are_running_lines(typeset: Typeset) -> None:
    foot = 'content: counter(page) "/" counter(pages) " 29/09/2020"; font-size: 8pt'
    words = TEXT.split()
    body = "".join(f"<p>{' '.join(words[n % 20 :] + words[: n % 20])}</p>" for n in range(60))
    reading = typeset(body, f"@page {{ @bottom-right {{ {foot} }} }}")
    assert len(reading.pages) >= 3
    assert not [p for p in reading.passages if "29/09/2020" in p.text and p.kind is not PassageKind.FOOTER]


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    weasyprint.HTML(string="<p>Un</p><p style='break-before: page'>Deux</p>").write_pdf(path)
    told: list[int] = []
    read(path, on_page=told.append)
    assert told == [1, 2]
