"""Invented covers of French institutions: who speaks, and how the name is written."""

from __future__ import annotations

import pytest
from invented import described, told

from extractors.records import Description

PROSE = (
    "Les partenaires se réunissent chaque mois autour d’une table et tiennent un registre de leurs heures, "
    "que la commune relit avant de verser le solde de sa participation.",
)
TITLE = ("Partager un camion entre voisins", -28)


def issued(*above: str, below: tuple[str, ...] = (), texts: tuple[str, ...] = PROSE) -> Description:
    """A cover with lines above and below its title."""
    lines = [(line, 12.0) for line in above]
    return described(*lines, ("", 60), TITLE, ("", 40), *((line, 12.0) for line in below), texts=texts)


def speaker(description: Description) -> tuple[str | None, str | None]:
    return told(description, "issuer"), told(description, "issuer_type")


@pytest.mark.parametrize(
    ("lines", "expected", "kind"),
    [
        (
            ("MINISTÈRE CHARGÉ DE L’ÉCONOMIE", "SOCIALE"),
            "Ministère chargé de l’économie sociale",
            "authority",
        ),
        (("MINISTERE DE LA VILLE", "ET DU LOGEMENT"), "Ministère de la ville et du logement", "authority"),
        (
            ("DIRECTION GÉNÉRALE DE LA COHÉSION", "SOCIALE"),
            "Direction générale de la cohésion sociale",
            "authority",
        ),
        (("INSPECTION GÉNÉRALE DES FINANCES",), "Inspection générale des finances", "authority"),
        (
            ("INSPECTION GÉNÉRALE DES AFFAIRES", "SOCIALES"),
            "Inspection générale des affaires sociales",
            "authority",
        ),
        (("COUR DES COMPTES",), "Cour des comptes", "authority"),
        (
            ("CONSEIL ÉCONOMIQUE, SOCIAL", "ET ENVIRONNEMENTAL"),
            "Conseil économique, social et environnemental",
            "authority",
        ),
        (("HAUT CONSEIL À LA VIE", "ASSOCIATIVE"), "Haut conseil à la vie associative", "authority"),
        (("CHAMBRE DE COMMERCE ET D’INDUSTRIE",), "Chambre de commerce et d’industrie", "authority"),
        (("MÉTROPOLE DE MONTVERT",), "Métropole de Montvert", "authority"),
        (("CONSEIL DÉPARTEMENTAL DE LA HAUTE-LOUE",), "Conseil départemental de la Haute-Loue", "authority"),
        (("FONDATION ORMELLE",), "Fondation Ormelle", "foundation"),
        (
            ("FÉDÉRATION NATIONALE DES RÉSEAUX", "SOLIDAIRES"),
            "Fédération nationale des réseaux solidaires",
            "network",
        ),
        (("COLLECTIF DES ASSOCIATIONS CITOYENNES",), "Collectif des associations citoyennes", "network"),
        (("ASSOCIATION LES TROIS MOULINS",), "Association Les Trois Moulins", "association"),
        (("RÉSEAU BRINDILLE",), "Réseau Brindille", "network"),
        (("ASSEMBLÉE NATIONALE",), "Assemblée nationale", "parliament"),
        (("SÉNAT",), "Sénat", "parliament"),
        (("INSTITUT DES TERRITOIRES",), "Institut des territoires", "other"),
    ],
)
def test_a_name_in_capitals_is_written_as_french_writes_it(
    lines: tuple[str, ...], expected: str, kind: str
) -> None:
    assert speaker(issued(*lines, below=("Mars 2021",))) == (expected, kind)


def test_the_document_shows_which_words_of_a_name_in_capitals_are_proper() -> None:
    texts = ("Créée en 1998, la fondation Bel Air des Oliviers aide les jardins.", *PROSE)
    assert told(issued("FONDATION BEL AIR DES OLIVIERS", texts=texts), "issuer") == (
        "Fondation Bel Air des Oliviers"
    )
    texts = ("Les membres du collectif plantent des oliviers, et les oliviers poussent.", *PROSE)
    assert told(issued("COLLECTIF DES OLIVIERS", texts=texts), "issuer") == "Collectif des oliviers"


def test_an_acronym_stays_in_capitals() -> None:
    assert told(issued("RÉSEAU BRINDILLE", below=("Réseau BRINDILLE",)), "issuer") == "Réseau BRINDILLE"
    texts = ("Depuis 2003, l’ARCOPA tient des permanences, et l’ARCOPA répond au téléphone.", *PROSE)
    assert told(issued("COLLECTIF POUR L’ARCOPA", texts=texts), "issuer") == "Collectif pour l’ARCOPA"


def test_a_genre_line_in_capitals_is_no_part_of_the_name_above_it() -> None:
    cover = issued("DIRECTION DES SPORTS ET DE LA JEUNESSE", "RAPPORT D’ÉTUDE")
    assert told(cover, "issuer") == "Direction des sports et de la jeunesse"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Chaire Passerelles – Document de travail n° 2022-03", "Chaire Passerelles"),
        ("Laboratoire Grand Angle – Note de cadrage – version 2", "Laboratoire Grand Angle"),
        ("Cahier n° 7 – Fondation Ormelle", "Fondation Ormelle"),
        ("Les cahiers de la Fondation Ormelle, n° 7", "Fondation Ormelle"),
        ("Réseau Brindille | Rapport d’activité", "Réseau Brindille"),
        ("Institut Clairvaux – Les notes n° 12", "Institut Clairvaux"),
        ("Cabinet Morvan Conseil – Étude", "Cabinet Morvan Conseil"),
        ("Observatoire des solidarités • 3e édition", "Observatoire des solidarités"),
    ],
)
def test_series_and_genre_are_no_part_of_the_name(line: str, expected: str) -> None:
    assert told(issued(below=(line, "Mai 2022")), "issuer") == expected


def test_a_running_line_gives_the_name_without_series_and_page_number() -> None:
    found = described(
        TITLE, texts=PROSE, headers=("Laboratoire Grand Angle – Note de cadrage – version 2 – 14",)
    )
    assert told(found, "issuer") == "Laboratoire Grand Angle"


@pytest.mark.parametrize(
    "event",
    [
        "Table ronde « Louer ensemble une salle »",
        "Journée nationale des associations",
        "Rencontres régionales de l’économie solidaire",
        "Assises de la vie associative",
        "Consultation nationale sur les associations",
        "Atelier n° 3 de la fédération",
        "Groupe de travail sur les alliances",
    ],
)
def test_an_event_is_no_issuer(event: str) -> None:
    assert told(issued(event, below=("12 mars 2021",)), "issuer") is None
    assert told(issued(event, "Métropole de Montvert"), "issuer") == "Métropole de Montvert"
    organised = issued(event, below=("Organisée par le Réseau Brindille",))
    assert told(organised, "issuer") == "Réseau Brindille"


def test_senate_report_speaks_for_the_chamber_and_its_delegation() -> None:
    cover = issued(
        "N° 812",
        "SÉNAT",
        "SESSION EXTRAORDINAIRE DE 2021-2022",
        "RAPPORT D’INFORMATION",
        "FAIT au nom de la délégation aux entreprises (1) relatif au partage des camions,",
        below=("Par Mme Odile Ferrand et M. Luc Sabatier,", "Sénatrice et Sénateur"),
    )
    assert speaker(cover) == ("Sénat, délégation aux entreprises", "parliament")


def test_report_of_a_commission_of_the_national_assembly() -> None:
    cover = issued(
        "ASSEMBLÉE NATIONALE",
        "Enregistré à la Présidence de l’Assemblée nationale le 2 mars 2022.",
        "RAPPORT",
        "FAIT AU NOM DE LA COMMISSION DES AFFAIRES SOCIALES SUR LA PROPOSITION DE LOI",
        below=("PAR M. Luc SABATIER, Député.",),
    )
    assert speaker(cover) == ("Assemblée nationale, commission des affaires sociales", "parliament")


def test_an_information_mission_keeps_its_subject() -> None:
    cover = issued(
        "Assemblée nationale",
        "Rapport au nom de la mission d’information sur les prêts de matériel",
        below=("Rapporteure : Mme Odile Ferrand",),
    )
    assert told(cover, "issuer") == "Assemblée nationale, mission d’information sur les prêts de matériel"


def test_rapporteurs_give_way_to_their_institution() -> None:
    cover = issued(
        "Cour des comptes", below=("par Mme Odile Ferrand et M. Luc Sabatier, conseillers maîtres",)
    )
    assert told(cover, "issuer") == "Cour des comptes"


def test_a_cabinet_that_writes_legal_notes_is_a_law_office_and_a_consultancy_is_not() -> None:
    law = described(TITLE, texts=PROSE, headers=("Cabinet Lormont-Vial – note juridique – mai 2022",))
    assert speaker(law) == ("Cabinet Lormont-Vial", "lawyer")
    advice = described(TITLE, texts=PROSE, headers=("Cabinet Lormont Conseil – note juridique – mai 2022",))
    assert told(advice, "issuer_type") == "company"


def test_a_name_cut_after_a_hyphen_is_joined_without_a_space() -> None:
    cover = issued("Conseil départemental de l’Orbe-sur-", "Vanne")
    assert told(cover, "issuer") == "Conseil départemental de l’Orbe-sur-Vanne"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Conseil économique, social et environnemental", "authority"),
        ("Chambre régionale des comptes de Haute-Loue", "authority"),
        ("Chambre de métiers et de l’artisanat de Montvert", "authority"),
        ("Délégation interministérielle aux coopérations", "authority"),
        ("Centre national de la fonction publique", "authority"),
        ("Défenseur des droits", "authority"),
        ("Métropole de Montvert", "authority"),
        ("Délégation sénatoriale aux entreprises", "parliament"),
        ("Commission des lois de l’Assemblée nationale", "parliament"),
        ("Cercle Prévert, laboratoire d’idées", "network"),
        ("Terres vives, laboratoire d’idées", "association"),
        ("Institut Clairvaux", "other"),
        ("Cabinet Morvan Conseil", "company"),
        ("Fédération des maisons partagées", "network"),
    ],
)
def test_what_an_institution_is(name: str, kind: str) -> None:
    assert speaker(issued(name, below=("Juin 2022",))) == (name, kind)


@pytest.mark.parametrize(
    "line", ["1 800 communes et 50 centres sociaux", "Réseau (association", "Fonds « Agir"]
)
def test_figures_and_cut_lines_are_no_names(line: str) -> None:
    assert told(issued(line, "Métropole de Montvert"), "issuer") == "Métropole de Montvert"


def test_the_producer_told_in_the_running_line() -> None:
    found = described(
        TITLE, texts=PROSE, headers=("Document produit par la Métropole de Montvert, mai 2022",)
    )
    assert told(found, "issuer") == "Métropole de Montvert"


def test_the_date_of_the_report_spoken_of_is_not_that_of_its_review() -> None:
    review = issued(
        "Ministère de la ville",
        below=("Bilan d’application des mesures du rapport de juin 2018", "Mars 2023"),
    )
    assert told(review, "published_on") == "2023-03"


def test_the_day_of_the_meeting_that_gets_a_note_comes_after_the_day_of_the_note() -> None:
    lines = ("Version 3, soumise au comité de suivi du 27 mai 2022", "20 mai 2022")
    assert told(issued(below=lines), "published_on") == "2022-05-20"
    assert told(issued(below=lines[:1]), "published_on") == "2022-05-27"


def test_a_sentence_about_another_report_does_not_refine_the_date() -> None:
    texts = ("Remis le 18 juin 2020, le rapport de la mission dresse cinq constats.", *PROSE)
    assert (
        told(issued("Ministère de la ville", below=("Juin 2020",), texts=texts), "published_on") == "2020-06"
    )


def test_a_cahier_of_a_foundation_is_a_study() -> None:
    cover = issued("Fondation Ormelle", below=("Cahier n° 4 – Regards sur dix projets",))
    assert told(cover, "kind") == "study"
    actor = issued("Fondation Ormelle", below=("Cahier d’acteur n° 4",))
    assert told(actor, "kind") == "contribution"


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (
            (
                "MINISTÈRE",
                "DU TRAVAIL,",
                "DE LA SANTÉ",
                "ET DES SOLIDARITÉS",
                "Liberté",
                "Égalité",
                "Fraternité",
            ),
            (),
            "Ministère du travail, de la santé et des solidarités",
        ),
        (
            ("RÉPUBLIQUE FRANÇAISE", "Liberté, égalité, fraternité", "PREMIER MINISTRE"),
            (),
            "Premier ministre",
        ),
        (("PRÉFET", "DE LA RÉGION", "HAUTE-LOUE"), (), "Préfet de la région Haute-Loue"),
        (("UNION NATIONALE DES RÉGIES DE QUARTIER",), (), "Union nationale des régies de quartier"),
        (
            ("CONSEIL ÉCONOMIQUE, SOCIAL ET ENVIRONNEMENTAL", "AVIS DU CESE"),
            ("Rapporteures : Odile Ferrand et Anne Roussel",),
            "Conseil économique, social et environnemental",
        ),
        (
            ("Les avis du Conseil économique, social et environnemental",),
            (),
            "Conseil économique, social et environnemental",
        ),
        (("Cour des comptes",), ("Communication à la commission des finances du Sénat",), "Cour des comptes"),
        (("Cour des comptes",), ("Chambres régionales et territoriales des comptes",), "Cour des comptes"),
        (("Cabinet Morvan & Associés",), ("Étude réalisée pour le ministère",), "Cabinet Morvan & Associés"),
        ((), ("Étude réalisée par le cabinet Morvan pour le compte de la métropole",), "Cabinet Morvan"),
        (("DÉLÉGATION AUX COLLECTIVITÉS", "SÉNAT"), (), "Sénat, délégation aux collectivités"),
        (
            (
                "ASSEMBLÉE NATIONALE",
                "CONSTITUTION DU 4 OCTOBRE 1958",
                "RAPPORT D’INFORMATION",
                "PAR LA MISSION D’INFORMATION",
                "sur les camions partagés",
            ),
            ("Mme Odile FERRAND et M. Luc SABATIER", "Députés"),
            "Assemblée nationale, mission d’information sur les camions partagés",
        ),
        (
            ("SÉNAT", "RAPPORT", "au nom de la commission d’enquête (1) sur le bénévolat et ses règles,"),
            ("Président M. Luc SABATIER",),
            "Sénat, commission d’enquête sur le bénévolat et ses règles",
        ),
    ],
)
def test_covers_as_institutions_print_them(
    above: tuple[str, ...], below: tuple[str, ...], expected: str
) -> None:
    cover = issued(*above, below=(*below, "Juin 2023"))
    assert told(cover, "issuer") == expected
    assert told(cover, "published_on") == "2023-06"


def test_who_did_something_in_the_text_is_not_who_speaks() -> None:
    texts = ("Le projet a été établi par le réseau voisin, puis refusé par le conseil.", *PROSE)
    assert told(issued(below=("Mai 2022",), texts=texts), "issuer") is None


def test_a_code_of_services_keeps_its_capitals() -> None:
    found = described(TITLE, texts=PROSE, headers=("Document produit par MV/SDPC, mai 2022",))
    assert told(found, "issuer") == "MV/SDPC"


def test_an_article_before_an_institution_is_no_part_of_its_name() -> None:
    assert told(issued("Le préfet de la Haute-Loue"), "issuer") == "Préfet de la Haute-Loue"
    assert told(issued("Association Le Moulin d’en bas"), "issuer") == "Association Le Moulin d’en bas"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Discours de M. Luc Sabatier, Premier ministre", "Premier ministre"),
        ("Anne Leroy, Réseau Brindille", "Réseau Brindille"),
        ("Anne Leroy, avocate au barreau de Montvert", None),
    ],
)
def test_a_person_gives_way_to_the_institution_named_after_the_comma(line: str, expected: str | None) -> None:
    found = told(issued(below=(line, "Mai 2022")), "issuer")
    assert found == (expected or line)


@pytest.mark.parametrize(
    "line", ["Les règles dans les services de la direction", "Direction inter- nieurs des eaux"]
)
def test_subjects_and_columns_read_as_one_are_no_names(line: str) -> None:
    assert told(issued(line, below=("Mai 2022",)), "issuer") is None
