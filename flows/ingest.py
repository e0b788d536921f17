"""The flow of a run: one flow run, one task a batch of documents.

Only what can pass by trying again is tried again (a warehouse that someone else is writing); a document
that cannot be read is an outcome, not an error. Works without a server, and against one by PREFECT_API_URL.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import cast
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE

from flows import steps
from flows.progress import Event, tell
from flows.records import IngestOptions, RunReport
from flows.report import markdown
from warehouse.errors import WarehouseBusy, WarehouseError
from warehouse.records import RunDocument
from warehouse.runs import RunCounts


def _may_pass(task: object, run: object, state: object) -> bool:
    """Try again only when the warehouse was busy."""
    try:
        state.result()  # type: ignore[attr-defined]
    except WarehouseBusy:
        return True
    except Exception:
        return False
    return False


@task(name="recevoir", cache_policy=NO_CACHE, retries=3, retry_delay_seconds=5, retry_condition_fn=_may_pass)
def receive_files(files: Sequence[Path], options: IngestOptions, run_id: str) -> steps.Sorted:
    """Receive the files and sort them by what they ask for."""
    return steps.sort(files, options, run_id)


@task(
    name="lire-et-comprendre",
    task_run_name="lot-{number}",
    cache_policy=NO_CACHE,
    retries=3,
    retry_delay_seconds=5,
    retry_condition_fn=_may_pass,
)
def read_batch(
    number: int, batch: Sequence[steps.Task], options: IngestOptions, run_id: str, given: int, done: int
) -> list[RunDocument]:
    """Read, understand and load one batch. Tried again, it goes on after what is in the ledger already."""
    documents = steps.recorded(batch, options, run_id)
    left = steps.left(batch, documents)
    with closing(steps.work(left, options, run_id)) as work:  # whatever happens, no child process stays
        for document in work:
            documents.append(document)
            tell(Event(given, done + len(documents), document))
    return documents


@task(name="clore", cache_policy=NO_CACHE, retries=3, retry_delay_seconds=5, retry_condition_fn=_may_pass)
def close_run(options: IngestOptions, run_id: str, given: int) -> RunCounts:
    """Bring register and index up to date, and close the run."""
    return steps.finish(options, run_id, given)


@flow(name="levier-ingest", flow_run_name="ingest-{label}", validate_parameters=False, log_prints=False)
def ingest(files: list[Path], options: IngestOptions, label: str = "manuel") -> RunReport:
    """Ingest files: every one of them ends as ready, known, needs_ocr or failed.

    Raises RuntimeError when the counts of the ledger do not add up.
    """
    started = time.monotonic()
    run_id = steps.open_run(options)
    given = len(files)
    tell(Event(given, 0))
    try:
        progress = _progress(run_id)
        received = receive_files(files, options, run_id)
        documents = list(received.settled)
        for done, document in enumerate(received.settled, 1):
            tell(Event(given, done, document))
        for number, batch in enumerate(steps.batches(received.tasks, options.batch), 1):
            documents += read_batch(number, batch, options, run_id, given, len(documents))
            _advance(progress, len(documents), given)
        tell(Event(given, len(documents), note="Registre et index…"))
        counts = close_run(options, run_id, given)
    except BaseException as error:
        _break_off(options, run_id, given, error)
        raise
    report = RunReport(
        run_id, counts, tuple(sorted(documents, key=lambda d: d.file_name)), time.monotonic() - started
    )
    _publish(report)
    if not counts.adds_up:
        raise RuntimeError(f"run {run_id}: {given} files given, the outcomes do not add up: {counts}")
    return report


def _break_off(options: IngestOptions, run_id: str, given: int, error: BaseException) -> None:
    try:
        steps.break_off(options, run_id, given, _why(error))
    except WarehouseError as second:  # the first error is the one to tell
        error.add_note(f"L’exécution {run_id} n’a pas pu être close : {second}")


def _why(error: BaseException) -> str:
    if isinstance(error, KeyboardInterrupt):
        return "Exécution interrompue au clavier ; ce qui était lu est gardé."
    return f"Exécution interrompue : {type(error).__name__} : {error}"


def _progress(run_id: str) -> UUID:
    made = create_progress_artifact(progress=0.0, key="avancement", description=f"Exécution {run_id}")
    return cast(UUID, made)  # a coroutine only where a loop is running


def _advance(progress: UUID, done: int, given: int) -> None:
    update_progress_artifact(artifact_id=progress, progress=100.0 * done / max(given, 1))


def _publish(report: RunReport) -> None:
    if report.failed:
        rows = [
            {"fichier": d.file_name, "étape": d.stage, "code": d.code, "motif": d.reason}
            for d in report.failed
        ]
        create_table_artifact(
            table=rows, key="fichiers-en-echec", description="Fichiers qui n’ont pas pu être lus"
        )
    create_markdown_artifact(markdown=markdown(report), key="compte-rendu", description="Compte rendu")
