"""Gold documents: what careful readers found, sentence by sentence. Format: docs/evaluation.md."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.records import Mechanism, Relation
from taxonomy.records import Lookalike
from warehouse.errors import WarehouseError

OBSTACLE = "obstacle"
UNDETERMINED = "IND-00"  # an obstacle that nobody could classify counts neither way
DISCUSSED = frozenset(
    {Lookalike.NEGATED, Lookalike.RESOLVED, Lookalike.HYPOTHETICAL, Lookalike.REBUTTED}
)
_TYPES = frozenset({OBSTACLE, *Lookalike})
_MEASURED = ("JUR", "TEC")


class GoldError(WarehouseError):
    """The gold file cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class GoldProposal:
    """What a proposal answers: (key of an obstacle, relation) pairs."""

    number: str | None
    addresses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """One sentence, and what it is. `type` is None for plain context.

    key: name that the same obstacle bears in every document; None unless an obstacle is talked about
    """

    n: int
    text: str
    type: str | None
    code: str | None
    also: tuple[str, ...]
    key: str | None
    mechanism: str | None
    citations: tuple[str, ...]
    proposal: GoldProposal | None

    @property
    def is_positive(self) -> bool:
        """True when a statement is to be found here: an asserted legal or technical obstacle."""
        return self.type == OBSTACLE and is_measured(self.code)

    @property
    def is_undetermined(self) -> bool:
        """True for an obstacle without category, which counts neither way."""
        return self.type == OBSTACLE and self.code == UNDETERMINED

    @property
    def is_adjacent(self) -> bool:
        """True for an obstacle of another nature (economic, cultural …), to be kept apart."""
        return self.type == OBSTACLE and not self.is_positive and not self.is_undetermined

    @property
    def is_lookalike(self) -> bool:
        """True for a sentence that resembles an obstacle and asserts none."""
        return self.type is not None and self.type not in (OBSTACLE, Lookalike.CONTEXT)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One document with all its sentences in reading order. date: ISO, at least the year."""

    id: str
    file: str
    title: str
    issuer: str
    kind: str
    genre: str
    date: str
    sentences: tuple[GoldSentence, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file. digest: SHA-256 of its bytes."""

    name: str
    digest: str
    documents: tuple[GoldDocument, ...]


def is_measured(code: str | None) -> bool:
    """True for the categories that are looked for: legal (JUR) and technical (TEC)."""
    return (code or "")[:3] in _MEASURED


def read_gold(path: Path) -> Gold:
    """Read and check a gold file. Raises GoldError, in French, with the number of the line."""
    try:
        raw = path.read_bytes()
        lines = raw.decode("utf-8").split("\n")
    except OSError as error:
        raise GoldError(f"Le fichier de référence {path} ne peut pas être lu : {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"Le fichier de référence {path} n’est pas en UTF-8.") from error
    documents: list[GoldDocument] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            document = _document(json.loads(line))
            for name in (f"id {document.id}", f"file {document.file}"):
                if name in seen:
                    raise _Wrong(f"« {name} » figure déjà à la ligne {seen[name]}")
                seen[name] = number
        except json.JSONDecodeError as error:
            raise GoldError(f"{path}, ligne {number} : ce n’est pas du JSON ({error.msg}).") from error
        except _Wrong as error:
            raise GoldError(f"{path}, ligne {number} : {error}.") from error
        documents.append(document)
    if not any(document.sentences for document in documents):
        raise GoldError(f"Le fichier de référence {path} ne contient aucune phrase.")
    return Gold(path.name, hashlib.sha256(raw).hexdigest(), tuple(documents))


class _Wrong(Exception):
    """What is wrong in a line, in French, without its number."""


def _document(raw: object) -> GoldDocument:
    fields = _mapping(raw, "la ligne")
    texts = {
        name: _text(fields, name, "")
        for name in ("id", "file", "title", "issuer", "kind", "genre", "date")
    }
    for name in ("id", "file"):
        if not texts[name]:
            raise _Wrong(f"« {name} » est vide")
    items = _list(fields, "items", "")
    if "items" not in fields:
        raise _Wrong("« items » manque")
    sentences = tuple(_sentence(item, place) for place, item in enumerate(items))
    return GoldDocument(**texts, sentences=sentences)


def _sentence(raw: object, place: int) -> GoldSentence:
    where = f"phrase {place} : "
    fields = _mapping(raw, f"la phrase {place}")
    n = fields.get("n")
    if not isinstance(n, int) or isinstance(n, bool):
        raise _Wrong(f"{where}« n » doit être un entier")
    where = f"phrase n = {n} : "
    kind = _choice(fields, "type", _TYPES, where)
    sentence = GoldSentence(
        n=n,
        text=_text(fields, "text", where),
        type=kind,
        code=_optional(fields, "code", where),
        also=_texts(fields, "also", where),
        key=_optional(fields, "key", where),
        mechanism=_choice(fields, "mechanism", frozenset(Mechanism), where),
        citations=_texts(fields, "citations", where),
        proposal=_proposal(fields, where),
    )
    if kind == OBSTACLE:
        for name, value in (("code", sentence.code), ("key", sentence.key)):
            if not value:
                raise _Wrong(f"{where}un frein demande « {name} »")
    return sentence


def _proposal(sentence: Mapping[str, Any], where: str) -> GoldProposal | None:
    if not sentence.get("proposal"):
        return None
    fields = _mapping(sentence["proposal"], f"{where}« proposal »")
    pairs = []
    for pair in _list(fields, "addresses", where):
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)):
            raise _Wrong(f"{where}« addresses » doit contenir des couples [clé, relation]")
        if pair[1] not in frozenset(Relation):
            raise _Wrong(f"{where}relation inconnue « {pair[1]} » ({', '.join(Relation)})")
        pairs.append((pair[0], pair[1]))
    return GoldProposal(_optional(fields, "number", where), tuple(pairs))


def _mapping(raw: object, what: str) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise _Wrong(f"{what} doit être un objet JSON")
    return raw


def _text(fields: Mapping[str, Any], name: str, where: str) -> str:
    value = fields.get(name)
    if value is None:
        raise _Wrong(f"{where}« {name} » manque")
    if not isinstance(value, str):
        raise _Wrong(f"{where}« {name} » doit être un texte")
    return value


def _optional(fields: Mapping[str, Any], name: str, where: str) -> str | None:
    return None if fields.get(name) is None else _text(fields, name, where)


def _choice(fields: Mapping[str, Any], name: str, among: frozenset[str], where: str) -> str | None:
    value = _optional(fields, name, where)
    if value is not None and value not in among:
        raise _Wrong(f"{where}« {name} » inconnu : « {value} » ({', '.join(sorted(among))})")
    return value


def _list(fields: Mapping[str, Any], name: str, where: str) -> list[Any]:
    value = fields.get(name, [])
    if not isinstance(value, list):
        raise _Wrong(f"{where}« {name} » doit être une liste")
    return value


def _texts(fields: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = _list(fields, name, where)
    if not all(isinstance(value, str) for value in values):
        raise _Wrong(f"{where}« {name} » doit contenir des textes")
    return tuple(values)
