"""The figures, on warehouses small enough to count by hand."""

from __future__ import annotations

import pytest
from evaluation_making import Doc, Measure, Said, gold_document, obstacle

from warehouse.evaluation.judge import article_of

LOAN = "Le prêt de personnel entre associations reste exposé au délit de marchandage."
CAP = "Le plafond du mécénat décourage les petites entreprises qui voudraient donner."
DELAY = "Les délais de versement des subventions mettent la trésorerie des ateliers à sec."
BELIEF = "Les banques de la vallée se méfient par culture des projets portés à plusieurs."
DENIED = "La règle de minimis ne gêne nullement les petites coopératives de réemploi."
PLAIN = "Le groupement compte vingt-deux salariés répartis sur quatre sites de production."
IDEA = "Il faudrait sécuriser par la loi la mise à disposition de salariés volontaires."


def test_detection_counts_found_missed_and_false(measure: Measure) -> None:
    """Two of three found; one false alarm on a gold sentence, one stray: P = 2/4, R = 2/3, F1 = 4/7."""
    said = [
        Said(LOAN),
        Said(CAP, "JUR-MEC-03"),
        Said(PLAIN),
        Said("Une phrase que la référence ne connaît pas et qui ne ressemble à rien."),
    ]
    gold = gold_document(
        "a.pdf", obstacle(LOAN), obstacle(CAP, "JUR-MEC-03"), obstacle(DELAY, "TEC-ING-02"), {"text": PLAIN}
    )
    values = measure([Doc("a.pdf", said=said)], gold).values
    assert values["detection_precision"] == 0.5
    assert values["detection_recall"] == 0.6667
    assert values["detection_f1"] == 0.5714


def test_statements_of_other_natures_candidates_and_denials_do_not_count_as_found(measure: Measure) -> None:
    said = [
        Said(LOAN, "ECO-FIN-01"),
        Said(LOAN, disposition="candidate"),
        Said(LOAN, disposition="excluded"),
        Said(LOAN, assertion="negated"),
    ]
    evaluation = measure([Doc("a.pdf", said=said)], gold_document("a.pdf", obstacle(LOAN)))
    assert evaluation.values["detection_recall"] == 0
    assert not evaluation.lines.strays


def test_an_obstacle_without_category_counts_neither_way(measure: Measure) -> None:
    gold = gold_document("a.pdf", obstacle(LOAN), obstacle(CAP, "IND-00"))
    for said in ([Said(LOAN)], [Said(LOAN), Said(CAP)]):
        assert measure([Doc("a.pdf", said=said)], gold).values["detection_f1"] == 1


def test_categories_are_judged_on_found_obstacles(measure: Measure) -> None:
    """Of three found: one right leaf, one right by its secondary category, one of the right family only."""
    said = [Said(LOAN, "JUR-SOC-01"), Said(CAP, "JUR-MEC-01", mechanism="surcout"), Said(DELAY, "TEC-ING-01")]
    gold = gold_document(
        "a.pdf",
        obstacle(LOAN, "JUR-SOC-01"),
        obstacle(CAP, "JUR-MEC-03", also=["JUR-MEC-01"]),
        obstacle(DELAY, "TEC-ING-02"),
        obstacle("Un quatrième frein, que personne n’a trouvé dans le document.", "TEC-ING-02"),
    )
    values = measure([Doc("a.pdf", said=said)], gold).values
    assert values["leaf_accuracy"] == 0.3333
    assert values["leaf_accuracy_with_secondary"] == 0.6667
    assert values["family_accuracy"] == values["nature_accuracy"] == 1
    assert values["mechanism_accuracy"] == 0.6667
    assert values["end_to_end_f1"] == 0.2857  # P 1/3, R 1/4
    assert values["macro_leaf_recall"] == 0.3333  # (1 + 0 + 0) / 3


def test_of_two_statements_on_one_sentence_the_right_one_counts(measure: Measure) -> None:
    said = [Said(LOAN, "JUR-MEC-01"), Said(LOAN, "JUR-SOC-01")]
    values = measure([Doc("a.pdf", said=said)], gold_document("a.pdf", obstacle(LOAN))).values
    assert values["leaf_accuracy"] == values["detection_precision"] == 1


def test_lookalikes_adjacent_obstacles_and_labels(measure: Measure) -> None:
    said = [Said(DENIED, assertion="negated"), Said(IDEA), Said(BELIEF)]
    gold = gold_document(
        "a.pdf",
        {"text": DENIED, "type": "negated"},
        {"text": IDEA, "type": "proposal"},
        {"text": "Comment lever les freins à la coopération entre petites structures ?", "type": "question"},
        {"text": "Ce blocage a disparu avec la réforme du code votée l’an dernier.", "type": "resolved"},
        obstacle(BELIEF, "CUL-CON-01"),
    )
    values = measure([Doc("a.pdf", said=said)], gold).values
    assert values["lookalikes_rejected"] == 0.75
    assert values["rejected_proposal"] == 0
    assert values["rejected_negated"] == values["rejected_question"] == 1
    assert values["adjacent_kept_apart"] == 0
    assert values["assertion_labelled"] == 0.5  # the negated one, not the resolved one


def test_citations_count_each_mention_and_are_also_compared_by_article(measure: Measure) -> None:
    """Wanted a, a, b#1, c; found a, b#2, d. Exact: 1 right of 3 and 4; by article: 2 right of 3 and 4."""
    wanted = ["fr:code:cgi:238-bis", "fr:code:cgi:238-bis", "fr:code:cgi:261#7/1°", "fr:loi:2014-856"]
    found = ["fr:code:cgi:238-bis", "fr:code:cgi:261#7/2°", "fr:const:72"]
    gold = gold_document("a.pdf", {"text": PLAIN, "citations": wanted})
    values = measure([Doc("a.pdf", citations=found)], gold).values
    assert (values["cite_precision"], values["cite_recall"]) == (0.3333, 0.25)
    assert (values["cite_article_precision"], values["cite_article_recall"]) == (0.6667, 0.5)


def test_answers_are_compared_under_the_names_of_the_gold(measure: Measure) -> None:
    """One right link; one to an obstacle of another key; the wanted link to "plafond" is missing."""
    said = [Said(LOAN, obstacle="F-1"), Said(DELAY, "TEC-ING-02", obstacle="F-2")]
    gold = gold_document(
        "a.pdf",
        obstacle(LOAN, key="pret"),
        obstacle(DELAY, "TEC-ING-02", key="delai"),
        {
            "text": IDEA,
            "type": "proposal",
            "proposal": {"number": None, "addresses": [["pret", "removes"], ["plafond", "mitigates"]]},
        },
    )
    doc = Doc("a.pdf", said=said, proposals=[("P1", IDEA)], answers=[("P1", "F-1"), ("P1", "F-2")])
    values = measure([doc], gold).values
    assert values["proposal_f1"] == 1
    assert (values["answer_precision"], values["answer_recall"]) == (0.5, 0.5)


def test_the_register_is_compared_by_b_cubed(measure: Measure) -> None:
    """Keys a a b, obstacles 1 1 1: precision (2·2/3 + 1·1/3) / 3 = 5/9, recall 1, F1 = 10/14."""
    said = [Said(text, obstacle="F-1") for text in (LOAN, CAP, DELAY)]
    gold = gold_document("a.pdf", obstacle(LOAN, key="a"), obstacle(CAP, key="a"), obstacle(DELAY, key="b"))
    assert measure([Doc("a.pdf", said=said)], gold).values["register_bcubed_f1"] == 0.7143


def test_documents_their_descriptions_and_their_text(measure: Measure) -> None:
    docs = [
        Doc("a.pdf", passages=[f"Avant. {PLAIN} Après.", "Le dé lai de paie ment"], issuer="Exemple Réseau"),
        Doc("b.pdf", passages=["Autre chose."], title="Tout autre titre", kind="guide", published_on=None),
    ]
    gold = (
        gold_document("a.pdf", {"text": PLAIN}, {"text": "Le délai de paiement"}),
        gold_document("b.pdf", {"text": PLAIN}),
        gold_document("c.pdf", {"text": PLAIN}),
    )
    evaluation = measure(docs, *gold)
    values = evaluation.values
    assert evaluation.missing == ("c.pdf",)
    assert values["documents_found"] == values["metadata_issuer"] == 0.6667
    assert values["metadata_title"] == values["metadata_kind"] == values["metadata_year"] == 0.3333
    assert values["text_fidelity"] == 0.5


def test_a_warehouse_without_any_of_the_documents_scores_nothing(measure: Measure) -> None:
    values = measure([Doc("x.pdf", said=[Said(LOAN)])], gold_document("a.pdf", obstacle(LOAN))).values
    assert values["detection_f1"] == values["register_bcubed_f1"] == values["answer_f1"] == 0


@pytest.mark.parametrize(
    ("norm_id", "article"),
    [
        ("fr:code:cgi:261#7/1°/b", "fr:code:cgi:261"),
        ("fr:loi:2014-856#9/II", "fr:loi:2014-856#9"),
        ("fr:loi:2014-856#9#al2", "fr:loi:2014-856#9"),
        ("fr:loi:2014-856", "fr:loi:2014-856"),
        ("eu:reg:2016/679", "eu:reg:2016/679"),
        ("fr:const:72#al4", "fr:const:72"),
    ],
)
def test_an_id_is_cut_to_its_article(norm_id: str, article: str) -> None:
    assert article_of(norm_id) == article


def test_the_interval_of_the_register_holds_its_figure(measure: Measure) -> None:
    texts = ["Le prêt est exclu de la loi.", "Le salaire n’est pas refacturé.", "La marge est interdite."]
    names = [f"{letter}.pdf" for letter in "abcdef"]
    docs = [
        Doc(name, said=[Said(text, obstacle=f"o{(i + j) % 2}") for j, text in enumerate(texts)])
        for i, name in enumerate(names)
    ]
    keyed = [obstacle(text, key=f"k{j % 2}") for j, text in enumerate(texts)]
    gold = [gold_document(name, *keyed) for name in names]
    figure = next(f for f in measure(docs, *gold).figures if f.name == "register_bcubed_f1")
    assert figure.low is not None and figure.high is not None
    assert figure.low <= figure.value <= figure.high
