"""Documents made of a few sentences, for the tests of the warehouse."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from extractors.records import (
    Assertion,
    Box,
    Citation,
    Description,
    Evidence,
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
from warehouse.load import load_document
from warehouse.records import Loaded, Received

VERSIONS = Versions(reader="lecteur-1", taxonomy="taxo-1", rules="regles-1", model="modele-1")
LOAN = (
    "Le prêt de personnel entre une association et une entreprise "
    "expose au délit de marchandage (art. L. 8241-1)."
)
GIFT = "Le plafond de l’article 238 bis du CGI décourage les petites entreprises mécènes."
IDEA = "Proposition n° 3 : sécuriser le prêt de personnel à but non lucratif par une convention-type."


def sha256(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def received(name: str = "etude.pdf", content: str | None = None) -> Received:
    return Received(sha256(content or name), 1234, name, f"/dossier/{name}", datetime(2026, 1, 2, 3, 4, 5))


def passage(ordinal: int, text: str, kind: PassageKind = PassageKind.PARAGRAPH, page: int = 1) -> Passage:
    runs = []
    start = 0
    for number, word in enumerate(text.split(" ")):
        left = 72.0 + 30 * (number % 12)
        top = 100.0 + 14.3 * (number // 12) + 60 * ordinal
        runs.append(Run(start, start + len(word), Box(page, left, top, left + 28.4, top + 11)))
        start += len(word) + 1
    return Passage(ordinal, page, kind, ("I. Constats", "A. Freins"), text, tuple(runs))


def reading(
    name: str,
    texts: tuple[str, ...] = (LOAN, GIFT, IDEA),
    *,
    content: str | None = None,
    version: str = VERSIONS.reader,
    issuer: str | None = "Réseau des alliances",
    year: str | None = "2021-03-15",
    status: PageStatus = PageStatus.TEXT,
) -> Reading:
    passages = tuple(passage(number, text) for number, text in enumerate(texts))
    description = Description(
        title=Found("Étude sur les alliances", "layout"),
        issuer=None if issuer is None else Found(issuer, "running lines"),
        kind=Found("study", "text"),
        issuer_type=Found("network", "text"),
        published_on=None if year is None else Found(year, "pdf data"),
        language=Found("fr", "text"),
    )
    page = Page(1, 595.0, 842.0, 0, status, "pdfium", 1, sum(map(len, texts)))
    return Reading(sha256(content or name), version, (page,), passages, description)


def statement(ordinal: int, text: str, code: str = "JUR-SOC-01", **changes: object) -> Statement:
    values: dict[str, object] = {
        "assertion": Assertion.ASSERTED,
        "code": code,
        "score": 0.93,
        "mechanism": Mechanism.INCERTITUDE,
        "evidence": (Evidence("P13", "« expose au délit »", 60, 75, 1.5),),
        "vector": (0.25, -0.5, 1.0),
    }
    return Statement(passage=ordinal, start=0, end=len(text), text=text, **(values | changes))  # type: ignore[arg-type]


def understanding(
    texts: tuple[str, ...] = (LOAN, GIFT, IDEA), versions: Versions = VERSIONS
) -> Understanding:
    """Every text is a statement, but those that begin with "Proposition", which are proposals."""
    parts = []
    for ordinal, text in enumerate(texts):
        statements: tuple[Statement, ...] = ()
        proposals: tuple[Proposal, ...] = ()
        citations = []
        if text.startswith("Proposition"):
            targets = (("JUR-SOC-01", Relation.REMOVES, 0.7),)
            proposals = (
                Proposal(ordinal, 0, len(text), text, number="3", label="Proposition n° 3", targets=targets),
            )
        else:
            statements = (statement(ordinal, text, "JUR-MEC-01" if "238 bis" in text else "JUR-SOC-01"),)
        for raw, norm, display in (
            ("art. L. 8241-1", "fr:code:travail:L8241-1", "C. trav., art. L. 8241-1"),
            ("article 238 bis du CGI", "fr:code:cgi:238-bis", "CGI, art. 238 bis"),
        ):
            if raw in text:
                start = text.index(raw)
                citations.append(Citation(raw, norm, display, start, start + len(raw)))
        parts.append(
            PassageUnderstanding(ordinal, ((0, len(text)),), statements, tuple(citations), proposals)
        )
    return Understanding(tuple(parts), versions)


def put(path: Path, name: str, texts: tuple[str, ...], **said: str | None) -> Loaded:
    """Load a document made of sentences, and make the index anew."""
    with writing(path) as con:
        loaded = load_document(con, received(name), reading(name, texts, **said), understanding(texts))  # type: ignore[arg-type]
        search.refresh(con)
    return loaded
