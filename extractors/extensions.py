"""The custom attributes that this project's components set on spaCy objects, in one place.

Doc._.passage     the Passage that the Doc was made from (None for plain text)
Doc._.citations   tuple of Citation, set by levier.citations
Doc._.statements  tuple of Statement, set by levier.statements
Doc._.proposals   tuple of Proposal, set by levier.proposals
"""

from spacy.tokens import Doc

_DEFAULTS: dict[str, object] = {"passage": None, "citations": (), "statements": (), "proposals": ()}


def register() -> None:
    """Declare the attributes; safe to call again."""
    for name, default in _DEFAULTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
