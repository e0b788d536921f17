"""Read the mention of a text: a code, a treaty, a law or another national act, an act of the Union."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.citations.codes import read_accounting, read_annex, read_code, read_treaty
from extractors.citations.identify import by_id, source_of
from extractors.citations.national import read_acronym, read_national
from extractors.citations.source import KIND_NAMES, Source
from extractors.citations.union import act_source, read_union
from taxonomy import norms


def read(text: str, pos: int, *, linked: bool = True) -> Source | None:
    """Read the text named at pos, if one is. `text` is folded.

    linked: a preposition joins it to what stands before, so a plain alias ("loi ESS") is enough
    """
    article = re.compile(r"(?:l'|la |le |les )?").match(text, pos)
    start = article.end() if article is not None else pos
    return (
        read_annex(text, start)
        or read_code(text, start)
        or read_treaty(text, start)
        or read_accounting(text, start)
        or read_union(text, start)
        or read_acronym(text, start)
        or read_national(text, start)
    )


def from_base(base: str, start: int = 0, end: int = 0, *, doubt: str | None = None) -> Source:
    """The text of a norm id without article, as an inherited mention."""
    table = norms.load()
    _, kind, *rest = base.split(":", 2)
    key = rest[0] if rest else ""
    if base.startswith("fr:code:") and key in table.codes:
        code = table.codes[key]
        return Source(start, end, base, "code", key, code.display, code.numbering, doubt, inherited=True)
    if base in table.treaties:
        return Source(
            start, end, base, "treaty", base, table.treaties[base].display, doubt=doubt, inherited=True
        )
    if base.startswith("eu:"):
        return replace(act_source(start, end, kind, key, None, doubt), inherited=True)
    if base in by_id():
        return replace(source_of(by_id()[base], start, end, doubt), inherited=True)
    display = f"{KIND_NAMES.get(kind, kind)} n° {key}"
    return Source(start, end, base, "national", kind, display, doubt=doubt, inherited=True)


def year_of(base: str) -> int | None:
    """The year of a national text, from the table or its number."""
    known = by_id().get(base)
    if known is not None:
        return known.date.year
    match = re.match(r"fr:\w+:(\d{4}|\d{2})-\d", base)
    if match is None:
        return None
    year = int(match.group(1))
    return year if year > 100 else 1900 + year
