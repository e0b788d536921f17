"""From scores and cues to a statement: what is kept, queued, set aside, and why."""

import math

import numpy as np
import pytest

from extractors.cues import find_cues
from extractors.encoder.heads import Heads
from extractors.encoder.units import Unit, UnitScores
from extractors.records import Assertion, Citation, Mechanism
from extractors.statements.combine import FACTS, Combination, facts_of
from extractors.statements.context import Context
from extractors.statements.decide import decide

TYPES = ("context", "obstacle", "negated", "resolved", "hypothetical", "rebutted", "proposal", "question")
ARCHETYPES = ("JUR-SOC-01.1", "JUR-SOC-01.2", "JUR-FIS-05.1", "TEC-ING-02.1", "CUL-01.1")
MECHANISMS = tuple(m.value for m in (Mechanism.INTERDICTION, Mechanism.SURCOUT, Mechanism.PRATIQUE))
COMBINATION = Combination(
    {"detect": 1.0, "question": -3.0, "trouble_heading": 1.0, "measure_heading": -2.0}, 0.0
)
HEADS = Heads(
    {}, TYPES, MECHANISMS, ("removes",), ("loi",), ARCHETYPES, COMBINATION, keep=0.5, review=0.2, propose=0.5
)
SENTENCE = "L’association n’a pas pu prêter ses deux animatrices à l’entreprise."


def unit(
    text: str = SENTENCE,
    detect: float = 0.9,
    kind: str = "obstacle",
    about: str = "JUR-SOC-01.1",
    **where: object,
) -> Unit:
    """A sentence as the encoder leaves it."""
    types = np.full(len(TYPES), 0.02, dtype=np.float32)
    types[TYPES.index(kind)] = 1 - 0.02 * (len(TYPES) - 1)
    archetypes = np.full(len(ARCHETYPES), 0.02, dtype=np.float32)
    archetypes[ARCHETYPES.index(about)] = 0.92
    one = np.ones(1, dtype=np.float32)
    scores = UnitScores(
        detect=math.log(detect / (1 - detect)),
        adjust=0.0,
        types=types,
        mechanisms=np.array([0.7, 0.2, 0.1], dtype=np.float32),
        proposal=0.1,
        relations=one,
        vehicles=one,
        about=archetypes,
        category=archetypes,
        target=archetypes,
    )
    context = Context(**where)  # type: ignore[arg-type]
    return Unit(0, len(text), text, context, find_cues(text), scores, np.zeros(384, dtype=np.float32))


def test_a_sure_obstacle_is_kept_with_category_mechanism_and_reasons() -> None:
    statement = decide(unit(), HEADS, ())
    assert statement is not None
    assert (statement.assertion, statement.code, statement.archetype) == (
        Assertion.ASSERTED,
        "JUR-SOC-01",
        "JUR-SOC-01.1",
    )
    assert statement.mechanism is Mechanism.INTERDICTION
    assert {"fact:detect", "model:type"} <= {e.rule for e in statement.evidence}


def test_below_the_threshold_goes_to_the_review_queue_not_to_the_bin() -> None:
    statement = decide(unit(detect=0.3), HEADS, ())
    assert statement is not None
    assert statement.disposition == "candidate"


@pytest.mark.parametrize(
    ("kind", "assertion"),
    [("negated", Assertion.NEGATED), ("resolved", Assertion.RESOLVED), ("rebutted", Assertion.REBUTTED)],
)
def test_an_obstacle_that_is_discussed_keeps_its_assertion(kind: str, assertion: Assertion) -> None:
    statement = decide(unit(detect=0.05, kind=kind), HEADS, ())
    assert statement is not None
    assert (statement.assertion, statement.disposition, statement.mechanism) == (assertion, "kept", None)


def test_an_obstacle_of_another_nature_is_kept_apart() -> None:
    statement = decide(unit(detect=0.1, about="CUL-01.1"), HEADS, ())
    assert statement is not None
    assert statement.code == "CUL-01"


def test_an_obstacle_of_doubtful_nature_goes_to_the_review_queue() -> None:
    torn = unit(about="JUR-SOC-01.1")
    assert torn.scores is not None
    torn.scores.about[:] = np.array([0.55, 0.02, 0.02, 0.01, 0.4])
    statement = decide(torn, HEADS, ())
    assert statement is not None
    assert (statement.disposition, statement.reason) == ("candidate", "nature incertaine : à relire")


def test_plain_context_says_nothing() -> None:
    assert (
        decide(unit("Le comité se réunit deux fois par an.", detect=0.01, kind="context"), HEADS, ()) is None
    )


def test_a_look_alike_is_set_aside_with_its_reason() -> None:
    text = "Lever les freins au prêt d’agents suppose une loi."
    statement = decide(unit(text, detect=0.1, kind="proposal"), HEADS, ())
    assert statement is not None
    assert (statement.disposition, statement.reason) == ("excluded", "proposition, non constat")


def test_a_sentence_that_names_obstacles_and_says_nothing_of_them_is_set_aside_with_a_reason() -> None:
    text = "La liste des freins étudiés figure en annexe 3 du présent rapport."
    statement = decide(unit(text, detect=0.01, kind="context"), HEADS, ())
    assert statement is not None
    assert (statement.disposition, statement.reason) == ("excluded", "contexte, règle énoncée sans jugement")


def test_a_norm_typical_of_a_category_outweighs_a_hesitant_model() -> None:
    text = "L’article 261 B du CGI ne couvre pas ce prêt."
    hesitant = unit(text, about="JUR-SOC-01.1")
    assert hesitant.scores is not None
    hesitant.scores.about[:] = np.array([0.4, 0.05, 0.35, 0.1, 0.1])
    citation = Citation("article 261 B du CGI", "fr:code:cgi:261-B", "CGI, art. 261 B", 2, 22)
    statement = decide(hesitant, HEADS, (citation,))
    assert statement is not None
    assert statement.code == "JUR-FIS-05"
    assert any(e.rule == "norm:JUR-FIS-05" for e in statement.evidence)


def facts(text: str = SENTENCE, **where: object) -> dict[str, float]:
    context = Context(**where)  # type: ignore[arg-type]
    return facts_of({"obstacle": 0.5}, 0.0, 0.5, text, find_cues(text), context)


def test_a_question_weighs_against() -> None:
    asked = "Le droit du travail est-il un frein ?"
    assert facts(asked)["question"] == 1.0
    statement = decide(unit(asked, detect=0.7), HEADS, ())
    assert statement is None or statement.disposition != "kept"


@pytest.mark.parametrize(
    ("heading", "fact"),
    [
        ("Freins identifiés", "trouble_heading"),
        ("Leviers", "measure_heading"),
        ("Propositions", "measure_heading"),
    ],
)
def test_items_inherit_from_their_heading(heading: str, fact: str) -> None:
    assert facts(kind="list_item", headings=(heading,))[fact] == 1.0


def test_running_text_under_a_heading_of_proposals_may_still_state_obstacles() -> None:
    assert facts(headings=("Propositions",))["measure_heading"] == 0.0


def test_every_fact_has_words_for_the_reader() -> None:
    assert set(facts()) == set(FACTS)


def test_every_reason_for_a_decision_points_at_its_words() -> None:
    text = "Faute de base légale, le prêt de main-d’œuvre reste exclu."
    statement = decide(unit(text), HEADS, ())
    assert statement is not None
    spans = [(e.start, e.end) for e in statement.evidence if e.start is not None and e.end is not None]
    assert spans
    assert all(0 <= start < end <= len(text) for start, end in spans)
