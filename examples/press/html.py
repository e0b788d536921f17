"""HTML for WeasyPrint."""

from __future__ import annotations

import html
import re
from pathlib import Path

from weasyprint import CSS, HTML

from press.markup import Block, Sentence, Source, tight

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"\*(.+?)\*")


def inline(text: str) -> str:
    """Escape a sentence and turn its marks into tags."""
    escaped = html.escape(tight(text), quote=False)
    return _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", escaped))


def _sentence(sentence: Sentence) -> str:
    note = " ".join(inline(part.text) for part in sentence.note)
    return inline(sentence.text) + (f'<span class="note">{note}</span>' if note else "")


def _running(block: Block) -> str:
    return " ".join(_sentence(sentence) for sentence in block.sentences)


def _table(block: Block) -> str:
    head = "".join(f"<th>{inline(cell.text)}</th>" for cell in block.rows[0])
    rows = "".join(
        "<tr>" + "".join(f"<td>{inline(cell.text)}</td>" for cell in row) + "</tr>" for row in block.rows[1:]
    )
    return f'<table class="c{len(block.rows[0])}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _chart(block: Block) -> str:
    bars = []
    for sentence in block.sentences:
        label, _, value = sentence.text.rpartition(";")
        share = value.strip()
        bars.append(
            f'<div class="bar"><span class="label">{inline(label.strip())}</span>'
            f'<span class="track"><i style="width:{int(share) * 0.8}%"></i><b>{share}\u00a0%</b></span></div>'
        )
    return f'<figure class="chart"><figcaption>{inline(block.title)}</figcaption>{"".join(bars)}</figure>'


def _toc(blocks: list[Block]) -> str:
    rows = [
        f'<li class="l{block.level}"><a href="#h{number}">{inline(block.sentences[0].text)}</a></li>'
        for number, block in enumerate(blocks)
        if block.kind == "heading" and block.level < 3
    ]
    return f'<nav class="toc"><p class="toctitle">Sommaire</p><ul>{"".join(rows)}</ul></nav>'


def _render(blocks: list[Block], top: bool = True) -> str:
    out: list[str] = []
    count = 0
    for number, block in enumerate(blocks):
        match block.kind:
            case "heading":
                identity = f' id="h{number}"' if top else ""
                out.append(f"<h{block.level}{identity}>{_running(block)}</h{block.level}>")
            case "item":
                out.append(f'<div class="item"><span class="mark"></span>{_running(block)}</div>')
            case "numbered":
                out.append(
                    f'<div class="item"><span class="num">{block.title}.</span>{_running(block)}</div>'
                )
            case "para":
                count += 1
                out.append(f'<p class="para"><span class="parano">{count}</span>{_running(block)}</p>')
            case "quote":
                by = f'<span class="by">{inline(block.title)}</span>' if block.title else ""
                out.append(f"<blockquote>{_running(block)}{by}</blockquote>")
            case "box":
                kind = "attention" if block.title.startswith("Attention") else "bon"
                out.append(f'<aside class="{kind}"><p class="boxtitle">{inline(block.title)}</p>')
                out.append(_render(block.children, top=False) + "</aside>")
            case "table":
                out.append(_table(block))
            case "chart":
                out.append(_chart(block))
            case "toc":  # outside the columns of the body: see build()
                continue
            case "page":
                out.append('<div class="break"></div>')
            case _:
                out.append(f"<p>{_running(block)}</p>")
    return "\n".join(out)


def _cover(meta: dict[str, str]) -> str:
    lines = (
        ("issuer", meta["issuer"]),
        ("genre", meta.get("overline", "")),
        ("title", meta["title"]),
        ("subtitle", meta.get("subtitle", "")),
        ("authors", meta.get("authors", "")),
        ("day", meta.get("day", "")),
    )
    inner = "".join(f'<p class="{name}">{inline(value)}</p>' for name, value in lines if value)
    return f'<section class="cover">{inner}</section>'


def build(source: Source, target: Path, styles: Path) -> None:
    """Typeset one source with WeasyPrint. The style sheet is `styles/<template>.css`."""
    meta = source.meta
    contents = _toc(source.blocks) if any(block.kind == "toc" for block in source.blocks) else ""
    body = f"""<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>{html.escape(meta["title"])}</title><meta name="author" content="{html.escape(meta["issuer"])}">
<meta name="description" content="Document fictif du corpus d’exemple de levier"></head>
<body><div class="runhead">{inline(meta.get("header", ""))}</div>
<div class="runfoot">{inline(meta.get("footer", ""))}</div>
{_cover(meta)}{contents}<main>{_render(source.blocks)}
<p class="colophon">{inline(meta["colophon"])}</p></main></body></html>"""
    sheets = [CSS(styles / "common.css"), CSS(styles / f"{meta['template']}.css")]
    HTML(string=body).write_pdf(target, stylesheets=sheets)
