"""The files of a model folder, and which heads belong to which encoder."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

MODEL = Path(__file__).parent.parent / "model"
LOWER, UPPER, TOKENIZER = "encoder.lower.onnx", "encoder.upper.onnx", "tokenizer.json"
HEADS, FACTS, GATES, REPLAY = "heads.npz", "model.json", "gate.npz", "replay.npz"
MEMORY = "memory.npz"
ENCODER = (LOWER, UPPER, TOKENIZER)
ALL = (*ENCODER, HEADS, FACTS, GATES, REPLAY, MEMORY)


def missing_files(folder: Path = MODEL) -> list[str]:
    """Names of the files that a model folder should have and has not."""
    return [name for name in ALL if not (folder / name).is_file()]


@cache
def encoder_digest(folder: Path = MODEL) -> str:
    """A hash of what turns a sentence into a vector: heads fit the encoder that they were trained on."""
    digest = hashlib.sha256()
    for name in ENCODER:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]


def belong_to_encoder(heads: Path) -> bool:
    """Whether a folder of retrained heads was trained on the vectors of the shipped encoder."""
    if not (heads / FACTS).is_file():
        return False
    facts = json.loads((heads / FACTS).read_text(encoding="utf-8"))
    return bool(facts.get("encoder") == encoder_digest())
