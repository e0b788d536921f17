"""`levier watch`: ingest what is new in a folder, on a schedule and on demand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from levier.exits import Exit, stop
from levier.options import Warehouse, chosen, number

_EVERY_MORNING = "0 6 * * *"


def watch(
    inbox: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Dossier où arrivent les PDF.")],
    cron: Annotated[
        str | None,
        typer.Option(
            "--cron",
            metavar="HORAIRE",
            help=f"Minute, heure, jour, mois, jour de semaine ({_EVERY_MORNING}).",
        ),
    ] = None,
    now: Annotated[
        bool, typer.Option("--now", help="Une tournée tout de suite ; sans --cron, rien d’autre.")
    ] = False,
    timezone: Annotated[
        str, typer.Option("--timezone", metavar="FUSEAU", help="Fuseau horaire de l’horaire.")
    ] = "Europe/Paris",
    name: Annotated[
        str, typer.Option("--name", metavar="NOM", help="Nom du déploiement dans Prefect.")
    ] = "boite",
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="N",
            parser=number(0),
            help="Port du serveur Prefect, quand PREFECT_API_URL n’en désigne pas (0 : un port libre).",
        ),
    ] = 0,
    warehouse: Warehouse = None,
) -> None:
    """Lire ce qui arrive dans un dossier, à heures fixes et à la demande ; un rapport par tournée."""
    from levier.commands.ingest import ingest_options, prepare
    from levier.settings import settings
    from levier.terminal import safe, tell

    if not inbox.is_dir():
        stop(f"Dossier introuvable : « {safe(str(inbox))} ».", Exit.NO_INPUT)
    prepare()
    options = ingest_options(_absolute(chosen(warehouse)), _absolute(settings().library))
    reports, inbox = _absolute(settings().reports), _absolute(inbox)
    from flows import serve, start

    if cron is not None or not now:
        serve.check(cron or _EVERY_MORNING, timezone)
    if now:
        sys.stdout.write(f"{start.run_round(inbox, options, reports)}\n")
        if cron is None:
            return
    with serve.server(port, tell):
        serve.serve(
            inbox, options, reports, cron=cron or _EVERY_MORNING, timezone=timezone, name=name, tell=tell
        )


def _absolute(path: Path) -> Path:
    return path.absolute()  # rounds run in processes of their own, wherever Prefect starts them
