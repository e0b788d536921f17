"""Landscape synthesis tables and short notes, made with ReportLab."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    LongTable,
    PageTemplate,
    Paragraph,
    TableStyle,
)

from press.markup import Block, Source, tight

FONTS = Path("/usr/share/fonts/truetype")
INK = colors.HexColor("#1f3a5f")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"\*(.+?)\*")


def _register() -> None:
    for name, file in (
        ("", "Regular"),
        ("-Bold", "Bold"),
        ("-Italic", "Italic"),
        ("-BoldItalic", "BoldItalic"),
    ):
        pdfmetrics.registerFont(TTFont(f"Carlito{name}", str(FONTS / "crosextra" / f"Carlito-{file}.ttf")))
    pdfmetrics.registerFontFamily(
        "Carlito",
        normal="Carlito",
        bold="Carlito-Bold",
        italic="Carlito-Italic",
        boldItalic="Carlito-BoldItalic",
    )


def inline(text: str) -> str:
    """ReportLab mark-up of one sentence."""
    return _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", html.escape(tight(text), quote=False)))


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName="Carlito", fontSize=size, leading=size * 1.25, **more)


def _styles() -> dict[str, ParagraphStyle]:
    return {
        "title": _style("title", 19, textColor=INK, spaceAfter=4),
        "subtitle": _style("subtitle", 11, textColor=colors.HexColor("#555555"), spaceAfter=10),
        "h1": _style("h1", 14, textColor=INK, spaceBefore=12, spaceAfter=6),
        "h2": _style("h2", 12, textColor=INK, spaceBefore=8, spaceAfter=4),
        "p": _style("p", 11.6, alignment=TA_JUSTIFY, spaceAfter=7),
        "item": _style("item", 11, leftIndent=14, bulletIndent=2, spaceAfter=4),
        "cell": _style("cell", 10),
        "head": _style("head", 10.2, textColor=colors.white),
        "note": _style("note", 8, textColor=colors.HexColor("#555555"), spaceBefore=10),
    }


def _table(block: Block, width: float, shares: list[float], styles: dict[str, ParagraphStyle]) -> Flowable:
    rows = [[Paragraph(f"<b>{inline(cell.text)}</b>", styles["head"]) for cell in block.rows[0]]]
    rows += [[Paragraph(inline(cell.text), styles["cell"]) for cell in row] for row in block.rows[1:]]
    total = sum(shares)
    table = LongTable(rows, colWidths=[width * share / total for share in shares], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), INK),
                ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#9aa7b5")),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.HexColor("#f1f4f8")]),
            ]
        )
    )
    return table


def _flow(source: Source, width: float) -> list[Flowable]:
    styles = _styles()
    meta = source.meta
    shares = [float(share) for share in meta.get("columns", "1").split()]
    flow: list[Flowable] = [Paragraph(inline(meta["title"]), styles["title"])]
    flow.append(Paragraph(inline(meta.get("subtitle", "")), styles["subtitle"]))
    for block in source.blocks:
        text = " ".join(inline(sentence.text) for sentence in block.sentences)
        if block.kind == "table":
            given = shares if len(shares) == len(block.rows[0]) else [1.0] * len(block.rows[0])
            flow.append(_table(block, width, given, styles))
        elif block.kind == "heading":
            flow.append(Paragraph(f"<b>{text}</b>", styles[f"h{min(block.level, 2)}"]))
        elif block.kind in {"item", "numbered"}:
            bullet = "•" if block.kind == "item" else f"{block.title}."
            flow.append(Paragraph(text, styles["item"], bulletText=bullet))
        else:
            flow.append(Paragraph(text, styles["p"]))
    flow.append(Paragraph(inline(meta["colophon"]), styles["note"]))
    return flow


def build(source: Source, target: Path) -> None:
    """Typeset one source with ReportLab, landscape when the source says so."""
    _register()
    meta = source.meta
    size = landscape(A4) if meta.get("template") == "landscape" else A4
    margin = 1.6 * cm if meta.get("template") == "landscape" else 2.4 * cm

    def decorate(canvas: Canvas, document: Any) -> None:
        canvas.setFont("Carlito", 8)
        canvas.setFillColor(colors.HexColor("#555555"))
        canvas.drawString(margin, size[1] - 1.1 * cm, tight(meta.get("header", "")))
        canvas.drawString(margin, 0.9 * cm, tight(meta.get("footer", "")))
        canvas.drawRightString(size[0] - margin, 0.9 * cm, f"{document.page}")

    frame = Frame(margin, 1.5 * cm, size[0] - 2 * margin, size[1] - 3.1 * cm, 0, 0, 0, 0)
    document = BaseDocTemplate(
        str(target),
        pagesize=size,
        title=meta["title"],
        author=meta["issuer"],
        subject="Document fictif du corpus d’exemple de levier",
    )
    document.addPageTemplates(PageTemplate("page", [frame], onPage=decorate))
    document.build(_flow(source, size[0] - 2 * margin))
