"""The title: what stands out on the first page, checked against the PDF's own data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import fuzz

from extractors.description.cover import Cover
from extractors.description.cues import cues
from extractors.description.issuers import is_name_alone
from extractors.description.plain import plain
from extractors.records import Found, Passage, PassageKind

_SUBJECT = re.compile(r"^objet\s*:\s*(.{8,200})$", re.IGNORECASE)


def title_of(
    cover: Cover,
    declared: str | None,
    printed: str,
    passages: Sequence[Passage],
    names: frozenset[str],
    path: Path,
) -> Found | None:
    """The title and how it was found.

    declared: title of the PDF's data; printed: text of the first page; names: plain texts that are no title
    """
    shown = cover.title.text if cover.title else None
    if declared and _is_printed(declared, printed):
        # Printed as declared: the data tells where the title ends, whatever its lines look like.
        if shown is None or fuzz.ratio(plain(shown), plain(declared)) >= 90:
            return Found(shown or declared, "layout")
        if len(plain(declared)) >= 0.6 * len(plain(shown)) or plain(declared) in plain(shown):
            return Found(declared, "pdf data")
    if shown and plain(shown) not in names and len(re.findall(r"[^\W\d_]", shown)) >= 5:
        return Found(_calm(shown), "layout")
    for passage in passages[:14]:
        subject = _SUBJECT.match(passage.text)
        if subject is not None:
            return Found(subject[1][:1].upper() + subject[1][1:].rstrip(" ."), "text")
    if declared:
        return Found(declared, "pdf data")
    for passage in passages[:14]:
        if passage.kind is PassageKind.HEADING and len(passage.text) > 5 and not is_name_alone(passage.text):
            flat = plain(passage.text)
            if flat not in names and not cues().not_a_title.fullmatch(flat):
                return Found(_calm(passage.text), "layout")
    named = _from_file_name(path)
    return Found(named, "file name") if named else None


def _is_printed(declared: str, printed: str) -> bool:
    words = plain(declared).split()
    if len(words) < 2:
        return False
    shown = set(re.findall(r"\w+", plain(printed)))
    asked = re.findall(r"\w+", " ".join(words))
    if len(asked) > 4 and sum(word in shown for word in asked) >= 0.95 * len(asked):
        return True  # in whatever order the pieces of the cover were read
    return fuzz.partial_ratio(" ".join(words), plain(printed), score_cutoff=88) >= 88


def _calm(text: str) -> str:
    """Without what a layout adds: doubled spaces, letters set apart, a closing full stop or dash."""
    text = " ".join(text.split())
    if re.fullmatch(r"(?:\S ){4,}\S", text):  # letter-spaced
        text = text.replace(" ", "")
    return re.sub(r"\s*[–—-]$", "", text)


def _from_file_name(path: Path) -> str | None:
    name = re.sub(r"[_+]+|%20", " ", path.stem)
    if " " not in name:
        name = name.replace("-", " ")
    name = re.sub(
        r"(?:^|\s)(?:v\d[\d.]*|vf|vdef|def|final|copie|\(\d+\))(?=\s|$)", "", name, flags=re.IGNORECASE
    )
    name = " ".join(name.split())
    return name if re.search(r"[^\W\d_]{3}", name) else None
