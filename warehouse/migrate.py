"""Bring a warehouse to the shape that this program expects.

Tables change by `migrations/NNN_*.sql`, in order, each in its own transaction and recorded. Views hold no
data: `views/NN_*.sql` are created again, in one transaction, whenever their text changed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

import duckdb

from taxonomy.load import load as load_taxonomy
from warehouse.errors import WarehouseDamaged, WarehouseTooNew

_RECORD = """
CREATE TABLE IF NOT EXISTS migrations (
    name VARCHAR PRIMARY KEY, hash VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL
)"""
_VIEWS = "views"
_CATEGORIES = "categories"


@dataclass(frozen=True, slots=True)
class Step:
    """One ordered change of the tables. name: "001_store"; hash: of its text."""

    name: str
    sql: str

    @property
    def hash(self) -> str:
        """Tells whether the text of a recorded step changed."""
        return _hash(self.sql)


def steps() -> tuple[Step, ...]:
    """The migrations that this program knows, in order."""
    return tuple(Step(name, sql) for name, sql in _scripts("migrations"))


def is_current(con: duckdb.DuckDBPyConnection, known: tuple[Step, ...] | None = None) -> bool:
    """True when nothing is to be done. Raises as `migrate`."""
    recorded = _recorded(con)
    missing = _missing(recorded, steps() if known is None else known)
    return (
        not missing
        and recorded.get(_VIEWS) == _views_hash()
        and recorded.get(_CATEGORIES) == load_taxonomy().version
    )


def migrate(con: duckdb.DuckDBPyConnection, known: tuple[Step, ...] | None = None) -> tuple[str, ...]:
    """Apply what is missing; names of what was applied. Needs a connection that is in no transaction.

    Raises WarehouseTooNew when the warehouse records a step that this program does not know, and
    WarehouseDamaged when a recorded step is not the one of this program.
    """
    recorded = _recorded(con)
    if not recorded:
        con.execute(_RECORD)
    done = []
    for step in _missing(recorded, steps() if known is None else known):
        _apply(con, step.name, step.hash, step.sql)
        done.append(step.name)
    if done or recorded.get(_VIEWS) != _views_hash():
        _apply(con, _VIEWS, _views_hash(), "\n".join(sql for _, sql in _scripts(_VIEWS)))
        done.append(_VIEWS)
    if recorded.get(_CATEGORIES) != load_taxonomy().version:
        _fill_categories(con)
        done.append(_CATEGORIES)
    return tuple(done)


def _missing(recorded: dict[str, str], known: tuple[Step, ...]) -> list[Step]:
    unknown = sorted(set(recorded) - {step.name for step in known} - {_VIEWS, _CATEGORIES})
    if unknown:
        raise WarehouseTooNew(
            f"Cet entrepôt vient d’une version plus récente du programme (étape « {unknown[-1]} »). "
            "Mettez le programme à jour ; rien n’a été modifié."
        )
    changed = [step.name for step in known if recorded.get(step.name, step.hash) != step.hash]
    if changed:
        raise WarehouseDamaged(
            f"L’entrepôt a été créé par une version de travail du programme (étape « {changed[0]} » "
            "différente). Recréez-le à partir de la bibliothèque ; rien n’a été modifié."
        )
    return [step for step in known if step.name not in recorded]


def _recorded(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    there = con.execute(
        "SELECT count(*) FROM duckdb_tables() "
        "WHERE schema_name = 'main' AND table_name = 'migrations' AND database_name = current_database()"
    ).fetchone()
    if there is None or there[0] == 0:
        return {}
    return dict(con.execute("SELECT name, hash FROM main.migrations").fetchall())


def _apply(con: duckdb.DuckDBPyConnection, name: str, digest: str, sql: str) -> None:
    con.execute("BEGIN")
    try:
        con.execute(sql)
        _record(con, name, digest)
        con.execute("COMMIT")
    except duckdb.Error:
        con.execute("ROLLBACK")
        raise


def _record(con: duckdb.DuckDBPyConnection, name: str, digest: str) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    con.execute(
        "INSERT INTO main.migrations VALUES (?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, applied_at = excluded.applied_at",
        [name, digest, now],
    )


def _fill_categories(con: duckdb.DuckDBPyConnection) -> None:
    taxonomy = load_taxonomy()
    rows = [
        (leaf.code, leaf.family, leaf.nature, leaf.fr, taxonomy.family(leaf.family).fr)
        for leaf in taxonomy.leaves
    ]
    con.execute("BEGIN")
    try:
        con.execute("DELETE FROM store.categories")
        con.executemany("INSERT INTO store.categories VALUES (?, ?, ?, ?, ?)", rows)
        _record(con, _CATEGORIES, taxonomy.version)
        con.execute("COMMIT")
    except duckdb.Error:
        con.execute("ROLLBACK")
        raise


@cache
def _scripts(folder: str) -> tuple[tuple[str, str], ...]:
    found = [item for item in files("warehouse").joinpath(folder).iterdir() if item.name.endswith(".sql")]
    return tuple(sorted((item.name.removesuffix(".sql"), item.read_text(encoding="utf-8")) for item in found))


@cache
def _views_hash() -> str:
    return _hash("\n".join(sql for _, sql in _scripts(_VIEWS)))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
