"""Build the SQL of a table out of its columns and its filters; values always travel as parameters."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from warehouse.records import Column, Filters, Table

# A prefix of a norm id ends at a border: "…:L8241" takes L8241-1, "…:238" does not take 238-bis.
_BORDER = "^($|[:#/@.+]|-[0-9])"


class Where:
    """Conditions that must all hold, with their parameters in order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.params: list[object] = []

    def add(self, condition: str, *params: object) -> None:
        """Add one condition; its "?" stand for params."""
        self._parts.append(condition)
        self.params.extend(params)

    @property
    def sql(self) -> str:
        """The conditions for a WHERE clause; "true" when there is none."""
        return " AND ".join(f"({part})" for part in self._parts) or "true"

    def __bool__(self) -> bool:
        return bool(self._parts)


def about_document(where: Where, filters: Filters, alias: str = "d") -> None:
    """The filters on the document of a row: issuer, issuer_type, since, until, document."""
    if filters.issuer is not None:
        where.add(contains(f"{alias}.issuer"), filters.issuer)
    if filters.issuer_type is not None:
        where.add(f"{alias}.issuer_type = ?", filters.issuer_type)
    if filters.since is not None:
        where.add(f"{alias}.year >= ?", filters.since)
    if filters.until is not None:
        where.add(f"{alias}.year <= ?", filters.until)
    if filters.document is not None:
        where.add(
            f"starts_with({alias}.document_id, ?) OR {alias}.file_name = ? OR {alias}.sha256 = ?",
            filters.document,
            filters.document,
            filters.document,
        )


def about_category(where: Where, filters: Filters, alias: str) -> None:
    """The filters on the category of a row: code (a prefix), nature."""
    if filters.code is not None:
        where.add(f"starts_with({alias}.code, upper(?))", filters.code)
    if filters.nature is not None:
        where.add(f"strip_accents(lower({alias}.nature)) = strip_accents(lower(?))", filters.nature)


def about_norms(where: Where, filters: Filters, column: str) -> None:
    """The filter on a list column of norm ids."""
    if filters.norm is not None:
        where.add(f"len(list_filter({column}, n -> {_norm('n')})) > 0", filters.norm, filters.norm)


def about_norm(where: Where, filters: Filters, column: str) -> None:
    """The filter on a column that holds one norm id."""
    if filters.norm is not None:
        where.add(_norm(column), filters.norm, filters.norm)


def about_text(where: Where, filters: Filters, column: str) -> None:
    """Every word of filters.text is part of the column, accents and case aside."""
    for word in (filters.text or "").split():
        where.add(contains(column), word)


def contains(column: str) -> str:
    """SQL: the column contains the parameter, accents and case aside."""
    return f"contains(strip_accents(lower({column})), strip_accents(lower(?)))"


def table(
    con: duckdb.DuckDBPyConnection,
    name: str,
    title: str,
    columns: Sequence[Column],
    sql: str,
    params: Sequence[object],
    limit: int | None = None,
) -> Table:
    """Run `sql`, which gives at least the columns' keys, in its order; keep those columns."""
    keys = ", ".join(f'"{column.key}"' for column in columns)
    bounded = (
        f"SELECT {keys} FROM ({sql})" if limit is None else f"SELECT {keys} FROM ({sql} LIMIT {limit + 1})"
    )
    rows = con.execute(bounded, list(params)).fetchall()
    kept = rows if limit is None else rows[:limit]
    return Table(name, title, tuple(columns), tuple(kept), truncated=len(kept) < len(rows))


def _norm(column: str) -> str:
    return f"starts_with({column}, ?) AND regexp_matches(substr({column}, length(?) + 1), '{_BORDER}')"
