"""What invented documents of every genre say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import described, page, passage, told

from extractors.description import describe_with_remarks
from extractors.records import Description

FIELDS = ("title", "issuer", "kind", "issuer_type", "published_on")
PROSE = (
    "Les partenaires se réunissent chaque mois autour d’une table et tiennent un registre de leurs heures, "
    "que la commune relit avant de verser le solde de sa participation.",
)


def fields(description: Description) -> tuple[str | None, ...]:
    return tuple(told(description, name) for name in FIELDS)


def test_study_of_a_network_with_its_name_at_the_foot_of_the_cover() -> None:
    cover = described(
        ("ÉTUDE", 12),
        ("", 80),
        ("Mutualiser des emplois", -28),
        ("entre petites structures", -28),
        ("", 200),
        ("Réseau Lisière", 14),
        ("Mars 2019", 11),
        texts=("La présente étude repose sur une enquête auprès de quarante structures.", *PROSE),
    )
    assert fields(cover) == (
        "Mutualiser des emplois entre petites structures", "Réseau Lisière", "study", "network", "2019-03",
    )  # fmt: skip


def test_mission_report_handed_to_a_minister() -> None:
    cover = described(
        ("Assemblée nationale", -14),
        ("", 90),
        ("Faire ensemble sans se perdre", -30),
        ("", 10),
        ("Rapport de la mission sur les projets à plusieurs mains", 15),
        ("", 60),
        ("Remis au Premier ministre le 7 mai 2020", 12),
        texts=("La mission a procédé à trente auditions. Elle recommande dix-huit mesures.", *PROSE),
    )
    title, issuer, kind, issuer_type, date = fields(cover)
    assert title == "Faire ensemble sans se perdre"
    assert issuer == "Assemblée nationale"
    assert (kind, issuer_type, date) == ("study", "parliament", "2020-05-07")


def test_practical_guide_with_its_issuer_in_the_running_foot() -> None:
    guide = described(
        ("GUIDE PRATIQUE", 12),
        ("Prêter un local", -26),
        ("à une association voisine", -26),
        ("", 30),
        ("Édition 2021", 11),
        texts=("Ce guide vous aide à choisir. Pensez à vérifier votre bail et conservez une copie.", *PROSE),
        headers=("Fondation du Vieux Pont – édition 2021 – 3",),
    )
    assert fields(guide) == (
        "Prêter un local à une association voisine", "Fondation du Vieux Pont", "guide", "foundation", "2021",
    )  # fmt: skip


def test_short_contribution_with_issuer_and_iso_date_on_one_line() -> None:
    text = described(
        ("Nos trois demandes pour les coopérations de quartier", -20),
        ("", 8),
        ("Association Les Marmites — 2022-02-11", 11),
        ("", 10),
        ("Notre association cuisine depuis dix ans avec ses voisins et nous demandons peu de choses.", 10),
        ("La première est un contrat que tout le monde comprenne sans avocat ni comptable au téléphone.", 10),
        ("La deuxième est une réponse dans le mois quand nous écrivons à une administration.", 10),
        texts=("Notre association cuisine depuis dix ans. Nous demandons un contrat lisible.",),
    )
    assert fields(text) == (
        "Nos trois demandes pour les coopérations de quartier",
        "Association Les Marmites",
        "contribution",
        "association",
        "2022-02-11",
    )


def test_letter_with_letterhead_subject_and_place() -> None:
    letter = described(
        ("Fédération des ateliers partagés", -11),
        ("12, rue du Port, 44000 Nantes", 11),
        ("", 20),
        ("Nantes, le 3 octobre 2018", 11),
        ("", 20),
        ("Objet : contribution à la consultation sur les alliances", 11),
        ("", 11),
        ("Madame la Députée,", 11),
        texts=(
            "Objet : contribution à la consultation sur les alliances",
            "Madame la Députée, notre contribution tient en trois points.",
        ),
    )
    assert fields(letter) == (
        "Contribution à la consultation sur les alliances",
        "Fédération des ateliers partagés",
        "contribution",
        "network",
        "2018-10-03",
    )


def test_stakeholder_paper_in_an_imposed_template() -> None:
    paper = described(
        ("Débat public « Rivière et industrie »", 8),
        ("Cahier d’acteur n° 12 – Le Moulin solidaire", -19),
        ("", 8),
        ("Le Moulin solidaire", 11),
        ("Novembre 2020", 11),
        texts=("Le Moulin solidaire est une association loi 1901 de trente bénévoles.", *PROSE),
    )
    assert fields(paper) == (
        "Cahier d’acteur n° 12 – Le Moulin solidaire",
        "Le Moulin solidaire",
        "contribution",
        "association",
        "2020-11",
    )


def test_note_of_a_law_firm() -> None:
    note = described(
        ("Refacturer sans marge : que dit la TVA ?", -18),
        ("", 8),
        ("Brisson Kerlan Avocats", 9),
        ("14 juin 2023", 9),
        texts=("La question est posée chaque année par des groupements.", *PROSE),
    )
    assert fields(note) == (
        "Refacturer sans marge : que dit la TVA ?", "Brisson Kerlan Avocats", "study", "lawyer", "2023-06-14",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("Ministère de la Ville et des Territoires", "authority"),
        ("Métropole de Val-sur-Loue", "authority"),
        ("Université de Haute-Garde, laboratoire Liens", "research"),
        ("Chaire Territoires en partage", "research"),
        ("Commission des lois du Sénat", "parliament"),
        ("Union des fonds et fondations de l’Est", "network"),
        ("Groupe Valmire SA", "company"),
        ("Collectif des tiers-lieux de montagne", "network"),
        ("Secours des Deux Rives", "association"),
        ("SELARL Duvernois", "lawyer"),
    ],
)
def test_type_of_the_issuer_from_its_name(issuer: str, expected: str) -> None:
    cover = described(("Coopérer au long cours", -24), ("", 10), (issuer, 11), ("2020", 11), texts=PROSE)
    assert told(cover, "issuer") == issuer
    assert told(cover, "issuer_type") == expected


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Compte rendu de la table ronde du 4 mars sur les achats responsables", "contribution"),
        ("Audition de la fédération des cuisines de rue", "contribution"),
        ("Tribune : laissez-nous essayer", "contribution"),
        ("Plaidoyer pour un contrat à trois", "contribution"),
        ("Réponse à la consultation publique sur le bénévolat", "contribution"),
        ("Fiche pratique n° 3 – La convention d’objectifs", "guide"),
        ("Vade-mecum du mécénat de compétences", "guide"),
        ("Foire aux questions sur les prêts de matériel", "guide"),
        ("Baromètre 2022 des coopérations", "study"),
        ("Enquête sur les partenariats en milieu rural", "study"),
        ("Rapport d’information sur les marchés réservés", "study"),
        ("Dossier de presse", "other"),
        ("Procès-verbal de l’assemblée générale ordinaire", "other"),
    ],
)
def test_kind_from_the_title(title: str, kind: str) -> None:
    assert told(described((title, -20), ("", 10), ("Maison Horizon", 11), texts=PROSE), "kind") == kind


def test_the_way_each_value_was_found_is_told() -> None:
    found = described(
        ("Partager un camion", -22),
        ("", 10),
        ("un texte sans nom ni date", 10),
        texts=PROSE,
        headers=("Réseau Charroi – mai 2017",),
    )
    assert found.title is not None and found.title.how == "layout"
    assert found.issuer is not None and (found.issuer.value, found.issuer.how) == (
        "Réseau Charroi",
        "running lines",
    )
    assert found.published_on is not None and found.published_on.how == "running lines"
    assert found.language is None  # too few words to tell


def test_a_title_in_the_data_that_is_printed_too_tells_where_the_title_ends() -> None:
    found = described(
        ("Bâtir", -30),
        ("à trois, sans plan", 16),
        info={"Title": "Bâtir à trois, sans plan", "Author": "Réseau Truelle"},
    )
    assert told(found, "title") == "Bâtir à trois, sans plan"
    assert told(found, "issuer") == "Réseau Truelle"


@pytest.mark.parametrize(
    "title", ["Microsoft Word - note_v3_DEF.docx", "Présentation PowerPoint", "scan0042", "Titre"]
)
def test_a_title_that_a_tool_left_in_the_data_is_not_believed(title: str) -> None:
    found = described(info={"Title": title}, path=Path("dossier/Partager_un_camion_vf.pdf"))
    assert found.title is not None
    assert (found.title.value, found.title.how) == ("Partager un camion", "file name")


@pytest.mark.parametrize(
    "author", ["jdupont", "user", "DUPONT Jean-Marc", "p.martin", "Microsoft Office User"]
)
def test_a_login_or_a_person_alone_is_no_issuer(author: str) -> None:
    assert told(described(("Partager un camion", -22), info={"Author": author}), "issuer") is None


def test_the_date_of_a_law_or_of_a_period_is_not_the_date_of_the_document() -> None:
    found = described(
        ("Bilan 2015-2018 des conventions", -22),
        ("Article 9 de la loi du 31 juillet 2014", 12),
        ("Mis à jour le 2 février 2019", 10),
    )
    assert told(found, "published_on") == "2019-02-02"


def test_the_creation_date_comes_last() -> None:
    info = {"CreationDate": "D:20240117093000+01'00'"}
    assert told(described(("Partager un camion", -22), info=info), "published_on") == "2024-01-17"
    dated = described(("Partager un camion", -22), ("", 10), ("mai 2017", 10), info=info)
    assert told(dated, "published_on") == "2017-05"


def test_the_more_precise_of_two_dates_that_agree() -> None:
    found = described(
        ("Partager un camion", -22), ("", 9), ("12/05/2017", 9), headers=("Réseau Charroi – mai 2017",)
    )
    assert told(found, "published_on") == "2017-05-12"


def test_english_is_recognised() -> None:
    text = (
        "The partners of the project have to sign an agreement which is not known to the law of that time. "
        * 3
    )
    assert told(described(("Working together", -22), texts=(text,)), "language") == "en"


def test_nothing_at_all_is_described_as_nothing() -> None:
    empty = describe_with_remarks(Path("0123.pdf"), [], [], {}, [])[0]
    assert (empty.title, empty.issuer, empty.issuer_type, empty.published_on, empty.language) == (None,) * 5
    assert told(empty, "kind") == "other"


def test_a_sidecar_goes_before_everything(tmp_path: Path) -> None:
    (tmp_path / "a.pdf.yaml").write_text("titre: Autre titre\németteur: Cabinet Lune\n", encoding="utf-8")
    found = described(("Partager un camion", -22), ("Réseau Charroi", 10), path=tmp_path / "a.pdf")
    assert found.title is not None
    assert (found.title.value, found.title.how) == ("Autre titre", "sidecar")
    assert told(found, "issuer") == "Cabinet Lune"


@settings(max_examples=80, deadline=None)
@given(
    lines=st.lists(
        st.tuples(st.text(max_size=60), st.sampled_from([-24.0, 9.0, 10.0, 14.0, 40.0])), max_size=12
    ),
    info=st.dictionaries(st.sampled_from(["Title", "Author", "CreationDate"]), st.text(max_size=40)),
    texts=st.lists(st.text(max_size=120), max_size=4),
)
def test_no_input_makes_it_fail(
    lines: list[tuple[str, float]], info: dict[str, str], texts: list[str]
) -> None:
    described(*lines, info=info, texts=tuple(texts), headers=tuple(texts[:1]))


def test_only_the_first_page_with_text_is_the_cover() -> None:
    pages = [page(), page(("Partager un camion", -22), ("Réseau Charroi", 10))]
    found = describe_with_remarks(Path("x.pdf"), [], [passage("Un texte.")], {}, pages)[0]
    assert told(found, "title") == "Partager un camion"
