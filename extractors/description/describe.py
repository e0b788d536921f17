"""What a document says of itself. Start here.

Sources, in this order: the sidecar, the layout of the first pages, the running lines, the text, the PDF's
own data, the name of the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from extractors.description import pdf_data
from extractors.description.cover import Cover, PrintedLine, continues, cover_of
from extractors.description.dates import dates_in, pdf_date
from extractors.description.issuers import is_name_alone, issuer_of
from extractors.description.kinds import issuer_type_of, kind_of
from extractors.description.language import language_of
from extractors.description.plain import plain
from extractors.description.sidecar import sidecar_of
from extractors.description.titles import title_of
from extractors.records import RUNNING_TEXT, Description, Found, Page, Passage, PassageKind

_FIRST_PAGES = 3
_PAGE_NUMBER = re.compile(r"\s*[–—|-]?\s*(?:\bp\.|\bpage)\s*\d+(?:\s*(?:/|sur)\s*\d+)?$", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r"(?:^|\s)[–—|-]?\s?\d{1,3}(?:\s?/\s?\d{1,3})?$")
_COUNTS = re.compile(  # words before a number that is no page number
    r"(?:\bn ?°|\bno|\bversion|\btome|\bvol(?:ume)?\.?|\bcahier|\bfiche|\bpartie)\s*$"
)
_RUNNING = {PassageKind.HEADER, PassageKind.FOOTER}


def describe(
    path: Path,
    pages: Sequence[Page],
    passages: Sequence[Passage],
    pdf_info: Mapping[str, str],
    first_lines: Sequence[Sequence[PrintedLine]],
) -> Description:
    """The description alone; see `describe_with_remarks`."""
    return describe_with_remarks(path, pages, passages, pdf_info, first_lines)[0]


def describe_with_remarks(
    path: Path,
    pages: Sequence[Page],
    passages: Sequence[Passage],
    pdf_info: Mapping[str, str],
    first_lines: Sequence[Sequence[PrintedLine]],
) -> tuple[Description, tuple[str, ...]]:
    """Title, issuer, kind, type of issuer, date and language, each with the way it was found.

    pdf_info:    the PDF's own data ("Title", "Author", "CreationDate" …)
    first_lines: printed lines of the first pages, with their type; two or three pages are enough
    The remarks are French and tell of a sidecar that could not be used. Never raises on odd input.
    """
    told = sidecar_of(path)
    running = _running(passages)
    cover = cover_of(first_lines, frozenset(map(plain, running)), is_name_alone)
    texts = [p.text for p in passages if p.kind in RUNNING_TEXT and p.page <= _FIRST_PAGES]
    headings = [p.text for p in passages if p.kind is PassageKind.HEADING]
    printed = " ".join(line.text for page in first_lines[:1] for line in page)
    author = pdf_data.author_of(pdf_info)
    names = frozenset(plain(name) for name in (author, *running) if name)
    title = title_of(
        cover, pdf_data.title_of(pdf_info), printed, passages, names - _title_like(cover, running), path
    )
    ends = [p.text for p in passages if p.kind in RUNNING_TEXT][-6:]
    issuer = issuer_of(title.value if title else None, cover, running, author, texts, ends)
    said = [printed, *running, *texts]
    issuer_type = issuer_type_of(told.values.get("issuer") or (issuer.value if issuer else None), texts, said)
    kind = kind_of(
        told.values.get("title") or (title.value if title else ""),
        cover.lines, running, headings, texts, issuer_type.value if issuer_type else None,
    )  # fmt: skip
    language = language_of(p.text for p in passages)
    found = {
        "title": title,
        "issuer": issuer,
        "kind": kind,
        "issuer_type": issuer_type,
        "published_on": _date(cover, running, title.value if title else "", texts, ends, pdf_info, path),
        "language": Found(language, "text") if language else None,
    }
    found |= {name: Found(value, "sidecar") for name, value in told.values.items()}
    return Description(**found), told.remarks


def _running(passages: Sequence[Passage]) -> list[str]:
    """Headers and footers without page numbers, most frequent first; two lines of one phrase joined."""
    counts: Counter[str] = Counter()
    last: Passage | None = None
    text = ""
    for passage in passages:
        if passage.kind not in _RUNNING:
            continue
        goes_on = last is not None and (last.page, last.kind) == (passage.page, passage.kind)
        if goes_on and continues(text, passage.text):
            text = f"{text} {passage.text}"
        else:
            counts[_without_number(text)] += 1
            text = passage.text
        last = passage
    counts[_without_number(text)] += 1
    return [line for line, _ in counts.most_common(8) if len(line) > 3]


def _without_number(text: str) -> str:
    text = _PAGE_NUMBER.sub("", " ".join(text.split()))
    number = _NUMBER_AFTER.search(text)
    if number is not None and not _COUNTS.search(plain(text[: number.start()])):
        text = text[: number.start()]
    if _is_date(text):
        return text
    return text.rstrip(" –—-|•·").lstrip("0123456789/ ") or text


def _is_date(text: str) -> bool:
    return any(True for _ in dates_in(text))


def _title_like(cover: Cover, running: Sequence[str]) -> frozenset[str]:
    """A running line that repeats the title is no name."""
    shown = plain(cover.title.text) if cover.title else ""
    return frozenset(plain(line) for line in running if shown and plain(line) in shown)


def _date(
    cover: Cover, running: Sequence[str], title: str, texts: Sequence[str], ends: Sequence[str],
    pdf_info: Mapping[str, str], path: Path,
) -> Found | None:  # fmt: skip
    """The date of issue; of two that agree, the more precise one."""
    lines = [(line, "layout", 2.0) for line in cover.lines] + [
        (line, "running lines", 1.6) for line in running
    ]
    lines += [(title, "layout", 0.6)]
    lines += [(text[:300], "text", 0.0) for text in (*texts[:25], *ends)]
    votes: list[tuple[float, str, str]] = []
    for line, how, weight in lines:
        for dated in dates_in(line):
            alone = len(line) < 90
            if how == "text" and not dated.published:
                continue
            score = (
                weight + (1.5 if dated.published else 0.0) + 0.35 * dated.precision + (0.3 if alone else 0.0)
            ) - (2.0 if dated.sent else 0.0)
            votes.append((score, dated.iso, how))
    if votes:
        top = max(votes, key=lambda vote: vote[0])
        finer = [vote for vote in votes if vote[1].startswith(top[1])]
        best = max(finer, key=lambda vote: (len(vote[1]), vote[0]))
        return Found(best[1], best[2])
    for key in ("CreationDate", "ModDate"):
        made = pdf_date(pdf_info.get(key) or "")
        if made:
            return Found(made, "pdf data")
    named = max(dates_in(path.stem.replace("_", "-")), key=lambda dated: dated.precision, default=None)
    return Found(named.iso, "file name") if named else None
