"""Whatever the text, reading it ends soon and the offsets hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.citations import find

PIECES = (
    "article ",
    "art. 1, ",
    "articles 1, 2, ",
    "art.1 2 3 ",
    "L. 123-1, ",
    "L. 1-1-1-1",
    "de l'article 1 de l'",
    "le 1° du 2° du 3° de ",
    "a à b à c à ",
    "premier alinéa de l'article ",
    "loi n° ",
    "loi du 1er janvier 2000 et ",
    "les lois n° 2000-1 et n° 2000-2 et ",
    "dite « loi ",
    "relative à la ",
    "arrêté du 1er janvier 2000 relatif à la ",
    "CE, 1er janvier 2000, ",
    "CE CE ",
    "sect. ass. ch. réunies ",
    "Cass. civ. 1re ",
    "BOI-IS-10-",
    "BOI - ",
    "directive 2006/112/CE du ",
    "règlement (UE) ",
    "12.12.a ",
    "n° n° ",
    "((((",
    "« « ",
    " - - - ",
    "238 bis bis ",
    "du même code ",
    "précitée ",
    "I, II, III, ",
    "§ 1 § 2 ",
    "celle du ",
    "x",
    " ",
    "é",
    "\n",
)
MILLISECONDS_PER_KILOBYTE = 60  # of processor time; the worst repeat takes about 10


def _fastest(text: str) -> float:
    times = []
    for _ in range(2):
        started = time.process_time()
        find(text)
        times.append(time.process_time() - started)
    return min(times) * 1000


@pytest.mark.parametrize("piece", PIECES)
def test_repeats_take_linear_time(piece: str) -> None:
    find(piece)  # the patterns are compiled once
    short, long = piece * (1000 // len(piece)), piece * (4000 // len(piece))
    assert _fastest(long) < 4 * MILLISECONDS_PER_KILOBYTE
    assert _fastest(long) < 12 * max(_fastest(short), 8)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=20, max_size=200))
def test_mixtures_take_bounded_time(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert _fastest(text) < MILLISECONDS_PER_KILOBYTE * max(1.0, len(text) / 1000)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="artiloinéLRD.°-/(),:;«» \n0123456789abisèCEGI§’'", max_size=300))
def test_any_text_gives_valid_offsets(text: str) -> None:
    for citation in find(text):
        assert 0 <= citation.start < citation.end <= len(text)
        assert text[citation.start : citation.end] == citation.raw
        assert citation.norm_id.split(":")[0] in {"fr", "eu", "case", "int"}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_unicode_is_survived(text: str) -> None:
    find(f"article L. 1 {text} du code du travail {text}")
