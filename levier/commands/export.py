"""`levier export`: files for people who work elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from levier.filters import filtered
from levier.options import Warehouse, chosen
from warehouse.records import Filters


@filtered()
def tables(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DOSSIER", help="Dossier où écrire.")],
    warehouse: Warehouse = None,
    filters: Filters,
) -> None:
    """Écrire toutes les tables : tables.xlsx, csv/ (pour Excel), donnees.json."""
    from levier.lookup import settled
    from levier.output import bounded
    from levier.terminal import out as console
    from levier.terminal import tell
    from warehouse.connect import reading
    from warehouse.export.tables import export_tables

    with reading(chosen(warehouse), tell=tell) as con:
        written = export_tables(con, out, bounded(settled(con, filters), "json"))
    for path in written.files:
        console().print(str(path), markup=False, soft_wrap=True)
