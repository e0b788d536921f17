"""Exit codes: a stable public table (see README)."""

from __future__ import annotations

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
    NOT_FOUND = 6  # no document, statement, obstacle or category of that name
    REFUSED = 7  # the request is refused: SQL that writes, a worse model, a bad value
    CHECK = 8  # a check found faults (taxonomy check, doctor)
    ENGINE = 9  # Prefect's server did not start, or does not answer
    INTERRUPTED = 130  # stopped by Ctrl-C


class Stop(Exception):
    """The command ends here: a French message for the person at the screen, and what the shell gets."""

    def __init__(self, message: str, code: Exit) -> None:
        super().__init__(message)
        self.code = code


def stop(message: str, code: Exit) -> NoReturn:
    """End the command: say why, in French, on the error channel, and leave with the code."""
    raise Stop(message, code)
