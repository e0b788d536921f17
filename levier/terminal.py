"""What goes to the screen: results on the standard output, everything else on the error channel."""

from __future__ import annotations

import os
import sys
import unicodedata

from rich.console import Console

_WIDTH_OF_FILES = 120  # characters, when the output is no terminal and COLUMNS is not set
# Characters that turn the direction of what follows: a file name could disguise itself with them.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def out() -> Console:
    """The console of results: colours only on a terminal, as wide as it is."""
    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _WIDTH_OF_FILES
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False, emoji=False)


def err() -> Console:
    """The console of progress and messages."""
    return Console(file=sys.stderr, highlight=False, soft_wrap=True, emoji=False)


def tell(message: str) -> None:
    """Say something in French while the command works."""
    err().print(safe(message), style="yellow", markup=False)


def safe(text: str) -> str:
    """The text on one line without what could upset a terminal: controls, line breaks, changes of direction.

    >>> safe("contrat\\nfinal\\u202efdp.exe")
    'contrat␊final‹U+202E›fdp.exe'
    """
    return "".join(map(_safe, text))


def _safe(character: str) -> str:
    if character == "\n":
        return "␊"
    category = unicodedata.category(character)
    if character in _DIRECTION or category in ("Cc", "Cs", "Zl", "Zp"):
        return f"‹U+{ord(character):04X}›"
    return character
