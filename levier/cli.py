"""The command line: `levier …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from levier.settings import settings

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Des PDF au registre des freins aux alliances.")

Warehouse = Annotated[Path | None, typer.Option("--warehouse", help="Fichier de l’entrepôt.")]


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Fichiers PDF ou dossiers.")],
    warehouse: Warehouse = None,
    again: Annotated[bool, typer.Option("--again", help="Relire même ce qui est à jour.")] = False,
) -> None:
    """Lire des PDF et remplir l’entrepôt."""
    from levier.commands.ingest import run_ingest

    run_ingest(paths, warehouse or settings().warehouse, again=again)


@app.command()
def version() -> None:
    """Dire la version."""
    from importlib.metadata import version as installed

    typer.echo(installed("levier"))


def main() -> None:
    """Entry point."""
    app()
