"""What can go wrong while a PDF is read."""

from __future__ import annotations

from extractors.records import Failure


class ReadingError(Exception):
    """A PDF that cannot be read, with the reason that its owner will see.

    stage, code, reason, retry: as in `extractors.records.Failure`.
    """

    def __init__(self, stage: str, code: str, reason: str, *, retry: bool = False) -> None:
        """Keep the four fields; `reason` is a French sentence that also says what to do."""
        super().__init__(reason)
        self.stage = stage
        self.code = code
        self.reason = reason
        self.retry = retry

    def __reduce__(self) -> tuple[object, ...]:
        """Cross a process border whole (plain exceptions lose keyword arguments there)."""
        return (_rebuild, (self.stage, self.code, self.reason, self.retry))

    @property
    def failure(self) -> Failure:
        """The record that stands in the warehouse for this error."""
        return Failure(self.stage, self.code, self.reason, self.retry)


def _rebuild(stage: str, code: str, reason: str, retry: bool) -> ReadingError:
    return ReadingError(stage, code, reason, retry=retry)
