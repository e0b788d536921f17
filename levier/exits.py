"""Exit codes: a stable public table (see README)."""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import NoReturn


class Exit(IntEnum):
    """What the shell gets."""

    DONE = 0  # also when some files could not be read: the report says which
    ERROR = 1  # an error of the program
    USAGE = 2  # the command is not well formed
    NO_INPUT = 3  # a path that does not exist, or nothing to read
    BUSY = 4  # the warehouse is held by someone else
    WAREHOUSE = 5  # no warehouse, damaged, too new, or not writable
    NOT_FOUND = 6  # no document, statement or category of that name
    REFUSED = 7  # the request is refused: SQL that writes, a worse model, a bad value
    CHECK = 8  # a check found faults (taxonomy check, doctor)


def stop(message: str, code: Exit) -> NoReturn:
    """Say why, in French, on the error channel, and leave with the code."""
    print(message, file=sys.stderr)
    raise SystemExit(int(code))
