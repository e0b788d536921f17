"""Who decides: the name that goes with a decision or a correction."""

from __future__ import annotations

import getpass

from levier.exits import Exit, stop


def who(given: str) -> str:
    """The name given by --as, else LEVIER_REVIEWER, else the session's. Ends the command if none."""
    from levier.settings import settings

    name = given.strip() or settings().reviewer.strip()
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        stop("Dites qui décide : --as NOM, ou la variable LEVIER_REVIEWER.", Exit.USAGE)
