"""`levier ingest` and `levier demo`: read PDFs into the warehouse, with progress."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from levier.exits import Exit, stop
from levier.settings import settings

_SIGNS = {"ready": "✓", "known": "=", "needs_ocr": "○", "failed": "✗"}


def run_ingest(paths: Sequence[Path], warehouse: Path, *, again: bool = False, quiet: bool = False) -> None:
    """Ingest and show what became of every file. Exits with NO_INPUT when no file was found."""
    from flows import environment

    environment.prepare(settings().home)
    from flows.gather import gather
    from flows.ingest import ingest
    from flows.progress import Event, listening
    from flows.records import IngestOptions
    from flows.report import summary

    console = Console(stderr=True, quiet=quiet)
    gathered = gather(paths)
    for problem in gathered.problems:
        console.print(problem, style="yellow", markup=False)
    if not gathered.files:
        stop("Aucun fichier à lire. Indiquez un PDF ou un dossier qui en contient.", Exit.NO_INPUT)
    options = IngestOptions(
        warehouse=warehouse,
        library=settings().library,
        workers=settings().workers,
        batch=settings().batch,
        limits=settings().limits,
        heads=settings().heads,
        again=again,
        command=" ".join(["levier", *sys.argv[1:]]),
    )
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    )
    with bar:
        line = bar.add_task("Lecture", total=len(gathered.files))

        def show(event: Event) -> None:
            bar.update(line, completed=event.done, description=event.note or "Lecture")
            if event.document is not None and event.document.outcome != "known":
                document = event.document
                reason = f" : {document.reason}" if document.reason else ""
                bar.console.print(f"{_SIGNS[document.outcome]} {document.file_name}{reason}", markup=False)

        with listening(show):
            report = ingest(list(gathered.files), options)
    console.print(summary(report), markup=False)
    console.print(f"Durée : {report.seconds:.1f} s.".replace(".", ",", 1), markup=False)
    if gathered.missing:
        raise SystemExit(Exit.NO_INPUT)
