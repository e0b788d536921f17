"""What the reader makes of a page, one hazard a test."""

from collections.abc import Callable

from extractors.records import Passage, PassageKind, Reading

Typeset = Callable[..., Reading]

LEFT = (
    "Les partenaires se réunissent chaque mois dans la salle de la mairie. "
    "Ils comparent leurs budgets, leurs calendriers et leurs équipes. "
)
RIGHT = (
    "La seconde partie raconte comment un atelier de vélos a trouvé son local. "
    "Elle donne aussi les adresses utiles aux porteurs de projet. "
)


def kinds(reading: Reading, kind: PassageKind) -> list[Passage]:
    return [passage for passage in reading.passages if passage.kind is kind]


def text(reading: Reading) -> str:
    return " ".join(passage.text for passage in reading.passages)


def test_two_columns_are_read_one_after_the_other(typeset: Typeset) -> None:
    body = f"<h1>Un titre sur toute la largeur</h1><div class=c><p>{LEFT * 4}</p><p>{RIGHT * 4}</p></div>"
    reading = typeset(body, ".c { columns: 2; column-gap: 14pt; text-align: justify }")
    assert LEFT.strip() in text(reading)
    assert RIGHT.strip() in text(reading)
    assert reading.pages[0].columns == 2


def test_a_paragraph_over_a_page_break_is_one_passage(typeset: Typeset) -> None:
    filler = "".join(f"<p>Article {'bref ' * (n % 5)}{n}.</p>" for n in range(26))
    reading = typeset(filler + f"<p>{LEFT * 20}</p>")
    long = [passage for passage in reading.passages if len(passage.text) > 1000]
    assert len(long) == 1
    assert {run.box.page for run in long[0].runs} == {1, 2}


def test_running_lines_stay_out_of_the_text(typeset: Typeset) -> None:
    style = (
        '@page { @top-left { content: "Lettre des alliances"; font-size: 8pt } '
        '@bottom-center { content: counter(page); font-size: 8pt } }'
    )
    words = (LEFT + RIGHT).split()
    turned = [" ".join(words[n % 29 :] + words[: n % 29]) for n in range(60)]
    reading = typeset("".join(f"<p>{paragraph}</p>" for paragraph in turned), style)
    assert len(reading.pages) >= 3
    assert {p.text for p in kinds(reading, PassageKind.HEADER)} == {"Lettre des alliances"}
    assert [p.text for p in kinds(reading, PassageKind.PAGE_NUMBER)] == [
        str(n + 1) for n in range(len(reading.pages))
    ]
    assert all("Lettre des alliances" not in p.text for p in kinds(reading, PassageKind.PARAGRAPH))


def test_headings_give_each_passage_its_section(typeset: Typeset) -> None:
    reading = typeset(
        f"<h1>Étude</h1><h2>1. Le droit</h2><p>{LEFT}</p><h2>2. Les outils</h2><p>{RIGHT}</p>"
    )
    sections = {p.text: p.section for p in kinds(reading, PassageKind.PARAGRAPH)}
    assert sections[LEFT.strip()] == ("1. Le droit",)
    assert sections[RIGHT.strip()] == ("2. Les outils",)


def test_each_bullet_is_a_passage_without_its_bullet(typeset: Typeset) -> None:
    items = ["premier point à vérifier ;", "deuxième point, plus long ;", "dernier point."]
    for sign in ("•", "–", "►", "✓"):
        body = "<p>Trois points :</p>" + "".join(f"<p class=i>{sign} {item}</p>" for item in items)
        reading = typeset(body, ".i { margin: 0 0 2pt 14pt }")
        assert [p.text for p in kinds(reading, PassageKind.LIST_ITEM)] == items, sign


def test_a_box_stands_apart_under_its_title(typeset: Typeset) -> None:
    box = f"<div class=b><p><b>Bon à savoir</b></p><p>{RIGHT}</p></div>"
    reading = typeset(f"<p>{LEFT}</p>{box}<p>Suite du texte courant, après l’encadré.</p>",
                      ".b { border: 1pt solid #333; padding: 8pt; margin: 12pt 0 }")
    (passage,) = kinds(reading, PassageKind.BOX)
    assert passage.text == RIGHT.strip()
    assert passage.section[-1] == "Bon à savoir"


def table(rows: int, style: str) -> tuple[str, str]:
    lines = "".join(
        f"<tr><td>Cause numéro {n}, décrite en quelques mots</td>"
        f"<td>Moyen {n}</td><td>Mesure {n} à prendre</td></tr>"
        for n in range(rows)
    )
    head = "<thead><tr><th>Causes</th><th>Moyens</th><th>Mesures</th></tr></thead>"
    return f"<p>{LEFT}</p><table>{head}<tbody>{lines}</tbody></table>", style


RULED = """
tr { break-inside: avoid } table { border-collapse: collapse }
td, th { border: 0.7pt solid black; padding: 3pt; width: 33% }
"""


def test_cells_know_their_headings(typeset: Typeset) -> None:
    reading = typeset(*table(3, RULED))
    cell = next(p for p in kinds(reading, PassageKind.TABLE_CELL) if p.text == "Mesure 1 à prendre")
    assert (cell.row, cell.column) == (2, 2)
    assert cell.column_heading == "Mesures"
    assert cell.row_heading == "Cause numéro 1, décrite en quelques mots"


def test_a_table_without_lines_is_found_by_alignment(typeset: Typeset) -> None:
    reading = typeset(*table(4, "table { border-spacing: 24pt 9pt } td { text-align: left }"))
    cells = {p.text: p.column_heading for p in kinds(reading, PassageKind.TABLE_CELL)}
    assert cells["Moyen 2"] == "Moyens"


def test_a_table_goes_on_over_the_page_under_its_repeated_header(typeset: Typeset) -> None:
    reading = typeset(*table(60, RULED))
    assert len(reading.pages) >= 2
    cells = kinds(reading, PassageKind.TABLE_CELL)
    assert {cell.table for cell in cells} == {0}
    assert all(cell.column_heading == "Moyens" for cell in cells if cell.text.startswith("Moyen "))
    assert [p.text for p in kinds(reading, PassageKind.HEADER)][:3] == ["Causes", "Moyens", "Mesures"]


def test_a_footnote_is_tied_to_its_call(typeset: Typeset) -> None:
    note = "<span class=n>Voir le guide des communes rurales, page douze.</span>"
    reading = typeset(
        f"<p>Les élus hésitent encore{note} devant ce montage. Ils y viendront.</p>",
        ".n { float: footnote; font-size: 7.5pt }",
    )
    (found,) = kinds(reading, PassageKind.FOOTNOTE)
    caller = reading.passages[found.anchor or 0]
    assert found.text == "Voir le guide des communes rurales, page douze."
    assert caller.text == "Les élus hésitent encore devant ce montage. Ils y viendront."
    assert caller.note_calls == ((len("Les élus hésitent encore"), "1"),)


def test_raised_letters_stay_with_their_word(typeset: Typeset) -> None:
    reading = typeset("<p>Le 1<sup>er</sup> janvier, la loi n<sup>o</sup> 12 entre en vigueur.</p>")
    assert reading.passages[0].text == "Le 1er janvier, la loi n° 12 entre en vigueur."


def test_letter_spaced_titles_are_words(typeset: Typeset) -> None:
    reading = typeset(f"<h1 style='letter-spacing: 5pt'>LES ALLIANCES UTILES</h1><p>{LEFT * 3}</p>")
    assert reading.passages[0].text == "LES ALLIANCES UTILES"


def test_contents_lines_are_no_text(typeset: Typeset) -> None:
    lines = "".join(f"<p>Chapitre {n} {'.' * 50} {n * 4}</p>" for n in range(1, 6))
    reading = typeset(f"<h1>Sommaire</h1>{lines}<h1>Début</h1><p>{LEFT}</p>")
    assert len(kinds(reading, PassageKind.TOC)) == 5


def test_text_drawn_twice_counts_once(typeset: Typeset) -> None:
    twice = "<p style='position: absolute; top: 50pt'>Une annonce grasse.</p>"
    reading = typeset(twice + twice)
    assert text(reading) == "Une annonce grasse."


def test_sideways_pages_are_read_along_their_lines(typeset: Typeset) -> None:
    reading = typeset(f"<p>{LEFT}</p>", "@page { size: A4 landscape }")
    assert text(reading) == LEFT.strip()


def test_every_word_has_its_place_on_the_page(typeset: Typeset) -> None:
    reading = typeset(f"<p>{LEFT}</p><p>{RIGHT}</p>")
    page = reading.pages[0]
    for passage in reading.passages:
        assert " ".join(passage.text[run.start : run.end] for run in passage.runs) == passage.text
        for run in passage.runs:
            assert 0 <= run.box.x0 < run.box.x1 <= page.width
            assert 0 <= run.box.y0 < run.box.y1 <= page.height
