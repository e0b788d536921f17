"""The report of a run, in French, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from flows.inbox import Inbox
from flows.records import RunReport
from warehouse.library import printable


def summary(report: RunReport) -> str:
    """One line: what became of the files."""
    c = report.counts
    parts = [
        f"{c.given} fichier{_s(c.given)} donné{_s(c.given)}",
        f"{c.ready} prêt{_s(c.ready)}",
        f"{c.known} déjà connu{_s(c.known)}",
        f"{c.needs_ocr} en attente de reconnaissance de texte",
        f"{c.failed} en échec",
    ]
    return f"{parts[0]} : {', '.join(parts[1:])}."


def markdown(report: RunReport) -> str:
    """The whole report: counts, files that failed and why, files that wait."""
    return "\n".join([f"# Compte rendu de l’exécution {report.run_id}", "", *_run(report)])


def round_markdown(inbox: Path, seen: Inbox, run: RunReport | None, trouble: str, at: datetime) -> str:
    """The report of one round over a watched folder. run: None when nothing was ingested; trouble: or ""."""
    lines = [
        f"# Tournée du {at:%d/%m/%Y à %H:%M}",
        "",
        f"Dossier surveillé : `{_plain(printable(str(inbox)))}`",
        "",
    ]
    if trouble:
        lines += [f"**Incident.** {trouble}", ""]
    if run is not None:
        lines += [f"Exécution {run.run_id}.", "", *_run(run)]
    elif not trouble:
        lines += ["Rien à lire.", ""]
    lines += _named("Fichiers en cours de copie, remis à la prochaine tournée", seen.moving)
    lines += _named("Fichiers laissés de côté : ce ne sont pas des PDF", seen.others)
    return "\n".join(lines)


def _run(report: RunReport) -> list[str]:
    lines = [summary(report), "", f"Durée : {report.seconds:.1f} s.".replace(".", ",", 1), ""]
    fresh = [document for document in report.documents if document.outcome == "ready"]
    if fresh:
        lines += ["## Documents lus", ""]
        lines += [f"- `{_plain(d.file_name)}` ({d.document_id})" for d in fresh]
        lines += [""]
    if report.failed:
        lines += ["## Fichiers en échec", ""]
        lines += [f"- `{_plain(d.file_name)}` ({d.stage}) : {d.reason}" for d in report.failed]
        lines += [""]
    if report.waiting:
        lines += ["## Fichiers en attente de reconnaissance de texte", ""]
        lines += [f"- `{_plain(d.file_name)}`" for d in report.waiting]
        lines += ["", "Installez Tesseract et son modèle français, puis relancez la lecture.", ""]
    return lines


def _named(title: str, paths: Iterable[Path]) -> list[str]:
    names = [f"- `{_plain(printable(path.name))}`" for path in paths]
    return [f"## {title}", "", *names, ""] if names else []


def _s(count: int) -> str:
    return "s" if count > 1 else ""


def _plain(name: str) -> str:
    return " ".join(name.replace("`", "'").split())
