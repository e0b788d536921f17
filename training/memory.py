"""Make the memory of a model: vectors of the training sentences that talk about an obstacle.

python -m training.memory --model DIR --folds 12 --held 0

The documents kept apart stay out of it, so that what is calibrated on them meets no sentence that it knows.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from extractors.encoder.encode import SentenceEncoder
from extractors.encoder.heads import load_heads
from extractors.encoder.memory import remember, save_memory
from extractors.statements.context import bare_text, context_text
from training.corpus import Row, fold_of, read_folder


def known(data: Path, folds: int, held: int) -> list[Row]:
    """The sentences of the training documents that talk about an obstacle."""
    return [r for r in read_folder(data) if r.archetype and fold_of(r.document, folds) != held]


def main() -> None:
    """Command line; writes memory.npz into the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--folds", type=int, default=12)
    parser.add_argument("--held", type=int, default=0)
    args = parser.parse_args()
    archetypes = load_heads(args.model).archetypes
    rows = [row for row in known(args.data, args.folds, args.held) if row.archetype in archetypes]
    vectors = SentenceEncoder(args.model, threads=2).encode(
        [bare_text(r.text) for r in rows], [context_text(r.context) for r in rows]
    )
    labels = np.array([archetypes.index(row.archetype or "") for row in rows])
    save_memory(remember(vectors, labels), args.model)
    print(f"{len(rows)} sentences, {(args.model / 'memory.npz').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
