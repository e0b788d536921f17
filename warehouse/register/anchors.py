"""The typical obstacles of the taxonomy as anchors: a statement belongs to the one that it is nearest to.

An anchor does not depend on what else was read, so the order of arrival cannot matter and the id of its
obstacle is the same in every warehouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from taxonomy.load import load
from warehouse.identify import short_hash
from warehouse.register.texts import comparable

WITHOUT_TEXT = ("EXT", "IND")  # their archetypes say nothing of what the obstacle is


@dataclass(frozen=True, slots=True)
class AnchorText:
    """A typical obstacle. texts: its label and paraphrases, comparable."""

    archetype: str
    code: str
    label: str
    texts: tuple[str, ...]


@lru_cache(maxsize=1024)
def obstacle_of(archetype: str) -> str:
    """The id of the obstacle of a typical obstacle, the same for ever."""
    return "f" + short_hash("archetype", archetype)


@lru_cache(maxsize=1)
def anchors() -> dict[str, AnchorText]:
    """All anchors by archetype."""
    found = {}
    for archetype in load().iter_archetypes():
        if not archetype.code.startswith(WITHOUT_TEXT):
            texts = tuple(comparable(text) for text in (archetype.label, *archetype.paraphrases))
            found[archetype.id] = AnchorText(archetype.id, archetype.code, archetype.label, texts)
    return found


@lru_cache(maxsize=1)
def _by_code() -> dict[str, tuple[AnchorText, ...]]:
    found: dict[str, list[AnchorText]] = {}
    for anchor in anchors().values():
        found.setdefault(anchor.code, []).append(anchor)
    return {code: tuple(own) for code, own in found.items()}


def nearest(code: str, archetype: str | None, text: str) -> str | None:
    """The anchor of a statement; None when its category has none.

    The machine's archetype, unless a person gave another category: then the words decide.
    """
    if archetype in anchors() and anchors()[str(archetype)].code == code:
        return archetype
    own = _by_code().get(code, ())
    if len(own) < 2:
        return own[0].archetype if own else None
    return max(own, key=lambda anchor: (_words(text, anchor.texts), anchor.archetype)).archetype


def likeness(archetype: str, texts: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """How near the words of statements are to an anchor's, 0–1."""
    own = anchors()[archetype].texts
    scores = process.cdist(texts, own, scorer=fuzz.token_set_ratio, processor=None)
    return np.asarray(scores.max(axis=1) / 100, dtype=np.float32)


def _words(text: str, others: Sequence[str]) -> float:
    return max(fuzz.token_set_ratio(text, other) for other in others)
