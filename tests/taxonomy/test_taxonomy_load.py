"""The loader: frozen records, look-ups, a version that follows the content and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from taxonomy.check import check
from taxonomy.load import NATURES, TaxonomyError, load
from taxonomy.records import Lookalike

Write = Callable[..., Path]


def version(folder: Path) -> str:
    load.cache_clear()
    return load(folder).version


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("leaves:\n", "# une remarque\nleaves:\n\n"),
        ('"vide juridique", "silence des textes"', '"silence des textes", "vide juridique"'),
        ('    slug: contrat\n    label: {fr: "Contrat', '    slug: "contrat"\n    label: {fr: "Contrat'),
        ('fr: "Cadre", en: "Framework"', 'en: "Framework", fr: "Cadre"'),
    ],
)
def test_comments_order_and_quotes_leave_the_version_alone(small: Write, old: str, new: str) -> None:
    assert version(small()) == version(small(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Le contrat manque.", "Le contrat manque encore."),
        ('"flou"', '"floue"'),
        ("Il a fallu onze conventions.", "Il a fallu douze conventions."),
        ("lookalike: context", "lookalike: title"),
        ("fr:code:civil:1102", "fr:code:civil:1103"),
    ],
)
def test_the_version_changes_with_the_content(small: Write, old: str, new: str) -> None:
    assert version(small()) != version(small(old, new))


def test_the_split_into_files_leaves_the_version_alone(small: Write) -> None:
    folder = small()
    before = version(folder)
    text = (folder / "a.yaml").read_text(encoding="utf-8")
    head, last = text.split("  - code: JUR-CAD-02\n")
    (folder / "a.yaml").write_text(head, encoding="utf-8")
    (folder / "b.yaml").write_text("families: []\nleaves:\n  - code: JUR-CAD-02\n" + last, encoding="utf-8")
    assert version(folder) == before


def test_look_ups(small: Write) -> None:
    taxonomy = load(small())
    assert "JUR-CAD-02" in taxonomy
    assert "JUR-CAD" not in taxonomy
    assert taxonomy.nature_of("JUR-CAD-02") == "juridique"
    assert taxonomy.family_of("JUR-CAD-02").fr == "Cadre"
    assert taxonomy.archetype("JUR-CAD-01.1").paraphrases[1] == "La loi ignore l’alliance"
    first, second = taxonomy.leaf("JUR-CAD-01").counter_examples
    assert (first.right_code, first.lookalike) == ("JUR-CAD-02", None)
    assert (second.right_code, second.lookalike) == (None, Lookalike.PROPOSAL)
    with pytest.raises(KeyError):
        taxonomy.leaf("JUR-CAD-09")


def test_records_are_frozen(small: Write) -> None:
    with pytest.raises(FrozenInstanceError):
        load(small()).leaf("JUR-CAD-01").slug = "autre"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("old", "new"),
    [("leaves:\n", "leaves: [\n"), ("    slug: contrat\n", ""), ("nature: juridique", "nature: légale")],
)
def test_what_cannot_be_loaded_says_so_and_is_reported_by_the_check(small: Write, old: str, new: str) -> None:
    folder = small(old, new)
    with pytest.raises(TaxonomyError):
        load(folder)
    assert check(folder)


def test_an_empty_folder_cannot_be_loaded(tmp_path: Path) -> None:
    with pytest.raises(TaxonomyError, match="Aucun fichier"):
        load(tmp_path)


def test_archetypes_come_in_the_order_of_natures_codes_and_numbers() -> None:
    taxonomy = load()
    keys = [
        (NATURES.index(taxonomy.nature_of(a.code)), a.code, int(a.id.rpartition(".")[2]))
        for a in taxonomy.iter_archetypes()
    ]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys)) == 105
