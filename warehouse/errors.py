"""What can go wrong with a warehouse. Every message is a French sentence for the person at the screen."""

from __future__ import annotations

from extractors.records import Failure


class WarehouseError(Exception):
    """Any trouble with the warehouse; str(error) is what to show."""


class WarehouseMissing(WarehouseError):
    """There is no warehouse at that path."""


class WarehouseBusy(WarehouseError):
    """Another process kept the warehouse longer than one waited."""


class WarehouseTooNew(WarehouseError):
    """A later version of the program wrote the warehouse."""


class WarehouseDamaged(WarehouseError):
    """The file cannot be read as a warehouse, or not wholly."""


class LibraryError(WarehouseError):
    """A file could not be copied into the library. `code`: see `extractors.records.Failure`."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code

    @property
    def failure(self) -> Failure:
        """The record of this error; another try may pass once its cause is gone."""
        return Failure("receive", self.code, str(self), retry=True)


class QueryRefused(WarehouseError):
    """A query of the user that is wrong, not allowed, or takes too long."""
