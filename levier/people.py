"""Who decides: the name that goes with a decision or a correction."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

from levier.exits import Exit, stop


@contextmanager
def refusing() -> Iterator[None]:
    """A decision that cannot be taken ends the command with REFUSED; a busy or damaged warehouse passes."""
    from warehouse import errors

    try:
        yield
    except (errors.WarehouseBusy, errors.WarehouseMissing, errors.WarehouseTooNew, errors.WarehouseDamaged):
        raise
    except errors.WarehouseError as error:
        stop(str(error), Exit.REFUSED)


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
