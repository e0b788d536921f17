"""Read one passage from left to right: articles with their text, whole texts, decisions, documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.citations import (
    articles,
    before,
    cases,
    display,
    doctrine,
    link,
    paths,
    resolve,
    sources,
    union,
)
from extractors.citations.articles import Article
from extractors.citations.context import CitationContext
from extractors.citations.heads import HEAD_NAMES, STEM, heads
from extractors.citations.merge import merge
from extractors.citations.normalise import article_key, own_code, references
from extractors.citations.patterns import (
    LINK,
    MONTH,
    NO,
    NOT_A_TEXT,
    PRESENT_SELF,
    fold,
)
from extractors.citations.resolve import Paragraph
from extractors.citations.source import Source
from extractors.records import Citation
from taxonomy.norms import level_of

_SENTENCE_END = re.compile(r"[a-z)\"]{2}\.\s+[A-Z]")
_JOINED = re.compile(
    r"\s*(?:,\s*et|,|et|ou|ainsi que|à)?\s*(?:(?:de|à|aux?|du|des|le|la|les|l'|l)(?:\s|(?<=')))*\s*"
)
_NUMBER_START = re.compile(
    r"(?:^|(?<=[\s(\"']))(?P<lead>(?:(?:le|au|du|les|aux|des)\s|l'))?(?P<n>(?<![\d,.])\d{1,4}(?![\d,.]))",
    re.I,
)
_MORE = re.compile(
    rf"\s*(?:,|et|ou|ainsi que)\s*(?:(?:la\sloi\s)?(?=n\s?°\s?\d{{2,4}}-\d)|"
    rf"(?=du\s\d{{1,2}}(?:\s?er)?\s{MONTH}))"
)
_MORE_DATES = re.compile(rf"\s*(?:,|et)\s*(?=\d{{1,2}}(?:\s?er)?\s{MONTH}\s\d{{4}})")


@dataclass(slots=True)
class _Group:
    """An enumeration of articles and the text that it belongs to."""

    start: int
    end: int
    items: list[Article]
    source: Source | None
    explicit: bool


class Reader:
    """Reads one passage from left to right."""

    def __init__(self, text: str, context: CitationContext) -> None:
        self.raw = text
        self.text = fold(text)
        self.taken = dict(context.articles)
        self.paragraph = Paragraph(earlier=context.texts)
        self.found: list[Citation] = []
        self.groups: list[_Group] = []
        self.alone: dict[int, Source] = {}
        self.cited: dict[str, str] = {}
        self.orphans: set[str] = set()  # articles of this passage whose text is not said
        self.own_articles = context.has_own_articles
        self.reached = 0

    def read(self) -> tuple[Citation, ...]:
        """The citations of the passage, in order."""
        pattern = heads()
        pos = 0
        for stem in STEM.finditer(self.raw):
            if stem.start() < pos:
                continue
            match = pattern.match(self.text, stem.start())
            if match is not None:
                pos = max(self._head(match), stem.start() + 1)
                self.reached = pos if self.found or self.groups else 0
        self._emit_groups()
        for source in self.alone.values():
            self.found.append(self._alone(source))
        merged = merge(self.text, sorted(self.found, key=lambda c: (c.start, c.end)))
        return tuple(self._closed(citation) for citation in merged)

    def _closed(self, citation: Citation) -> Citation:
        """Take in the bracket or quote that closes one opened inside, and cut the raw text anew."""
        end = citation.start + len(self.raw[citation.start : citation.end].rstrip())
        for opening, closing in (("«", "»"), ("(", ")")):
            raw = self.raw[citation.start : end]
            if raw.count(opening) > raw.count(closing):
                after = re.compile(rf"\s?{re.escape(closing)}").match(self.raw, end)
                end = after.end() if after else end
        doubt = citation.doubt
        if re.match(r"\d(?!\d)", self.raw[end : end + 2]) and self.raw[end - 1 : end].isdigit():
            note = "Un chiffre suit sans espace : appel de note collé, ou nombre mal lu."
            doubt = f"{doubt} {note}" if doubt else note
        return replace(citation, end=end, raw=self.raw[citation.start : end], doubt=doubt)

    def _head(self, match: re.Match[str]) -> int:
        kind = next(name for name in HEAD_NAMES if match.group(name) is not None)
        pos = match.start()
        if kind == "art":
            return self._articles(pos, match.end())
        if kind == "pref":
            return self._prefixed(pos)
        if kind == "same":
            return self._same_article(match)
        if kind == "celle":
            return self._celle(match)
        if kind == "bare":
            return self._bare(match)
        if kind == "short":
            return self._short(match)
        if kind == "further":
            return self._further_act(match)
        if kind in {"court", "case", "shaped"}:
            return self._decision(kind, pos)
        if kind in {"bofip", "boi", "other"}:
            done = self._document(pos)
            return done if done > pos else self._text(pos)
        return self._text(pos)

    # --- articles --------------------------------------------------------------------------------------

    def _articles(self, pos: int, after: int) -> int:
        text = self.text
        word = text[pos:after].lower()
        plural = word.endswith("s") or (word.startswith("art") and "." in word)
        at = re.compile(r"\s*").match(text, after)
        start = start_of_number = at.end() if at else after
        glued = articles.glued_note(text, start) if start == after and word.endswith(".") else start
        sign = re.compile(rf"(?:{NO})(?=\d|[LRD])").match(text, glued)
        start = sign.end() if sign else glued
        group = self._group(pos, start, plural)
        if group is None:
            return after
        if glued > start_of_number and group.items:
            note = "Appel de note collé au mot « art. » : chiffre ôté."
            group.items[0] = replace(group.items[0], doubts=(*group.items[0].doubts, note))
        return self._place(group)

    def _prefixed(self, pos: int) -> int:
        """A prefixed number without the word "article": a citation when its shape or its text says so."""
        group = self._group(pos, pos, plural=True)
        if group is None:
            return pos
        first = group.items[0]
        printed = self.text[group.items[0].start : group.items[0].start + 12]
        stopped = re.match(r"(?:L\.?\s?O|[LRDA]\.|[LR]\d{3}|L\s\d{3})", printed) is not None
        sure = ("-" in first.number and stopped) or group.explicit
        if not sure and not self._known_bare(first):
            return pos
        if re.match(r"(?:D|R|L|A)\.?\s(?:19|20)\d\d(?![-\d])", printed) and not group.explicit:
            return pos  # "D. 2014, p. 12": a journal
        return self._place(group)

    def _known_bare(self, article: Article) -> bool:
        return article_key(article) in self.taken or any(
            resolve.fits(article, s) and s.family == "code" for s in self.paragraph.sources
        )

    def _group(self, pos: int, start: int, plural: bool) -> _Group | None:
        """Read the enumeration at start, then the text named after it; the text decides how it is read."""
        items, end = articles.read_list(self.text, start, "plain", plural)
        nearby = resolve.adjacent(self.text, pos, self.paragraph)
        if not items:
            return None
        source = self._text_after(end)
        for mode in ("cgi", "eu"):
            if source is not None or nearby is not None:
                break
            other, other_end = articles.read_list(self.text, start, mode, plural)
            after = self._text_after(other_end) if other else None
            if after is not None and after.mode == mode:
                items, end, source = other, other_end, after
        chosen = source or nearby or self.paragraph.last()
        if chosen is not None and chosen.mode != "plain" and not items[0].prefix:
            other, other_end = articles.read_list(self.text, start, chosen.mode, plural)
            if other and (source is None or self._text_after(other_end) is not None):
                items, end = other, other_end
                source = self._text_after(end) if source is not None else None
        if source is None and not items[0].prefix and self._of_no_text(pos, end):
            return None
        return self._finish(pos, end, items, source, nearby)

    def _of_no_text(self, pos: int, end: int) -> bool:
        """An article of statutes or of a contract, of "the present code", or the heading of an article."""
        if NOT_A_TEXT.match(self.text, end) or PRESENT_SELF.match(self.text, end):
            return True
        return not self.text[:pos].strip(" -•*→") and self.text[pos : pos + 1].isupper()

    def _finish(
        self, pos: int, end: int, items: list[Article], source: Source | None, nearby: Source | None
    ) -> _Group:
        steps, start = before.read_before(self.text, pos)
        if steps:
            outer = items[0].paths or ((),)
            items[0] = replace(items[0], paths=tuple((*o, *inner) for o in outer for inner in steps))
        if source is not None:
            end = source.end
            if len(items) == 1 and not items[0].paths:
                after, after_end = paths.read_path_after_text(self.text, end)
                if after:
                    items[0], end = replace(items[0], paths=after), after_end
        elif nearby is not None:
            self.alone.pop(nearby.start, None)
            return _Group(start, end, items, nearby, True)
        return _Group(start, end, items, source, source is not None)

    def _text_after(self, end: int) -> Source | None:
        """The text named just after an enumeration: "du CGI", "(code du travail)", "de la même loi"."""
        text = self.text
        if PRESENT_SELF.match(text, end):
            return None
        lead = re.compile(r"\s*[,(]?\s*").match(text, end)
        at = lead.end() if lead else end
        known = resolve.anaphora(text, at, self.paragraph)
        if known is not None:
            return known
        joined = LINK.match(text, end)
        stop = joined.end() if joined else end
        source = sources.read(text, stop) or resolve.by_year(text, stop, self.paragraph)
        if source is None:
            source = resolve.that_one(text, stop, self.paragraph)
        if source is None:
            return resolve.definite(text, end, self.paragraph)
        return resolve.numbered(source, self.paragraph)

    def _place(self, group: _Group) -> int:
        if group.source is not None:
            self.paragraph.remember(replace(group.source, end=group.end, inherited=False))
            self._give_back(group)
        self.groups.append(group)
        return group.end

    def _give_back(self, group: _Group) -> None:
        """ "l'article 200 et le 1 de l'article 238 bis du CGI": the text named last serves both."""
        if not self.groups or group.source is None or group.source.inherited:
            return
        last = self.groups[-1]
        between = self.text[last.end : group.start]
        if last.source is not None or len(between) > 60 or _JOINED.fullmatch(between) is None:
            return
        if all(resolve.fits(item, group.source) for item in last.items):
            last.source = replace(group.source, inherited=True)

    def _same_article(self, match: re.Match[str]) -> int:
        """ "dudit article", "le même article": the last article of the paragraph."""
        steps, start = before.read_before(self.text, match.start("noun"))
        start = min(start, match.start())
        if not self.groups or (not steps and match.group().lower().endswith("cet article")):
            return match.end()
        last = self.groups[-1]
        if len(last.items) != 1 or (last.source is None and not last.items[0].prefix):
            return match.end()
        item = replace(last.items[0], start=start, end=match.end(), paths=steps, open=False, last=None)
        source = replace(last.source, inherited=True) if last.source else None
        self.groups.append(_Group(start, match.end(), [item], source, False))
        return match.end()

    def _emit_groups(self) -> None:
        seen = Paragraph()
        pending = sorted([(s.start, s) for s in self.paragraph.sources], key=lambda pair: pair[0])
        upto = 0
        for group, later in zip(self.groups, self._later_sources(), strict=True):
            while upto < len(pending) and pending[upto][0] < group.start:
                seen.remember(pending[upto][1])
                upto += 1
            self._emit(group, seen, later)

    def _later_sources(self) -> list[Source | None]:
        """For each group, the text of a later article of its sentence: "art. 26, art. 28 du RGPD"."""
        out: list[Source | None] = []
        following: _Group | None = None
        for group in reversed(self.groups):
            source = None
            if following is not None and following.start - group.end < 400:
                between = self.text[group.end : following.start]
                if _SENTENCE_END.search(between) is None and following.source is not None:
                    doubt = "Texte nommé plus loin dans la phrase."
                    source = replace(following.source, inherited=True, doubt=doubt)
            out.append(source)
            if group.explicit and group.source is not None and "?" not in group.source.base:
                following = group
        return out[::-1]

    def _emit(self, group: _Group, seen: Paragraph, later: Source | None) -> None:
        count = len(group.items)
        for index, item in enumerate(group.items):
            source = group.source or self._inherited(item, seen, later)
            if source is None:
                self.orphans.add(article_key(item))
                continue
            if group.explicit and "?" not in source.base:
                self.cited[article_key(item)] = source.base
            start = group.start if index == 0 else item.start
            end = group.end if index == count - 1 else item.end
            for ref in references(item, source):
                doubt = " ".join(d for d in (source.doubt, ref.doubt) if d) or None
                self.found.append(
                    Citation(
                        raw=self.raw[start:end].strip(),
                        norm_id=ref.norm_id,
                        display=display.reference(ref, source),
                        start=start,
                        end=end,
                        url=link.url(ref.norm_id, source.date),
                        level=level_of(ref.norm_id),
                        doubt=doubt,
                        equivalent=ref.equivalent,
                        inherited=source.inherited or group.source is None,
                    )
                )

    def _inherited(self, item: Article, seen: Paragraph, later: Source | None) -> Source | None:
        """The text of an article that names none. One that had none stays so: "auxdits articles 21 et 22"."""
        if article_key(item) in self.orphans:
            return None
        return resolve.inherit(item, self.text, seen, self.cited, self.taken, later, self.own_articles)

    # --- whole texts, decisions, documents ---------------------------------------------------------------

    def _text(self, pos: int) -> int:
        known = resolve.anaphora(self.text, pos, self.paragraph)
        source = known or sources.read(self.text, pos) or resolve.by_year(self.text, pos, self.paragraph)
        if source is None:
            return pos
        source = resolve.numbered(source, self.paragraph)
        if source.family != "national" and self._numbers_before(source):
            return source.end
        self.paragraph.remember(source)
        if source.family != "code" and source.family != "treaty":
            self.alone[source.start] = source
        return self._more_numbers(source)

    def _numbers_before(self, source: Source) -> bool:
        """ "le 261 B du CGI", "107 TFUE": a number without the word "article", just before its text."""
        low = max(self.reached, source.start - 40)
        window = self.text[low : source.start]
        for match in _NUMBER_START.finditer(window):
            pos = low + match.start("n")
            items, end = articles.read_list(self.text, pos, source.mode, True)
            joined = LINK.match(self.text, end) if items else None
            if joined is None or joined.end() != source.start or not resolve.fits(items[0], source):
                continue
            strong = source.family == "treaty" or not items[0].number.isdigit()
            if not (strong or match.group("lead")):
                continue
            self._place(self._finish(pos, end, items, source, None))
            return True
        return False

    def _celle(self, match: re.Match[str]) -> int:
        """ "celle du 31 juillet 2014": the noun is that of the last national text."""
        return self._further(resolve.that_one(self.text, match.start(), self.paragraph)) or match.end()

    def _further(self, source: Source | None) -> int | None:
        if source is None:
            return None
        source = resolve.numbered(source, self.paragraph)
        self.paragraph.remember(source)
        self.alone[source.start] = source
        return self._more_numbers(source)

    def _further_act(self, match: re.Match[str]) -> int:
        """ "les directives 2014/24/UE et 2014/25/UE": the noun is that of the last act of the Union."""
        last = next((s for s in reversed(self.paragraph.sources) if s.family == "act"), None)
        further = union.read_further(self.text, match.start(), last.kind) if last is not None else None
        if further is None:
            return match.start()
        self.paragraph.remember(further)
        self.alone[further.start] = further
        return further.end

    def _bare(self, match: re.Match[str]) -> int:
        """ "le 261 B" alone: a citation only of an article already cited, or that gives its text away."""
        pos = match.start()
        if not re.search(r"(?:\b(?:[lL]e|[aA]u|[dD]u)\s|l')$", self.text[max(0, pos - 4) : pos]):
            return pos
        items, end = articles.read_list(self.text, pos, "cgi", False)
        if not items or self._text_after(end) is not None:
            return pos  # read from its text, which follows
        key = article_key(items[0])
        cited = key in self.taken or any(article_key(i) == key for g in self.groups for i in g.items)
        if not cited and own_code(items[0]) is None:
            return pos
        return self._place(self._finish(pos, end, items, None, None))

    def _short(self, match: re.Match[str]) -> int:
        """ "(6.1.f)" after an act of the Union was named."""
        last = self.paragraph.last()
        if last is None or last.mode != "eu" or last.family != "act":
            return match.end()
        items, end = articles.read_list(self.text, match.start("short"), "eu", False)
        if items and items[0].paths:
            self.groups.append(_Group(match.start("short"), end, items, replace(last, inherited=True), False))
            return end
        return match.end()

    def _more_numbers(self, source: Source) -> int:
        """ "les lois n° 2000-321 et n° 2014-856": the noun serves them all."""
        plural = re.match(r"[a-z]+s\s", self.text[source.start : source.start + 40], re.I) is not None
        while source.family == "national" and source.kind in {"loi", "ord", "dec", "arr"}:
            more = _MORE.match(self.text, source.end)
            if more is None and plural:
                more = _MORE_DATES.match(self.text, source.end)
            noun = resolve.NOUN_OF[source.kind]
            following = resolve.renamed(self.text, noun, more.end()) if more is not None else None
            if following is None:
                break
            source = resolve.numbered(following, self.paragraph)
            self.paragraph.remember(source)
            self.alone[source.start] = source
        return source.end

    def _alone(self, source: Source) -> Citation:
        return Citation(
            raw=self.raw[source.start : source.end],
            norm_id=source.base,
            display=source.display,
            start=source.start,
            end=source.end,
            url=link.url(source.base, source.date),
            level=level_of(source.base),
            doubt=source.doubt,
            inherited=source.inherited,
        )

    def _decision(self, kind: str, pos: int) -> int:
        reader = {"court": cases.read_court, "case": cases.read_name, "shaped": cases.read_shaped}[kind]
        decision = reader(self.text, pos)
        if decision is None:
            return self._text(pos) if kind != "shaped" else pos
        end = decision.end
        while decision is not None:
            self.found.append(self._other(decision))
            end = decision.end
            decision = cases.read_more(self.text, decision)
        return end

    def _document(self, pos: int) -> int:
        document = (
            doctrine.read_bofip(self.text, pos)
            or doctrine.read_old_boi(self.text, pos)
            or doctrine.read_other(self.text, pos)
        )
        if document is None:
            return pos
        self.found.append(self._other(document))
        return document.end

    def _other(self, item: cases.Decision | doctrine.Document) -> Citation:
        return Citation(
            raw=self.raw[item.start : item.end],
            norm_id=item.norm_id,
            display=item.display,
            start=item.start,
            end=item.end,
            url=link.url(item.norm_id),
            level=level_of(item.norm_id),
            doubt=item.doubt,
        )
