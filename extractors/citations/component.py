"""spaCy component `levier_citations`: the citations of a passage, in `doc._.citations`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractors import extensions
from extractors.citations.find import find


@Language.factory("levier_citations", assigns=["doc._.citations"])
def make_citations(nlp: Language, name: str) -> Citations:
    """Build the component. It reads one passage at a time and needs no other component."""
    return Citations()


class Citations:
    """Sets `doc._.citations` to the tuple of citations of the text of the doc."""

    def __init__(self) -> None:
        extensions.register()

    def __call__(self, doc: Doc) -> Doc:
        doc._.citations = find(doc.text)
        return doc
