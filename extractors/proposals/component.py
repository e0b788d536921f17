"""spaCy component `levier_proposals`: needs Doc._.units (levier_encoder) and Doc._.citations."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractors import extensions
from extractors.encoder.files import MODEL
from extractors.encoder.heads import Heads, load_heads
from extractors.proposals.find import propose


@Language.factory(
    "levier_proposals",
    default_config={"heads": None},
    requires=["doc._.units", "doc._.citations"],
    assigns=["doc._.proposals"],
)
def make_proposals(nlp: Language, name: str, heads: str | None) -> ProposalFinder:
    """Make the component; heads: folder of retrained heads, None for the shipped ones."""
    extensions.register()
    return ProposalFinder(load_heads(Path(heads) if heads else MODEL))


class ProposalFinder:
    """Sets Doc._.proposals."""

    def __init__(self, heads: Heads) -> None:
        self.heads = heads

    def __call__(self, doc: Doc) -> Doc:
        """Set the proposals of one doc."""
        passage = doc._.passage
        if passage is not None:
            found = (propose(passage, unit, self.heads, doc._.citations) for unit in doc._.units)
            doc._.proposals = tuple(p for p in found if p is not None)
        return doc
