"""Ids that the same words always get: computed, never drawn.

A statement keeps its id when its document is read again and the sentence is unchanged, wherever in the
document the new reading puts it: the id comes from the document's bytes, the sentence without its
typography, and its rank among equal sentences. What hangs on it (decisions, memberships) stays attached.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections import Counter

_DOCUMENT_LENGTH = 10  # hexadecimal digits of the SHA-256
_LENGTH = 12  # base-32 characters: 60 bits, one chance in a million of a clash among 1.5 million rows


def document_id(sha256: str, taken: dict[str, str]) -> str:
    """The id of a document: "d" and the start of its SHA-256, longer when another document has it.

    taken: ids already given → their SHA-256.
    """
    for length in range(_DOCUMENT_LENGTH, len(sha256) + 1, 2):
        candidate = "d" + sha256[:length]
        if taken.get(candidate, sha256) == sha256:
            return candidate
    raise ValueError("two documents with the same SHA-256")


def passage_id(document: str, ordinal: int) -> str:
    """The id of a passage: the document's and its position in reading order."""
    return f"{document}.{ordinal:05d}"


class Ids:
    """Gives ids to the rows of one document and one kind, in reading order; counts repetitions."""

    def __init__(self, prefix: str, sha256: str) -> None:
        """prefix: one letter that says the kind: e (énoncé), c (citation), p (proposition)."""
        self._prefix = prefix
        self._sha256 = sha256
        self._seen: Counter[str] = Counter()

    def of(self, text: str) -> str:
        """The id of the next row with this text."""
        words = essence(text)
        rank = self._seen[words]
        self._seen[words] += 1
        return self._prefix + short_hash(self._sha256, words, str(rank))


def short_hash(*parts: str) -> str:
    """Twelve characters (a-z, 2-7) that depend on all parts and their borders."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).digest()
    return base64.b32encode(digest).decode().lower()[:_LENGTH]


def essence(text: str) -> str:
    """The letters and digits of a text without case, accents, ligatures, spaces and typography.

    Two readings of the same print agree on it even when one left a hyphen or a space in a word.
    """
    # Decomposed before the case goes too: some signs ("℠", "№") are capitals only once taken apart.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = plain.replace("œ", "oe").replace("æ", "ae")
    return "".join(character for character in plain if character.isalnum())
