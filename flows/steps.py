"""The steps of a run as plain functions: receive, read and understand, load, close. No Prefect here."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.digest import HEADS_VARIABLE, READER, Digest
from extractors.reading.isolate import read_many
from extractors.reading.ocr import state as ocr_state
from extractors.reading.receive_checks import check
from extractors.records import DocumentStatus, Failure, Versions
from extractors.understanding import understand, versions
from flows.records import IngestOptions
from warehouse import connect, load, register, runs, search
from warehouse.document_rows import find_document, stored_passages
from warehouse.errors import LibraryError
from warehouse.library import printable, receive
from warehouse.records import Loaded, Need, Outcome, Received, RunDocument

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Task:
    """One file that asks for work."""

    path: Path
    received: Received
    need: Need


@dataclass(frozen=True, slots=True)
class Sorted:
    """What receiving gave: tasks to do, and files whose outcome is known already."""

    tasks: tuple[Task, ...]
    settled: tuple[RunDocument, ...]


def open_run(options: IngestOptions) -> str:
    """Open the run in the ledger; returns its id."""
    with connect.writing(options.warehouse) as con:
        return runs.start_run(
            con, versions(options.heads), command=options.command, program_version=options.program_version
        )


def sort(files: Sequence[Path], options: IngestOptions, run_id: str) -> Sorted:
    """Receive every file, and say what each asks for.

    The outcome of what cannot be received, is known, or failed before for good is written at once.
    """
    current = versions(options.heads)
    arrivals: list[tuple[Path, Received | Failure]] = [(path, _receive(path, options)) for path in files]
    tasks: list[Task] = []
    settled: list[RunDocument] = []
    failures: list[tuple[RunDocument, Received | None, Failure]] = []
    seen: set[str] = set()
    with connect.reading(options.warehouse) as con:
        for path, arrival in arrivals:
            if isinstance(arrival, Failure):
                failures.append((_failed(path, None, arrival, 0.0), None, arrival))
                continue
            if arrival.sha256 in seen:
                settled.append(_document(path, arrival, Outcome.KNOWN, None, 0.0))
                continue
            seen.add(arrival.sha256)
            need = (
                Need.READ
                if options.again
                else load.needs(con, arrival.sha256, current, ocr=ocr_state().usable)
            )
            if need is not None:
                tasks.append(Task(path, arrival, need))
                continue
            earlier = load.known_failure(con, arrival.sha256)
            if earlier is None:
                settled.append(_document(path, arrival, Outcome.KNOWN, None, 0.0))
            else:
                settled.append(_failed(path, arrival, earlier, 0.0))
    with connect.writing(options.warehouse) as con:
        for document, received, failure in failures:
            load.load_failure(
                con, received, failure, file_name=document.file_name, versions=current, run_id=run_id
            )
        settled += [document for document, _, _ in failures]
        runs.record_documents(con, run_id, settled)
    return Sorted(tuple(tasks), tuple(settled))


def _needed(con: DuckDBPyConnection, arrival: Received, current: Versions) -> Need | None:
    return load.needs(con, arrival.sha256, current, ocr=ocr_state().usable)


def work(tasks: Sequence[Task], options: IngestOptions, run_id: str) -> Generator[RunDocument, None, None]:
    """Do the tasks; each document is loaded in one transaction and its outcome written with it."""
    by_path: Mapping[Path, Task] = {task.path: task for task in tasks if task.need is Need.READ}
    if options.heads is not None:
        os.environ[HEADS_VARIABLE] = str(options.heads)
    else:
        os.environ.pop(HEADS_VARIABLE, None)
    started = time.monotonic()
    for path, result in _read(by_path, options):
        outcome: object = result
        now = time.monotonic()
        yield _load(by_path[path], outcome, options, run_id, now - started)
        started = now
    for task in tasks:
        if task.need is Need.UNDERSTAND:
            yield _understand_again(task, options, run_id)


def recorded(tasks: Sequence[Task], options: IngestOptions, run_id: str) -> list[RunDocument]:
    """What the ledger of the run holds already about these tasks."""
    wanted = {task.received.sha256 for task in tasks}
    with connect.reading(options.warehouse) as con:
        rows = con.execute(
            "SELECT file_name, outcome, source, sha256, document_id, stage, code, reason, seconds "
            "FROM run_documents WHERE run_id = ? AND outcome <> 'known' ORDER BY ordinal",
            [run_id],
        ).fetchall()
    return [RunDocument(row[0], Outcome(row[1]), *row[2:]) for row in rows if row[3] in wanted]


def left(tasks: Sequence[Task], documents: Iterable[RunDocument]) -> tuple[Task, ...]:
    """The tasks that are not among the documents."""
    done = {document.sha256 for document in documents}
    return tuple(task for task in tasks if task.received.sha256 not in done)


def _read(by_path: Mapping[Path, Task], options: IngestOptions) -> Iterator[tuple[Path, object]]:
    if by_path:
        workers = max(1, min(options.workers, len(by_path)))
        yield from read_many(list(by_path), options.limits, workers, reader=READER)


def _load(task: Task, outcome: object, options: IngestOptions, run_id: str, seconds: float) -> RunDocument:
    if isinstance(outcome, Digest) and outcome.reading.sha256 != task.received.sha256:
        outcome = Failure(
            "read",
            "changed_while_reading",
            "Le fichier a changé pendant la lecture. Attendez la fin de la copie, puis relancez.",
            retry=True,
        )
    with connect.writing(options.warehouse) as con:
        if isinstance(outcome, Digest):
            loaded = load.load_document(con, task.received, outcome.reading, outcome.understanding)
            document = _loaded(task, loaded, outcome.reading.status, seconds)
        elif isinstance(outcome, Failure):
            document_id = load.load_failure(
                con,
                task.received,
                outcome,
                file_name=task.received.file_name,
                versions=versions(options.heads),
                run_id=run_id,
            )
            document = _failed(task.path, task.received, outcome, seconds, document_id)
        else:
            raise TypeError(f"the worker answered {type(outcome).__name__}")
        runs.record_documents(con, run_id, [document])
    return document


def _understand_again(task: Task, options: IngestOptions, run_id: str) -> RunDocument:
    """Understand stored passages anew: the rules, the taxonomy or the model changed, the reader did not."""
    started = time.monotonic()
    with connect.reading(options.warehouse) as con:
        document_id, _ = find_document(con, task.received)
        passages = stored_passages(con, document_id)
    understanding = understand(passages, options.heads, threads=options.workers)
    with connect.writing(options.warehouse) as con:
        loaded = load.load_understanding(con, document_id, understanding)
        status = DocumentStatus(loaded.status)
        document = _loaded(task, loaded, status, time.monotonic() - started)
        runs.record_documents(con, run_id, [document])
    return document


def finish(options: IngestOptions, run_id: str, given: int) -> runs.RunCounts:
    """Bring the search index up to date and close the run; the counts must add up."""
    with connect.writing(options.warehouse) as con:
        register.update(con)
        search.refresh(con)
        return runs.finish_run(con, run_id, given)


def break_off(options: IngestOptions, run_id: str, given: int, message: str) -> None:
    """Close a run that could not go on; what was loaded stays loaded."""
    with connect.writing(options.warehouse) as con:
        runs.fail_run(con, run_id, given, message)


def batches(tasks: Sequence[Task], size: int) -> Iterable[tuple[Task, ...]]:
    """Tasks in batches of `size`, in order."""
    for at in range(0, len(tasks), size):
        yield tuple(tasks[at : at + size])


def _receive(path: Path, options: IngestOptions) -> Received | Failure:
    refused = check(path)
    if refused is not None:
        return refused
    try:
        return receive(path, options.library)
    except LibraryError as error:
        return error.failure


def _document(
    path: Path, received: Received, outcome: Outcome, document_id: str | None, seconds: float
) -> RunDocument:
    return RunDocument(
        file_name=received.file_name,
        outcome=outcome,
        source=printable(str(path)),
        sha256=received.sha256,
        document_id=document_id,
        seconds=round(seconds, 3),
    )


def _loaded(task: Task, loaded: Loaded, status: DocumentStatus, seconds: float) -> RunDocument:
    outcome = Outcome.NEEDS_OCR if status is DocumentStatus.NEEDS_OCR else Outcome.READY
    return _document(task.path, task.received, outcome, loaded.document_id, seconds)


def _failed(
    path: Path, received: Received | None, failure: Failure, seconds: float, document_id: str | None = None
) -> RunDocument:
    return RunDocument(
        file_name=printable(path.name),
        outcome=Outcome.FAILED,
        source=printable(str(path)),
        sha256=received.sha256 if received else None,
        document_id=document_id,
        stage=failure.stage,
        code=failure.code,
        reason=failure.reason,
        seconds=round(seconds, 3),
    )
