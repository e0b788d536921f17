"""The commands that print a table: obstacles, statements, citations, proposals, coverage and the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from levier.filters import filtered
from levier.options import Shape, Warehouse, chosen, one_of
from warehouse.records import Filters, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    Maker = Callable[[DuckDBPyConnection, Filters], Table]


_OBSTACLES = ("label", "obstacle_id", "code", "issuer_count", "statement_count", "coverage", "last_year")


@filtered()
def obstacles(*, warehouse: Warehouse = None, shape: Shape = "table", filters: Filters) -> None:
    """Le registre des freins, ceux que disent le plus d’émetteurs d’abord."""
    from warehouse.queries.obstacles import obstacles as make

    _print(warehouse, make, filters, shape, _OBSTACLES)


@filtered()
def statements(
    *,
    warehouse: Warehouse = None,
    shape: Shape = "table",
    which: Annotated[
        str,
        typer.Option(
            "--which",
            metavar="kept|candidates|excluded",
            parser=one_of(("kept", "candidates", "excluded")),
            help="Énoncés retenus, à examiner, ou écartés.",
        ),
    ] = "kept",
    filters: Filters,
) -> None:
    """Les énoncés : chaque phrase d’un document qui dit un frein, avec sa page."""
    from warehouse.queries import statements as said

    makers: dict[str, Any] = {
        "kept": said.statements,
        "candidates": said.candidates,
        "excluded": said.excluded,
    }
    columns = {
        "kept": ("text", "statement_id", "page", "code", "assertion", "file_name", "score"),
        "candidates": ("text", "statement_id", "page", "code", "reason", "file_name", "score"),
        "excluded": ("text", "statement_id", "page", "reason", "file_name"),
    }
    _print(warehouse, makers[which], filters, shape, columns[which])


@filtered("unanswered", "min_issuers")
def citations(*, warehouse: Warehouse = None, shape: Shape = "table", filters: Filters) -> None:
    """Les références à des textes de droit, telles qu’imprimées et normalisées."""
    from warehouse.queries.citations import citations as make

    columns = ("raw", "norm_id", "page", "file_name", "doubt", "code")
    _print(warehouse, make, filters, shape, columns)


@filtered("unanswered", "min_issuers")
def norms(*, warehouse: Warehouse = None, shape: Shape = "table", filters: Filters) -> None:
    """Les normes citées, celles que citent le plus de documents d’abord."""
    from warehouse.queries.citations import norms as make

    columns = ("norm_id", "display", "document_count", "citation_count", "obstacle_count", "level")
    _print(warehouse, make, filters, shape, columns)


@filtered("assertion", "min_issuers")
def proposals(*, warehouse: Warehouse = None, shape: Shape = "table", filters: Filters) -> None:
    """Les propositions des documents, et combien de freins chacune vise."""
    from warehouse.queries.proposals import proposals as make

    columns = ("text", "proposal_id", "number", "page", "issuer", "vehicle", "obstacle_count")
    _print(warehouse, make, filters, shape, columns)


@filtered("unanswered", "assertion", "min_issuers")
def answers(*, warehouse: Warehouse = None, shape: Shape = "table", filters: Filters) -> None:
    """Les liens entre propositions et freins : ce qui lève, atténue ou contourne."""
    from warehouse.queries.proposals import answers as make

    columns = ("label", "proposal", "relation", "status", "score", "proposal_id", "obstacle_id")
    _print(warehouse, make, filters, shape, columns)


@filtered()
def coverage(*, warehouse: Warehouse = None, shape: Shape = "table", filters: Filters) -> None:
    """La couverture : combien de propositions lèvent, atténuent ou contournent chaque frein."""
    from warehouse.queries.coverage import coverage as make

    columns = (
        "label",
        "obstacle_id",
        "code",
        "removes",
        "mitigates",
        "works_around",
        "state",
        "issuer_count",
    )
    _print(warehouse, make, filters, shape, columns)


@filtered("assertion", "unanswered", "min_issuers")
def categories(*, warehouse: Warehouse = None, shape: Shape = "table", filters: Filters) -> None:
    """Les catégories de freins et ce qui se trouve sous chacune."""
    from warehouse.queries.categories import categories as make

    columns = ("label", "code", "statement_count", "document_count", "issuer_count", "obstacle_count")
    _print(warehouse, make, filters, shape, columns)


@filtered("code", "nature", "norm", "unanswered", "assertion", "min_issuers")
def documents(*, warehouse: Warehouse = None, shape: Shape = "table", filters: Filters) -> None:
    """Les documents, leur état, et la raison quand l’un n’a pas pu être lu."""
    from warehouse.queries.documents import documents as make

    columns = (
        "file_name",
        "document_id",
        "status",
        "page_count",
        "title",
        "error",
        "issuer",
        "statement_count",
    )
    _print(warehouse, make, filters, shape, columns)


@filtered(*(name for name in Filters.__dataclass_fields__ if name != "limit"))
def runs(*, warehouse: Warehouse = None, shape: Shape = "table", filters: Filters) -> None:
    """Les exécutions : fichiers donnés, lus, déjà connus, à océriser, en échec."""
    from warehouse.queries.journal import runs as make

    columns = ("started_at", "status", "given", "ready", "known", "needs_ocr", "failed", "message", "run_id")
    _print(warehouse, make, filters, shape, columns)


@filtered(*(name for name in Filters.__dataclass_fields__ if name != "limit"))
def failures(*, warehouse: Warehouse = None, shape: Shape = "table", filters: Filters) -> None:
    """Les fichiers qui n’ont pas pu être lus : quand, à quelle étape, pourquoi."""
    from warehouse.queries.journal import failures as make

    columns = ("file_name", "reason", "stage", "code", "occurred_at")
    _print(warehouse, make, filters, shape, columns)


def show_obstacles(warehouse: Path, limit: int) -> None:
    """Print the first obstacles of the register."""
    from warehouse.queries.obstacles import obstacles as make

    _print(warehouse, make, Filters(limit=limit), "table", _OBSTACLES)


def _print(warehouse: Path | None, make: Maker, filters: Filters, shape: str, columns: Sequence[str]) -> None:
    from levier.lookup import settled
    from levier.output import bounded, show
    from levier.terminal import tell
    from warehouse.connect import reading

    with reading(chosen(warehouse), tell=tell) as con:
        table = make(con, bounded(settled(con, filters), shape))
    show(table, shape, columns)
