from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from register_making import GIVING, LENDING, Proposed, Said, filled, put, rows
from warehouse_making import VERSIONS

from warehouse.answers.renew import answer_id
from warehouse.connect import writing
from warehouse.decisions.agreement import agreement, kappa
from warehouse.decisions.decide import decide
from warehouse.decisions.records import Action, Decision, Effect, ReviewStatus, Subject
from warehouse.decisions.tables import contradictions, diff_since, journal, review_queue
from warehouse.errors import WarehouseError
from warehouse.register import update
from warehouse.register.anchors import obstacle_of

LOAN = "Prêter un salarié à l’entreprise voisine nous expose au délit de marchandage."
GIFT = "Le plafond de 20 000 euros freine les petites entreprises mécènes."
MEASURE = "Proposition n° 3 : sécuriser le prêt de salariés."
ITEMS = (Said(LOAN), Said(GIFT, GIVING), Proposed(MEASURE, ((LENDING, 0.9),), "3"))
STATEMENT, OBSTACLE, ANSWER, PROPOSAL = Subject.STATEMENT, Subject.OBSTACLE, Subject.ANSWER, Subject.PROPOSAL
LATER = replace(VERSIONS, reader="lecteur-2", model="modele-2")


@pytest.fixture
def ids(path: Path) -> dict[str, str]:
    """A warehouse with one document; the ids of its rows by text."""
    return filled(path, ITEMS)


def said(path: Path, identifier: str) -> tuple[object, ...]:
    return rows(path, "SELECT review_status, code, assertion, obstacle_id FROM store.reviewed_statements "
                f"WHERE statement_id = '{identifier}'")[0]  # fmt: skip


def test_a_rejection_needs_a_reason(path: Path, ids: dict[str, str]) -> None:
    with pytest.raises(WarehouseError, match="motif"), writing(path) as con:
        decide(con, Decision("Anne", STATEMENT, ids[LOAN], Action.REJECT))


def test_a_rejected_statement_no_longer_counts_and_its_obstacle_leaves_the_register(
    path: Path, ids: dict[str, str]
) -> None:
    with writing(path) as con:
        decide(con, Decision("Anne", STATEMENT, ids[LOAN], Action.REJECT, reason="hors sujet"))
    assert said(path, ids[LOAN])[0] == "rejected"
    assert rows(path, "SELECT obstacle_id FROM obstacles") == [(obstacle_of(GIVING),)]


def test_another_category_moves_the_statement_to_its_obstacle(path: Path, ids: dict[str, str]) -> None:
    with writing(path) as con:
        decide(con, Decision("Anne", STATEMENT, ids[LOAN], Action.RECODE, {"code": "JUR-SOC-02"}))
    status, code, _, obstacle = said(path, ids[LOAN])
    assert (status, code) == ("corrected", "JUR-SOC-02")
    assert rows(path, f"SELECT code FROM obstacles WHERE obstacle_id = '{obstacle}'") == [("JUR-SOC-02",)]


@pytest.mark.parametrize(
    ("action", "after"),
    [
        (Action.RECODE, {"code": "JUR-XXX-99"}),
        (Action.SET_ASSERTION, {"assertion": "peut-être"}),
        (Action.MERGE, {}),
    ],
)
def test_what_cannot_be_decided_is_refused(
    path: Path, ids: dict[str, str], action: Action, after: dict[str, str]
) -> None:
    with pytest.raises(WarehouseError), writing(path) as con:
        decide(con, Decision("Anne", STATEMENT, ids[LOAN], action, after))
    assert rows(path, "SELECT count(*) FROM decisions") == [(0,)]


def test_two_reviewers_who_differ_are_shown_and_measured(path: Path, ids: dict[str, str]) -> None:
    with writing(path) as con:
        decide(
            con,
            Decision("Anne", STATEMENT, ids[LOAN], Action.ACCEPT),
            Decision("Bilal", STATEMENT, ids[LOAN], Action.REJECT, reason="règle abrogée"),
            Decision("Anne", STATEMENT, ids[GIFT], Action.ACCEPT),
            Decision("Bilal", STATEMENT, ids[GIFT], Action.ACCEPT),
        )
        (pair,) = agreement(con)
        queue = review_queue(con)
    assert said(path, ids[LOAN])[0] == "disputed"
    assert rows(path, "SELECT subject_id, first_reviewer, second_reviewer FROM disagreements") == [
        (ids[LOAN], "Anne", "Bilal")
    ]
    assert (pair.rows, pair.agreed) == (2, 1)
    assert queue.rows[0][1:3] == (ids[LOAN], "en désaccord")


def test_kappa_is_the_textbook_value() -> None:
    pairs = [("o", "o")] * 20 + [("o", "n")] * 5 + [("n", "o")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("o", "o")]) is None


def test_merge_rename_and_status_hold_after_a_full_new_reading(path: Path, ids: dict[str, str]) -> None:
    loan, gift = obstacle_of(LENDING), obstacle_of(GIVING)
    with writing(path) as con:
        decide(
            con,
            Decision("Anne", OBSTACLE, gift, Action.MERGE, {"into": loan}, "même chose"),
            Decision("Anne", OBSTACLE, loan, Action.RENAME, {"label": "Personnel et dons"}),
            Decision("Anne", OBSTACLE, loan, Action.SET_STATUS, {"status": "levé"}),
        )
    with writing(path) as con:
        put(con, "etude.pdf", ITEMS, versions=LATER)
        put(con, "autre.pdf", ITEMS, year="2023")
        change = update(con)
    assert change.opened == 0
    assert rows(path, "SELECT obstacle_id, label, status, statement_count FROM obstacles") == [
        (loan, "Personnel et dons", "levé", 4)
    ]
    with writing(path) as con:
        decide(con, Decision("Anne", OBSTACLE, gift, Action.RESTORE))
    assert len(rows(path, "SELECT obstacle_id FROM obstacles")) == 2


def test_a_split_takes_its_statements_along_and_can_be_undone(path: Path, ids: dict[str, str]) -> None:
    with writing(path) as con:
        put(
            con,
            "b.pdf",
            (Said("Les inspecteurs requalifient volontiers la mise à disposition d’un animateur."),),
        )
        update(con)
        split = Decision("Anne", OBSTACLE, obstacle_of(LENDING), Action.SPLIT,
                         {"statements": [ids[LOAN]], "label": "Délit de marchandage"})  # fmt: skip
        decide(con, split)
        update(con)
    split_off = "SELECT label, statement_count FROM obstacles WHERE code = 'JUR-SOC-01' ORDER BY 1"
    assert rows(path, split_off)[0] == (
        "Délit de marchandage", 1,
    )  # fmt: skip
    with writing(path) as con:
        decide(con, Decision("Anne", OBSTACLE, obstacle_of(LENDING), Action.RESTORE))
    assert said(path, ids[LOAN])[3] == obstacle_of(LENDING)


def test_a_decision_whose_sentence_moved_is_found_again(path: Path, ids: dict[str, str]) -> None:
    with writing(path) as con:
        decide(con, Decision("Anne", STATEMENT, ids[LOAN], Action.RECODE, {"code": "JUR-SOC-02"}))
        cut = LOAN.replace("Prêter un salarié", "2. Prêter un sa-larié") + " (voir p. 4)"
        put(con, "etude.pdf", (Said(GIFT, GIVING), Said(cut)), versions=LATER, page=4)
        change = update(con)
    assert (change.reanchored, change.lost) == (1, 0)
    assert rows(path, "SELECT code, review_status FROM statements WHERE text LIKE '2. %'") == [
        ("JUR-SOC-02", "corrected")
    ]


def test_a_decision_whose_sentence_is_gone_is_listed_and_comes_back_with_it(
    path: Path, ids: dict[str, str]
) -> None:
    with writing(path) as con:
        decide(con, Decision("Anne", STATEMENT, ids[LOAN], Action.ACCEPT))
        put(con, "etude.pdf", (Said(GIFT, GIVING),), versions=LATER)
        assert update(con).lost == 1
        assert [row[1:3] for row in review_queue(con).rows if row[2] == "à réancrer"] == [
            (ids[LOAN], "à réancrer")
        ]
        put(con, "etude.pdf", ITEMS)
        assert update(con).lost == 0
    assert said(path, ids[LOAN])[0] == "accepted"


def test_a_lost_decision_can_be_reanchored_by_hand(path: Path, ids: dict[str, str]) -> None:
    with writing(path) as con:
        decide(con, Decision("Anne", STATEMENT, ids[LOAN], Action.ACCEPT))
        put(con, "etude.pdf", (Said(GIFT, GIVING),), versions=LATER)
        update(con)
        decide(con, Decision("Anne", STATEMENT, ids[LOAN], Action.REANCHOR, {"to": ids[GIFT]}))
    assert said(path, ids[GIFT])[0] == "accepted"


def test_an_answer_accepted_or_rejected_stays_so(path: Path, ids: dict[str, str]) -> None:
    link = f"{ids[MEASURE]}:{obstacle_of(LENDING)}"
    other = f"{ids[MEASURE]}:{obstacle_of(GIVING)}"
    with writing(path) as con:
        decide(
            con,
            Decision("Anne", ANSWER, link, Action.REJECT, reason="ne change rien"),
            Decision("Anne", ANSWER, other, Action.LINK, {"relation": "works_around"}),
        )
        put(con, "etude.pdf", ITEMS, versions=LATER)
        update(con)
    found = rows(path, "SELECT obstacle_id, relation, status, origin FROM answers ORDER BY status")
    assert found == [
        (obstacle_of(GIVING), "works_around", "accepted", "person"),
        (obstacle_of(LENDING), "removes", "rejected", "machine"),
    ]
    states = dict(rows(path, "SELECT obstacle_id, state FROM coverage"))
    assert states == {obstacle_of(GIVING): "answered", obstacle_of(LENDING): "no_answer"}


def test_the_state_of_a_measure_keeps_its_history(path: Path, ids: dict[str, str]) -> None:
    with writing(path) as con:
        decide(
            con,
            Decision(
                "Anne", PROPOSAL, ids[MEASURE], Action.SET_STATE, {"state": "déposée", "since": "2022-03"}
            ),
            Decision(
                "Anne", PROPOSAL, ids[MEASURE], Action.SET_STATE, {"state": "adoptée", "since": "2024-04-15"}
            ),
            Decision(
                "Anne",
                PROPOSAL,
                ids[MEASURE],
                Action.SET_FIELD,
                {"field": "addressee", "value": "le Parlement"},
            ),
        )
    assert rows(path, "SELECT state, state_since, addressee FROM measures") == [
        ("adoptée", "2024-04-15", "le Parlement")
    ]
    assert len(rows(path, "SELECT * FROM measure_history")) == 2


def test_review_states_add_up(path: Path, ids: dict[str, str]) -> None:
    with writing(path) as con:
        decide(
            con,
            Decision("Anne", STATEMENT, ids[LOAN], Action.ACCEPT),
            Decision("Anne", ANSWER, answer_id(ids[MEASURE], obstacle_of(LENDING)), Action.ACCEPT),
        )
    counted = rows(path, "SELECT subject_type, state, rows FROM review_counts")
    totals = {"statement": 2, "proposal": 1, "answer": 1, "decision": 2}
    states = {kind: set(ReviewStatus) for kind in totals} | {"decision": set(Effect)}
    for kind, total in totals.items():
        assert sum(row[2] for row in counted if row[0] == kind) == total
        assert {row[1] for row in counted if row[0] == kind} <= states[kind]


def test_the_documented_states_are_those_of_the_code() -> None:
    text = (Path(__file__).parents[2] / "docs" / "review-states.md").read_text(encoding="utf-8")
    for state in (*ReviewStatus, *Effect):
        assert f"| `{state}` |" in text


def test_journal_news_and_contradictions(path: Path, ids: dict[str, str]) -> None:
    with writing(path) as con:
        decide(con, Decision("Anne", STATEMENT, ids[GIFT], Action.SET_ASSERTION, {"assertion": "negated"}))
        put(
            con,
            "b.pdf",
            (Said("Le plafond empêche nos PME de donner davantage.", GIVING),),
            issuer="Ville",
            year="2021",
        )
        update(con)
        (row,) = contradictions(con).rows
        assert row[0] == obstacle_of(GIVING)
        assert row[3] == "contesté"
        assert [r[2:6] for r in journal(con).rows] == [("Anne", "statement", ids[GIFT], "set_assertion")]
        kinds = {r[1] for r in diff_since(con, datetime(2020, 1, 1)).rows}
    assert kinds == {"document", "statement", "obstacle", "answer", "decision"}
