"""`levier search`, `levier sql` and `levier cite`: questions that are no table of the register."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, Annotated, Any

import typer

from levier.exits import Exit, stop
from levier.options import Shape, Warehouse, chosen, number, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warehouse.search import Hit


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="MOTS", help="Mots à chercher ; les formes voisines comptent.")
    ],
    warehouse: Warehouse = None,
    shape: Shape = "table",
    kind: Annotated[
        str,
        typer.Option(
            "--in",
            metavar="all|statements|passages",
            parser=one_of(("all", "statements", "passages")),
            help="Chercher partout, dans les énoncés ou dans tout le texte.",
        ),
    ] = "all",
    document: Annotated[
        str | None, typer.Option("--document", metavar="DOCUMENT", help="Chercher dans ce seul document.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", parser=number(1), help="Résultats au plus.")
    ] = 20,
) -> None:
    """Chercher des mots dans le texte : document, page et citation."""
    from levier.lookup import document as named
    from levier.options import Format
    from levier.output import show_json
    from levier.terminal import tell
    from warehouse.connect import reading
    from warehouse.search import search as find

    query = " ".join(words)
    with reading(chosen(warehouse), tell=tell) as con:
        within = None if document is None else named(con, document)
        kinds = {"all": None, "statements": "statement", "passages": "passage"}
        hits = find(con, query, kind=kinds[kind], document=within, limit=limit)
    if shape == Format.JSON:
        show_json([_record(hit) for hit in hits])
    elif shape == Format.CSV:
        _csv(hits)
    else:
        _screen(hits, query)


def sql(
    query: Annotated[
        str, typer.Argument(metavar="REQUÊTE", help="Une requête SELECT sur les vues publiques.")
    ],
    warehouse: Warehouse = None,
    shape: Shape = "table",
) -> None:
    """Interroger l’entrepôt en SQL, en lecture seule."""
    from levier.output import show
    from levier.terminal import tell
    from warehouse.sql import run_readonly

    show(run_readonly(chosen(warehouse), query, tell=tell), shape)


def cite() -> None:
    """Lire un texte sur l’entrée standard et donner en JSON les références juridiques qu’il contient."""
    from levier.output import show_json

    given = sys.stdin.buffer.read()
    try:
        text = given.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = given[: error.start].count(b"\n") + 1
        stop(
            f"L’entrée n’est pas de l’UTF-8 (ligne {line}). Convertissez-la : iconv -f latin1 -t utf-8.",
            Exit.REFUSED,
        )
    show_json(citations(text))


def citations(text: str) -> list[dict[str, Any]]:
    """The legal citations of a text of one or more paragraphs, which empty lines part.

    Offsets count characters of the text in NFC, with line feeds as its only line breaks.
    """
    from dataclasses import asdict

    from extractors.citations import CitationContext, find

    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    context = CitationContext()
    found: list[dict[str, Any]] = []
    for rank, (start, paragraph) in enumerate(_paragraphs(text), 1):
        inside = find(paragraph, context)
        context = context.after(inside, paragraph)
        for citation in inside:
            fields = asdict(citation)
            fields["start"] += start
            fields["end"] += start
            found.append({**fields, "paragraph": rank})
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs with their offset; a line break inside one is a space."""
    at = 0
    for block in text.split("\n\n"):
        if block.strip():
            yield at, block.replace("\n", " ")
        at += len(block) + 2


def _record(hit: Hit) -> dict[str, Any]:
    import json
    from dataclasses import asdict

    return {**asdict(hit), "boxes": json.loads(hit.boxes), "marks": [list(mark) for mark in hit.marks]}


def _csv(hits: tuple[Hit, ...]) -> None:
    import csv

    from warehouse.export.values import harmless

    writer = csv.writer(sys.stdout, lineterminator="\n")
    names = ("kind", "unit_id", "document_id", "file_name", "page", "section", "quote", "score")
    writer.writerow(names)
    for hit in hits:
        writer.writerow([harmless(str(getattr(hit, name))) for name in names])


def _screen(hits: tuple[Hit, ...], query: str) -> None:
    from rich.text import Text

    from levier.terminal import err, out, safe

    if not hits:
        err().print(f"Rien ne répond à « {safe(query)} ».", markup=False)
        return
    console = out()
    for hit in hits:
        head = Text(f"{safe(hit.file_name)}, page {hit.page}", style="bold")
        head.append(f"  {hit.unit_id}", style="dim")
        console.print(head)
        if hit.section:
            console.print(Text(safe(hit.section), style="dim"))
        quote = Text(hit.quote.replace("\n", " "))
        for start, end in hit.marks:
            quote.stylize("bold yellow", start, end)
        console.print(quote)
        console.print()
