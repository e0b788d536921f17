"""How fast the warehouse loads, indexes and finds: python benchmarks/bench_warehouse.py [--passages 20000].

Loads documents of 200 passages and 40 statements each, makes the index, and searches. Wall and processor time
are both printed: on a machine that is busy with other work only the latter says something.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from extractors.records import (
    Assertion,
    Box,
    Citation,
    Description,
    Found,
    Page,
    PageStatus,
    Passage,
    PassageKind,
    PassageUnderstanding,
    Reading,
    Run,
    Statement,
    Understanding,
    Versions,
)
from warehouse import search
from warehouse.connect import reading, writing
from warehouse.load import load_document, needs
from warehouse.queries.statements import statements
from warehouse.records import Filters, Received

PASSAGES, STATEMENTS, WORDS = 200, 40, 60  # a document; words of a passage
SEARCH_LIMIT_MS = 50.0
QUERIES = (
    "prêt de main-d’œuvre",
    "article 238 bis",
    "L. 8241-1",
    "insécurité juridique subvention",
    "mécénat de compétences",
    "rescrit",
)
_LEXICON = """
association entreprise collectivité subvention marché commande publique mécénat compétences rescrit prêt
personnel main-d’œuvre convention responsabilité gouvernance fiscalité lucrativité régime doctrine agrément
délai procédure guichet données partage incertitude juridique insécurité frein levier dispositif partenariat
territoire alliance contrat seuil plafond don reçu fiscal salarié bénévole mise disposition
"""
LEXICON = _LEXICON.split()
VERSIONS = Versions("banc", "banc", "banc", "banc")


def document(number: int) -> tuple[Received, Reading, Understanding]:
    """One made-up document; the same number gives the same document."""
    draw = random.Random(number)
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    passages = tuple(_passage(draw, ordinal) for ordinal in range(PASSAGES))
    understood = tuple(
        _understood(passage, passage.ordinal % (PASSAGES // STATEMENTS) == 0) for passage in passages
    )
    pages = tuple(
        Page(page, 595, 842, 0, PageStatus.TEXT, "pdfium", 1, 2000) for page in range(1, PASSAGES // 8 + 2)
    )
    description = Description(
        title=Found(f"Étude {number}", "layout"),
        issuer=Found(f"Réseau {number % 17}", "layout"),
        published_on=Found(str(2010 + number % 14), "text"),
    )
    name = f"etude-{number}.pdf"
    return (
        Received(sha256, 100_000, name, name, datetime(2026, 1, 1)),
        Reading(sha256, VERSIONS.reader, pages, passages, description),
        Understanding(understood, VERSIONS),
    )


def _passage(draw: random.Random, ordinal: int) -> Passage:
    words = draw.choices(LEXICON, k=WORDS - 3)
    words += draw.choice((["art.", "L.", "8241-1"], ["article", "238", "bis"], ["n°", "2014", "856"]))
    runs, start = [], 0
    page = ordinal // 8 + 1
    for place, word in enumerate(words):
        left, top = 70 + 40 * (place % 11), 80 + 14 * (place // 11) + 90 * (ordinal % 8)
        runs.append(Run(start, start + len(word), Box(page, left, top, left + 36.25, top + 11.5)))
        start += len(word) + 1
    return Passage(ordinal, page, PassageKind.PARAGRAPH, ("I. Constats",), " ".join(words), tuple(runs))


def _understood(passage: Passage, stated: bool) -> PassageUnderstanding:
    end = len(passage.text)
    statements = (
        Statement(
            passage.ordinal, 0, end, passage.text, Assertion.ASSERTED, "JUR-SOC-01", 0.9, vector=(0.1,) * 384
        ),
    )
    citations = ()
    if passage.text.endswith("238 bis"):
        citations = (Citation("article 238 bis", "fr:code:cgi:238-bis", "CGI, art. 238 bis", end - 15, end),)
    return PassageUnderstanding(passage.ordinal, ((0, end),), statements if stated else (), citations, ())


def measured(what: str, work: Callable[[], object]) -> float:
    """Run once, print wall and processor seconds; returns the processor seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:<58} {wall:8.2f} s   {cpu:8.2f} s processor")
    return cpu


def _searches(path: Path) -> Iterator[tuple[float, float]]:
    with reading(path) as con:
        search.search(con, QUERIES[0])  # the first one reads the index from the disk
        for query in QUERIES * 3:
            wall, cpu = time.perf_counter(), time.process_time()
            search.search(con, query, kind="statement")
            yield (time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3


def main() -> int:
    """Run the benchmark; exit code 1 when a search takes longer than it may (processor time)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=20_000)
    count = max(2, parser.parse_args().passages // PASSAGES)
    documents = [document(number) for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"

        def load(some: list[tuple[Received, Reading, Understanding]]) -> None:
            for received, read, understood in some:
                with writing(path) as con:
                    load_document(con, received, read, understood)

        half = count // 2
        measured("create the warehouse", lambda: _touch(path))
        measured(
            f"load {half * PASSAGES} passages, {half * STATEMENTS} statements", lambda: load(documents[:half])
        )
        measured("load as many again", lambda: load(documents[half:]))
        measured("load all again, unchanged", lambda: load(documents))
        measured("make the search index", lambda: _refresh(path))
        measured("ask what every document needs", lambda: _needs(path, documents))
        measured("table of 1,000 statements", lambda: _table(path))
        print(f"size of the file: {path.stat().st_size / 1e6:.0f} MB")
        times = list(_searches(path))
    wall = statistics.median(time[0] for time in times)
    cpu = statistics.median(time[1] for time in times)
    print(
        f"search at {count * PASSAGES} passages, median: {wall:.0f} ms   {cpu:.0f} ms processor (at most 50)"
    )
    return 0 if cpu <= SEARCH_LIMIT_MS else 1


def _touch(path: Path) -> None:
    with writing(path):
        pass


def _refresh(path: Path) -> None:
    with writing(path) as con:
        search.refresh(con)


def _needs(path: Path, documents: list[tuple[Received, Reading, Understanding]]) -> None:
    with reading(path) as con:
        assert all(needs(con, received.sha256, VERSIONS) is None for received, _, _ in documents)


def _table(path: Path) -> None:
    with reading(path) as con:
        statements(con, Filters(limit=1000))


if __name__ == "__main__":
    sys.exit(main())
