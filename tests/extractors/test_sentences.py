"""Sentences of legal French: one line a case, ‖ marks the expected boundaries."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.sentences import split

CASES = [
    "L’art. L. 2224-1 du code s’applique.‖Il vise les communes.",
    "Selon l’art. 3, al. 2, le don est irrévocable.‖La suite est libre.",
    "La Cass. com. 25 janvier 2017 l’a jugé.‖Rien n’a changé.",
    "M. Durand et Mme. Petit ont signé.‖Le maire, non.",
    "Les statuts (cf. p. 12) le prévoient, p. ex. Celui de 2012 l’écrit.",
    "Il cite le n° 12.‖Le reste suit.",
    "Trois outils : la convention ; le mandat ; le prêt.‖Aucun ne convient.",
    "« On a renoncé. » (directrice d’une association)‖",
    "« On a renoncé. On n’a rien dit. »‖La salle approuve.".replace("renoncé. On", "renoncé.‖On"),
    "Pourquoi renoncer ?‖Personne ne le sait !‖Tant pis…‖On recommence.",
    "1. Le régime actuel ne convient pas.‖Il faut le revoir.",
    "Le seuil est de 23 000 euros.‖2 % des aides le dépassent.",
    "Le Conseil d’État (CE, sect., 6 avril 2007) a tranché.‖Depuis, plus rien.",
    "Les articles L. 8241-1 et s. du code du travail l’interdisent.‖C’est clair.",
    "Des frais, des délais, etc.‖Les élus se lassent.",
    "Elle relève du C. com., art. L. 420-1.‖La règle est connue.",
    "Il faut un plan B.‖Les élus le savent.",
    "J. Martin l’a écrit.‖A. Roy l’a relu.",
    "Mme la rapporteure. – Nous y voilà.‖Je passe la parole.",
    "Proposition n° 2. Autoriser le reversement.‖Le décret suivra.",
    "Recommandation 14 bis. Publier un modèle.",
    "Nous citons la proposition n° 2.‖Elle est utile.",
    "Les délais .............. 14",
    "La loi du 1er juill. 1901 suffit.‖Point final",
    "Le RGPD (art. 6.1) l’exige.‖La CNIL veille.",
]


@pytest.mark.parametrize("marked", CASES)
def test_boundaries(marked: str) -> None:
    expected = [part.strip() for part in marked.split("‖") if part.strip()]
    text = " ".join(expected)
    assert [text[start:end] for start, end in split(text)] == expected


@given(st.text(alphabet="aÀB.?!… »«(’1\u00a0L;", max_size=80))
def test_every_printing_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = split(text)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(i in covered for i, char in enumerate(text) if not char.isspace())
