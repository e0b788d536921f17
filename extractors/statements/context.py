"""The context that goes with a sentence into the encoder: one place for training and for use.

The encoder reads "sentence </s> context". The context says, in this order, what kind of block the
sentence stands in, the heading above (and the column of a table), and the sentence before: an item
"Reversement entre membres" means one thing under « Freins » and another under « Propositions ».
"""

import re
from dataclasses import dataclass

_KINDS = {
    "paragraph": "",
    "list_item": "liste",
    "table_cell": "tableau",
    "footnote": "note",
    "box": "encadré",
    "quote": "verbatim",
    "heading": "titre",
    "caption": "légende",
}
HEADING_CHARACTERS = 80
PREVIOUS_CHARACTERS = 130


@dataclass(frozen=True, slots=True)
class Context:
    """Where a sentence stands. kind: a PassageKind value; headings: outermost first."""

    kind: str = "paragraph"
    headings: tuple[str, ...] = ()
    column: str = ""
    previous: str = ""


def context_text(context: Context) -> str:
    """The context as one line of text for the encoder; "" when there is nothing to say."""
    heading = context.headings[-1][:HEADING_CHARACTERS] if context.headings else ""
    above = context.headings[-2][: HEADING_CHARACTERS // 2] if len(context.headings) > 1 else ""
    parts = (
        _KINDS.get(context.kind, ""),
        " > ".join(part for part in (above, heading) if part),
        f"colonne {context.column[:60]}" if context.column else "",
        context.previous[-PREVIOUS_CHARACTERS:],
    )
    return _curly(" | ".join(part for part in parts if part))


_SPEAKER = re.compile(r"^(?:M\.|MM\.|Mme|Mmes|Mlle|Me|Dr) [^.:]{2,90}[.:] ?(?:[–—-] )?(?=\S)")


def bare_text(text: str) -> str:
    """The sentence as the encoder reads it: without the speaker who opens it ("Mme Roux, rapporteure. – …"),
    for names are no signal, and with the apostrophes of print, however the PDF was typed.
    """
    match = _SPEAKER.match(text)
    if match and len(text) - match.end() > 15 and "–" in match.group():
        text = text[match.end() :]
    return _curly(text)


def _curly(text: str) -> str:
    return text.replace("'", "’")
