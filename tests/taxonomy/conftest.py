from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SMALL = """\
families:
  - code: JUR-CAD
    nature: juridique
    label: {fr: "Cadre", en: "Framework"}
    definition: "Le cadre."
leaves:
  - code: JUR-CAD-01
    slug: absence-cadre
    label: {fr: "Absence de cadre", en: "No framework"}
    definition: "Rien n’est prévu."
    scope: "Forme du contrat : JUR-CAD-02."
    see: [JUR-CAD-02]
    cues: ["vide juridique", "silence des textes", "flou", "fragilité"]
    negative_cues:
      - {words: "convention tripartite", code: JUR-CAD-02}
    norms: ["fr:code:civil:1101"]
    archetypes:
      - id: JUR-CAD-01.1
        slug: aucun-statut
        label: "L’alliance n’a pas de statut"
        paraphrases: ["Rien ne définit l’alliance", "La loi ignore l’alliance"]
    examples:
      - "La loi ne dit rien de nous."
      - "Aucun texte ne convient."
      - "Le vide juridique nous arrête."
    counter_examples:
      - text: "Il manque un contrat à cinq."
        code: JUR-CAD-02
        why: "C’est la forme du contrat."
      - text: "Créons un statut."
        lookalike: proposal
        why: "C’est une proposition."
  - code: JUR-CAD-02
    slug: contrat
    label: {fr: "Contrat à plusieurs", en: "Multi-party contract"}
    definition: "Le contrat manque."
    scope: "Cadre d’ensemble : JUR-CAD-01."
    see: [JUR-CAD-01]
    cues: ["consortium", "chef de file", "convention à plusieurs", "contrat-échange"]
    negative_cues: []
    norms: ["fr:code:civil:1102"]
    archetypes:
      - id: JUR-CAD-02.1
        slug: contrats-a-deux
        label: "Les contrats sont faits pour deux"
        paraphrases: ["On ne contracte qu’à deux", "Le contrat à plusieurs manque"]
    examples:
      - "Il a fallu onze conventions."
      - "Le consortium ne peut pas signer."
      - "Un seul porte les dettes de tous."
    counter_examples:
      - text: "La loi nous oublie."
        code: JUR-CAD-01
        why: "C’est le cadre d’ensemble."
      - text: "La convention compte six pages."
        lookalike: context
        why: "C’est un fait."
"""


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """A folder with a small taxonomy, one text of which may be put in place of another."""

    def write(old: str = "", new: str = "") -> Path:
        assert old in SMALL
        (tmp_path / "a.yaml").write_text(SMALL.replace(old, new, 1) if old else SMALL, encoding="utf-8")
        return tmp_path

    return write
