"""spaCy component `levier_sentences`: sentence starts by the rules of legal French."""

from spacy.language import Language
from spacy.tokens import Doc

from extractors.sentences.split import split


@Language.factory("levier_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> "Sentences":
    """Make the component; it has no settings."""
    return Sentences()


class Sentences:
    """Sets `token.is_sent_start`; a token that straddles a boundary starts the sentence it opens."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the sentence starts of one doc."""
        starts = {start for start, _ in split(doc.text)}
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in starts
        return doc
