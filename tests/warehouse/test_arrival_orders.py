"""The same documents in any order give the same register.

Renewed once, as a run does at its end: everything is the same, ids included. Renewed after each document:
everything but the ids of what stands outside the typical obstacles. Such an id is given when the first
sentence comes and kept for ever, so it comes from the sentence that came first.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from register_making import GIVING, LENDING, Proposed, Said, put, rows

from extractors.records import Assertion
from warehouse.connect import writing
from warehouse.identify import short_hash
from warehouse.register import update
from warehouse.register.anchors import obstacle_of

CLOSED = "La cantine ferme à quatorze heures{} et personne ne peut déjeuner après l’atelier."
FOLDER = {
    "etude.pdf": [
        Said("Prêter un salarié à l’entreprise voisine nous expose au délit de marchandage."),
        Said("Le plafond de 20 000 euros freine les petites entreprises mécènes.", GIVING),
        Said(CLOSED.format(""), None, code="EXT-00"),
        Proposed(
            "Proposition n° 3 : sécuriser le prêt de salariés par un contrat type.", ((LENDING, 0.9),), "3"
        ),
    ],
    "rapport.pdf": [
        Said("Les inspecteurs requalifient volontiers la mise à disposition d’un animateur."),
        Said(CLOSED.format(","), None, code="EXT-00"),
        Said("La route du col est coupée tout l’hiver.", None, code="EXT-00"),
        Proposed("Proposition n° 1 : relever le plafond des dons.", ((GIVING, 0.95),), "1"),
    ],
    "copie.pdf": [
        Said("Prêter un salarié à l’entreprise voisine nous expose au délit de marchandage !"),
        Said("Le prêt de main-d’œuvre n’est plus un délit.", assertion=Assertion.RESOLVED),
        Said(CLOSED.format(" pile"), None, code="EXT-00"),
        Proposed("Sécuriser le prêt de salariés par un contrat type.", ((LENDING, 0.95),), "3"),
    ],
    "sans-date.pdf": [
        Said("La route du col est coupée tout l’hiver !", None, code="EXT-00"),
        Said("Aucun plafond ne freine les mécènes.", GIVING, assertion=Assertion.NEGATED),
    ],
    "note.pdf": [
        Said("La ligne de car la plus proche s’arrête à Saint-Brévan.", None, code="IND-00"),
        Proposed("Recommandation 1 : relever le plafond des dons d’un tiers.", ((GIVING, 0.95),), "1"),
    ],
}
ISSUERS = {"etude.pdf": "Union d’Orbe", "copie.pdf": "Union d’Orbe", "note.pdf": None}
YEARS = {"etude.pdf": "2017", "rapport.pdf": "2019-05", "copie.pdf": "2021-03-15", "note.pdf": "2019-05"}
ANCHORED = {obstacle_of(LENDING), obstacle_of(GIVING)}

Rows = list[tuple[object, ...]]


def arrived(prepared: Path, folder: Path, seed: int, every: bool) -> Path:
    """A warehouse that got the folder in an order drawn from the seed."""
    path = Path(shutil.copy(prepared, folder / f"{seed}-{every}.duckdb"))
    names = random.Random(seed).sample(list(FOLDER), len(FOLDER))
    with writing(path) as con:
        for name in names:
            put(con, name, FOLDER[name], year=YEARS.get(name), issuer=ISSUERS.get(name, f"Ville {name}"))
            if every:
                update(con)
        update(con)
    return path


def register_of(path: Path) -> list[Rows]:
    """The whole register, ids included, dates of computation left out."""
    return [
        rows(path, "SELECT * EXCLUDE created_at FROM obstacles ORDER BY ALL"),
        rows(path, "SELECT statement_id, obstacle_id, score, origin FROM store.memberships ORDER BY ALL"),
        rows(path, "SELECT * EXCLUDE since FROM store.answers ORDER BY ALL"),
        rows(path, "SELECT proposal_id, group_id FROM store.proposal_groups ORDER BY ALL"),
        rows(path, "SELECT left_id, right_id, score, note FROM store.merge_suggestions ORDER BY ALL"),
        rows(path, "SELECT * FROM coverage ORDER BY ALL"),
    ]


def places_of(path: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for statement, obstacle in rows(path, "SELECT statement_id, obstacle_id FROM store.memberships"):
        found.setdefault(str(obstacle), set()).add(str(statement))
    return found


@pytest.fixture(scope="module")
def once(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in its own order, renewed once."""
    return arrived(prepared, tmp_path_factory.mktemp("ordre"), 0, every=False)


def test_ten_orders_renewed_once_give_the_same_register_with_its_ids(
    once: Path, prepared: Path, tmp_path: Path
) -> None:
    expected = register_of(once)
    assert [len(part) for part in expected[:3]] == [5, 12, 4]
    for seed in range(1, 10):
        assert register_of(arrived(prepared, tmp_path, seed, every=False)) == expected


def test_orders_renewed_after_each_document_give_the_same_register(
    once: Path, prepared: Path, tmp_path: Path
) -> None:
    named = "SELECT * EXCLUDE (obstacle_id, created_at) FROM obstacles ORDER BY ALL"
    answered = (
        "SELECT proposal_id, o.label, relation, a.status, score FROM answers a JOIN obstacles o "
        "USING (obstacle_id) ORDER BY ALL"
    )
    measured = "SELECT list(proposal_id ORDER BY proposal_id) FROM store.proposal_groups GROUP BY group_id"
    expected = places_of(once)
    for seed in range(1, 5):
        path = arrived(prepared, tmp_path, seed, every=True)
        for sql in (named, answered, f"{measured} ORDER BY ALL"):
            assert rows(path, sql) == rows(once, sql)
        found = places_of(path)
        assert sorted(map(sorted, found.values())) == sorted(map(sorted, expected.values()))
        for obstacle, statements in found.items():
            own = {"f" + short_hash("statement", statement, "0") for statement in statements}
            assert expected.get(obstacle) == statements if obstacle in ANCHORED else obstacle in own


def test_an_id_once_given_is_kept_when_an_earlier_sentence_comes(path: Path) -> None:
    with writing(path) as con:
        put(con, "copie.pdf", FOLDER["copie.pdf"], year="2021")
        update(con)
    before = places_of(path)
    with writing(path) as con:
        put(con, "etude.pdf", FOLDER["etude.pdf"], year="2017")
        update(con)
    after = places_of(path)
    assert all(statements < after[obstacle] for obstacle, statements in before.items())
