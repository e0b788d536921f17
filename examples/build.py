"""Rebuild the example corpus: `python examples/build.py [part of a name …]`.

Needs the test extras (WeasyPrint, Typst, ReportLab) and LibreOffice (`soffice`) for the documents
whose source says `engine: odt`. Without arguments everything is made, `gold.jsonl` included.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from press import html, odf, scan, table, typ  # noqa: E402
from press.marks import gold  # noqa: E402
from press.markup import Source, read_source  # noqa: E402

SOURCES = HERE / "sources"
COLOPHON = "Document fictif : personnes, organismes, lieux et chiffres inventés, textes de droit réels."


def codes() -> dict[str, str]:
    """Leaf of each typical obstacle, from `sources/cles.tsv`."""
    lines = (SOURCES / "cles.tsv").read_text(encoding="utf-8").splitlines()
    return {key: code for key, code in (line.split("\t") for line in lines)}


def typeset(source: Source, target: Path) -> None:
    """Make one PDF. Raises ValueError for an unknown engine."""
    match source.meta["engine"]:
        case "html":
            html.build(source, target, SOURCES / "styles")
        case "typst":
            typ.build(source, target, SOURCES / "typst")
        case "odt":
            odf.build(source, target, SOURCES / "styles")
        case "reportlab":
            table.build(source, target)
        case "scan":
            with tempfile.TemporaryDirectory() as place:
                clean = Path(place) / "page.pdf"
                typ.build(source, clean, SOURCES / "typst")
                scan.scan(clean, target, source.meta["file"])
        case other:
            raise ValueError(f"{source.path.name}: unknown engine {other}")


def write_sidecar(source: Source, target: Path) -> None:
    """NAME.pdf.yaml for the documents that do not say these things themselves."""
    meta = source.meta
    fields = {
        "titre": meta["title"],
        "emetteur": meta["issuer"],
        "nature": {"study": "étude", "guide": "guide", "contribution": "contribution"}.get(
            meta["kind"], "autre"
        ),
        "type_emetteur": meta["issuer_type"],
        "date": meta["date"],
        "langue": "fr",
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    target.with_name(target.name + ".yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(wanted: list[str]) -> None:
    """Make the documents whose source name holds one of the words, or all of them."""
    known = codes()
    lines: list[str] = []
    for path in sorted((SOURCES / "textes").glob("*.txt")):
        source = read_source(path)
        source.meta.setdefault("colophon", COLOPHON)
        line = gold(source, known)
        if source.meta.get("gold") == "yes":
            lines.append(json.dumps(line, ensure_ascii=False))
        if wanted and not any(word in path.name for word in wanted):
            continue
        target = HERE / "pdf" / source.meta["file"]
        typeset(source, target)
        if source.meta.get("sidecar") == "yes":
            write_sidecar(source, target)
        print(f"{target.name}: {target.stat().st_size // 1024} Ko")
    (HERE / "gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
