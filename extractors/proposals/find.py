"""From what was measured on a sentence to a proposal."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.encoder.heads import Heads
from extractors.encoder.units import Unit
from extractors.proposals.patterns import ADDRESSEE, LABEL, LIST_NUMBER, VEHICLES
from extractors.records import Citation, Evidence, Passage, PassageKind, Proposal, Relation

# Moves in log-odds of the sure rules.
NUMBERED = 2.5
COLUMN = 2.0
FIRST_PERSON = 0.8
LINE_HEAD = 0.8
QUESTION = -2.0
TROUBLE_COLUMN = -2.5
# Weak targets count too: among the few obstacles that the document states, one may be the likeliest.
TARGET_AT_LEAST = 0.01
TARGETS = 12
SHORTEST = 18  # characters of a measure beside its label
_SPELT = {
    "loi-de-finances": "loi de finances",
    "decret": "décret",
    "doctrine-fiscale": "doctrine fiscale",
    "experimentation": "expérimentation",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label ("Proposition n° 7") and where it ends in the text."""

    text: str
    number: str | None
    end: int


def label_of(text: str) -> Label | None:
    """The label that opens a text; None when there is none or no number follows the bare word."""
    match = LABEL.match(text)
    if match is None:
        return None
    number = match["number"]
    if number is None and not match["end"].strip().startswith(":"):
        return None
    return Label(text[: match.end()].strip(" :–—-."), number, match.end())


def propose(passage: Passage, unit: Unit, heads: Heads, citations: Iterable[Citation]) -> Proposal | None:
    """The proposal that a sentence (or a heading that spells a measure out) makes, or None."""
    if unit.scores is None or unit.vector is None:
        return None
    label = label_of(unit.text)
    heading = passage.kind is PassageKind.HEADING
    if heading and (label is None or label.number is None or len(unit.text) - label.end < SHORTEST):
        return None
    logit = _log_odds(unit.scores.proposal)
    moves = moves_of(unit, label)
    probability = proposal_probability(unit, label)
    if probability < heads.propose:
        return None
    own = tuple(c.norm_id for c in citations if unit.start <= c.start < unit.end)
    number = label.number if label else None
    if number is None and (listed := LIST_NUMBER.match(unit.text)):
        number = listed["number"]
    addressee = ADDRESSEE.search(unit.text)
    relation = Relation(heads.relations[int(unit.scores.relations.argmax())])
    order = (-unit.scores.target).argsort()[:TARGETS]
    targets = tuple(
        (heads.archetypes[int(i)], relation, round(float(unit.scores.target[int(i)]), 4))
        for i in order
        if unit.scores.target[int(i)] >= TARGET_AT_LEAST
    )
    return Proposal(
        passage=passage.ordinal,
        start=unit.start,
        end=unit.end,
        text=unit.text,
        number=number,
        label=label.text if label else "",
        vehicle=_vehicle(unit, heads),
        addressee=addressee["who"].strip() if addressee else None,
        score=round(probability, 4),
        targets=targets,
        norms=own,
        evidence=tuple(
            [
                Evidence(
                    "model",
                    f"modèle : proposition {100 * unit.scores.proposal:.0f} %",
                    weight=round(logit, 2),
                )
            ]
            + [Evidence(rule, note, weight=weight) for rule, note, weight in moves]
        ),
        vector=tuple(round(float(x), 4) for x in unit.vector),
    )


def proposal_probability(unit: Unit, label: Label | None) -> float:
    """Probability that a sentence proposes a measure: the model's log-odds, moved by the sure rules."""
    assert unit.scores is not None
    total = _log_odds(unit.scores.proposal) + sum(weight for _, _, weight in moves_of(unit, label))
    return 1 / (1 + math.exp(-total))


def _log_odds(probability: float) -> float:
    p = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))


def moves_of(unit: Unit, label: Label | None) -> list[tuple[str, str, float]]:
    """The sure rules that apply: (rule, French note, log-odds)."""
    moves = []
    ids = {cue.id for cue in unit.cues}
    column = unit.context.column.lower()
    if label is not None and label.number is not None:
        moves.append(("N10", f"libellé « {label.text} »", NUMBERED))
    if any(word in column for word in ("proposition", "recommandation", "préconisation", "mesure", "piste")):
        moves.append(("P71", f"colonne « {unit.context.column} »", COLUMN))
    elif any(word in column for word in ("frein", "obstacle", "difficult", "constat", "texte", "acteur")):
        moves.append(("P71", f"colonne « {unit.context.column} »", TROUBLE_COLUMN))
    if "N08" in ids:
        moves.append(("N08", "tournure de proposition", FIRST_PERSON))
    if "N11" in ids:
        moves.append(("N11", "infinitif en tête", LINE_HEAD))
    if "N12" in ids:
        moves.append(("N12", "phrase interrogative", QUESTION))
    return moves


def _vehicle(unit: Unit, heads: Heads) -> str:
    for name, expression in VEHICLES:
        if expression.search(unit.text):
            return name
    assert unit.scores is not None
    name = heads.vehicles[int(unit.scores.vehicles.argmax())]
    return _SPELT.get(name, name)


def number_from_heading(passages: Iterable[Passage], proposals: dict[int, tuple[Proposal, ...]]) -> None:
    """Give the number of a bare heading ("Proposition n° 7") to the first measure below it, in place."""
    waiting: Label | None = None
    for passage in passages:
        own = proposals.get(passage.ordinal, ())
        if passage.kind is PassageKind.HEADING:
            waiting = None if own else label_of(passage.text)
        elif own and waiting is not None and waiting.number is not None:
            if own[0].number is None:
                first = replace(own[0], number=waiting.number, label=waiting.text)
                proposals[passage.ordinal] = (first, *own[1:])
            waiting = None
