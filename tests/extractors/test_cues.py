"""Cues: which turns of phrase are recognised, one sentence a case."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.cues import find_cues
from extractors.cues.patterns import PATTERNS

CASES = [
    ("P01", "Le plafond reste un frein à l’adhésion des petites communes."),
    ("P03", "Le statut fait obstacle à toute prise de participation."),
    ("P07", "La paie des salariés prêtés demeure un angle mort."),
    ("P08", "Obtenir les trois signatures relève du parcours du combattant."),
    ("P10", "Le montage s’est heurté à la trésorerie."),
    ("P12", "Les clubs peinent à se faire entendre."),
    ("P14", "Deux mairies ont renoncé."),
    ("P21", "Faute de base légale, rien ne circule."),
    ("P23", "Le groupement n’est pas reconnu par le code."),
    ("P30", "L’appel d’offres est mal adapté à un besoin mouvant."),
    ("P35", "Le régime est réservé aux fondations."),
    ("P53", "Il n’y a pas d’issue, sauf à créer une société."),
    ("N01", "Le statut n’est plus un obstacle."),
    ("N02", "Rien n’interdit à une entreprise d’adhérer."),
    ("N04", "Le seuil a été supprimé en 2024."),
    ("N06", "Si la taxe s’appliquait, le projet serait déficitaire."),
    ("N08", "Nous proposons une convention à quatre."),
    ("N09", "Lever les freins au prêt d’agents suppose une loi."),
    ("N10", "Proposition n° 7 : ouvrir le rescrit aux collectifs"),
    ("N11", "Autoriser le reversement encadré entre membres"),
    ("N12", "Le droit est-il un frein ?"),
    ("N17", "Par frein, on entend toute gêne durable."),
    ("N24", "On prétend que la loi l’interdit ; il n’en est rien."),
    ("N27", "L’atelier répare les freins de vélo."),
]


@pytest.mark.parametrize(("rule", "sentence"), CASES)
def test_turn_of_phrase_is_found(rule: str, sentence: str) -> None:
    assert rule in {cue.id for cue in find_cues(sentence)}


def test_rule_ids_are_unique() -> None:
    assert len({p.id for p in PATTERNS}) == len(PATTERNS)


@given(
    st.sampled_from(["a ", "ne pas ", "aucun e ", "est un ", "si rait ", "% ", "seul peu ", "étude port "]),
    st.integers(1, 400),
)
def test_time_grows_no_faster_than_the_text(piece: str, times: int) -> None:
    text = piece * times
    started = time.perf_counter()
    find_cues(text)
    assert time.perf_counter() - started < 0.05 + 0.0005 * len(text)
