"""spaCy component `levier_statements`: needs Doc._.units (levier_encoder) and Doc._.citations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractors import extensions
from extractors.encoder.files import MODEL
from extractors.encoder.heads import Heads, load_heads
from extractors.records import RUNNING_TEXT
from extractors.statements.decide import decide


@Language.factory(
    "levier_statements",
    default_config={"heads": None},
    requires=["doc._.units", "doc._.citations"],
    assigns=["doc._.statements"],
)
def make_statements(nlp: Language, name: str, heads: str | None) -> StatementFinder:
    """Make the component; heads: folder of retrained heads, None for the shipped ones."""
    extensions.register()
    return StatementFinder(load_heads(Path(heads) if heads else MODEL))


class StatementFinder:
    """Sets Doc._.statements. Headings give their items a type and are never statements themselves."""

    def __init__(self, heads: Heads) -> None:
        self.heads = heads

    def __call__(self, doc: Doc) -> Doc:
        """Set the statements of one doc."""
        passage = doc._.passage
        if passage is None or passage.kind not in RUNNING_TEXT:
            return doc
        found = (decide(unit, self.heads, doc._.citations) for unit in doc._.units)
        doc._.statements = tuple(replace(s, passage=passage.ordinal) for s in found if s is not None)
        return doc
