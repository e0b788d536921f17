"""How long does it take to join new statements to a large register?

    python benchmarks/bench_register.py [--known 100000] [--new 10000]

Synthetic statements with vectors, spread over the taxonomy as archetype and outside it, with near copies.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from taxonomy.load import load
from warehouse.connect import writing
from warehouse.register import update

WIDTH = 384
A_DOCUMENT = 50
COPIES = 0.05
OUTSIDE = 0.08
WORDS = (
    "convention", "partenaire", "salarié", "mécénat", "commune", "entreprise", "association",
    "reversement", "subvention", "agrément", "fiscal", "contrat", "comptable", "bailleur",
    "territoire", "projet", "règle", "seuil", "délai", "statut", "gouvernance", "donnée", "facture",
    "budget", "responsabilité", "compte", "animateur", "atelier", "tiers", "lieu", "préfet",
    "région", "inspection", "dossier", "avance", "trésorerie", "garantie",
)  # fmt: skip


def fill(con: duckdb.DuckDBPyConnection, first: int, count: int, rng: random.Random) -> None:
    """Add `count` statements, numbered from `first`."""
    archetypes = [a for a in load().iter_archetypes() if not a.code.startswith(("EXT", "IND"))]
    middles = np.random.default_rng(1).normal(size=(len(archetypes), WIDTH)).astype(np.float32)
    noise = np.random.default_rng(first + 2).normal(size=(count, WIDTH)).astype(np.float32)
    chosen = [rng.randrange(len(archetypes)) for _ in range(count)]
    outside = [rng.random() < OUTSIDE for _ in range(count)]
    texts: list[str] = []
    for i in range(count):
        if texts and rng.random() < COPIES:
            texts.append(texts[rng.randrange(len(texts))].replace("les ", "des "))
        else:
            texts.append(
                f"Dans ce cas, les {' '.join(rng.choice(WORDS) for _ in range(18))} sont bloqués {first + i}."
            )
    vectors = np.where(np.array(outside)[:, None], noise, middles[chosen] + noise).astype(np.float32)
    documents = [f"d{(first + i) // A_DOCUMENT:08d}" for i in range(count)]
    rows = pa.table(
        {
            "statement_id": [f"e{first + i:010d}" for i in range(count)],
            "document_id": documents,
            "text": texts,
            "code": ["EXT-00" if out else archetypes[k].code for k, out in zip(chosen, outside, strict=True)],
            "archetype": [
                "EXT-00.0" if out else archetypes[k].id for k, out in zip(chosen, outside, strict=True)
            ],
            "vector": pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), WIDTH).cast(
                pa.list_(pa.float32())
            ),
        }
    )
    con.register("arriving", rows)
    con.execute(
        "INSERT INTO store.statements SELECT statement_id, document_id, document_id || '.0', 1, 0, "
        "length(text), text, '[]', 'asserted', code, [], 'incertitude', 0.9, 'author', 'kept', NULL, "
        "archetype, '[]', vector FROM arriving"
    )
    con.execute(
        "INSERT INTO store.documents BY NAME SELECT DISTINCT document_id, document_id AS sha256, "
        "document_id AS file_name, now()::TIMESTAMP AS received_at, 'ready' AS status, "
        "'Émetteur ' || right(document_id, 2) AS issuer, "
        "(2010 + right(document_id, 1)::INT)::VARCHAR AS published_on FROM arriving"
    )
    con.execute(
        "INSERT INTO store.passages BY NAME SELECT DISTINCT document_id || '.0' AS passage_id, document_id, "
        "0 AS ordinal, 1 AS page, 'paragraph' AS kind, ['I'] AS section, '' AS text, '[]' AS boxes, '' AS "
        "column_heading, '' AS row_heading, [] AS note_calls, [] AS runs FROM arriving"
    )
    con.unregister("arriving")


def main() -> None:
    """Print how long the register of the known statements and the join of the new ones took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--known", type=int, default=100_000)
    parser.add_argument("--new", type=int, default=10_000)
    given = parser.parse_args()
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        with writing(path) as con:
            fill(con, 0, given.known, rng)
            first = update(con)
        with writing(path) as con:
            fill(con, given.known, given.new, rng)
            started = time.process_time()
            change = update(con)
            used = time.process_time() - started
    print(f"register of {first.statements}: {first.seconds:.1f} s, {first.obstacles} obstacles")
    print(
        f"{change.joined} joined, {change.opened} opened: {change.seconds:.1f} s ({used:.1f} s of processor)"
    )


if __name__ == "__main__":
    main()
