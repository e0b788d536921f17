"""How the name of an organisation is written: without series and genre words, and not in capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from extractors.description.cues import cues
from extractors.description.plain import plain

_DASH = re.compile(r"\s+[–—|•·]\s+|\s+-\s+")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = re.compile(r"(?:a|aux?|avec|d|de|des|du|en|et|l|la|les?|ou|par|pour|sans|sous|sur|une?)")  # plain
_MOST_TEXTS = 400


def without_series(name: str) -> str:
    """The pieces of "Chaire X – Document de travail n° 3" that are a name; empty when none is."""
    pieces = _DASH.split(name)
    if len(pieces) == 1:
        return "" if is_series(name) else name
    kept = [piece for piece in pieces if not is_series(piece)]
    if len(kept) == len(pieces):
        return name
    return " – ".join(kept)


def is_series(text: str) -> bool:
    """Whether a piece of a line is a genre, a series, an edition or an event, and no name."""
    flat = plain(text).strip(" .,;:()")
    return not flat or bool(cues().series.match(flat) or cues().events.match(flat))


def is_capitals(text: str) -> bool:
    """Whether all words of some length are in capitals; one short word alone may be an acronym."""
    words = _WORD.findall(text)
    letters = "".join(words)
    known = (len(words) > 1 and "/" not in text) or plain(letters) in cues().institution_words
    return len(letters) >= 5 and letters.isupper() and known


def as_written(name: str, texts: Sequence[str]) -> str:
    """A name in capitals as French writes it: "MINISTÈRE DE LA VILLE" → "Ministère de la ville".

    texts: the document's own words, best first; they show the name itself, or which of its words are proper
    """
    if not is_capitals(name):
        return name
    shown = _shown(name, texts[:_MOST_TEXTS])
    return shown or _respelled(name, texts[:_MOST_TEXTS])


def _shown(name: str, texts: Iterable[str]) -> str | None:
    """The name where the document prints it in small letters."""
    words = [plain(word) for word in _WORD.findall(name)]
    for text in texts:
        found = list(_WORD.finditer(text))
        flat = [plain(match[0]) for match in found]
        for start in range(len(flat) - len(words) + 1):
            if flat[start : start + len(words)] != words:
                continue
            written = text[found[start].start() : found[start + len(words) - 1].end()]
            if written.isupper() or re.search(r"[.;:!?]", written):
                continue
            return written[:1].upper() + written[1:]
    return None


def _respelled(name: str, texts: Iterable[str]) -> str:
    """Word by word: the usual spelling of institutions, else the document's, else a proper name."""
    spellings = _spellings(texts)
    out, last, end, place = "", "", 0, False
    for match in _WORD.finditer(name):
        flat = plain(match[0])
        apposed = last in cues().named_heads  # "Association Les Jardins": a name begins here
        if _SMALL.fullmatch(flat):
            written = flat if match[0].isascii() else match[0].lower()
            if apposed and flat in {"la", "le", "les"}:
                written = written.capitalize()
        elif (usual := _usual(flat)) and not (place and "-" in _beside(name, match)):
            written = usual
        elif place or apposed:
            written = match[0].capitalize()
        else:
            written = spellings.get(flat) or _proper(match[0])
        place = flat in cues().place_heads or (place and _SMALL.fullmatch(flat) is not None)
        out += name[end : match.start()] + written
        last, end = flat, match.end()
    out += name[end:]
    return out[:1].upper() + out[1:]


def _proper(word: str) -> str:
    """A proper name, or letters that no one can read as a word."""
    return word.capitalize() if len(word) < 2 or re.search(r"[aeiouy]", plain(word)) else word


def _usual(flat: str) -> str | None:
    """How institutions write a word, known in the singular or the plural."""
    known = cues().institution_words
    if flat in known:
        return known[flat]
    if flat.endswith("s") and flat[:-1] in known:
        return known[flat[:-1]] + "s"
    return known[flat + "s"][:-1] if flat + "s" in known else None


def _beside(name: str, word: re.Match[str]) -> str:
    """The signs that touch a word: the places "Haute-Loue" and "Val-d’Orbe" are compounds."""
    return name[max(0, word.start() - 1) : word.start()] + name[word.end() : word.end() + 1]


def _spellings(texts: Iterable[str]) -> dict[str, str]:
    """How the document writes each word inside its sentences, most frequent first."""
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        for match in _WORD.finditer(text):
            before = text[: match.start()].rstrip(" «“\"(’'")
            if before and before[-1] not in ".:!?–—•" and not text.isupper():
                counts.setdefault(plain(match[0]), Counter())[match[0]] += 1
    return {flat: forms.most_common(1)[0][0] for flat, forms in counts.items()}
