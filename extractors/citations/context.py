"""What earlier passages of a document have established about its citations."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.citations.dates import to_date
from extractors.citations.patterns import (
    DATE,
    fold,
)
from extractors.records import Citation

_REMEMBERED = frozenset({"loi", "lo", "lc", "ord", "dec", "dl", "arr", "circ", "reg", "dir"})


@dataclass(frozen=True, slots=True)
class CitationContext:
    """What earlier passages of the same document have established.

    articles: article key → base of its text, when their text was printed ("L8241-1" → "fr:code:travail")
    texts:    base and ISO date ("" when unknown) of the texts named so far, oldest first
    """

    articles: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    def after(self, citations: tuple[Citation, ...]) -> CitationContext:
        """The context for the next passage."""
        if not citations:
            return self
        known, texts = dict(self.articles), list(self.texts)
        for citation in citations:
            base = citation.norm_id.split("#")[0]
            if citation.inherited or citation.doubt or base.startswith("case:"):
                continue
            day = ""
            if base.startswith("fr:code:"):
                base, _, key = base.rpartition(":")
                known[key] = base
            else:
                if base.split(":")[1] not in _REMEMBERED:
                    continue
                path = citation.norm_id.partition("#")[2]
                if path:
                    known[path.split("/")[0].split("#")[0]] = base
                printed = DATE.search(fold(citation.display))
                found = to_date(printed) if printed else None
                day = found.isoformat() if found else ""
            texts = [text for text in texts if text[0] != base] + [(base, day)]
        return CitationContext(tuple(known.items()), tuple(texts))
