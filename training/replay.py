"""Make the replay set of a model: vectors of the training sentences, for `levier learn`.

python -m training.replay --model DIR
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from extractors.encoder.encode import SentenceEncoder
from extractors.encoder.files import encoder_digest
from extractors.encoder.heads import load_heads
from extractors.statements.context import bare_text, context_text
from extractors.statements.facts import log_odds, table_of_facts
from training.calibrate import is_positive
from training.corpus import read_folder

MOST = 3000


def main() -> None:
    """Command line; writes replay.npz (int8 vectors with one scale) into the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    args = parser.parse_args()
    heads = load_heads(args.model)
    rows = read_folder(args.data)
    picked = np.random.default_rng(13).permutation(len(rows))[:MOST]
    chosen = [rows[int(i)] for i in picked]
    vectors = SentenceEncoder(args.model, threads=2).encode(
        [bare_text(r.text) for r in chosen], [context_text(r.context) for r in chosen]
    )
    scale = float(np.abs(vectors).max()) / 127
    np.savez_compressed(
        args.model / "replay.npz",
        vectors=np.round(vectors / scale).astype(np.int8),
        scale=np.float32(scale),
        encoder=encoder_digest(args.model),
        obstacle=np.array([is_positive(r) for r in chosen]),
        log_odds=log_odds(
            table_of_facts(heads, vectors, [r.text for r in chosen], [r.context for r in chosen]), heads
        ),
    )


if __name__ == "__main__":
    main()
