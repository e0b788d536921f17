"""Weights midway between two trainings, one of which started from the other.

python -m training.average BEFORE.pt AFTER.pt --out MIDDLE.pt

A model trained on new hands gains on them and loses a little on documents unlike them; halfway it has nearly
all of the gain and hardly any of the loss (Wortsman et al., Robust fine-tuning of zero-shot models, 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

SHARE = 0.5  # of the later weights


def middle(before: dict[str, Tensor], after: dict[str, Tensor]) -> dict[str, Tensor]:
    """Each weight SHARE of the way from the one to the other; both have the same names and shapes."""
    return {name: torch.lerp(before[name].float(), after[name].float(), SHARE) for name in after}


def main() -> None:
    """Command line; both files as `training.train` or `training.restore` leave them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    before, after = torch.load(args.before), torch.load(args.after)
    parts = {part: middle(before[part], after[part]) for part in ("encoder", "heads")}
    torch.save({**after, **parts}, args.out)


if __name__ == "__main__":
    main()
