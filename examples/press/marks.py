"""From the marks of the sources to `gold.jsonl`.

A mark is `TYPE [key] [mechanism] [also=CODE] [c=id,id]`:
o obstacle, n negated, r resolved, h hypothetical, x rebutted, q question, d definition,
f reference, l lever, s other sense, t title; `p NUMBER VEHICLE key:relation,…` for a proposal
(`-` for no number). Mechanisms: i interdiction, s surcout, u incertitude, m meconnaissance,
p pratique. Relations: r removes, m mitigates, w works around.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.markup import Block, Sentence, Source, plain

TYPES = {
    "o": "obstacle",
    "n": "negated",
    "r": "resolved",
    "h": "hypothetical",
    "x": "rebutted",
    "q": "question",
    "d": "definition",
    "f": "reference",
    "l": "lever",
    "s": "other_sense",
    "t": "title",
    "p": "proposal",
}
MECHANISMS = {"i": "interdiction", "s": "surcout", "u": "incertitude", "m": "meconnaissance", "p": "pratique"}
RELATIONS = {"r": "removes", "m": "mitigates", "w": "works_around"}
VEHICLES = {
    "loi": "loi",
    "plf": "loi de finances",
    "decret": "decret",
    "circ": "circulaire",
    "bofip": "doctrine fiscale",
    "type": "convention-type",
    "outil": "outil",
    "exp": "expérimentation",
    "autre": "autre",
}
KINDS = {"turn": "P", "text": "P", "para": "P", "item": "L", "numbered": "N", "quote": "Q", "table": "R"}


def read_mark(mark: str, codes: dict[str, str]) -> dict[str, Any]:
    """The annotation behind a mark. Raises KeyError for an unknown type, key or mechanism."""
    found: dict[str, Any] = {}
    words: list[str] = []
    for word in mark.split():
        if word.startswith("c="):
            found["citations"] = word[2:].split(",")
        elif word.startswith("also="):
            found["also"] = word[5:].split(",")
        else:
            words.append(word)
    if not words:
        return found
    found["type"] = TYPES[words[0]]
    if words[0] == "p":
        addresses = [pair.split(":") for pair in words[3].split(",")] if len(words) > 3 else []
        for key, _ in addresses:
            _ = codes[key]
        found["proposal"] = {
            "number": None if words[1] == "-" else words[1],
            "addresses": [[key, RELATIONS[relation]] for key, relation in addresses],
            "vehicle": VEHICLES[words[2]],
        }
    elif len(words) > 1:
        found |= {"key": words[1], "code": codes[words[1]]}
        if len(words) > 2:
            found["mechanism"] = MECHANISMS[words[2]]
    return found


def sentences(blocks: list[Block]) -> Iterator[tuple[str, Sentence]]:
    """Every sentence in reading order, with the letter of its block."""
    for block in blocks:
        if block.kind == "box":
            yield "#", Sentence(block.title)
            for _, sentence in sentences(block.children):
                yield "B", sentence
            continue
        if block.kind == "chart":
            yield "#", Sentence(block.title)
        if block.kind == "turn":
            yield "#", Sentence(block.title)
        for row in block.rows:
            for cell in row:
                yield "R", cell
        letter = "#" * block.level or KINDS.get(block.kind, "P")
        for sentence in block.sentences:
            yield letter, sentence
            for note in sentence.note:
                yield "F", note


def gold(source: Source, codes: dict[str, str]) -> dict[str, Any]:
    """One line of `gold.jsonl`. Raises ValueError that names the sentence with a bad mark."""
    items: list[dict[str, Any]] = []
    for letter, sentence in sentences(source.blocks):
        if not any(sign.isalnum() for sign in sentence.text):
            continue
        try:
            mark = read_mark(sentence.mark, codes)
        except (KeyError, IndexError) as error:
            raise ValueError(
                f"{source.path.name}: {sentence.text[:50]}…: {sentence.mark}: {error}"
            ) from error
        if letter.startswith("#"):
            mark.setdefault("type", "title")
        items.append({"n": len(items), "block": letter, "text": plain(sentence.text), **mark})
    keys = ("id", "kind", "genre", "title", "issuer", "issuer_type", "date")
    return {**{key: source.meta[key] for key in keys}, "file": source.meta["file"], "items": items}
