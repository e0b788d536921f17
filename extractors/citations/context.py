"""What earlier passages of a document have established about its citations."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.citations.dates import to_date
from extractors.citations.patterns import (
    DATE,
    fold,
)
from extractors.records import Citation

_REMEMBERED = frozenset({"loi", "lo", "lc", "ord", "dec", "dl", "arr", "circ", "reg", "dir"})

# A passage that opens with an article of its own: "Article 12", "Art. 3. – Durée", "ARTICLE 4 : siège".
_OWN_ARTICLE = re.compile(r"\s*(?:Art(?:icle|\.)|ARTICLE)\s(?:n°\s?)?(?P<n>\d{1,4})(?:-\d{1,3})*(?!\d)")
_FEW = 3  # one or two such openings may be quotations; a code, statutes or a contract has more


@dataclass(frozen=True, slots=True)
class CitationContext:
    """What earlier passages of the same document have established.

    articles: article key → base of its text, when their text was printed ("L8241-1" → "fr:code:travail")
    texts:    base and ISO date ("" when unknown) of the texts named so far, oldest first
    headings: passages that opened with the next article of the document itself
    heading:  number of the last of them
    """

    articles: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    headings: int = 0
    heading: int = 0

    @property
    def has_own_articles(self) -> bool:
        """The document is itself made of articles: a bare "article 12" may be its own."""
        return self.headings >= _FEW

    def after(self, citations: tuple[Citation, ...], text: str = "") -> CitationContext:
        """The context for the next passage; `text` is the passage that was read."""
        opening = _OWN_ARTICLE.match(text)
        own = opening is not None and not any(c.start < opening.end() for c in citations)
        if own and opening is not None:  # numbered one after the other: a list of quoted articles is not
            number = int(opening.group("n"))
            follows = number in {self.heading, self.heading + 1}
            return replace(self, headings=self.headings + follows, heading=number)._after(citations)
        return self._after(citations)

    def _after(self, citations: tuple[Citation, ...]) -> CitationContext:
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
        return replace(self, articles=tuple(known.items()), texts=tuple(texts))
