"""Bulk insertion through Arrow: a thousand times faster than row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from extractors.records import Passage, Run


def insert(
    con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[dict[str, Any]], **columns: pa.Array
) -> None:
    """Append rows (all with the same keys) to a table of schema `store`. columns: ready-made ones."""
    if not rows:
        return
    types = con.execute(f"SELECT * FROM store.{table} LIMIT 0").to_arrow_table().schema
    arrays = {name: pa.array([row[name] for row in rows], type=types.field(name).type) for name in rows[0]}
    con.register("arriving", pa.table(arrays | columns))
    try:
        con.execute(f"INSERT INTO store.{table} BY NAME SELECT * FROM arriving")
    finally:
        con.unregister("arriving")


def runs_column(passages: Iterable[Passage]) -> pa.Array:
    """The word runs of passages as a list column, built column by column."""
    offsets = [0]
    runs: list[Run] = []
    for passage in passages:
        runs.extend(passage.runs)
        offsets.append(len(runs))
    columns = {
        "start": pa.array([run.start for run in runs], pa.int32()),
        "end": pa.array([run.end for run in runs], pa.int32()),
        "page": pa.array([run.box.page for run in runs], pa.int32()),
        "x0": pa.array([run.box.x0 for run in runs], pa.float64()),
        "y0": pa.array([run.box.y0 for run in runs], pa.float64()),
        "x1": pa.array([run.box.x1 for run in runs], pa.float64()),
        "y1": pa.array([run.box.y1 for run in runs], pa.float64()),
    }
    struct = pa.StructArray.from_arrays(list(columns.values()), names=list(columns))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), struct)
