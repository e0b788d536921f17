"""Serve the rounds over a watched folder as a Prefect deployment: on a schedule, and on demand."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.schedules import Cron
from prefect.settings import PREFECT_API_URL, get_current_settings, temporary_settings
from prefect.types.entrypoint import EntrypointType

from flows.errors import BadSchedule, EngineUnavailable
from flows.records import IngestOptions, plain
from flows.watch import NAME, watch

_START = 600.0  # seconds that a first start may take: it makes Prefect's own database
Tell = Callable[[str], None]


def serve(
    inbox: Path, options: IngestOptions, reports: Path, *, cron: str, timezone: str, name: str, tell: Tell
) -> None:
    """Serve until the process is stopped: a round at each time of `cron`, and whenever one is asked for.

    A round that would overlap another is cancelled by Prefect (and refuses by itself, see `flows.watch`).
    Must run where `PREFECT_API_URL` names a server; `server` starts one. Raises BadSchedule.
    """
    check(cron, timezone)
    tell(f"Dossier surveillé : {inbox}. Horaire : {cron} ({timezone}).")
    tell(f"À la demande : prefect deployment run {NAME}/{name} (PREFECT_API_URL={_api()}).")
    tell("Arrêter : Ctrl-C.")
    watch.serve(
        name=name,
        schedule=Cron(cron, timezone=timezone),
        parameters={"inbox": str(inbox), "options": plain(options), "reports": str(reports)},
        description=f"Lit ce qui est nouveau dans {inbox}",
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )


def check(cron: str, timezone: str) -> None:
    """Raise BadSchedule when a schedule cannot be read."""
    try:
        CronSchedule(cron=cron, timezone=timezone)  # which checks both
    except ValueError as error:
        raise BadSchedule(
            f"L’horaire « {cron} » ({timezone}) ne peut pas être lu. Cinq champs : minute, heure, jour, "
            "mois, jour de semaine ; par exemple « 0 6 * * * »."
        ) from error


@contextmanager
def server(port: int, tell: Tell) -> Iterator[None]:
    """A Prefect server for the time of the block, unless PREFECT_API_URL names one already.

    The server that runs inside a flow has no scheduler: a schedule needs a whole one. Call before the first
    client of Prefect is made. Raises EngineUnavailable when it does not start.
    """
    if get_current_settings().api.url:
        yield
        return
    port = port or _free_port()
    address = f"http://127.0.0.1:{port}/api"
    tell(f"Démarrage du serveur Prefect sur 127.0.0.1:{port}…")
    command = [
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--log-level",
        "ERROR",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_until_healthy(process, address)
        os.environ["PREFECT_API_URL"] = address
        with temporary_settings({PREFECT_API_URL: address}):
            yield
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end:
        if process.poll() is not None:
            raise EngineUnavailable(
                f"Le serveur Prefect s’est arrêté au démarrage (code {process.returncode}). Port déjà pris ? "
                "Choisissez-en un autre avec --port."
            )
        try:
            if httpx.get(f"{address}/health", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass  # not up yet
        time.sleep(0.2)
    raise EngineUnavailable(f"Le serveur Prefect n’a pas démarré en {_START:.0f} s.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _api() -> str:
    return str(get_current_settings().api.url)
