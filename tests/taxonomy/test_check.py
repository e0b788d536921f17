"""The check reports every error at once, in French, each with its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from taxonomy.check import check
from taxonomy.load import load

Write = Callable[..., Path]

# What is put in place of what, the words of the line that the message must point at, words of the message.
ERRORS = [
    ("code: JUR-CAD-02\n    slug", "code: JUR-CAD-2\n    slug", "code: JUR-CAD-2", "code mal formé"),
    ("code: JUR-CAD-02\n    slug", "code: JUR-CAD-01\n    slug",
     "code: JUR-CAD-01\n    slug: contrat", "code en double"),
    ("code: JUR-CAD-02\n    slug", "code: JUR-FIS-01\n    slug", "code: JUR-FIS-01", "famille inconnue"),
    ("code: JUR-CAD\n", "code: jur-cad\n", "code: jur-cad\n", "code de famille mal formé"),
    ("nature: juridique", "nature: légale", "nature: légale", "nature inconnue"),
    ("slug: contrat\n", "slug: Contrat à deux\n", "slug: Contrat à deux", "slug mal formé"),
    ("slug: contrat\n", "slug: absence-cadre\n",
     'slug: absence-cadre\n    label: {fr: "Contrat', "slug en double"),
    ('    definition: "Le contrat manque."\n', "",
     "code: JUR-CAD-02\n    slug", "champ « definition » manquant"),
    (', en: "Framework"', "", 'label: {fr: "Cadre"}', "champ « en » manquant"),
    ('definition: "Le contrat manque."', 'definition: ""', 'definition: ""', "« definition » est vide"),
    ('definition: "Le contrat manque."', "definition: 12", "definition: 12", "doit être un texte"),
    ("Rien n’est prévu", "Rien n'est prévu", "Rien n'est prévu", "apostrophe droite"),
    ("    slug: contrat\n", "    slug: contrat\n    couleur: bleu\n",
     "couleur: bleu", "champ inconnu « couleur »"),
    ("    slug: contrat\n", "    slug: contrat\n    slug: autre\n", "slug: autre", "écrit deux fois"),
    ('cues: ["consortium"', 'cues: {mot: "consortium"} #', "cues: {mot", "doit être une liste"),
    ("see: [JUR-CAD-01]", "see: [JUR-CAD-09]", "see: [JUR-CAD-09]", "code inconnu : « JUR-CAD-09 »"),
    ("see: [JUR-CAD-01]", "see: [JUR-CAD-02]",
     'see: [JUR-CAD-02]\n    cues: ["consortium', "la catégorie elle-même"),
    ("see: [JUR-CAD-01]", "see: []", 'scope: "Cadre d’ensemble', "absent de « see »"),
    ("Cadre d’ensemble : JUR-CAD-01.", "Le reste.", "see: [JUR-CAD-01]", "que la portée ne cite pas"),
    ('tripartite", code: JUR-CAD-02', 'tripartite", code: JUR-X-02', 'words: "convention', "code inconnu"),
    ('"flou"', '"Flou"', 'cues: ["vide', "en minuscules"),
    ('"flou"', '"vide juridique"', 'cues: ["vide', "indice en double"),
    ('words: "convention tripartite"', 'words: "flou"', 'words: "flou"', "indice en double"),
    (', "flou", "fragilité"', "", 'cues: ["vide', "au moins 4 indices"),
    ("fr:code:civil:1101", "fr:code:civil", 'norms: ["fr:code:civil"]', "identifiant de norme mal formé"),
    ('["fr:code:civil:1101"]', "[]", "- code: JUR-CAD-01", "au moins une norme"),
    ("id: JUR-CAD-01.1", "id: JUR-CAD-02.1",
     "id: JUR-CAD-02.1\n        slug: aucun", "identifiant d’archétype mal formé"),
    ("id: JUR-CAD-01.1", "id: JUR-CAD-01.x", "id: JUR-CAD-01.x", "identifiant d’archétype mal formé"),
    ("id: JUR-CAD-01.1", "id: JUR-CAD-01.01", "id: JUR-CAD-01.01", "identifiant d’archétype mal formé"),
    ("slug: aucun-statut", "slug: Aucun statut", "slug: Aucun statut", "slug mal formé"),
    (', "La loi ignore l’alliance"', "", "id: JUR-CAD-01.1", "au moins 2 paraphrases"),
    ("On ne contracte qu’à deux", "La loi ignore l’alliance",
     'paraphrases: ["La loi', "formulation d’archétype en double"),
    ("Aucun texte ne convient.", "aucun texte", '- "aucun texte"', "une phrase entière"),
    ('      - "Aucun texte ne convient."\n', "", '- "La loi ne dit rien', "au moins 3 exemples"),
    ("Il a fallu onze conventions.", "Aucun texte, ne convient !", '- "Aucun texte, ne', "phrase en double"),
    ("La loi nous oublie.", "Aucun texte ne convient.", '- text: "Aucun texte', "phrase en double"),
    ("lookalike: proposal", "lookalike: joke", "lookalike: joke", "« lookalike » inconnu"),
    ("        lookalike: proposal\n", "", '- text: "Créons', "soit « code », soit « lookalike »"),
    ("lookalike: proposal", "lookalike: proposal\n        code: JUR-CAD-02",
     '- text: "Créons', "soit « code », soit"),
    ('oublie."\n        code: JUR-CAD-01', 'oublie."\n        code: JUR-CAD-02',
     'code: JUR-CAD-02\n        why: "C’est le cadre', "la catégorie elle-même"),
    ("slug: contrat\n", "slug: contrat\n    retired: oui\n", "retired: oui", "doit être true ou false"),
    ("slug: contrat\n", "slug: contrat\n    replaced_by: JUR-CAD-01\n",
     "replaced_by: JUR-CAD-01", "qu’avec « retired: true »"),
    ("slug: contrat\n", "slug: contrat\n    retired: true\n    replaced_by: JUR-CAD-07\n",
     "replaced_by: JUR-CAD-07", "code inconnu"),
    ("slug: contrat\n", "slug: contrat\n    retired: true\n", "see: [JUR-CAD-02]", "catégorie retirée"),
    ("slug: aucun-statut", "slug: aucun-statut\n        retired: true\n        replaced_by: JUR-CAD-02.9",
     "replaced_by: JUR-CAD-02.9", "archétype inconnu"),
    ("see: [JUR-CAD-01]", "see: [JUR-CAD-01", 'cues: ["consortium', "YAML illisible"),
]  # fmt: skip


def test_the_shipped_files_are_clean() -> None:
    assert check() == []


def test_a_small_well_formed_taxonomy_is_clean(small: Write) -> None:
    assert check(small()) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "message"), ERRORS, ids=[f"{e[3]}-{i}" for i, e in enumerate(ERRORS)]
)
def test_an_error_is_reported_on_its_line(small: Write, old: str, new: str, place: str, message: str) -> None:
    folder = small(old, new)
    text = (folder / "a.yaml").read_text(encoding="utf-8")
    assert text.count(place) == 1, "the place must be told without doubt"
    line = text[: text.index(place)].count("\n") + 1
    found = [(p.file.name, p.line) for p in check(folder) if message in p.message]
    assert found, [str(p) for p in check(folder)]
    assert ("a.yaml", line) in found


def test_all_errors_are_reported_at_once(small: Write) -> None:
    folder = small("slug: contrat\n", "slug: Contrat\n")
    (folder / "b.yaml").write_text("families: []\nleaves:\n  - code: TEC-XYZ-01\n", encoding="utf-8")
    (folder / "c.yaml").write_text("families: [", encoding="utf-8")
    (folder / "d.yaml").write_text("", encoding="utf-8")
    (folder / "e.yaml").write_bytes(b"families: \xe9")
    problems = check(folder)
    assert {p.file.name for p in problems} == {"a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"}
    assert sum("manquant" in p.message for p in problems if p.file.name == "b.yaml") >= 10


def test_an_unreadable_file_does_not_make_the_others_look_wrong(small: Write) -> None:
    folder = small()
    text = (folder / "a.yaml").read_text(encoding="utf-8")
    head, last = text.split("  - code: JUR-CAD-02\n")
    (folder / "a.yaml").write_text(head, encoding="utf-8")
    (folder / "b.yaml").write_text("leaves:\n  - code: [JUR-CAD-02\n" + last, encoding="utf-8")
    assert {p.file.name for p in check(folder)} == {"b.yaml"}


def test_a_folder_without_category_files_is_a_problem(tmp_path: Path) -> None:
    assert [p.message for p in check(tmp_path)] == ["aucun fichier de catégories (*.yaml)."]


def test_a_problem_is_printed_with_file_and_line(small: Write) -> None:
    problem = check(small("nature: juridique", "nature: légale"))[0]
    assert str(problem).startswith(f"{problem.file}:3 : nature inconnue")


def test_a_retired_category_may_be_empty_and_names_its_successor(small: Write) -> None:
    folder = small()
    (folder / "b.yaml").write_text(
        """\
families: []
leaves:
  - code: JUR-CAD-03
    slug: ancienne
    label: {fr: "Ancienne", en: "Former"}
    definition: "Réunie à la première."
    scope: "Désormais : JUR-CAD-01."
    see: [JUR-CAD-01]
    cues: []
    negative_cues: []
    norms: []
    archetypes: []
    examples: []
    counter_examples: []
    retired: true
    replaced_by: JUR-CAD-01
""",
        encoding="utf-8",
    )
    assert check(folder) == []
    leaf = load(folder).leaf("JUR-CAD-03")
    assert (leaf.retired, leaf.replaced_by) == (True, "JUR-CAD-01")
