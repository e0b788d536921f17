"""`levier learn`: retrain the light last layers from the decisions of the group, and refuse what is worse."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from levier.exits import Exit, stop
from levier.options import Warehouse, chosen

if TYPE_CHECKING:
    from warehouse.evaluation.records import Evaluation

FEWEST = 10  # decisions below which nothing is learnt
_WATCHED = ("detection_f1", "leaf_accuracy", "lookalikes_rejected")


def learn(
    gold: Annotated[
        Path,
        typer.Option("--gold", metavar="OR", help="Documents annotés sur lesquels mesurer avant et après."),
    ] = Path("examples/gold.jsonl"),
    warehouse: Warehouse = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Mesurer sans rien installer.")] = False,
) -> None:
    """Apprendre des décisions du groupe ; un modèle moins bon est refusé."""
    from extractors.encoder.files import MODEL
    from extractors.encoder.heads import load_heads
    from extractors.learning.retrain import load_replay, retrain, save_heads
    from levier.settings import settings
    from levier.terminal import tell
    from warehouse.connect import reading
    from warehouse.learning import examples

    if not gold.is_file():
        stop(f"Fichier introuvable : « {gold} ». Indiquez des documents annotés avec --gold.", Exit.NO_INPUT)
    with reading(chosen(warehouse), tell=tell) as con:
        taught = examples(con)
    if len(taught) < FEWEST:
        stop(
            f"{len(taught)} énoncés décidés : il en faut au moins {FEWEST} pour apprendre. "
            "Acceptez ou rejetez d’abord des énoncés (levier review).",
            Exit.REFUSED,
        )
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="levier-") as folder:
        new = Path(folder) / "model"
        save_heads(retrain(load_heads(MODEL), load_replay(MODEL), taught), MODEL, new)
        typer.echo(f"{len(taught)} décisions apprises en {_seconds(started)}.")
        with _gold_warehouse(gold, Path(folder)) as measured:
            before = _measure(measured, gold, settings().heads)
            after = _measure(measured, gold, new)
        worse = _report(before, after)
        if worse:
            stop(f"Modèle refusé, moins bon sur : {', '.join(worse)}. L’ancien reste en place.", Exit.REFUSED)
        if dry_run:
            typer.echo("Essai : rien n’a été installé.")
            return
        _install(new, settings().home / "model")
    typer.echo("Modèle installé. La prochaine lecture comprendra de nouveau les documents avec lui.")


@contextmanager
def _gold_warehouse(gold: Path, folder: Path) -> Iterator[Path]:
    """A warehouse of the moment with the PDFs of the gold file."""
    from levier.commands.evaluate import pdfs_beside
    from levier.commands.ingest import run_ingest

    path = folder / "warehouse.duckdb"
    run_ingest(pdfs_beside(gold), path, library=folder / "library")
    yield path


def _measure(path: Path, gold: Path, heads: Path | None) -> Evaluation:
    """Understand every document of the warehouse with the heads, and evaluate."""
    from extractors.understanding import understand
    from levier.settings import settings
    from warehouse import connect, load, register
    from warehouse.document_rows import stored_passages
    from warehouse.evaluation import evaluate

    with connect.reading(path) as con:
        ids = [
            str(row[0])
            for row in con.execute("SELECT document_id FROM documents ORDER BY document_id").fetchall()
        ]
        passages = {i: stored_passages(con, i) for i in ids}
    for i in ids:
        understanding = understand(passages[i], heads, threads=settings().workers)
        with connect.writing(path) as con:
            load.load_understanding(con, i, understanding)
    with connect.writing(path) as con:
        register.update(con)
    with connect.reading(path) as con:
        return evaluate(con, gold)


def _report(before: Evaluation, after: Evaluation) -> list[str]:
    """Print the change of every figure; the watched ones that fell."""
    old = {figure.name: figure.value for figure in before.figures}
    worse = []
    for figure in after.figures:
        was, now = old.get(figure.name), figure.value
        if was is None or now is None:
            continue
        change = f"{now - was:+.4f}".replace(".", ",")
        if now != was:
            typer.echo(f"{figure.name} : {was:.4f} → {now:.4f} ({change})".replace(".", ","))
        if figure.name in _WATCHED and now < was - 1e-9:
            worse.append(figure.name)
    return worse


def _install(new: Path, place: Path) -> None:
    """Put the new heads in place; the earlier ones stay beside them under their date."""
    if place.exists():
        place.rename(place.with_name(f"{place.name}-{time.strftime('%Y%m%d-%H%M%S')}"))
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(new, place)


def _seconds(started: float) -> str:
    return f"{time.monotonic() - started:.1f} s".replace(".", ",")
