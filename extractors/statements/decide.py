"""From what was measured on a sentence to a statement: the one place where rules and model meet.

1. `combine` gives the calibrated log-odds of an asserted legal or technical obstacle from what the model
   and the rules say; each part of the sum is kept as evidence.
2. Above `keep`, the sentence is an asserted statement. Else, when it talks about an obstacle without
   asserting it (denied, lifted, supposed, contested), it is a statement with that assertion. Else,
   when it asserts an obstacle of another nature, a statement with an adjacent code.
3. Between `review` and `keep`, or when its nature is in doubt, it goes to the review queue; a sentence
   that speaks of obstacles and asserts none is kept as excluded, with the reason.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from extractors.cues import Cue, names_obstacle
from extractors.cues.patterns import Effect
from extractors.encoder.heads import Heads
from extractors.encoder.units import Unit
from extractors.records import Assertion, Citation, Evidence, Mechanism, Statement
from extractors.statements.category import categorise
from extractors.statements.combine import FACTS, facts_of, legal_share
from extractors.statements.voice import voice_of

LEGAL_OR_TECHNICAL = frozenset({"JUR", "TEC"})
ADJACENT = frozenset({"CUL", "ORG", "FIN", "EXT", "IND"})
DISCUSSED = {
    "negated": Assertion.NEGATED,
    "resolved": Assertion.RESOLVED,
    "hypothetical": Assertion.HYPOTHETICAL,
    "rebutted": Assertion.REBUTTED,
}
REASONS = {
    "negated": "le texte dit que ce n’est pas un frein",
    "resolved": "frein levé depuis",
    "hypothetical": "hypothèse, non constat",
    "rebutted": "argument contesté par le texte",
    "proposal": "proposition, non constat",
    "question": "question",
    "definition": "définition",
    "reference": "renvoi à une étude, à une annexe ou à un groupe",
    "lever": "levier ou réussite",
    "other_sense": "autre sens du mot",
    "title": "titre ou ligne de sommaire",
    "context": "contexte, règle énoncée sans jugement",
}
DISCUSSED_AT_LEAST = 0.35  # probability of the type
ADJACENT_AT_LEAST = 0.5  # probability of an obstacle of whatever nature
LEGAL_AT_LEAST = 0.9  # share of the legal and technical categories for an asserted statement of that nature
ADJACENT_BELOW = 0.5  # share below which another nature is the likelier one
# Turns of phrase that speak of obstacles without one of the words of `names_obstacle`.
_SPEAKING = frozenset({"P01", "P04", "P06", "P07", "N01", "N02", "N09", "N19", "N23", "N27", "P42", "P20"})
WEAK = "trop peu d’indices d’un frein affirmé"
WORTH_SAYING = 0.1  # log-odds


def decide(unit: Unit, heads: Heads, citations: Iterable[Citation]) -> Statement | None:
    """The statement that a sentence makes, or None when it says nothing about obstacles."""
    if unit.scores is None or unit.vector is None:
        return None
    own = [c for c in citations if unit.start <= c.start < unit.end]
    kinds = dict(zip(heads.types, (float(p) for p in unit.scores.types), strict=True))
    share = legal_share(unit.scores.about, heads.archetypes)
    facts = facts_of(kinds, unit.scores.detect, share, unit.text, unit.cues, unit.context)
    logit = heads.combination.log_odds(facts) + unit.scores.adjust
    probability = 1.0 / (1.0 + math.exp(-logit))
    kind = max(kinds, key=lambda name: kinds[name])
    assertion, disposition, natures, reason = Assertion.ASSERTED, "kept", LEGAL_OR_TECHNICAL, None
    score = probability
    discussed = max(DISCUSSED, key=lambda name: kinds[name])
    if probability < heads.keep or kinds[discussed] > kinds["obstacle"] or share < LEGAL_AT_LEAST:
        if kinds[discussed] >= DISCUSSED_AT_LEAST and kinds[discussed] > kinds["obstacle"]:
            assertion, natures = DISCUSSED[discussed], LEGAL_OR_TECHNICAL | ADJACENT
            reason = REASONS[discussed]
            score = kinds[discussed]
        elif kinds["obstacle"] >= ADJACENT_AT_LEAST and share < ADJACENT_BELOW:
            natures = ADJACENT
            score = kinds["obstacle"]
        elif probability >= heads.review:
            doubtful = probability >= heads.keep and kinds["obstacle"] >= kinds[discussed]
            disposition = "candidate"
            reason = "nature incertaine : à relire" if doubtful else "sous le seuil : à relire"
        elif _speaks_of_obstacles(unit.text, unit.cues):
            disposition, reason = "excluded", WEAK if kind in DISCUSSED else REASONS.get(kind, WEAK)
        else:
            return None
    category = categorise(unit.scores.category, heads.archetypes, unit.text, unit.start, own, natures)
    mechanism = Mechanism(heads.mechanisms[int(unit.scores.mechanisms.argmax())])
    return Statement(
        passage=-1,
        start=unit.start,
        end=unit.end,
        text=unit.text,
        assertion=assertion,
        code=category.code,
        score=round(score, 4),
        also_codes=category.also_codes,
        mechanism=mechanism if assertion is Assertion.ASSERTED else None,
        voice=voice_of(unit.text),
        disposition=disposition,
        reason=reason,
        archetype=category.archetype,
        evidence=(*_explain(unit, kind, kinds[kind], heads, facts), *category.evidence),
        vector=tuple(round(float(x), 4) for x in unit.vector),
    )


def _speaks_of_obstacles(text: str, cues: tuple[Cue, ...]) -> bool:
    return names_obstacle(text) or any(cue.id in _SPEAKING for cue in cues)


def _explain(unit: Unit, kind: str, share: float, heads: Heads, facts: Mapping[str, float]) -> list[Evidence]:
    assert unit.scores is not None
    notes = [Evidence("model:type", f"modèle : {_FRENCH_TYPES.get(kind, kind)} {_percent(share)}")]
    for name, value in facts.items():
        weight = heads.combination.weights.get(name, 0.0) * value
        if abs(weight) >= WORTH_SAYING:
            notes.append(Evidence(f"fact:{name}", FACTS[name], weight=round(weight, 2)))
    if abs(unit.scores.adjust) >= WORTH_SAYING:
        notes.append(
            Evidence("learned", "appris des décisions du groupe", weight=round(unit.scores.adjust, 2))
        )
    notes += [
        Evidence(c.id, f"tournure : {c.note}", unit.start + c.start, unit.start + c.end)
        for c in unit.cues
        if c.effect is not Effect.EASES
    ]
    return notes


_FRENCH_TYPES = {
    "context": "contexte",
    "obstacle": "frein affirmé",
    "negated": "frein nié",
    "resolved": "frein levé",
    "hypothetical": "hypothèse",
    "rebutted": "frein contesté",
    "proposal": "proposition",
    "definition": "définition",
    "reference": "renvoi",
    "lever": "levier",
    "other_sense": "autre sens",
    "title": "titre",
}


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"
