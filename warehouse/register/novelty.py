"""Statements that are near to no anchor: what the taxonomy has not foreseen must not hide behind it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from warehouse.register import anchors
from warehouse.register.records import Members

FEWEST = 8  # statements of an obstacle, from which its middle is known
FAR = 0.0  # cosine to the middle of the others
FOREIGN = 0.0  # likeness of the words to the anchor's


def strangers(members: Members, anchored: Mapping[int, str]) -> set[int]:
    """Members that are far from the other statements of their anchor, in vectors and in words."""
    groups: dict[str, list[int]] = {}
    for i, archetype in anchored.items():
        if members.vectors.shape[1] and members.vectors[i].any():
            groups.setdefault(archetype, []).append(i)
    found: set[int] = set()
    for archetype, own in groups.items():
        if len(own) < FEWEST:
            continue
        vectors = members.vectors[np.asarray(own)].astype(np.float64)
        others = vectors.sum(axis=0) - vectors
        cosine = (vectors * others).sum(axis=1) / np.maximum(np.linalg.norm(others, axis=1), 1e-9)
        far = [i for i, value in zip(own, cosine, strict=True) if value < FAR]
        if far:
            words = anchors.likeness(archetype, [members.rows[i].text for i in far])
            found.update(i for i, value in zip(far, words, strict=True) if value < FOREIGN)
    return found
