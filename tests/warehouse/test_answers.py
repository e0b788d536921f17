from __future__ import annotations

import json
from pathlib import Path

from register_making import GIVING, LENDING, Proposed, Said, put, rows

from warehouse.answers.score import AT_MOST, THRESHOLD, WEIGHTS, Signals, evidence, score
from warehouse.connect import writing
from warehouse.register import update
from warehouse.register.anchors import anchors, obstacle_of

LOAN = "Prêter un salarié à l’entreprise voisine nous expose au délit de marchandage."
GIFT = "Le plafond de 20 000 euros freine les petites entreprises mécènes."


def links(path: Path) -> set[tuple[object, ...]]:
    return set(rows(path, "SELECT p.text, a.obstacle_id FROM answers a JOIN proposals p USING (proposal_id)"))


def test_the_target_of_the_model_is_suggested_also_between_documents(path: Path) -> None:
    measure = "Sécuriser le prêt de salariés par une convention-type."
    with writing(path) as con:
        put(con, "constats.pdf", (Said(LOAN), Said(GIFT, GIVING)))
        put(con, "propositions.pdf", (Proposed(measure, ((LENDING, 0.97),)),), issuer="Ville")
        update(con)
    assert links(path) == {(measure, obstacle_of(LENDING))}
    ((relation, status, origin, stored),) = rows(
        path, "SELECT relation, status, origin, evidence FROM answers"
    )
    assert (relation, status, origin) == ("removes", "suggested", "machine")
    assert [item["note"] for item in json.loads(str(stored))] == [
        "part de ce frein dans ce que vise la mesure (aucun frein du document) : 100 %",
        "le modèle vise ce frein : 97 %",
        "le modèle ne vise que ce frein",
    ]


def test_of_the_obstacles_of_its_document_a_measure_answers_the_one_that_the_model_targets_most(
    path: Path,
) -> None:
    measure = "Ouvrir la voie à une solution commune."
    with writing(path) as con:
        put(con, "ailleurs.pdf", (Said(LOAN),), issuer="Ville")
        put(con, "rapport.pdf", (Said(GIFT, GIVING), Proposed(measure, ((LENDING, 0.5), (GIVING, 0.2)))))
        update(con)
    assert links(path) == {(measure, obstacle_of(GIVING))}


def test_a_measure_that_targets_no_obstacle_of_its_document_answers_one_of_another(path: Path) -> None:
    measure = "Sécuriser le prêt de salariés par une convention-type."
    with writing(path) as con:
        put(con, "ailleurs.pdf", (Said(LOAN),), issuer="Ville")
        put(con, "rapport.pdf", (Said(GIFT, GIVING), Proposed(measure, ((LENDING, 0.96),))))
        update(con)
    assert links(path) == {(measure, obstacle_of(LENDING))}


def test_of_two_measures_the_one_that_targets_the_obstacle_more_answers_it(path: Path) -> None:
    strong, weak = "Relever le plafond du mécénat des petites entreprises.", "Mieux informer les entreprises."
    with writing(path) as con:
        put(con, "rapport.pdf", (
            Said(GIFT, GIVING),
            Said(LOAN),
            Proposed(weak, ((GIVING, 0.25), (LENDING, 0.15))),
            Proposed(strong, ((GIVING, 0.8),)),
        ))  # fmt: skip
        update(con)
    assert links(path) == {(strong, obstacle_of(GIVING))}


def test_the_row_of_a_table_tells_which_of_two_targets_is_meant(path: Path) -> None:
    measure = "Relever le plafond."
    with writing(path) as con:
        put(con, "tableau.pdf", (
            Said(LOAN, table=(0, 0)),
            Said(GIFT, GIVING, table=(0, 1)),
            Proposed(measure, ((LENDING, 0.3), (GIVING, 0.4)), table=(0, 1)),
        ))  # fmt: skip
        update(con)
    assert links(path) == {(measure, obstacle_of(GIVING))}


def test_a_recap_of_the_same_number_is_the_same_measure_with_the_same_answers(path: Path) -> None:
    long = "Proposition n° 3 : sécuriser le prêt de salariés par une convention-type publiée par l’État."
    short = "3 – Sécuriser le prêt de salariés (convention-type)"
    with writing(path) as con:
        put(con, "rapport.pdf", (Said(LOAN), Proposed(long, ((LENDING, 0.9),), "3"), Proposed(short, (), "3"),
                                 Proposed("Proposition n° 4 : relever le plafond.", (), "4")))  # fmt: skip
        change = update(con)
    assert change.measures == 2
    assert links(path) == {(long, obstacle_of(LENDING)), (short, obstacle_of(LENDING))}
    assert rows(path, "SELECT number, text, occurrences, state FROM measures ORDER BY number")[0] == (
        "3", long, 2, "formulée",
    )  # fmt: skip


def test_the_same_number_of_another_issuer_is_another_measure(path: Path) -> None:
    with writing(path) as con:
        for issuer in ("Réseau A", "Ville B"):
            put(
                con,
                f"{issuer}.pdf",
                (Proposed("Proposition n° 1 : ouvrir un guichet unique.", (), "1"),),
                issuer=issuer,
            )
        assert update(con).measures == 2


def test_no_measure_gets_more_than_three_answers(path: Path) -> None:
    chosen = list(anchors())[:5]
    with writing(path) as con:
        items = [Said(anchors()[name].label, name) for name in chosen]
        put(con, "large.pdf", (*items, Proposed("Réformer tout.", tuple((name, 0.9) for name in chosen))))
        update(con)
    assert len(links(path)) == AT_MOST


def test_an_obstacle_that_nobody_states_is_not_answered(path: Path) -> None:
    with writing(path) as con:
        put(con, "seule.pdf", (Proposed("Sécuriser le prêt.", ((LENDING, 0.95),)),))
        update(con)
    assert links(path) == set()


def test_every_signal_speaks_for_a_link_and_is_told() -> None:
    assert score(Signals()) < THRESHOLD
    for name, weight in WEIGHTS.items():
        assert weight >= 0
        told = evidence(Signals({name: 1.0}))
        assert [item["rule"] for item in told] == [name]
        assert score(Signals({name: 1.0})) > score(Signals())
