"""Make the replay set of a model: vectors of the training sentences, for `levier learn`.

    python -m training.replay --model DIR
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from extractors.encoder.encode import SentenceEncoder
from extractors.statements.context import context_text
from training.calibrate import is_positive
from training.corpus import read_folder

MOST = 3000


def main() -> None:
    """Command line; writes replay.npz (int8 vectors with one scale) into the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    args = parser.parse_args()
    archetypes = json.loads((args.model / "model.json").read_text(encoding="utf-8"))["archetypes"]
    rows = read_folder(args.data)
    picked = np.random.default_rng(13).permutation(len(rows))[:MOST]
    chosen = [rows[int(i)] for i in picked]
    vectors = SentenceEncoder(args.model, threads=2).encode(
        [r.text for r in chosen], [context_text(r.context) for r in chosen]
    )
    scale = float(np.abs(vectors).max()) / 127
    np.savez_compressed(
        args.model / "replay.npz",
        vectors=np.round(vectors / scale).astype(np.int8),
        scale=np.float32(scale),
        obstacle=np.array([is_positive(r) for r in chosen]),
        archetype=np.array([archetypes.index(r.archetype) if r.archetype in archetypes else -1 for r in chosen], np.int16),
    )


if __name__ == "__main__":
    main()
