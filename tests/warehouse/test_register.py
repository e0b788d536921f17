from __future__ import annotations

from pathlib import Path

from register_making import GIVING, LENDING, Proposed, Said, put, rows

from extractors.records import Assertion
from warehouse.connect import writing
from warehouse.register import update
from warehouse.register.anchors import obstacle_of

FOLDER = {
    "etude.pdf": [
        Said("Prêter un salarié à l’entreprise voisine nous expose au délit de marchandage."),
        Said("Le plafond de 20 000 euros freine les petites entreprises mécènes.", GIVING),
        Said(
            "La cantine ferme à quatorze heures et personne ne peut déjeuner après l’atelier.",
            None,
            code="EXT-00",
        ),
    ],
    "rapport.pdf": [
        Said("Les inspecteurs requalifient volontiers la mise à disposition d’un animateur."),
        Said(
            "La cantine ferme à quatorze heures, et personne ne peut déjeuner après l’atelier.",
            None,
            code="EXT-00",
        ),
        Said("La route du col est coupée tout l’hiver.", None, code="EXT-00"),
        Proposed("Proposition n° 3 : sécuriser le prêt de salariés.", ((LENDING, 0.9),), "3"),
    ],
    "copie.pdf": [
        Said("Prêter un salarié à l’entreprise voisine nous expose au délit de marchandage !"),
        Said("Le prêt de main-d’œuvre n’est plus un délit.", assertion=Assertion.RESOLVED),
    ],
}


def test_statements_of_one_typical_obstacle_are_one_obstacle_with_an_id_for_ever(path: Path) -> None:
    with writing(path) as con:
        for name in ("etude.pdf", "rapport.pdf"):
            put(con, name, FOLDER[name])
        change = update(con)
    assert change.opened == 4
    assert rows(
        path, f"SELECT statement_count FROM obstacles WHERE obstacle_id = '{obstacle_of(LENDING)}'"
    ) == [(2,)]


def test_the_same_sentence_outside_the_taxonomy_is_one_obstacle_and_another_one_is_not(path: Path) -> None:
    with writing(path) as con:
        for name in FOLDER:
            put(con, name, FOLDER[name])
        update(con)
    assert rows(path, "SELECT statement_count FROM obstacles WHERE code = 'EXT-00' ORDER BY 1") == [
        (1,),
        (2,),
    ]


def test_renewing_twice_changes_nothing(path: Path) -> None:
    with writing(path) as con:
        put(con, "etude.pdf", FOLDER["etude.pdf"])
        update(con)
    before = rows(path, "SELECT * FROM store.memberships ORDER BY ALL")
    with writing(path) as con:
        change = update(con)
    assert (change.joined, change.opened, change.suggested) == (0, 0, 0)
    assert rows(path, "SELECT * FROM store.memberships ORDER BY ALL") == before


def test_ten_copies_by_one_issuer_are_one_voice(path: Path) -> None:
    names = ("Réseau des Alliances", "RÉSEAU DES ALLIANCES", "Association Réseau des alliances (RDA)", "RDA")
    with writing(path) as con:
        for number, name in enumerate(names):
            put(con, f"{number}.pdf", FOLDER["etude.pdf"], issuer=name)
        put(con, "autre.pdf", FOLDER["etude.pdf"], issuer="Ville de Saint-Orens")
        update(con)
    counts = rows(
        path,
        f"SELECT document_count, issuer_count FROM obstacles WHERE obstacle_id = '{obstacle_of(LENDING)}'",
    )
    assert counts == [(5, 2)]
