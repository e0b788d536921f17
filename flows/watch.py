"""One round over a watched folder: ingest what is new in it, and leave a report."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.errors import FlowError, Overlap
from flows.inbox import Inbox, look
from flows.ingest import ingest
from flows.records import RunReport, parsed
from flows.report import round_markdown

NAME = "levier-watch"


@flow(name=NAME, flow_run_name="tournee", validate_parameters=False)
def watch(inbox: str, options: dict[str, Any], reports: str) -> str:
    """Ingest what is new in `inbox`; returns the path of the French report, a file in `reports`.

    options: the fields of IngestOptions as JSON (see `flows.records.plain`), for a deployment holds only that

    Two rounds over one warehouse never overlap: the later one raises Overlap at once, and changes nothing.
    Raises InboxMissing when the folder is gone, after its report is written; whatever `ingest` raises, too.
    """
    folder, how = Path(inbox), parsed(options)
    with alone(how.warehouse):
        seen, run, trouble = Inbox((), ()), None, ""
        try:
            seen = look(folder)
            if seen.ready:
                run = ingest(list(seen.ready), how, "tournee")
        except FlowError as error:
            trouble = str(error)
            raise
        except BaseException as error:
            trouble = f"La tournée s’est interrompue : {type(error).__name__} : {error}"
            raise
        finally:
            path = _leave(folder, seen, run, trouble, Path(reports))
    return str(path)


@contextmanager
def alone(warehouse: Path) -> Iterator[None]:
    """Hold the lock of the rounds of a warehouse; it dies with its process. Raises Overlap when held."""
    path = warehouse.with_name(warehouse.name + ".watch.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Overlap(
                "Une tournée est déjà en cours sur cet entrepôt ; celle-ci n’a rien fait. "
                "La suivante prendra le relais."
            ) from None
        yield
    finally:
        os.close(file)


def _leave(inbox: Path, seen: Inbox, run: RunReport | None, trouble: str, reports: Path) -> Path:
    now = datetime.now().astimezone()
    text = round_markdown(inbox, seen, run, trouble, now)
    create_markdown_artifact(markdown=text, key="compte-rendu-de-tournee", description=f"Tournée de {inbox}")
    reports.mkdir(parents=True, exist_ok=True)
    path = reports / f"{now:%Y-%m-%d-%H%M%S}-{os.getpid()}.md"
    aside = path.with_suffix(".partiel")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
    return path
