"""Each of the fifteen questions, by the query that docs/questions.md gives for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from register_making import GIVING, LENDING, Proposed, Said, put, rows

from extractors.records import Assertion
from warehouse.connect import reading, writing
from warehouse.decisions.decide import decide
from warehouse.decisions.records import Action, Decision, Subject
from warehouse.queries import coverage, obstacles, proposals, statements
from warehouse.records import Filters
from warehouse.register import update
from warehouse.register.anchors import anchors

PAGE = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
LOAN = "Prêter un salarié à l’entreprise voisine nous expose au délit de marchandage."
GIFT = "Le plafond de l’article 238 bis freine nos sociétés et les associations qu’elles aident."
AID = "Le règlement de minimis interdit à la commune d’aider l’association dès la signature."
EUROPE = "JUR-PUB-04.1"


def queries(number: int) -> list[str]:
    part = re.split(r"^### ", PAGE, flags=re.MULTILINE)[number]
    assert part.startswith(f"{number}. ")
    return re.findall(r"```sql\n(.*?)\n```", part, re.DOTALL)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "warehouse.duckdb"
    with writing(path) as con:
        put(con, "2017.pdf", (
            Said(LOAN, norm="fr:code:travail:L8241-1"), Said(GIFT, GIVING, norm="fr:code:cgi:238-bis"),
            Said(AID, EUROPE, norm="eu:reg:360/2012"),
            Proposed("Proposition n° 7 : diffuser une convention-type de prêt.", ((LENDING, 0.95),), "7"),
        ), issuer="Réseau A", year="2017")  # fmt: skip
        put(con, "2020.pdf", (
            Said("La mise à disposition d’un animateur a été requalifiée.", norm="fr:code:travail:L8241-1"),
            Said("Le plafond n’est pas un obstacle.", GIVING, Assertion.NEGATED),
            Said("Il reste une difficulté d’une autre sorte.", None, code="IND-00"),
            Said("Cela pourrait gêner les partenaires.", disposition="candidate", score=0.4),
            Said("Voir la liste des freins en annexe.", disposition="excluded", score=0.1),
        ), issuer="Réseau B", year="2020")  # fmt: skip
        put(con, "2024.pdf", (
            Said("Le prêt reste risqué pour une association et son entreprise d’accueil."),
            Said("Depuis la loi de 2024, le prêt de salariés est sûr.", assertion=Assertion.RESOLVED,
                 norm="fr:loi:2024-344"),
            Proposed("Créer un jour férié du partenariat.", (), None),
        ), issuer="Réseau C", year="2024")  # fmt: skip
        update(con)
        ((first,),) = con.execute("SELECT statement_id FROM statements WHERE text = ?", [LOAN]).fetchall()
        decide(
            con,
            Decision("Anne", Subject.STATEMENT, first, Action.ACCEPT),
            Decision("Bilal", Subject.STATEMENT, first, Action.REJECT, reason="abrogé"),
            Decision("Anne", Subject.STATEMENT, first, Action.ACCEPT),
        )
    return path


def answers(full: Path, number: int, which: int = 0) -> list[tuple[object, ...]]:
    with reading(full) as con:
        return con.execute(queries(number)[which]).fetchall()


def label(archetype: str) -> str:
    return anchors()[archetype].label


def test_1_by_three_issuers_since_2015(full: Path) -> None:
    with reading(full) as con:
        found = obstacles.obstacles(con, Filters(nature="juridique", since=2015, min_issuers=3))
    assert [row[4] for row in found.rows] == [label(LENDING)]


def test_2_texts_that_come_back(full: Path) -> None:
    assert answers(full, 2)[0][::2] == ("fr:code:travail:L8241-1", label(LENDING), 2)


def test_3_statements_of_a_text(full: Path) -> None:
    with reading(full) as con:
        found = statements.statements(con, Filters(norm="fr:code:cgi:238-bis"))
    assert [row[7] for row in found.rows] == [GIFT]


def test_4_without_answer_and_without_obstacle(full: Path) -> None:
    with reading(full) as con:
        bare = coverage.coverage(con, Filters(unanswered=True))
        idle = proposals.proposals(con, Filters(unanswered=True))
    assert label(GIVING) in [row[3] for row in bare.rows]
    assert label(LENDING) not in [row[3] for row in bare.rows]
    assert [row[7] for row in idle.rows] == ["Créer un jour férié du partenariat."]


def test_5_european(full: Path) -> None:
    assert answers(full, 5) == [(label(EUROPE), ["eu:reg:360/2012"], None, True)]


def test_6_constant_law(full: Path) -> None:
    assert label(LENDING) in [row[0] for row in answers(full, 6)]


def test_7_one_side_only(full: Path) -> None:
    assert {row[0] for row in answers(full, 7)} == {"associations seules"}


def test_8_phase_and_relation(full: Path) -> None:
    found = answers(full, 8)
    assert ("montage", "bipartite", label(EUROPE), 1) in found
    assert (None, "bipartite", label(GIVING), 1) in found


def test_9_what_became_of_the_2017_study(full: Path) -> None:
    fates = {row[0]: row[1:] for row in answers(full, 9)}
    assert fates[label(LENDING)] == ("partiellement levé", 2024, "2024", ["fr:loi:2024-344"])
    assert fates[label(GIVING)][0] == "levé"
    assert fates[label(EUROPE)][0] == "actif"


def test_9_a_denial_after_the_last_affirmation_tells_when_an_obstacle_was_lifted(path: Path) -> None:
    with writing(path) as con:
        put(con, "etude.pdf", (Said(GIFT, GIVING),), year="2015")
        denied = Said("Aucun plafond ne freine les mécènes.", GIVING, assertion=Assertion.NEGATED)
        put(con, "bilan.pdf", (denied,), year="2020", issuer="Ville")
        update(con)
    assert rows(path, "SELECT status, last_asserted_year, lifted_said_on FROM obstacle_fates") == [
        ("levé", 2015, "2020")
    ]


def test_10_contradictions(full: Path) -> None:
    assert {row[0] for row in answers(full, 10)} == {label(GIVING), label(LENDING)}


def test_11_news(full: Path) -> None:
    assert {row[1] for row in answers(full, 11)} == {
        "document",
        "statement",
        "obstacle",
        "answer",
        "decision",
    }


def test_12_what_a_measure_covers(full: Path) -> None:
    extents = {row[1]: row[2] for row in answers(full, 12)}
    assert extents == {label(LENDING): "en entier", label(GIVING): "non traité", label(EUROPE): "non traité"}


def test_13_to_validate_and_disagreements(full: Path) -> None:
    assert {row[2] for row in answers(full, 13)} >= {
        "en désaccord",
        "sous le seuil",
        "à valider",
        "réponse suggérée",
    }
    assert len(answers(full, 13, 1)) == 1


def test_14_unsure(full: Path) -> None:
    assert {row[4] for row in answers(full, 14)} == {"IND-00", "JUR-SOC-01"}


def test_15_excluded_with_the_reason(full: Path) -> None:
    assert [row[2:] for row in answers(full, 15)] == [("Voir la liste des freins en annexe.", "renvoi")]
