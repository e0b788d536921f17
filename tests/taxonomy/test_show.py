"""The text of one category for the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from taxonomy import load
from taxonomy.show import UnknownCategory, show

Write = Callable[..., Path]


def test_a_category_is_shown_whole(small: Write) -> None:
    taxonomy = load(small())
    text = show("JUR-CAD-01", taxonomy)
    leaf = taxonomy.leaf("JUR-CAD-01")
    assert text.splitlines()[0] == "JUR-CAD-01 — Absence de cadre"
    for part in (leaf.definition, leaf.scope, *leaf.cues, *leaf.norms, leaf.archetypes[0].label):
        assert part in text
    assert "JUR-CAD-02 Contrat à plusieurs" in text
    assert "convention tripartite → JUR-CAD-02" in text
    assert "Créons un statut. → proposition. C’est une proposition." in text


def test_no_line_is_wider_than_a_hundred_characters() -> None:
    for leaf in load().leaves:
        assert max(len(line) for line in show(leaf.code).splitlines()[2:]) <= 100


def test_case_and_surrounding_spaces_do_not_matter() -> None:
    assert show(" jur-soc-01 ") == show("JUR-SOC-01")


def test_a_family_lists_its_categories() -> None:
    text = show("TEC-SYS")
    assert [line.split()[0] for line in text.splitlines() if line.startswith("  TEC")] == [
        "TEC-SYS-01",
        "TEC-SYS-02",
        "TEC-SYS-03",
    ]


def test_a_retired_category_says_what_replaces_it(small: Write) -> None:
    folder = small("slug: contrat\n", "slug: contrat\n    retired: true\n    replaced_by: JUR-CAD-01\n")
    assert "Catégorie retirée, remplacée par JUR-CAD-01." in show("JUR-CAD-02", load(folder))


def test_an_unknown_code_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(UnknownCategory, match=r"« JUR-SOC-09 »\. Codes proches : .*JUR-SOC-0"):
        show("JUR-SOC-09")
