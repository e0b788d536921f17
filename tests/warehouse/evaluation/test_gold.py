from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluation_making import gold_document, obstacle, write_gold
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.evaluation.gold import GoldError, read_gold

EXAMPLE = Path(__file__).parents[3] / "examples" / "gold.jsonl"
FINE = gold_document("a.pdf", obstacle("Le prêt de personnel fait peur."))


def test_the_shipped_example_is_valid() -> None:
    assert len(read_gold(EXAMPLE).documents) == len(EXAMPLE.read_text(encoding="utf-8").splitlines())


def test_a_sentence_keeps_all_its_annotations(tmp_path: Path) -> None:
    item = {
        "text": "On devrait préciser la règle.",
        "type": "proposal",
        "citations": ["fr:loi:2014-856"],
        "proposal": {"number": "7", "addresses": [["pret", "removes"]]},
    }
    (document,) = read_gold(write_gold(tmp_path / "g.jsonl", gold_document("a.pdf", item))).documents
    (sentence,) = document.sentences
    assert sentence.citations == ("fr:loi:2014-856",)
    assert sentence.proposal is not None
    assert (sentence.proposal.number, sentence.proposal.addresses) == ("7", (("pret", "removes"),))


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "ce n’est pas du JSON"),
        ("[]", "objet JSON"),
        (json.dumps({**FINE, "id": "b"}), "« file a.pdf » figure déjà à la ligne 1"),
        (json.dumps({**FINE, "file": "b.pdf"}), "« id a » figure déjà à la ligne 1"),
        (json.dumps({key: FINE[key] for key in FINE if key != "genre"}), "« genre » manque"),
        (json.dumps({key: FINE[key] for key in FINE if key != "items"}), "« items » manque"),
        (json.dumps(gold_document("b.pdf", {"text": 3})), "phrase n = 0 : « text » doit être un texte"),
        (json.dumps(gold_document("b.pdf", {"text": "x", "n": "1"})), "« n » doit être un entier"),
        (json.dumps(gold_document("b.pdf", {"text": "x", "type": "frein"})), "« type » inconnu : « frein »"),
        (json.dumps(gold_document("b.pdf", {"text": "x", "type": "obstacle"})), "un frein demande « code »"),
        (json.dumps(gold_document("b.pdf", obstacle("x", mechanism="loi"))), "inconnu : « loi »"),
        (json.dumps(gold_document("b.pdf", {"text": "x", "citations": "loi"})), "doit être une liste"),
        (
            json.dumps(gold_document("b.pdf", {"text": "x", "proposal": {"addresses": [["k", "lève"]]}})),
            "relation inconnue « lève »",
        ),
    ],
)
def test_a_malformed_line_is_named_by_its_number(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(FINE)}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(GoldError, match="ligne 3 : ") as caught:
        read_gold(path)
    assert complaint in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe"])
def test_a_file_without_sentences_or_not_in_utf8_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "g.jsonl").write_bytes(content)
    with pytest.raises(GoldError):
        read_gold(tmp_path / "g.jsonl")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="ne peut pas être lu"):
        read_gold(tmp_path / "nowhere.jsonl")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = ("id", "file", "items", "n", "type", "code", "also", "key", "mechanism", "citations", "proposal")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON), st.dictionaries(st.sampled_from(_FIELDS), _JSON))
def test_whatever_the_line_holds_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, head: dict[str, object], item: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("gold") / "g.jsonl"
    document = gold_document("a.pdf", {"text": "Une phrase.", **item})
    path.write_text(json.dumps({**document, **head}) + "\n", encoding="utf-8")
    try:
        read = read_gold(path)
    except GoldError as error:
        assert "g.jsonl" in str(error)
    else:
        assert read.documents
