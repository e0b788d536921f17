"""The custom attributes that this project's components set on spaCy objects, in one place.

Doc._.passage     the Passage that the Doc was made from (None for plain text)
Doc._.previous    the sentence before the passage (for a list item, the one that introduces the list; for a
                  table cell, the longest sentence of the cells before it in its row)
Doc._.citations   tuple of Citation, set by levier_citations
Doc._.statements  tuple of Statement, set by levier_statements
Doc._.proposals   tuple of Proposal, set by levier_proposals
Doc._.units       tuple of Unit (sentences with vector, scores and cues), set by levier_encoder
"""

from spacy.tokens import Doc

_DEFAULTS: dict[str, object] = {
    "passage": None,
    "previous": "",
    "citations": (),
    "statements": (),
    "proposals": (),
    "units": (),
}


def register() -> None:
    """Declare the attributes; safe to call again."""
    for name, default in _DEFAULTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
