"""spaCy component `levier_citations`: the citations of a passage, in `doc._.citations`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractors import extensions
from extractors.citations.context import CitationContext
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
        """Read one passage alone."""
        doc._.citations = find(doc.text)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """Read passages in order: what one names ("la loi du 19 mai") serves the next of its document.

        A document starts where the ordinal of the passages starts again; a Doc without passage stands alone.
        """
        context, last = CitationContext(), -1
        for doc in stream:
            passage = doc._.passage
            if passage is None or passage.ordinal <= last:
                context = CitationContext()
            last = -1 if passage is None else passage.ordinal
            text = doc.text  # spaCy puts it together anew each time
            doc._.citations = find(text, context)
            context = context.after(doc._.citations, text)
            yield doc
