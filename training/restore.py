"""Take the trained weights out of a shipped model again, to go on training from there.

python -m training.restore --model DIR --encoder DIR --out weights.pt

Undoes what `training.export` did, up to the rounding to int8 (cosine with the vectors of the shipped
model 0.999): the scales that evened the channels go back into the weights.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from extractors.encoder.files import FACTS, HEADS, LOWER, UPPER
from training.network import Encoder, load_encoder

_PARTS = {
    "attend": ("query", "key", "value"), "attended": ("attended",), "widen": ("widen",), "narrow": ("narrow",)
}  # fmt: skip
_PLAIN = ("norm_attended.weight", "norm_attended.bias", "norm_narrow.weight", "norm_narrow.bias")


def initialisers(path: Path) -> dict[str, Tensor]:
    """The constants of an ONNX file by name."""
    stored = onnx.load(str(path)).graph.initializer
    return {i.name: torch.tensor(numpy_helper.to_array(i).astype(np.float32)) for i in stored}


def product(values: dict[str, Tensor], name: str) -> tuple[Tensor, Tensor]:
    """Weight (outputs, inputs) and bias of a ScaledLinear; see training.quantise."""
    scaled = values[f"{name}.weight_quantized"] * values[f"{name}.weight_scale"]
    return (scaled * values[f"{name}.shrink"][:, None]).T, values[f"{name}.bias"]


def restore_encoder(encoder: Encoder, model: Path) -> None:
    """Set the weights of an encoder of the same shape to those of a model folder.

    The embedding of token types is not in the files by name: it keeps the base weights, which no training
    changes.
    """
    state = encoder.state_dict()
    lower, upper = initialisers(model / LOWER), initialisers(model / UPPER)
    state["words.weight"] = lower["words.values"] * lower["words.scale"]
    for name in ("positions.weight", "norm.weight", "norm.bias"):
        state[name] = lower[name]
    for number in range(len(encoder.layers)):
        values = lower if number < encoder.half else upper
        own = f"layers.{number % encoder.half}"
        for fused, parts in _PARTS.items():
            weight, bias = product(values, f"{own}.{fused}")
            for part, w, b in zip(parts, weight.chunk(len(parts)), bias.chunk(len(parts)), strict=True):
                state[f"layers.{number}.{part}.weight"], state[f"layers.{number}.{part}.bias"] = w, b
        for name in _PLAIN:
            state[f"layers.{number}.{name}"] = values[f"{own}.{name}"]
    encoder.load_state_dict(state)


def main() -> None:
    """Command line; writes what `training.train --start` and `training.export --weights` read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="base weights")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    facts = json.loads((args.model / FACTS).read_text(encoding="utf-8"))
    encoder = load_encoder(args.encoder)
    restore_encoder(encoder, args.model)
    with np.load(args.model / HEADS) as stored:
        heads = {
            name.replace("type.", "kind."): torch.tensor(stored[name].astype(np.float32))
            for name in stored.files
            if name.split(".")[0] != "adjust"
        }
    torch.save(
        {"encoder": encoder.state_dict(), "heads": heads, "layers": len(encoder.layers),
         "archetypes": facts["archetypes"], "context": facts["context"]},
        args.out,
    )  # fmt: skip


if __name__ == "__main__":
    main()
