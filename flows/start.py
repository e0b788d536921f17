"""Start a run from a program: as a call, with the troubles of Prefect itself in French."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
from prefect.exceptions import PrefectHTTPStatusError
from prefect.settings import get_current_settings

from flows.errors import EngineUnavailable
from flows.ingest import ingest
from flows.records import IngestOptions, RunReport, plain
from flows.watch import watch


def run_ingest(files: Sequence[Path], options: IngestOptions, label: str = "manuel") -> RunReport:
    """One run, started here and now. Raises EngineUnavailable, and what the flow `ingest` raises."""
    with explaining():
        return ingest(list(files), options, label)


def run_round(inbox: Path, options: IngestOptions, reports: Path) -> Path:
    """One round over a folder, here and now; returns its report. Raises as the flow `watch` does."""
    with explaining():
        return Path(watch(str(inbox), plain(options), str(reports)))


@contextmanager
def explaining() -> Iterator[None]:
    """Troubles of Prefect's server become EngineUnavailable. Everything else passes."""
    try:
        yield
    except (httpx.TransportError, PrefectHTTPStatusError) as error:
        raise EngineUnavailable(_unreachable(error)) from error
    except RuntimeError as error:
        if "Prefect API" not in str(error):
            raise
        raise EngineUnavailable(_unreachable(error)) from error


def _unreachable(error: Exception) -> str:
    address = get_current_settings().api.url
    if address:
        return (
            f"Le serveur Prefect {address} ne répond pas ({type(error).__name__}). Démarrez-le, ou retirez "
            "la variable PREFECT_API_URL pour vous en passer."
        )
    return (
        "Le moteur des exécutions n’a pas démarré à temps (machine très chargée ?). Rien n’a été commencé : "
        "recommencez."
    )
