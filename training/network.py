"""The network: a BERT encoder (multilingual-e5-small cut to French) with this project's heads.

The encoder reads "<s> sentence </s> context </s>" and its vector is the mean over the tokens of the
sentence only: the context is attended to, never averaged in.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 384


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, width: int, inner: int, heads: int, dropout: float, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.attended = nn.Linear(width, width)
        self.norm_attended = nn.LayerNorm(width, eps=eps)
        self.widen, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm_narrow = nn.LayerNorm(width, eps=eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (batch, length, width); mask: (batch, 1, 1, length), 0 or a large negative number."""
        b, n, w = x.shape

        def split(t: Tensor) -> Tensor:
            return t.view(b, n, self.heads, w // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        # Written out, and without dropout: on a CPU both cost a third of the time of a step.
        mixed = (q @ k.transpose(-1, -2) / (w // self.heads) ** 0.5 + mask).softmax(-1).to(v.dtype) @ v
        mixed = mixed.transpose(1, 2).reshape(b, n, w)
        x = self.norm_attended(x + self.dropout(self.attended(mixed)))
        return self.norm_narrow(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Tokens → one vector a sentence."""

    def __init__(self, config: dict[str, float], layers: int | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        width, eps = int(config["hidden_size"]), float(config["layer_norm_eps"])
        self.words = nn.Embedding(int(config["vocab_size"]), width)
        self.positions = nn.Embedding(int(config["max_position_embeddings"]), width)
        self.types = nn.Embedding(int(config["type_vocab_size"]), width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.dropout = nn.Dropout(dropout)
        count = layers or int(config["num_hidden_layers"])
        self.layers = nn.ModuleList(
            Layer(width, int(config["intermediate_size"]), int(config["num_attention_heads"]), dropout, eps)
            for _ in range(count)
        )
        self.half = count // 2

    def lower(self, ids: Tensor, attention: Tensor) -> Tensor:
        """ids, attention: (batch, length) → the tokens after the lower half, (batch, length, width)."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]][None] + self.types.weight[0]
        x = self.dropout(self.norm(x))
        for layer in self.layers[: self.half]:
            x = layer(x, attention_mask(attention, x))
        return x

    def upper(self, hidden: Tensor, attention: Tensor, pool: Tensor) -> Tensor:
        """hidden: as `lower` leaves it; attention, pool: (batch, length) → (batch, width)."""
        x = hidden
        for layer in self.layers[self.half :]:
            x = layer(x, attention_mask(attention, x))
        weight = pool.to(x.dtype)[:, :, None]
        return (x * weight).sum(1) / weight.sum(1).clamp(min=1.0)

    def forward(self, ids: Tensor, attention: Tensor, pool: Tensor) -> Tensor:
        """ids, attention, pool: (batch, length) → (batch, width)."""
        return self.upper(self.lower(ids, attention), attention, pool)


def attention_mask(attention: Tensor, x: Tensor) -> Tensor:
    """attention: (batch, length), 1 for tokens → what is added to attention scores, of the type of x."""
    return (1.0 - attention.to(x.dtype))[:, None, None, :] * -1e4


def means(hidden: Tensor, pool: Tensor, attention: Tensor) -> Tensor:
    """Means over the sentence and its context, (batch, 2 * width); see extractors.encoder.encode.means."""
    halves = [
        (hidden * weight[:, :, None]).sum(1) / weight.sum(1, keepdim=True).clamp(min=1.0)
        for weight in (pool, attention - pool)
    ]
    return torch.cat(halves, dim=1)


def load_encoder(folder: Path, layers: int | None = None, dropout: float = 0.1) -> Encoder:
    """The encoder with the base weights of a folder (config.json, model.fp16.safetensors).

    layers: keep so many of the layers, evenly spread, the first and last always kept.
    """
    config = json.loads((folder / "config.json").read_text())
    encoder = Encoder(config, layers, dropout)
    stored = {
        k.removeprefix("bert."): v.float() for k, v in load_file(folder / "model.fp16.safetensors").items()
    }
    total = int(config["num_hidden_layers"])
    count = layers or total
    kept = [round(i * (total - 1) / max(count - 1, 1)) for i in range(count)]
    names = {
        "words": "embeddings.word_embeddings", "positions": "embeddings.position_embeddings",
        "types": "embeddings.token_type_embeddings", "norm": "embeddings.LayerNorm",
    }  # fmt: skip
    inner = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "attended": "attention.output.dense", "norm_attended": "attention.output.LayerNorm",
        "widen": "intermediate.dense", "narrow": "output.dense", "norm_narrow": "output.LayerNorm",
    }  # fmt: skip
    for i, source in enumerate(kept):
        names |= {f"layers.{i}.{ours}": f"encoder.layer.{source}.{theirs}" for ours, theirs in inner.items()}
    state = {}
    for ours in encoder.state_dict():
        module, _, leaf = ours.rpartition(".")
        state[ours] = stored[f"{names[module]}.{leaf}"]
    encoder.load_state_dict(state)
    return encoder


class Heads(nn.Module):
    """What is read off the vector of a sentence. All linear or cosine: they can be retrained alone."""

    def __init__(self, types: int, mechanisms: int, relations: int, vehicles: int, centres: Tensor) -> None:
        """centres: (archetypes, width), one start vector an archetype."""
        super().__init__()
        self.detect = nn.Linear(WIDTH, 1)
        self.kind = nn.Linear(WIDTH, types)
        self.mechanism = nn.Linear(WIDTH, mechanisms)
        self.proposal = nn.Linear(WIDTH, 1)
        self.relation = nn.Linear(WIDTH, relations)
        self.vehicle = nn.Linear(WIDTH, vehicles)
        self.about = nn.Linear(WIDTH, WIDTH)
        self.target = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.about.weight)
        nn.init.eye_(self.target.weight)
        nn.init.zeros_(self.about.bias)
        nn.init.zeros_(self.target.bias)
        self.centres = nn.Parameter(functional.normalize(centres, dim=-1))
        self.temperature = nn.Parameter(torch.tensor(2.5))

    def archetypes(self, projected: Tensor) -> Tensor:
        """Logits over the archetypes: scaled cosine with their vectors."""
        cosine = functional.normalize(projected, dim=-1) @ functional.normalize(self.centres, dim=-1).T
        return cosine * self.temperature.exp()

    def forward(self, vector: Tensor) -> dict[str, Tensor]:
        """vector: (batch, width) → logits by head name."""
        return {
            "detect": self.detect(vector)[:, 0],
            "type": self.kind(vector),
            "mechanism": self.mechanism(vector),
            "proposal": self.proposal(vector)[:, 0],
            "relation": self.relation(vector),
            "vehicle": self.vehicle(vector),
            "about": self.archetypes(self.about(vector)),
            "target": self.archetypes(self.target(vector)),
        }
