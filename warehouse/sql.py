"""Run a query of the user's own: read-only, without files, network or other settings, bounded."""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb

from warehouse import lock
from warehouse.connect import reading
from warehouse.errors import QueryRefused, WarehouseBusy
from warehouse.lock import PATIENCE, Waiting
from warehouse.records import Column, ColumnType, Listener, Table

ROW_LIMIT = 10_000
TIME_LIMIT = 30.0  # seconds
_MEMORY = "1GB"
_ALLOWED = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}


def run_readonly(
    path: Path,
    sql: str,
    *,
    row_limit: int = ROW_LIMIT,
    time_limit: float = TIME_LIMIT,
    patience: float = PATIENCE,
    tell: Listener | None = None,
) -> Table:
    """The answer to one SELECT (or DESCRIBE, SHOW, EXPLAIN) on the warehouse; `truncated` beyond row_limit.

    time_limit: seconds. Raises QueryRefused with a French message, and as `warehouse.connect.reading`.
    """
    with reading(path, patience=patience, tell=tell):
        pass  # missing, too new or damaged: told before the query is looked at
    con = duckdb.connect(":memory:")
    try:
        _check(con, sql)
        _attach(con, path, Waiting(path, patience, tell))
        return _answer(con, sql, row_limit, time_limit)
    finally:
        con.close()


def _check(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    try:
        statements = con.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryRefused(f"La requête ne peut pas être lue : {_first_lines(error)}") from error
    if len(statements) != 1:
        raise QueryRefused("Donnez une seule requête à la fois.")
    if statements[0].type not in _ALLOWED:
        raise QueryRefused(
            "Seule la lecture est permise : SELECT, WITH, FROM, DESCRIBE, SHOW, SUMMARIZE ou EXPLAIN."
        )


def _attach(con: duckdb.DuckDBPyConnection, path: Path, waiting: Waiting) -> None:
    # A database of its own in memory, so that its settings bind no other connection of this process.
    quoted = str(path).replace("'", "''")
    lock.pass_through(path, waiting)
    while True:
        try:
            con.execute(f"ATTACH '{quoted}' AS levier (READ_ONLY)")
            break
        except (duckdb.IOException, duckdb.BinderException) as error:
            # A writer holds it: another process ("lock") or a thread of this one ("handle conflict").
            if "lock" not in str(error) and "handle conflict" not in str(error):
                raise WarehouseBusy(f"L’entrepôt ne peut pas être ouvert : {_first_lines(error)}") from error
        waiting.pause()
    con.execute("USE levier")
    con.execute(f"SET memory_limit = '{_MEMORY}'")
    con.execute("SET temp_directory = ''")
    con.execute("SET autoinstall_known_extensions = false")
    con.execute("SET autoload_known_extensions = false")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")


def _answer(con: duckdb.DuckDBPyConnection, sql: str, row_limit: int, time_limit: float) -> Table:
    watch = threading.Timer(time_limit, con.interrupt)
    watch.start()
    try:
        cursor = con.execute(sql)
        rows = cursor.fetchmany(row_limit + 1)
        described = cursor.description or ()
    except duckdb.InterruptException as error:
        raise QueryRefused(
            f"La requête a dépassé {time_limit:g} s et a été arrêtée. Restreignez-la (WHERE, LIMIT)."
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise QueryRefused(f"La requête demande plus de {_MEMORY} de mémoire. Restreignez-la.") from error
    except duckdb.PermissionException as error:
        raise QueryRefused("La requête n’a accès ni aux fichiers, ni au réseau, ni aux réglages.") from error
    except duckdb.Error as error:
        raise QueryRefused(f"La requête est fausse : {_first_lines(error)}") from error
    finally:
        watch.cancel()
    columns = tuple(Column(str(item[0]), str(item[0]), _type(str(item[1]))) for item in described)
    return Table("sql", "Requête", columns, tuple(rows[:row_limit]), truncated=len(rows) > row_limit)


def _type(name: str) -> ColumnType:
    name = name.upper()
    if name.endswith("[]") or name in ("LIST", "LIST[]"):
        return ColumnType.LIST
    if "INT" in name:
        return ColumnType.INTEGER
    if name in ("DOUBLE", "FLOAT", "NUMBER") or name.startswith("DECIMAL"):
        return ColumnType.NUMBER
    if name.startswith("TIMESTAMP") or name == "DATETIME":
        return ColumnType.DATETIME
    return {"DATE": ColumnType.DATE, "BOOLEAN": ColumnType.BOOLEAN, "BOOL": ColumnType.BOOLEAN}.get(
        name, ColumnType.TEXT
    )


def _first_lines(error: Exception) -> str:
    return "\n".join(str(error).splitlines()[:6])
