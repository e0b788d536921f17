"""The archetypes of the taxonomy in a fixed order, with the texts that describe them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from taxonomy.load import load


@dataclass(frozen=True)
class Catalogue:
    """archetypes: ids in order; texts: for each, label, definition, cues, paraphrases, examples."""

    archetypes: tuple[str, ...]
    texts: tuple[list[str], ...]

    @cached_property
    def index(self) -> dict[str, int]:
        """Position of an archetype."""
        return {name: i for i, name in enumerate(self.archetypes)}

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Leaf codes in order of first appearance."""
        return tuple(dict.fromkeys(name.split(".")[0] for name in self.archetypes))

    @cached_property
    def leaf_index(self) -> dict[str, int]:
        """Position of a leaf."""
        return {code: i for i, code in enumerate(self.leaves)}

    @cached_property
    def _leaf_of(self) -> Tensor:
        return torch.tensor([self.leaf_index[name.split(".")[0]] for name in self.archetypes])

    def leaf_logits(self, logits: Tensor) -> Tensor:
        """(batch, archetypes) → (batch, leaves): log-sum-exp over the archetypes of each leaf."""
        columns = [torch.logsumexp(logits[:, self._leaf_of == i], dim=1) for i in range(len(self.leaves))]
        return torch.stack(columns, dim=1)


def load_catalogue() -> Catalogue:
    """The catalogue of the shipped taxonomy."""
    tree = load()
    names: list[str] = []
    texts: list[list[str]] = []
    for leaf in tree.leaves:
        for archetype in leaf.archetypes:
            names.append(archetype.id)
            texts.append(
                [
                    text
                    for text in (
                        leaf.fr,
                        leaf.definition,
                        *leaf.cues,
                        archetype.label,
                        *archetype.paraphrases,
                    )
                    if text
                ]
            )
    return Catalogue(tuple(names), tuple(texts))
