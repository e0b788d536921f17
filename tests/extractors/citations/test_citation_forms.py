"""What is read in each printed form. The tables are forms.txt and sentences.txt: one case a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.citations import find

HERE = Path(__file__).parent


def _table(name: str) -> list[tuple[str, list[str]]]:
    rows = [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if "||" in line]
    pairs = [line.split("||") for line in rows]
    return [(text.strip(), ids.split()) for text, ids in pairs]


FORMS = _table("forms.txt")
SENTENCES = _table("sentences.txt")


def _ids(text: str) -> list[str]:
    return [citation.norm_id for citation in find(text)]


def test_the_tables_hold_enough_cases() -> None:
    assert len(FORMS) >= 400
    assert len(SENTENCES) >= 70


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_form_alone(text: str, expected: list[str]) -> None:
    assert _ids(text) == expected


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_form_in_a_sentence(text: str, expected: list[str]) -> None:
    assert _ids(f"Comme le rappelle {text}, cela demeure possible.") == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text[:50] for text, _ in SENTENCES])
def test_sentence(text: str, expected: list[str]) -> None:
    assert _ids(text) == expected


@pytest.mark.parametrize(("text", "expected"), FORMS + SENTENCES, ids=[t[:50] for t, _ in FORMS + SENTENCES])
def test_raw_is_the_text_between_the_offsets(text: str, expected: list[str]) -> None:
    for citation in find(text):
        assert text[citation.start : citation.end] == citation.raw
        assert citation.raw.strip() == citation.raw != ""
