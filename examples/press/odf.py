"""Flat OpenDocument text, converted by LibreOffice (`soffice --headless`)."""

from __future__ import annotations

import html
import re
import subprocess
import tempfile
from pathlib import Path

import pypdfium2

from press.markup import Block, Sentence, Source, plain, tight

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"\*(.+?)\*")
_SPACES = re.compile(r"\s+")


def inline(text: str) -> str:
    """ODF spans of one sentence."""
    escaped = html.escape(tight(text), quote=False)
    bold = _BOLD.sub(r'<text:span text:style-name="Gras">\1</text:span>', escaped)
    return _ITALIC.sub(r'<text:span text:style-name="Ital">\1</text:span>', bold)


class _Writer:
    """Writes blocks as ODF; keeps the count of footnotes and of tables."""

    def __init__(self, pages: dict[str, int]) -> None:
        self.pages = pages
        self.notes = 0
        self.tables = 0

    def sentence(self, sentence: Sentence) -> str:
        if not sentence.note:
            return inline(sentence.text)
        self.notes += 1
        note = " ".join(inline(part.text) for part in sentence.note)
        return (
            f'{inline(sentence.text)}<text:note text:id="n{self.notes}" text:note-class="footnote">'
            f"<text:note-citation>{self.notes}</text:note-citation><text:note-body>"
            f'<text:p text:style-name="Note">{note}</text:p></text:note-body></text:note>'
        )

    def running(self, block: Block) -> str:
        return " ".join(self.sentence(sentence) for sentence in block.sentences)

    def table(self, block: Block) -> str:
        self.tables += 1
        width = len(block.rows[0])

        def row(cells: list[Sentence], style: str) -> str:
            inner = "".join(
                f'<table:table-cell table:style-name="{style}"><text:p text:style-name="{style}P">'
                f"{inline(cell.text)}</text:p></table:table-cell>"
                for cell in cells
            )
            return f"<table:table-row>{inner}</table:table-row>"

        body = "".join(row(cells, "Cell") for cells in block.rows[1:])
        return (
            f'<table:table table:name="T{self.tables}" table:style-name="Tab">'
            f'<table:table-column table:number-columns-repeated="{width}"/>'
            f"<table:table-header-rows>{row(block.rows[0], 'Head')}</table:table-header-rows>"
            f"{body}</table:table>"
            '<text:p text:style-name="P"/>'
        )

    def toc(self, blocks: list[Block]) -> str:
        lines = ['<text:p text:style-name="TocTitle">SOMMAIRE</text:p>']
        for block in blocks:
            if block.kind == "heading":
                name = block.sentences[0].text
                page = self.pages.get(_key(name), 0)
                lines.append(
                    f'<text:p text:style-name="Toc{block.level}">{inline(name)}<text:tab/>{page}</text:p>'
                )
        return "".join(lines) + '<text:p text:style-name="Break"/>'

    def render(self, blocks: list[Block], style: str = "P") -> str:
        out: list[str] = []
        for block in blocks:
            match block.kind:
                case "heading":
                    out.append(
                        f'<text:h text:style-name="H{block.level}" text:outline-level="{block.level}">'
                        f"{self.running(block)}</text:h>"
                    )
                case "item":
                    out.append(f'<text:p text:style-name="Item">•<text:tab/>{self.running(block)}</text:p>')
                case "numbered":
                    out.append(
                        f'<text:p text:style-name="Item">{block.title}.<text:tab/>'
                        f"{self.running(block)}</text:p>"
                    )
                case "quote":
                    by = f" – {inline(block.title)}" if block.title else ""
                    out.append(f'<text:p text:style-name="Quote">{self.running(block)}{by}</text:p>')
                case "box":
                    out.append(f'<text:p text:style-name="BoxTitle">{inline(block.title)}</text:p>')
                    out.append(self.render(block.children, "Box"))
                case "table":
                    out.append(self.table(block))
                case "toc":
                    out.append(self.toc(blocks))
                case "page":
                    out.append('<text:p text:style-name="Break"/>')
                case "turn":
                    out.append(
                        f'<text:p text:style-name="P"><text:span text:style-name="Gras">{inline(block.title)}'
                        f"</text:span> {self.running(block)}</text:p>"
                    )
                case _:
                    out.append(f'<text:p text:style-name="{style}">{self.running(block)}</text:p>')
        return "".join(out)


def _key(text: str) -> str:
    return _SPACES.sub("", plain(tight(text))).lower()


def _convert(document: str, target: Path) -> None:
    """Run LibreOffice once. Raises RuntimeError when it made no PDF."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        flat = folder / f"{target.stem}.fodt"
        flat.write_text(document, encoding="utf-8")
        command = ["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless"]
        command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", place, str(flat)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        made = flat.with_suffix(".pdf")
        if not made.is_file():
            raise RuntimeError(f"LibreOffice: {done.stdout}{done.stderr}")
        target.write_bytes(made.read_bytes())


def _heading_pages(blocks: list[Block], target: Path, first: int) -> dict[str, int]:
    """Page number of each heading, looked for from the page after the contents on."""
    pdf = pypdfium2.PdfDocument(target)
    texts = [_SPACES.sub("", page.get_textpage().get_text_bounded()).lower() for page in pdf]
    pdf.close()
    found: dict[str, int] = {}
    start = first
    for block in blocks:
        if block.kind == "heading":
            key = _key(block.sentences[0].text)
            hit = next((n for n in range(start, len(texts)) if key[:60] in texts[n]), start)
            found[key] = hit + 1
            start = hit
    return found


def _cover(meta: dict[str, str]) -> str:
    lines = (
        ("CoverIssuer", meta["issuer"]),
        ("CoverOver", meta.get("overline", "")),
        ("CoverTitle", meta["title"]),
        ("CoverSub", meta.get("subtitle", "")),
        ("CoverSub", meta.get("authors", "")),
        ("CoverDay", meta.get("day", "")),
    )
    return "".join(
        f'<text:p text:style-name="{name}">{inline(value)}</text:p>' for name, value in lines if value
    )


def build(source: Source, target: Path, folder: Path) -> None:
    """Typeset one source with LibreOffice; a second pass when there is a table of contents."""
    meta = source.meta
    frame = (folder / f"{meta['template']}.fodt").read_text(encoding="utf-8")
    for name in ("title", "issuer", "header", "footer"):
        frame = frame.replace(f"@{name}@", inline(meta.get(name, "")))

    def document(pages: dict[str, int]) -> str:
        writer = _Writer(pages)
        end = f'<text:p text:style-name="Colophon">{inline(meta["colophon"])}</text:p>'
        return frame.replace("@body@", _cover(meta) + writer.render(source.blocks) + end)

    _convert(document({}), target)
    if any(block.kind == "toc" for block in source.blocks):
        first = 1 + int(meta.get("toc_pages", "1"))  # cover, then the contents
        _convert(document(_heading_pages(source.blocks, target, first)), target)
