"""The command line: `levier …`. The modules of the commands load what they need when they run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from levier import french
from levier.commands import (
    ask,
    correct,
    doctor,
    evaluate,
    export,
    ingest,
    learn,
    review,
    show,
    tables,
    taxonomy,
    watch,
)
from levier.exits import Exit, Stop

_INTERRUPTED = "Interrompu. Ce qui était fini est gardé ; relancez la commande pour la suite."
_READ, _ASK, _DECIDE, _KEEP = "Lire", "Interroger", "Décider", "Entretenir"

app = typer.Typer(
    cls=french.Group,
    no_args_is_help=True,
    add_completion=False,
    help="Des PDF au registre des freins aux alliances, chaque ligne avec sa page.",
    epilog="La machine propose, le groupe décide. Codes de sortie : README, « Exit codes ».",
)


def _add(panel: str, *commands: Callable[..., None], to: typer.Typer = app, name: str | None = None) -> None:
    for command in commands:
        to.command(name or command.__name__, cls=french.Command, rich_help_panel=panel)(command)


def _group(name: str, about: str, panel: str, *commands: Callable[..., None]) -> typer.Typer:
    group = typer.Typer(cls=french.Group, no_args_is_help=True, help=about)
    _add("Commandes", *commands, to=group)
    app.add_typer(group, name=name, rich_help_panel=panel)
    return group


def version() -> None:
    """Dire la version."""
    from importlib.metadata import version as installed

    typer.echo(installed("levier"))


_add(_READ, ingest.ingest, ingest.demo, watch.watch)
_add(
    _ASK,
    tables.obstacles,
    tables.statements,
    tables.citations,
    tables.norms,
    tables.proposals,
    tables.answers,
    tables.coverage,
    tables.categories,
    tables.documents,
    show.show,
    ask.search,
    ask.sql,
    ask.cite,
)
_add(_DECIDE, correct.correct, name="set")
_add(_KEEP, doctor.doctor, evaluate.evaluate, learn.learn, tables.runs, tables.failures, version)
_add(_DECIDE, review.journal, review.diff, review.contradictions)

_reviews = _group(
    "review",
    "Ce que des personnes décident.",
    _DECIDE,
    review.queue,
    review.accept,
    review.reject,
    review.recode,
    review.merge,
    review.split,
    review.link,
    review.unlink,
    review.rename,
    review.status,
    review.restore,
)
_add("Commandes", review.load, to=_reviews, name="import")
_group("taxonomy", "Les catégories de freins.", _ASK, taxonomy.check, taxonomy.show, taxonomy.export)
_group("export", "Des fichiers pour qui travaille ailleurs.", _ASK, export.tables)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. Foreseeable trouble is a French message, never a traceback."""
    try:
        french.dress()
        code = app(args=arguments, prog_name="levier", standalone_mode=False)
        sys.stdout.flush()
        if code == Exit.INTERRUPTED:  # typer's answer to Ctrl-C
            return _say(_INTERRUPTED, Exit.INTERRUPTED)
        return code if isinstance(code, int) else Exit.DONE
    except french.UsageError as error:
        return _usage(error)
    except typer.Exit as done:
        return done.exit_code
    except Stop as trouble:
        return _say(str(trouble), trouble.code)
    except (KeyboardInterrupt, typer.Abort):
        return _say(_INTERRUPTED, Exit.INTERRUPTED)
    except BrokenPipeError:
        return _hang_up()
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # typer saw it first
            return _hang_up()
        raise
    except Exception as error:
        code = _foreseen(error)
        if code is None:
            raise
        return _say(str(error), code)


def main() -> None:
    """Entry point."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    raise SystemExit(run())


def _usage(error: Any) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        return Exit.DONE  # the help page is printed
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "levier"
    return _say(f"{french.explain(error)}\nAide : {command} --help", Exit.USAGE)


def _foreseen(error: Exception) -> Exit | None:
    """The exit code of an error whose message is meant for the person at the screen; None for a bug."""
    from flows import errors as flow_errors
    from warehouse import errors

    if isinstance(error, flow_errors.FlowError):
        return {
            "Overlap": Exit.BUSY,
            "BadSchedule": Exit.USAGE,
            "InboxMissing": Exit.NO_INPUT,
        }.get(type(error).__name__, Exit.ENGINE)
    if isinstance(error, errors.WarehouseBusy):
        return Exit.BUSY
    if isinstance(error, errors.QueryRefused):
        return Exit.REFUSED
    if isinstance(error, errors.WarehouseError):
        return Exit.WAREHOUSE
    return None


def _say(message: str, code: Exit) -> int:
    from levier.terminal import err

    err().print(message, style="red" if code not in (Exit.INTERRUPTED,) else "", markup=False)
    return int(code)


def _hang_up() -> int:
    # The reader of our output left (| head): nothing to say, and nothing more to flush.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE
