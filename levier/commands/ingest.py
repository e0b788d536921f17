"""`levier ingest` and `levier demo`: read PDFs into the warehouse, with progress."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from levier.exits import Exit, stop
from levier.options import Warehouse, chosen, one_of

if TYPE_CHECKING:
    from rich.console import Console

    from flows.progress import Event
    from flows.records import IngestOptions, RunReport

_SIGNS = {"ready": "✓", "known": "=", "needs_ocr": "○", "failed": "✗"}


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="CHEMIN…", help="Fichiers PDF ou dossiers.")],
    warehouse: Warehouse = None,
    again: Annotated[bool, typer.Option("--again", help="Relire même ce qui est à jour.")] = False,
    shape: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="text|json",
            parser=one_of(("text", "json")),
            help="Compte rendu à l’écran, ou en JSON pour un programme.",
        ),
    ] = "text",
) -> None:
    """Lire des PDF et remplir l’entrepôt ; ce qui est connu n’est pas relu."""
    from levier.output import show_json
    from levier.terminal import err

    report, missing = run_ingest(paths, chosen(warehouse), again=again)
    if shape == "json":
        show_json(_record(report))
    if missing:
        err().print("Des chemins donnés n’existent pas (voir plus haut) ; le reste a été lu.", style="yellow")
        raise typer.Exit(int(Exit.NO_INPUT))


def demo(warehouse: Warehouse = None) -> None:
    """Lire les exemples livrés et montrer le tableau des freins."""
    from levier.commands.tables import show_obstacles
    from levier.terminal import out, safe

    examples = Path(__file__).parents[2] / "examples" / "pdf"
    if not any(examples.glob("*.pdf")):
        stop(
            f"Le dossier des exemples n’est pas là ({examples}). Lancez « make demo » depuis une copie "
            "complète du dépôt, ou « levier ingest » sur vos propres PDF.",
            Exit.NO_INPUT,
        )
    path = chosen(warehouse)
    report, _ = run_ingest([examples], path)
    if report.counts.failed == report.counts.given:
        stop("Aucun exemple n’a pu être lu : voir plus haut, et « levier doctor ».", Exit.ERROR)
    show_obstacles(path, limit=15)
    given = "" if warehouse is None else f" --warehouse {safe(str(warehouse))}"
    levier = "levier" if shutil.which("levier") == str(Path(sys.argv[0]).absolute()) else sys.argv[0]
    out().print(
        f"Et maintenant : {levier} coverage{given} (ce qui répond à chaque frein), "
        f"{levier} show IDENTIFIANT{given} (la citation et sa page), {levier} ingest VOTRE-DOSSIER{given}.",
        markup=False,
        soft_wrap=True,
    )


def run_ingest(
    paths: Sequence[Path], warehouse: Path, *, library: Path | None = None, again: bool = False
) -> tuple[RunReport, bool]:
    """Ingest and show what became of every file; True when a path did not exist.

    Ends the command with NO_INPUT when there is nothing to read.
    """
    from flows.gather import gather
    from levier.terminal import err, safe

    gathered = gather(paths)
    console = err()
    for problem in gathered.problems:
        console.print(safe(problem), style="yellow", markup=False)
    if not gathered.files:
        stop("Aucun fichier à lire. Indiquez un PDF ou un dossier qui en contient.", Exit.NO_INPUT)
    prepare()
    _model_is_there()
    report = _run(list(gathered.files), ingest_options(warehouse, library, again=again), console)
    return report, bool(gathered.missing)


def ingest_options(warehouse: Path, library: Path | None = None, *, again: bool = False) -> IngestOptions:
    """How the runs of this installation are done."""
    from importlib.metadata import version

    from flows.records import IngestOptions
    from levier.settings import settings

    chosen_settings = settings()
    return IngestOptions(
        warehouse=warehouse,
        library=library or chosen_settings.library,
        workers=chosen_settings.workers,
        batch=chosen_settings.batch,
        limits=chosen_settings.limits,
        heads=chosen_settings.heads,
        again=again,
        command=" ".join(["levier", *sys.argv[1:]]),
        program_version=version("levier"),
    )


def _model_is_there() -> None:
    """Said once and before anything starts, not by each document."""
    from extractors.encoder.files import MODEL, missing_files

    if missing := missing_files():
        stop(f"Le modèle manque ({MODEL} : {', '.join(missing)}). Réinstallez le programme.", Exit.ERROR)


def prepare() -> None:
    """Prepare the environment for Prefect, which must not be imported before."""
    from flows import environment
    from levier.settings import settings

    home = settings().home
    try:
        environment.prepare(home)
    except OSError as error:
        stop(
            f"Le dossier « {home} » ne peut pas être créé ({error.strerror}). "
            "Choisissez-en un autre avec LEVIER_HOME.",
            Exit.WAREHOUSE,
        )


def _run(files: list[Path], options: IngestOptions, console: Console) -> RunReport:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from flows.progress import listening
    from flows.report import summary
    from flows.start import run_ingest as start
    from levier.terminal import safe

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        line = bar.add_task("Lecture", total=len(files))

        def show(event: Event) -> None:
            bar.update(line, completed=event.done, description=event.note or "Lecture")
            document = event.document
            if document is not None and document.outcome != "known":
                reason = f" : {document.reason}" if document.reason else ""
                console.print(safe(f"{_SIGNS[document.outcome]} {document.file_name}{reason}"), markup=False)

        with listening(show):
            report = start(files, options)
    console.print(summary(report), markup=False)
    console.print(f"Durée : {report.seconds:.1f} s.".replace(".", ",", 1), markup=False)
    return report


def _record(report: RunReport) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "run_id": report.run_id,
        "seconds": round(report.seconds, 2),
        "counts": asdict(report.counts),
        "documents": [asdict(document) for document in report.documents],
    }
