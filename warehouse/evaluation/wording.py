"""The French words of the report, and numbers as they are written in French."""

from __future__ import annotations

from collections.abc import Mapping

from taxonomy.records import Lookalike

SECTIONS: Mapping[str, Mapping[str, str]] = {
    "Documents et lecture": {
        "documents_found": "Documents présents dans l’entrepôt",
        "metadata_title": "Titre juste",
        "metadata_issuer": "Émetteur juste",
        "metadata_kind": "Type de document juste",
        "metadata_year": "Année juste",
        "text_fidelity": "Phrases lues telles quelles",
    },
    "Détection des freins juridiques et techniques": {
        "detection_precision": "Précision",
        "detection_recall": "Rappel",
        "detection_f1": "F1",
        "lookalikes_rejected": "Phrases trompeuses écartées",
        **{f"rejected_{kind}": f"  dont {kind.french}" for kind in sorted(Lookalike)},
        "adjacent_kept_apart": "Freins d’une autre nature laissés à part",
        "assertion_labelled": "Freins niés, levés, supposés ou réfutés signalés comme tels",
    },
    "Classement des freins trouvés": {
        "leaf_accuracy": "Catégorie juste",
        "leaf_accuracy_with_secondary": "Catégorie juste, catégories secondaires admises",
        "family_accuracy": "Famille juste",
        "nature_accuracy": "Nature juste",
        "mechanism_accuracy": "Portée juste",
        "end_to_end_f1": "F1 de bout en bout (trouvé et bien classé)",
        "macro_leaf_recall": "Rappel moyen par catégorie",
    },
    "Références juridiques": {
        "cite_precision": "Précision",
        "cite_recall": "Rappel",
        "cite_f1": "F1",
        "cite_article_precision": "Précision, à l’article près",
        "cite_article_recall": "Rappel, à l’article près",
        "cite_article_f1": "F1, à l’article près",
    },
    "Propositions, réponses et registre": {
        "proposal_precision": "Propositions : précision",
        "proposal_recall": "Propositions : rappel",
        "proposal_f1": "Propositions : F1",
        "answer_precision": "Réponses aux freins : précision",
        "answer_recall": "Réponses aux freins : rappel",
        "answer_f1": "Réponses aux freins : F1",
        "register_bcubed_f1": "Regroupement des énoncés en freins : F1 B-cube",
    },
}
FIGURES: Mapping[str, str] = {name: label for names in SECTIONS.values() for name, label in names.items()}
KINDS: Mapping[str, str] = {
    "study": "étude",
    "guide": "guide",
    "contribution": "contribution",
    "other": "autre",
}


def number(value: float, decimals: int = 4) -> str:
    """A number with a decimal comma."""
    return f"{value:.{decimals}f}".replace(".", ",").replace("-", "−")


def percent(value: float | None, decimals: int = 1) -> str:
    """A share as a percentage, "–" when there is none."""
    return "–" if value is None else f"{number(100 * value, decimals)}\u00a0%"


def points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return f"{'+' if value >= 0 else ''}{number(100 * value, 1)}\u00a0pt"


def interval(low: float | None, high: float | None) -> str:
    """A 95 % interval, in per cent; "" when there is none."""
    return "" if low is None or high is None else f"[{number(100 * low, 1)} – {number(100 * high, 1)}]"


def kind(lookalike: str) -> str:
    """The French word for a type of sentence."""
    return Lookalike(lookalike).french
