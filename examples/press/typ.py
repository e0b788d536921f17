"""Typst sources, compiled by the typst package."""

from __future__ import annotations

import re
from pathlib import Path

import typst

from press.markup import Block, Sentence, Source, tight

UNNUMBERED = ("Annexe", "Synthèse", "Avant-propos")
_PIECES = re.compile(r"(\*\*.+?\*\*|\*.+?\*)")


def literal(text: str) -> str:
    """A Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def inline(text: str) -> str:
    """Typst content of one sentence."""
    pieces = []
    for piece in _PIECES.split(tight(text)):
        if piece.startswith("**"):
            pieces.append(f"#strong[#{literal(piece[2:-2])}]")
        elif piece.startswith("*"):
            pieces.append(f"#emph[#{literal(piece[1:-1])}]")
        elif piece:
            pieces.append(f"#{literal(piece)}")
    return "".join(pieces)


def _sentence(sentence: Sentence) -> str:
    note = " ".join(inline(part.text) for part in sentence.note)
    return inline(sentence.text) + (f"#footnote[{note}]" if note else "")


def _running(block: Block) -> str:
    return " ".join(_sentence(sentence) for sentence in block.sentences)


def _table(block: Block) -> str:
    def cells(row: list[Sentence]) -> str:
        return ", ".join(f"[{inline(cell.text)}]" for cell in row)

    body = ",\n".join(cells(row) for row in block.rows[1:])
    widths = ", ".join("auto" if cell.text == "N°" else "1fr" for cell in block.rows[0])
    return f"#tableau(({widths}), ({cells(block.rows[0])},),\n{body})"


def _render(blocks: list[Block]) -> str:
    out: list[str] = []
    for block in blocks:
        match block.kind:
            case "heading":
                bare = ", numbering: none" if block.sentences[0].text.startswith(UNNUMBERED) else ""
                out.append(f"#heading(level: {block.level}{bare})[{_running(block)}]")
            case "item":
                out.append(f"#puce[{_running(block)}]")
            case "numbered":
                out.append(f"#numero({literal(block.title)})[{_running(block)}]")
            case "para":
                out.append(f"#alinea[{_running(block)}]")
            case "quote":
                out.append(f"#verbatim([{inline(block.title)}])[{_running(block)}]")
            case "box":
                out.append(f"#encadre([{inline(block.title)}])[\n{_render(block.children)}\n]")
            case "table":
                out.append(_table(block))
            case "toc":
                out.append("#sommaire()")
            case "page":
                out.append("#pagebreak(weak: true)")
            case "turn":
                out.append(f"#par[#strong[{inline(block.title)}] {_running(block)}]")
            case _:
                out.append(f"#par[{_running(block)}]")
    return "\n\n".join(out)


def build(source: Source, target: Path, folder: Path) -> None:
    """Typeset one source with Typst. The template is `folder/<template>.typ`."""
    meta = source.meta
    names = ("title", "subtitle", "issuer", "overline", "authors", "day", "header", "footer", "colophon")
    fields = ", ".join(f"{name}: {literal(tight(meta.get(name, '')))}" for name in names)
    text = (
        f'#import "{meta["template"]}.typ": *\n'
        f"#set document(title: {literal(meta['title'])}, author: {literal(meta['issuer'])}, "
        'description: "Document fictif du corpus d’exemple de levier")\n'
        f"#show: body => gabarit(({fields}), body)\n\n{_render(source.blocks)}\n"
    )
    working = folder / f".{source.path.stem}.typ"
    working.write_text(text, encoding="utf-8")
    try:
        typst.compile(str(working), output=str(target), root=str(folder))
    finally:
        working.unlink()
