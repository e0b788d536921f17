"""One mention when a name and the full reference of the same text stand side by side."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.records import Citation

_NAMING = r"[\s,:()/\"-]*(?:(?:ou|dites?|soit|c'est-à-dire|ci-apres|la|le|l')\s*)*[\s(\"]*"
_BETWEEN = re.compile(_NAMING)
_TITLED = re.compile(
    r"\s(?:relatif|relative|portant|pour|sur|visant|en\sfaveur|tendant|de\sfinances|d'orientation|"
    r"de\smodernisation|confortant)\b[^.;()]{0,190}?"
    r"[\s,]*(?:\(|\bdites?\s|\(dites?\s)[\s\"]*(?:la\s)?"
)


def merge(text: str, found: list[Citation]) -> list[Citation]:
    """One mention when a name and the full reference of the same text stand side by side."""
    out: list[Citation] = []
    for citation in found:
        last = out[-1] if out else None
        if last is None:
            out.append(citation)
            continue
        same = citation.norm_id.split("#")[0] == last.norm_id.split("#")[0]
        if citation.end <= last.end:
            if same and citation.norm_id != last.norm_id and citation.start == last.start:
                out.append(citation)
            continue
        if same and "#" not in citation.norm_id and not citation.norm_id.startswith(("fr:code", "case")):
            between = text[last.end : citation.start][:300]
            if _BETWEEN.fullmatch(between) or _TITLED.fullmatch(between):
                url, shown = (
                    (citation.url or last.url),
                    last.display if "#" in last.norm_id else citation.display,
                )
                doubt = last.doubt and citation.doubt
                out[-1] = replace(last, url=url, display=shown, end=citation.end, doubt=doubt)
                continue
        out.append(citation)
    return out
