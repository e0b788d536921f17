"""The encoder in two halves, and the gates between."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extractors.encoder.component import SentenceReader
from extractors.encoder.encode import WIDTH, SentenceEncoder, means, shared_encoder
from extractors.encoder.files import MODEL
from extractors.encoder.gate import EarlyGate, Gate, Gates, load_gates
from extractors.encoder.heads import load_heads
from extractors.encoder.previous import with_previous
from extractors.records import Passage, PassageKind
from extractors.understanding import pipeline

SENTENCES = (
    "Le bail n’a jamais été signé : le service des domaines exigeait une publicité préalable.",
    "Merci.",
    "La réunion de rentrée s’est tenue le 4 septembre dans la salle des fêtes, devant soixante "
    "adhérents, le maire et la directrice de l’école, avant le repas offert par la boulangerie du village.",
)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return shared_encoder(MODEL)


def test_the_vector_of_a_sentence_hardly_depends_on_its_neighbours(encoder: SentenceEncoder) -> None:
    together = encoder.encode(SENTENCES, [""] * 3)
    alone = np.concatenate([encoder.encode([sentence], [""]) for sentence in SENTENCES])
    cosines = (together * alone).sum(1) / np.linalg.norm(together, axis=1) / np.linalg.norm(alone, axis=1)
    assert cosines.min() > 0.98


def test_what_the_early_gate_stops_is_not_read_and_the_rest_is_as_without_it(
    encoder: SentenceEncoder,
) -> None:
    halves = encoder.half_read(SENTENCES, [""] * 3)
    towards_first = halves[0] - halves[1:].mean(axis=0)
    odds = halves @ towards_first
    gate = EarlyGate(towards_first, 0.0, float((odds[0] + odds[1:].max()) / 2))
    vectors, read = encoder.encode_what_matters(SENTENCES, [""] * 3, gate, [False] * 3)
    assert read.tolist() == [True, False, False]
    assert not vectors[1:].any()
    _, spared = encoder.encode_what_matters(SENTENCES, [""] * 3, gate, [False, True, False])
    assert spared.tolist() == [True, True, False]
    [whole] = encoder.encode(SENTENCES[:1], [""])
    assert vectors[0] @ whole / np.linalg.norm(vectors[0]) / np.linalg.norm(whole) > 0.99


def test_means_are_taken_over_the_sentence_and_over_its_context() -> None:
    hidden = np.zeros((1, 4, WIDTH), dtype=np.float32)
    hidden[0, :, 0] = (8.0, 1.0, 3.0, 4.0)
    pool = np.array([[0, 1, 1, 0]], dtype=np.float32)
    row = means(hidden, pool, np.ones((1, 4), dtype=np.float32))
    assert (row[0, 0], row[0, WIDTH]) == (2.0, 6.0)


def test_a_plain_obstacle_passes_the_shipped_gates() -> None:
    text = "La commune a refusé : reverser la subvention à un autre membre lui est interdit."
    nlp = pipeline()
    doc = nlp.make_doc(text)
    doc._.passage = Passage(0, 1, PassageKind.PARAGRAPH, (), text, ())
    [unit] = nlp(doc)._.units
    assert unit.scores is not None


def test_what_names_an_obstacle_or_bears_a_number_is_read_whatever_the_gates_say() -> None:
    shipped = load_gates(MODEL).first
    assert shipped is not None
    never = Gates(
        Gate(np.zeros_like(shipped.weights), np.zeros_like(shipped.words), 0.0, 1.0),
        EarlyGate(np.zeros(2 * WIDTH, np.float32), 0.0, 1.0),
    )
    component = SentenceReader(shared_encoder(MODEL), load_heads(MODEL), never)
    texts = (
        "La liste des freins étudiés figure en annexe 3 du présent rapport.",
        "Recommandation n° 4 : confier au préfet la tenue d’une liste des conventions signées.",
        "Le comité de pilotage s’est réuni quatre fois pendant la durée du programme.",
    )
    nlp = pipeline()
    read = []
    for text in texts:
        doc = nlp.get_pipe("levier_sentences")(nlp.make_doc(text))
        doc._.passage = Passage(0, 1, PassageKind.PARAGRAPH, (), text, ())
        read.append([unit.scores is not None for unit in component(doc)._.units])
    assert read == [[True], [True], [False]]


def test_a_model_without_gates_reads_everything(tmp_path: Path) -> None:
    assert load_gates(tmp_path) == Gates(None, None)


def passage(ordinal: int, kind: PassageKind, text: str, **place: int) -> Passage:
    return Passage(ordinal, 1, kind, ("Constats",), text, (), **place)  # type: ignore[arg-type]


def test_what_each_kind_of_passage_is_read_with() -> None:
    intro, item, cell = PassageKind.PARAGRAPH, PassageKind.LIST_ITEM, PassageKind.TABLE_CELL
    given = [
        passage(0, intro, "Deux points gênent les porteurs de projet. Les voici :"),
        passage(1, item, "le reversement interdit"),
        passage(2, item, "le délai du rescrit"),
        passage(3, cell, "Reverser la subvention est interdit au chef de file.", table=0, row=0, column=0),
        passage(4, cell, "Loi de 2000", table=0, row=0, column=1),
        passage(5, cell, "L’autoriser par la convention.", table=0, row=0, column=2),
        passage(6, cell, "Un autre sujet commence ici.", table=0, row=1, column=0),
        passage(7, PassageKind.FOOTNOTE, "Voir l’annexe."),
        passage(8, intro, "La suite du texte vient après le tableau."),
    ]
    told = [previous for _, previous in with_previous(given)]
    assert told == ["", "Les voici :", "Les voici :", "", given[3].text, given[3].text, "", "", given[2].text]
