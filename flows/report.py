"""The report of a run, in French, as Markdown."""

from __future__ import annotations

from flows.records import RunReport


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
    lines = [f"# Compte rendu de l’exécution {report.run_id}", "", summary(report), ""]
    lines += [f"Durée : {report.seconds:.1f} s.".replace(".", ",", 1), ""]
    if report.failed:
        lines += ["## Fichiers en échec", ""]
        lines += [f"- `{_plain(d.file_name)}` ({d.stage}) : {d.reason}" for d in report.failed]
        lines += [""]
    if report.waiting:
        lines += ["## Fichiers en attente de reconnaissance de texte", ""]
        lines += [f"- `{_plain(d.file_name)}`" for d in report.waiting]
        lines += ["", "Installez Tesseract et son modèle français, puis relancez la lecture.", ""]
    return "\n".join(lines)


def _s(count: int) -> str:
    return "s" if count > 1 else ""


def _plain(name: str) -> str:
    return name.replace("`", "'")
