"""French short form of a norm: "C. trav., art. L. 8241-3", "CGI, art. 261, 7, 1°, b"."""

from __future__ import annotations

import re

from extractors.citations.normalise import Reference
from extractors.citations.patterns import LATIN_ADVERBS
from extractors.citations.source import Source

_LATIN = "|".join(sorted(set(LATIN_ADVERBS.split()), key=len, reverse=True))


def reference(ref: Reference, source: Source) -> str:
    """The short form of an article of a text."""
    word = "anc. art." if ref.old else "art."
    number = article_number(ref.key)
    if ref.last is not None:
        number += f" à {article_number(ref.last)}"
    if ref.open:
        number += " et s."
    path = "".join(f", {step(part)}" for part in ref.path)
    text = source.display if "?" not in source.base else ""
    head = f"{text}, {word}" if text else word
    tail = f" ({ref.equivalent.rsplit(':', 1)[1]})" if ref.equivalent else ""
    if "?" in source.base:
        tail = " (texte à résoudre)"
    return f"{head} {number}{path}{tail}"


def article_number(key: str) -> str:
    """ "L8241-3" → "L. 8241-3"; "238-bis" → "238 bis"; "R*107-A-1" → "R* 107 A-1"; "1" → "1er"."""
    match = re.match(r"(LO|LP|[LRDA]\*{0,2})?(.*)", key)
    prefix, number = (match.group(1) or "", match.group(2)) if match else ("", key)
    number = re.sub(rf"-({_LATIN})(?![a-z])", r" \1", number)
    number = re.sub(r"-([A-Z]{1,3})(?![a-z])", r" \1", number)
    if number == "1" and not prefix:
        return "1er"
    if not prefix:
        return number
    return f"{prefix} {number}" if prefix in {"LO", "LP"} or "*" in prefix else f"{prefix}. {number}"


def step(part: str) -> str:
    """One subdivision: "al1" → "al. 1er", "5°-bis" → "5° bis", "a..g" → "a à g"."""
    low, dots, high = part.partition("..")
    if dots:
        return f"{step(low)} à {step(high).removeprefix('al. ')}"
    if part.startswith("al"):
        rest = part[2:].lstrip("-")
        return "al. 1er" if rest == "1" else f"al. {rest}"
    return re.sub(rf"-({_LATIN})$", r" \1", part)
