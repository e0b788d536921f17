"""A small register for the tests of the command line: three documents, made of a few sentences."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from extractors.records import (
    Assertion,
    Box,
    Citation,
    Description,
    Evidence,
    Failure,
    Found,
    Mechanism,
    Page,
    PageStatus,
    Passage,
    PassageKind,
    PassageUnderstanding,
    Proposal,
    Reading,
    Relation,
    Run,
    Statement,
    Understanding,
    Versions,
)
from warehouse import search
from warehouse.connect import writing
from warehouse.load import load_document, load_failure
from warehouse.records import Received
from warehouse.register import update

VERSIONS = Versions(reader="lecteur-1", taxonomy="taxo-1", rules="regles-1", model="modele-1")
LOAN = (
    "Prêter un salarié à une association partenaire fait craindre "
    "la requalification en marchandage (article L. 8241-1 du code du travail)."
)
GIFT = "Le plafond de l’article 238 bis du CGI détourne les petites entreprises du mécénat."
CALM = "Aucun obstacle n’a été relevé dans la tenue des réunions."
IDEA = "Autoriser le prêt de salarié sans but lucratif au moyen d’une convention-type."

_CODES = {LOAN: "JUR-SOC-01", GIFT: "JUR-MEC-01"}
_NORMS = (
    ("article L. 8241-1 du code du travail", "fr:code:travail:L8241-1", "C. trav., art. L. 8241-1"),
    ("article 238 bis du CGI", "fr:code:cgi:238-bis", "CGI, art. 238 bis"),
)


def make(path: Path) -> None:
    """Three documents that could be read, one that could not, a register and an index."""
    with writing(path) as con:
        _load(con, "etude_alliances.pdf", "Réseau des alliances", "2019", (LOAN, GIFT, CALM))
        _load(con, "guide_mecenat.pdf", "Fondation Orée", "2021-05", (GIFT,))
        _load(con, "contribution_pme.pdf", "Alliance des PME", "2023-02-14", (LOAN, IDEA))
        broken = Failure("open", "damaged", "Le fichier est abîmé. Demandez-en une autre copie.")
        load_failure(con, _received("scan_abime.pdf"), broken, file_name="scan_abime.pdf", versions=VERSIONS)
        update(con)
        search.refresh(con)


def _received(name: str) -> Received:
    digest = hashlib.sha256(name.encode()).hexdigest()
    return Received(digest, 1234, name, f"/dossier/{name}", datetime(2026, 1, 2, 3, 4, 5))


def _load(con: object, name: str, issuer: str, date: str, texts: tuple[str, ...]) -> None:
    passages = tuple(_passage(number, text) for number, text in enumerate(texts))
    description = Description(
        title=Found(f"Titre de {name}", "layout"),
        issuer=Found(issuer, "running lines"),
        kind=Found("study", "text"),
        issuer_type=Found("network", "text"),
        published_on=Found(date, "pdf data"),
        language=Found("fr", "text"),
    )
    page = Page(1, 595.0, 842.0, 0, PageStatus.TEXT, "pdfium", 1, sum(map(len, texts)))
    received = _received(name)
    reading = Reading(received.sha256, VERSIONS.reader, (page,), passages, description)
    understanding = Understanding(tuple(_understood(p) for p in passages), VERSIONS)
    load_document(con, received, reading, understanding)  # type: ignore[arg-type]


def _passage(ordinal: int, text: str) -> Passage:
    runs, start = [], 0
    for number, word in enumerate(text.split(" ")):
        left, top = 72.0 + 30 * (number % 12), 100.0 + 14 * (number // 12) + 60 * ordinal
        runs.append(Run(start, start + len(word), Box(1, left, top, left + 28, top + 11)))
        start += len(word) + 1
    return Passage(ordinal, 1, PassageKind.PARAGRAPH, ("I. Constats", "A. Freins"), text, tuple(runs))


def _understood(passage: Passage) -> PassageUnderstanding:
    text, whole = passage.text, ((0, len(passage.text)),)
    if text == IDEA:
        targets = (("JUR-SOC-01", Relation.REMOVES, 0.8),)
        proposal = Proposal(passage.ordinal, 0, len(text), text, number="4", targets=targets)
        return PassageUnderstanding(passage.ordinal, whole, (), (), (proposal,))
    if text not in _CODES:
        return PassageUnderstanding(passage.ordinal, whole, (), (), ())
    said = Statement(
        passage=passage.ordinal,
        start=0,
        end=len(text),
        text=text,
        assertion=Assertion.ASSERTED,
        code=_CODES[text],
        score=0.87,
        mechanism=Mechanism.INCERTITUDE,
        archetype=f"{_CODES[text]}.1",
        evidence=(Evidence("P13", "« fait craindre »", 0, 10, 1.25),),
    )
    cited = tuple(
        Citation(raw, norm, display, text.index(raw), text.index(raw) + len(raw))
        for raw, norm, display in _NORMS
        if raw in text
    )
    return PassageUnderstanding(passage.ordinal, whole, (said,), cited, ())


@dataclass(frozen=True)
class Ran:
    """What a command left. out: standard output; err: error channel."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Cli = Callable[..., Ran]


def rows_of(levier: Cli, *arguments: str) -> list[dict[str, Any]]:
    """All rows that a command lists, as JSON gives them."""
    limit = ("--limit", "0") if arguments[0] != "sql" else ()
    ran = levier(*arguments, *limit, "--format", "json")
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = ran.json
    return found
