"""Slips of OCR that have one possible reading are put right; doubtful words stay as they were read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.reading.ocr_text import Line, Mark, clean, repair


def line(*words: str, confidence: float = 90.0, left: float = 100.0) -> Line:
    marks = tuple(
        Mark(word, left + 60 * i, 100, left + 60 * i + 10 * len(word), 130, 130, confidence)
        for i, word in enumerate(words)
    )
    return Line(marks, 40.0)


def texts(*lines: Line) -> list[str]:
    return [" ".join(mark.text for mark in kept.marks) for kept in clean(lines)]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("l'association", "l’association"),
        ("aujourd`hui", "aujourd’hui"),
        ("eﬀiciente", "efficiente"),
        ("<<", "«"),
        ("|CGI,", "CGI,"),
        ("ll", "Il"),
        ("1l", "Il"),
        ("illicite", "illicite"),
        ("'91", "'91"),
    ],
)
def test_repairs(read: str, printed: str) -> None:
    assert repair(read) == printed


@pytest.mark.parametrize("sign", ["n*", 'n"', "nº", "N*"])
def test_the_number_sign_before_a_figure(sign: str) -> None:
    assert texts(line("décision", sign, "281796")) == [f"décision {sign[0]}° 281796"]


def test_the_number_sign_needs_a_figure() -> None:
    assert texts(line("n*", "importe")) == ["n* importe"]


def test_the_texture_of_a_picture_is_dropped_and_a_doubted_heading_kept() -> None:
    noise = line("EE", "=", "~a", confidence=12)
    heading = line("L'essentiel", confidence=0)
    assert texts(noise, heading) == ["L’essentiel"]


@given(st.text(max_size=12))
def test_repair_is_stable(text: str) -> None:
    once = repair(text)
    assert repair(once) == once
