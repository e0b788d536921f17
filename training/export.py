"""Turn trained weights into the files that the extractors ship: int8 ONNX, heads, facts.

python -m training.export --weights DIR/weights.pt --encoder DIR --out DIR
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.calibrate import PRIOR
from training.corpus import MECHANISMS, RELATIONS, TYPES, VEHICLES
from training.network import Encoder, load_encoder


def export_encoder(encoder: Encoder, path: Path) -> None:
    """Write the encoder as ONNX with int8 weights (dynamic, per channel)."""
    full = path.with_suffix(".fp32.onnx")
    ids = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]])
    ones = torch.ones(2, 4)
    names = ["ids", "attention", "pool"]
    torch.onnx.export(
        encoder.eval(),
        (ids, ones, ones),
        str(full),
        input_names=names,
        output_names=["vector"],
        dynamic_axes={name: {0: "rows", 1: "tokens"} for name in names} | {"vector": {0: "rows"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        str(full),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=False,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    onnx.checker.check_model(str(path))
    full.unlink()


def main() -> None:
    """Command line of the export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--facts", type=Path, help="model.json whose calibration and thresholds are taken over"
    )
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    stored = torch.load(args.weights)
    encoder = load_encoder(args.encoder, stored["layers"], dropout=0.0)
    encoder.load_state_dict(stored["encoder"])
    export_encoder(encoder, args.out / "encoder.onnx")
    shutil.copyfile(args.encoder / "tokenizer.json", args.out / "tokenizer.json")
    heads = {
        name.replace("kind.", "type."): tensor.float().numpy().astype(np.float16)
        for name, tensor in stored["heads"].items()
    }
    np.savez_compressed(args.out / "heads.npz", **heads)
    facts = {
        "types": TYPES,
        "mechanisms": MECHANISMS,
        "relations": RELATIONS,
        "vehicles": VEHICLES,
        "archetypes": stored["archetypes"],
        "context": stored["context"],
        "combination": {"weights": PRIOR, "bias": -1.0},
        "thresholds": {"keep": 0.5, "review": 0.15, "propose": 0.5},
    }
    if args.facts:
        held = json.loads(args.facts.read_text(encoding="utf-8"))
        facts |= {name: held[name] for name in ("combination", "thresholds", "held_out")}
    (args.out / "model.json").write_text(
        json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
