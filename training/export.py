"""Turn trained weights into the files that the extractors ship: int8 ONNX, heads, facts.

python -m training.export --weights DIR/weights.pt --encoder DIR --out DIR
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from extractors.encoder.encode import SentenceEncoder
from extractors.encoder.files import LOWER, UPPER
from extractors.encoder.tokens import Tokens, load_tokenizer, tokenise
from extractors.statements.context import bare_text, context_text
from training.calibrate import PRIOR
from training.corpus import MECHANISMS, RELATIONS, TYPES, VEHICLES, read_folder
from training.network import WIDTH, Encoder, load_encoder
from training.quantise import Lower, Upper, largest_inputs

ALONE = 40  # sentences read alone, too
ROWS_APART = 80  # every so many labelled sentences show how large the values inside become


def export_encoder(encoder: Encoder, tokens: Sequence[Tokens], folder: Path, *, upper_only: bool) -> None:
    """Write the halves of the encoder as ONNX with int8 weights (dynamic, per channel).

    tokens:     of sentences that show how large the values inside become
    upper_only: the lower half of the folder is that of the encoder already
    """
    largest = largest_inputs(encoder, tokens)
    ids = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]])
    ones = torch.ones(2, 4)
    lower = {"ids": ids, "attention": ones}
    upper = {"hidden": torch.zeros(2, 4, WIDTH), "attention": ones, "pool": ones}
    if not upper_only:
        _export(Lower(encoder, largest), lower, "hidden", folder / LOWER)
    _export(Upper(encoder, largest), upper, "vector", folder / UPPER)


def _export(module: nn.Module, inputs: dict[str, Tensor], output: str, path: Path) -> None:
    full = path.with_suffix(".fp32.onnx")
    axes = {name: {0: "rows", 1: "tokens"} for name in inputs}
    axes[output] = {0: "rows", 1: "tokens"} if output == "hidden" else {0: "rows"}
    torch.onnx.export(
        module,
        tuple(inputs.values()),
        str(full),
        input_names=list(inputs),
        output_names=[output],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        str(full),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=False,
        op_types_to_quantize=["MatMul"],
    )
    onnx.checker.check_model(str(path))
    full.unlink()


def true_vectors(encoder: Encoder, tokens: Sequence[Tokens]) -> NDArray[np.float32]:
    """Vectors (sentences, WIDTH) of the encoder as it was trained, one sentence at a time."""
    rows = []
    with torch.no_grad():
        for t in tokens:
            pool = torch.zeros(1, len(t.ids))
            pool[0, 1 : 1 + t.sentence] = 1.0
            rows.append(encoder(torch.tensor([t.ids]), torch.ones(1, len(t.ids)), pool)[0].numpy())
    return np.stack(rows)


def spread(left: NDArray[np.float32], right: NDArray[np.float32]) -> str:
    """Mean and least cosine of the rows of two tables."""
    cosines = (left * right).sum(1) / np.linalg.norm(left, axis=1) / np.linalg.norm(right, axis=1)
    return f"mean {cosines.mean():.4f}, least {cosines.min():.4f}"


def main() -> None:
    """Command line of the export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--facts", type=Path, help="model.json whose calibration and thresholds are taken over"
    )
    parser.add_argument(
        "--upper-only", action="store_true", help="the lower half was frozen: leave its file as it is"
    )
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    stored = torch.load(args.weights)
    encoder = load_encoder(args.encoder, stored["layers"], dropout=0.0)
    encoder.load_state_dict(stored["encoder"])
    rows = read_folder(args.data)[::ROWS_APART]
    texts, contexts = [bare_text(r.text) for r in rows], [context_text(r.context) for r in rows]
    tokens = tokenise(load_tokenizer(args.encoder / "tokenizer.json"), texts, contexts)
    export_encoder(encoder, tokens, args.out, upper_only=args.upper_only)
    shutil.copyfile(args.encoder / "tokenizer.json", args.out / "tokenizer.json")
    shipped = SentenceEncoder(args.out, threads=2)
    together = shipped.encode(texts, contexts)
    few = range(0, len(texts), max(1, len(texts) // ALONE))
    alone = np.concatenate([shipped.encode([texts[i]], [contexts[i]]) for i in few])
    print("cosine of int8 with the true vectors:", spread(together, true_vectors(encoder, tokens)))
    print("cosine of a sentence among others and alone:", spread(together[list(few)], alone))
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
