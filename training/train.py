"""Train the sentence model of the extractors. One documented, reproducible command; see README.md.

python -m training.train --encoder DIR --neutral FILE --out DIR
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from extractors.encoder.tokens import PAD, Tokens, load_tokenizer, tokenise
from extractors.statements.context import Context, bare_text, context_text
from training.catalogue import Catalogue, load_catalogue
from training.corpus import MECHANISMS, RELATIONS, TYPES, VEHICLES, Row, fold_of, matters, read_folder
from training.network import WIDTH, Encoder, Heads, load_encoder, means

TOKENS_A_BATCH = 1200
AVERAGE_EVERY = 5
LOSS_WEIGHTS = {
    "detect": 0.7, "type": 1.3, "about": 0.8, "leaf": 0.8, "mechanism": 0.5, "proposal": 0.5, "target": 0.9,
    "relation": 0.25, "vehicle": 0.25, "early": 0.3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """Of one training run.

    folds, held: documents of fold `held` (of `folds`) are kept apart; -1: none
    frozen:      so many of the lower layers stay as they are
    rehearse:    share of the other hands that an epoch sees again beside the chosen ones
    """

    epochs: int = 6
    rate: float = 1e-4
    head_rate: float = 1e-3
    layers: int = 12
    frozen: int = 4
    dropout: float = 0.1
    neutral_weight: float = 0.5
    neutral_share: float = 0.35
    rehearse: float = 0.0
    positive_weight: float = 1.5
    smoothing: float = 0.05
    folds: int = 8
    held: int = 0
    context: bool = True
    seed: int = 13


def legal_or_technical(archetype: str | None) -> bool:
    """True for archetypes of the legal and technical families."""
    return archetype is not None and archetype[:3] in ("JUR", "TEC")


def drop_context(row: Row, random_: random.Random) -> Context:
    """Context with parts left out now and then, so that no sentence leans on it alone."""
    context = row.context
    if random_.random() < 0.35:
        context = replace(context, previous="")
    if random_.random() < 0.2:
        context = replace(context, headings=())
    return context


def collate(rows: list[Row], tokens: list[Tokens], catalogue: Catalogue) -> dict[str, Tensor]:
    """Tensors of a batch: inputs and every label, -1 or nan where unknown."""
    longest = max(len(t.ids) for t in tokens)
    ids = torch.full((len(rows), longest), PAD)
    pool = torch.zeros(len(rows), longest)
    for i, t in enumerate(tokens):
        ids[i, : len(t.ids)] = torch.tensor(t.ids)
        pool[i, 1 : 1 + t.sentence] = 1.0
    batch = {"ids": ids, "attention": (ids != PAD).float(), "pool": pool}
    labels: dict[str, list[float]] = {k: [] for k in ("detect", "proposal", "weight")}
    classes: dict[str, list[int]] = {
        k: [] for k in ("type", "mechanism", "about", "leaf", "relation", "vehicle")
    }
    targets = torch.zeros(len(rows), len(catalogue.archetypes))
    for i, row in enumerate(rows):
        known = row.type is not None or row.archetype is None
        positive = row.type == "obstacle" and legal_or_technical(row.archetype)
        labels["detect"].append(float(positive) if known else math.nan)
        labels["proposal"].append(math.nan if row.proposal is None else float(row.proposal))
        labels["weight"].append(row.weight)
        classes["type"].append(TYPES.index(row.type) if row.type else -1)
        classes["mechanism"].append(MECHANISMS.index(row.mechanism) if row.mechanism else -1)
        classes["about"].append(catalogue.index.get(row.archetype or "", -1))
        classes["leaf"].append(catalogue.leaf_index.get((row.archetype or "").split(".")[0], -1))
        classes["relation"].append(RELATIONS.index(row.targets[0][1]) if row.targets else -1)
        classes["vehicle"].append(VEHICLES.index(row.vehicle) if row.vehicle else -1)
        for name, _ in row.targets:
            if name in catalogue.index:
                targets[i, catalogue.index[name]] = 1.0 / len(row.targets)
    batch |= {k: torch.tensor(v) for k, v in labels.items()}
    batch["matters"] = torch.tensor([float(matters(row)) for row in rows])
    batch |= {k: torch.tensor(v) for k, v in classes.items()}
    batch["target"] = targets
    return batch


def losses(
    out: dict[str, Tensor],
    batch: dict[str, Tensor],
    catalogue: Catalogue,
    class_weights: Tensor,
    settings: Settings,
) -> Tensor:
    """The weighted sum of the losses of all heads."""
    weight = batch["weight"]
    total = torch.zeros(())
    for name, positive in (("detect", settings.positive_weight), ("proposal", 1.5)):
        label = batch[name]
        known = ~label.isnan()
        if known.any():
            raw = functional.binary_cross_entropy_with_logits(
                out[name][known],
                label[known] * (1 - settings.smoothing) + settings.smoothing / 2,
                pos_weight=torch.tensor(positive),
                reduction="none",
            )
            total = total + LOSS_WEIGHTS[name] * (raw * weight[known]).mean()
    for name in ("type", "mechanism", "about", "relation", "vehicle"):
        label = batch[name]
        known = label >= 0
        if known.any():
            raw = functional.cross_entropy(
                out[name][known],
                label[known],
                weight=class_weights if name == "type" else None,
                label_smoothing=settings.smoothing,
                reduction="none",
            )
            total = total + LOSS_WEIGHTS[name] * (raw * weight[known]).mean()
    known = batch["leaf"] >= 0
    if known.any():
        leaves = catalogue.leaf_logits(out["about"][known])
        total = total + LOSS_WEIGHTS["leaf"] * functional.cross_entropy(
            leaves, batch["leaf"][known], label_smoothing=settings.smoothing
        )
    known = batch["target"].sum(1) > 0
    if known.any():
        total = total + LOSS_WEIGHTS["target"] * functional.cross_entropy(
            out["target"][known], batch["target"][known]
        )
    return total


def batches(tokens: list[Tokens], random_: random.Random) -> list[list[int]]:
    """Indices grouped by length (with a little noise) into batches of about TOKENS_A_BATCH tokens."""
    order = sorted(range(len(tokens)), key=lambda i: len(tokens[i].ids) * random_.uniform(0.85, 1.15))
    groups: list[list[int]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, len(tokens[i].ids))
        if groups[-1] and longest * (len(groups[-1]) + 1) > TOKENS_A_BATCH:
            groups.append([])
            longest = len(tokens[i].ids)
        groups[-1].append(i)
    random_.shuffle(groups)
    return groups


def tokens_of(
    rows: list[Row], tokenizer: Tokenizer, settings: Settings, random_: random.Random
) -> list[Tokens]:
    """The rows as the encoder reads them, with parts of their context left out now and then."""
    contexts = [context_text(drop_context(row, random_)) if settings.context else "" for row in rows]
    return tokenise(tokenizer, [bare_text(row.text) for row in rows], contexts)


def centre_vectors(encoder: Encoder, tokenizer: object, catalogue: Catalogue) -> Tensor:
    """Start vectors of the archetypes: mean of their texts, centred (else all cosines are near one)."""
    encoder.eval()
    rows = []
    with torch.no_grad():
        for texts in catalogue.texts:
            vectors = encode(encoder, tokenise(tokenizer, texts, [""] * len(texts)))  # type: ignore[arg-type]
            rows.append(functional.normalize(vectors, dim=-1).mean(0))
    centres = torch.stack(rows)
    return functional.normalize(centres - centres.mean(0), dim=-1)


def encode(encoder: Encoder, tokens: list[Tokens]) -> Tensor:
    """Vectors of the sentences, in their order."""
    out = torch.zeros(len(tokens), 384)
    order = sorted(range(len(tokens)), key=lambda i: len(tokens[i].ids))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), 32):
            part = order[at : at + 32]
            longest = max(len(tokens[i].ids) for i in part)
            ids = torch.full((len(part), longest), PAD)
            pool = torch.zeros(len(part), longest)
            for row, i in enumerate(part):
                ids[row, : len(tokens[i].ids)] = torch.tensor(tokens[i].ids)
                pool[row, 1 : 1 + tokens[i].sentence] = 1.0
            out[part] = encoder(ids, (ids != PAD).float(), pool).float()
    return out


def fit(
    labelled: list[Row],
    category: list[Row],
    neutral: list[Row],
    catalogue: Catalogue,
    base: Path,
    settings: Settings,
    keep: Callable[[Encoder, Heads], None],
    start: Path | None = None,
    earlier: Sequence[Row] = (),
) -> None:
    """Train encoder and heads; each epoch sees all labelled rows and a fresh share of the others.

    keep:    called after each epoch with the moving averages of the weights
    earlier: labelled rows that the start weights know already; an epoch sees settings.rehearse of them
    """
    torch.manual_seed(settings.seed)
    random_ = random.Random(settings.seed)
    tokenizer = load_tokenizer(base / "tokenizer.json")
    encoder = load_encoder(base, settings.layers, settings.dropout)
    heads = Heads(
        len(TYPES),
        len(MECHANISMS),
        len(RELATIONS),
        len(VEHICLES),
        centre_vectors(encoder, tokenizer, catalogue),
    )
    # Teaches the lower half to tell what matters; fit_gate fits the real early gate on the int8 encoder.
    early = torch.nn.Linear(2 * WIDTH, 1)
    if start is not None:
        stored = torch.load(start)
        encoder.load_state_dict(stored["encoder"])
        heads.load_state_dict(stored["heads"])
    embedding = (encoder.words, encoder.positions, encoder.types, encoder.norm)
    for module in (*embedding, *encoder.layers[: settings.frozen]):
        module.requires_grad_(False)
    # A lower half that stays as it is is read as in use: without dropout, and nothing flows back into it.
    lower_stays = settings.frozen >= encoder.half
    still = (encoder.dropout, *encoder.layers[: encoder.half]) if lower_stays else ()
    again = int(len(earlier) * settings.rehearse)
    share = min(len(neutral), int((len(labelled) + again) * settings.neutral_share))
    lesson = len(category) // 3

    def draw() -> list[Row]:
        seen_again, others = random_.sample(earlier, again), random_.sample(neutral, share)
        return labelled + seen_again + others + random_.sample(category, lesson)

    rows = draw()
    counts = Counter(row.type for row in rows if row.type)
    class_weights = torch.tensor([(sum(counts.values()) / max(counts[t], 20)) ** 0.35 for t in TYPES])
    class_weights = class_weights / class_weights.mean()
    groups = [
        {"params": [p for p in encoder.parameters() if p.requires_grad], "lr": settings.rate},
        {"params": [*heads.parameters(), *early.parameters()], "lr": settings.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = settings.epochs * len(batches(tokens_of(rows, tokenizer, settings, random_), random_))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.1 * steps), max(0.02, (steps - s) / (0.9 * steps)))
    )
    mean_encoder, mean_heads = copy.deepcopy(encoder), copy.deepcopy(heads)
    done, started = 0, time.monotonic()
    for epoch in range(settings.epochs):
        rows = draw()
        tokens = tokens_of(rows, tokenizer, settings, random_)
        total = 0.0
        encoder.train()
        for module in still:
            module.eval()
        plan = batches(tokens, random_)
        for group in plan:
            batch = collate([rows[i] for i in group], [tokens[i] for i in group], catalogue)
            with torch.autocast("cpu", torch.bfloat16):
                with torch.set_grad_enabled(not lower_stays):
                    hidden = encoder.lower(batch["ids"], batch["attention"])
                vector = encoder.upper(hidden, batch["attention"], batch["pool"])
            loss = losses(heads(vector.float()), batch, catalogue, class_weights, settings)
            half = means(hidden.float(), batch["pool"], batch["attention"])
            loss = loss + LOSS_WEIGHTS["early"] * functional.binary_cross_entropy_with_logits(
                early(half)[:, 0], batch["matters"], batch["weight"]
            )
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 1.0)  # type: ignore[misc]
            optimiser.step()
            schedule.step()
            done += 1
            total += loss.item()
            if done % AVERAGE_EVERY:
                continue
            rate = min(0.99, (done + 1) / (done + 10 * AVERAGE_EVERY))
            with torch.no_grad():
                for mean, live in ((mean_encoder, encoder), (mean_heads, heads)):
                    for a, b in zip(mean.parameters(), live.parameters(), strict=True):
                        a.lerp_(b, 1 - rate)
        print(
            f"epoch {epoch + 1}/{settings.epochs} loss {total / len(plan):.3f} "
            f"{time.monotonic() - started:.0f} s",
            flush=True,
        )
        keep(mean_encoder, mean_heads)


def taxonomy_rows(catalogue: Catalogue) -> list[Row]:
    """Labels, definitions, paraphrases and examples of the taxonomy: rows that only teach the category."""
    return [
        Row(text=text, context=Context(), type=None, archetype=name, proposal=None, weight=0.7)
        for name, texts in zip(catalogue.archetypes, catalogue.texts, strict=True)
        for text in texts
    ]


def neutral_rows(path: Path, weight: float, folds: tuple[int, ...]) -> list[Row]:
    """Real sentences of documents foreign to alliances: no asserted obstacle of this domain."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["fold"] in folds:
            context = Context(item["kind"], tuple(item["headings"]), item.get("column", ""), item["previous"])
            rows.append(
                Row(
                    item["text"],
                    context,
                    type="context",
                    proposal=None,
                    document=item["document"],
                    weight=weight,
                )
            )
    return rows


def main() -> None:
    """Command line of the training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="base weights: config.json, tokenizer.json, …"
    )
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--hands", help="folders of the data to train on, as a,b,c; all when not given")
    parser.add_argument("--rehearse", type=float, default=0.0, help="share of the other hands in an epoch")
    parser.add_argument("--neutral", type=Path, help="JSON lines made by training.neutral")
    parser.add_argument("--neutral-folds", default="0,1,2")
    parser.add_argument(
        "--start", type=Path, help="go on from these weights (weights.pt) instead of the base"
    )
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--out", type=Path, required=True)
    for name, value in (
        ("epochs", 6),
        ("layers", 12),
        ("frozen", 4),
        ("held", 0),
        ("folds", 8),
        ("seed", 13),
    ):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--no-context", action="store_true")
    parser.add_argument("--share", type=float, default=1.0, help="train on this share of the documents")
    args = parser.parse_args()
    settings = Settings(
        epochs=args.epochs, layers=args.layers, frozen=args.frozen, held=args.held, folds=args.folds,
        seed=args.seed, rate=args.rate, head_rate=args.head_rate, rehearse=args.rehearse,
        context=not args.no_context,
    )  # fmt: skip
    catalogue = load_catalogue()
    rows = [
        r
        for r in read_folder(args.data)
        if settings.held < 0 or fold_of(r.document, settings.folds) != settings.held
    ]
    chosen = args.hands.split(",") if args.hands else []
    earlier = [r for r in rows if chosen and r.document.split("/")[0] not in chosen]
    if chosen:
        rows = [r for r in rows if r.document.split("/")[0] in chosen]
    if args.share < 1:
        rows = [r for r in rows if fold_of("share" + r.document, 1000) < 1000 * args.share]
    print(f"{len(rows)} labelled sentences", Counter(r.type for r in rows))
    if args.neutral:
        folds = tuple(int(f) for f in args.neutral_folds.split(","))
        neutral = neutral_rows(args.neutral, settings.neutral_weight, folds)
        print(f"{len(neutral)} neutral sentences")
    else:
        neutral = []
    args.out.mkdir(parents=True, exist_ok=True)

    def keep(encoder: Encoder, heads: Heads) -> None:
        torch.save(
            {"encoder": encoder.state_dict(), "heads": heads.state_dict(), "layers": settings.layers,
             "archetypes": catalogue.archetypes, "context": settings.context},
            args.out / "weights.pt",
        )  # fmt: skip

    fit(rows, taxonomy_rows(catalogue), neutral, catalogue, args.encoder, settings, keep, args.start, earlier)


if __name__ == "__main__":
    main()
