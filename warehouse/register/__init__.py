"""The register: from thousands of statements to the few dozen obstacles that the group works on."""

from __future__ import annotations

import duckdb

from warehouse.register.records import RegisterChange

__all__ = ["RegisterChange", "update"]


def update(con: duckdb.DuckDBPyConnection) -> RegisterChange:
    """Renew the whole register on an open writing connection; running it twice changes nothing."""
    # Here, because the answers build on modules of this package and the renewal builds on the answers.
    from warehouse.register.renew import update as renew

    return renew(con)
