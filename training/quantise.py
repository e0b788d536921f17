"""The encoder in a form that survives int8: scales that keep small values apart from large ones.

ONNX Runtime quantises what enters a matrix product with one scale a batch: a few channels of a BERT that
are twenty times larger than the others, or one odd sentence, then eat the precision of all. Here each
product is written so that this scale serves everyone: channels are evened out against the weights
(SmoothQuant, Xiao et al. 2023) and every token is divided by its largest value first and multiplied by it
afterwards. So the vector of a sentence hardly depends on its neighbours in the batch.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.encoder.tokens import PAD, Tokens
from training.network import Encoder, Layer, attention_mask

EVEN = 0.5  # share of the spread of the channels that goes to the weights
BATCH = 32


class ScaledLinear(nn.Module):
    """x @ W + b through numbers between -1 and 1. Several linear layers of one input become one."""

    def __init__(self, layers: Sequence[nn.Linear], largest: Tensor) -> None:
        """largest: (inputs,) the largest value that each input channel takes."""
        super().__init__()
        weight = torch.cat([layer.weight.detach() for layer in layers])
        spread = largest.clamp(min=1e-4) ** EVEN / weight.abs().amax(0).clamp(min=1e-4) ** (1 - EVEN)
        self.register_buffer("shrink", 1.0 / spread)
        self.register_buffer("weight", (weight * spread).T.contiguous())
        self.register_buffer("bias", torch.cat([layer.bias.detach() for layer in layers]))

    def forward(self, x: Tensor) -> Tensor:
        """x: (batch, length, inputs) → (batch, length, outputs)."""
        x = x * self.shrink
        size = x.abs().amax(-1, keepdim=True).clamp(min=1e-6)
        return (x / size) @ self.weight * size + self.bias


class ScaledLayer(nn.Module):
    """A Layer with ScaledLinear in place of its products."""

    def __init__(self, layer: Layer, largest: dict[str, Tensor]) -> None:
        """largest: by product ("query", "attended", "widen", "narrow"), see ScaledLinear."""
        super().__init__()
        self.heads = layer.heads
        self.attend = ScaledLinear([layer.query, layer.key, layer.value], largest["query"])
        self.attended = ScaledLinear([layer.attended], largest["attended"])
        self.widen = ScaledLinear([layer.widen], largest["widen"])
        self.narrow = ScaledLinear([layer.narrow], largest["narrow"])
        self.norm_attended, self.norm_narrow = layer.norm_attended, layer.norm_narrow

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """As Layer."""
        b, n, w = x.shape
        wide = w // self.heads
        q, k, v = self.attend(x).view(b, n, 3, self.heads, wide).permute(2, 0, 3, 1, 4).unbind(0)
        mixed = (q @ k.transpose(-1, -2) / wide**0.5 + mask).softmax(-1) @ v
        x = self.norm_attended(x + self.attended(mixed.transpose(1, 2).reshape(b, n, w)))
        return self.norm_narrow(x + self.narrow(functional.gelu(self.widen(x))))  # type: ignore[no-any-return]


class Table(nn.Module):
    """An embedding of int8 values with one scale a row."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        weight = embedding.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-6) / 127
        self.register_buffer("values", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """ids: (batch, length) → (batch, length, width)."""
        return self.values[ids].float() * self.scale[ids]  # type: ignore[index]


class Lower(nn.Module):
    """The lower half of an encoder, for the export: see Encoder.lower."""

    def __init__(self, encoder: Encoder, largest: list[dict[str, Tensor]]) -> None:
        super().__init__()
        self.words, self.positions, self.types = Table(encoder.words), encoder.positions, encoder.types
        self.norm = encoder.norm
        halves = zip(encoder.layers[: encoder.half], largest, strict=False)
        self.layers = nn.ModuleList(ScaledLayer(layer, own) for layer, own in halves)  # type: ignore[arg-type]

    def forward(self, ids: Tensor, attention: Tensor) -> Tensor:
        """As Encoder.lower."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]][None] + self.types.weight[0]
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x, attention_mask(attention, x))
        return x


class Upper(nn.Module):
    """The upper half: see Encoder.upper."""

    def __init__(self, encoder: Encoder, largest: list[dict[str, Tensor]]) -> None:
        super().__init__()
        halves = zip(encoder.layers[encoder.half :], largest[encoder.half :], strict=True)
        self.layers = nn.ModuleList(ScaledLayer(layer, own) for layer, own in halves)  # type: ignore[arg-type]

    def forward(self, hidden: Tensor, attention: Tensor, pool: Tensor) -> Tensor:
        """As Encoder.upper."""
        x = hidden
        for layer in self.layers:
            x = layer(x, attention_mask(attention, x))
        weight = pool[:, :, None]
        return (x * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def largest_inputs(encoder: Encoder, tokens: Sequence[Tokens]) -> list[dict[str, Tensor]]:
    """For each layer and product, the largest value that each input channel takes on these sentences."""
    products = ("query", "attended", "widen", "narrow")
    largest: list[dict[str, Tensor]] = [{} for _ in encoder.layers]
    hooks = []
    for own, layer in zip(largest, encoder.layers, strict=True):
        for name in products:

            def note(
                module: nn.Module, inputs: tuple[Tensor, ...], own: dict[str, Tensor] = own, name: str = name
            ) -> None:
                seen = inputs[0].abs().flatten(0, 1).amax(0)
                own[name] = torch.maximum(own[name], seen) if name in own else seen

            hooks.append(getattr(layer, name).register_forward_pre_hook(note))
    encoder.eval()
    order = sorted(range(len(tokens)), key=lambda i: len(tokens[i].ids))
    with torch.no_grad():
        for at in range(0, len(order), BATCH):
            part = [tokens[i] for i in order[at : at + BATCH]]
            longest = max(len(t.ids) for t in part)
            ids = torch.tensor([[*t.ids, *[PAD] * (longest - len(t.ids))] for t in part])
            encoder(ids, (ids != PAD).float(), torch.ones(ids.shape))
    for hook in hooks:
        hook.remove()
    return largest
