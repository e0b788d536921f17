"""Who speaks: documents of one issuer have one voice, however its name is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import duckdb
from rapidfuzz import fuzz, process

from warehouse.arrow import insert
from warehouse.fold import strip_accents

SAME_NAME = 95.0
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_LEGAL_FORMS = re.compile(
    r"\b(association|asso|loi 1901|sarl|sas|sasu|sa|scic|scop"
    r"|selarl|eurl|gie)\b"
)
_LITTLE_WORDS = re.compile(r"\b(l|la|le|les|d|de|du|des|et|a|au|aux|en|pour|sur)\b")


def normalise(name: str) -> str:
    """The words that tell an issuer from another: no case, accents, brackets, legal form, articles.

    A name made of nothing else keeps all its words.
    """
    plain = strip_accents(name).replace("'", " ")
    plain = _BRACKETS.sub(" ", plain)
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())
    short = " ".join(_LITTLE_WORDS.sub(" ", _LEGAL_FORMS.sub(" ", plain)).split())
    return short or plain or strip_accents(name).strip()


def voices(issuers: Mapping[str, str | None]) -> dict[str, str]:
    """Document id → voice. A document that names nobody is a voice of its own.

    Names at least 95 % alike are one voice, over the whole set, so that order does not matter.
    """
    names = {document: normalise(name) for document, name in issuers.items() if name and name.strip()}
    same = _merge(set(names.values()), _acronyms(issuers.values()))
    return {document: same.get(names.get(document, ""), document) for document in issuers}


def refresh(con: duckdb.DuckDBPyConnection) -> None:
    """Write the voice of every document anew."""
    issuers = dict(con.execute("SELECT document_id, issuer FROM documents").fetchall())
    found = voices(issuers)
    con.execute("DELETE FROM store.voices")
    if found:
        insert(
            con, "voices", [{"document_id": document, "voice": voice} for document, voice in found.items()]
        )


def _acronyms(names: Iterable[str | None]) -> dict[str, str]:
    """Acronyms given in brackets behind a name: "Union des essais (UDE)" makes "ude" the same as the name."""
    found: dict[str, set[str]] = {}
    for name in names:
        for match in re.finditer(r"\(([^)]{2,12})\)", name or ""):
            if sum(char.isupper() for char in match[1]) >= 2:
                found.setdefault(normalise(match[1]), set()).add(normalise(name or ""))
    return {short: next(iter(whole)) for short, whole in found.items() if len(whole) == 1}


def _merge(names: set[str], acronyms: Mapping[str, str]) -> dict[str, str]:
    ordered = sorted(names)
    leader = {name: name for name in ordered}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    scores = process.cdist(
        ordered, ordered, scorer=fuzz.token_sort_ratio, processor=None, score_cutoff=SAME_NAME
    )
    pairs = [(ordered[int(i)], ordered[int(j)]) for i, j in zip(*scores.nonzero(), strict=True) if i < j]
    pairs += [(short, whole) for short, whole in acronyms.items() if short in leader and whole in leader]
    for left, right in pairs:
        first, second = sorted((find(left), find(right)))
        leader[second] = first
    return {name: find(name) for name in ordered}
