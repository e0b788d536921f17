"""The evaluation as a French text for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from warehouse.evaluation import wording
from warehouse.evaluation.breakdown import LookalikeRow, Row
from warehouse.evaluation.calibration import Calibration
from warehouse.evaluation.compare import compare
from warehouse.evaluation.judge import Outcome
from warehouse.evaluation.records import Base, Evaluation, Line
from warehouse.evaluation.report_changes import changes
from warehouse.evaluation.wording import percent

_CONFUSIONS = 20  # shown at most; the JSON has all


def report(evaluation: Evaluation, base: Base | None = None, *, errors: int = 0) -> str:
    """All figures, where the errors are, and what changed since `base`.

    errors: how many lines of each kind of error to list
    """
    parts = [
        _heading(evaluation),
        *_figures(evaluation),
        _categories(evaluation),
        _groups("Par genre de document", evaluation.breakdown.genres),
        _groups("Par type de document", evaluation.breakdown.kinds, wording.KINDS),
        _groups("Par tournure de la phrase", evaluation.breakdown.turns),
        _lookalikes(evaluation.breakdown.lookalikes),
        _confusions(evaluation),
        _calibration(evaluation.calibration),
        *_errors(evaluation, errors),
    ]
    if base is not None:
        parts.append(changes(compare(base, evaluation)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _heading(evaluation: Evaluation) -> str:
    lines = [
        f"Qualité mesurée sur {evaluation.gold_name} : {evaluation.documents} documents, "
        f"{len(evaluation.lines.sentences)} phrases",
        *(f"Versions : {version}" for version in evaluation.versions),
    ]
    if evaluation.missing:
        lines.append(f"Absents de l’entrepôt ({len(evaluation.missing)}) : {', '.join(evaluation.missing)}")
    if evaluation.documents > 1:
        lines.append(
            "Entre crochets : intervalle à 95 %, par tirage répété des documents ; plus il est large, moins "
            "le chiffre est sûr."
        )
    return "\n".join(lines)


def _figures(evaluation: Evaluation) -> Iterable[str]:
    by_name = {figure.name: figure for figure in evaluation.figures}
    for title, names in wording.SECTIONS.items():
        rows = [
            (label, percent(by_name[name].value), wording.interval(by_name[name].low, by_name[name].high))
            for name, label in names.items()
            if name in by_name
        ]
        yield _table(title, ("", "", ""), rows, left=1)


def _categories(evaluation: Evaluation) -> str:
    rows = [
        (row.name, *_row(row), evaluation.labels.get(row.name, "")) for row in evaluation.breakdown.categories
    ]
    heads = ("Catégorie", "Précision", "Rappel", "F1", "Justes", "De trop", "Manqués", "Intitulé")
    return _table("Par catégorie (trouvé et bien classé)", heads, rows, left=1, last_left=True)


def _groups(title: str, groups: Sequence[Row], names: Mapping[str, str] | None = None) -> str:
    rows = [((names or {}).get(row.name, row.name), *_row(row)) for row in groups]
    heads = ("Groupe", "Précision", "Rappel", "F1", "Trouvés", "De trop", "Manqués")
    return _table(f"{title} (détection)", heads, rows, left=1)


def _row(row: Row) -> tuple[str, ...]:
    counts = (str(row.right), str(row.false), str(row.missed))
    return (percent(row.precision), percent(row.recall), percent(row.f1), *counts)


def _lookalikes(rows: Sequence[LookalikeRow]) -> str:
    heads = ("Type", "Phrases", "Écartées", "Prises pour des freins", "Étiquette : précision", "rappel", "F1")
    shown = []
    for row in rows:
        label = row.label
        shown.append(
            (
                wording.kind(row.kind),
                str(row.sentences),
                percent(row.rejected),
                str(row.false_alarms),
                *(("", "", "") if label is None else _row(label)[:3]),
            )
        )
    return _table("Phrases qui ressemblent à un frein sans en affirmer", heads, shown, left=1)


def _confusions(evaluation: Evaluation) -> str:
    found = evaluation.breakdown.confusions
    rows = [
        (str(one.count), one.wanted, one.given, evaluation.labels.get(one.wanted, ""))
        for one in found[:_CONFUSIONS]
    ]
    more = f" ({_CONFUSIONS} sur {len(found)})" if len(found) > _CONFUSIONS else ""
    heads = ("Fois", "Attendue", "Donnée", "Intitulé attendu")
    return _table(f"Catégories confondues{more}", heads, rows, last_left=True)


def _calibration(calibration: Calibration) -> str:
    if calibration.error is None or calibration.brier is None:
        return ""
    rows = [
        (
            f"{wording.number(one.low, 1)} – {wording.number(one.high, 1)}",
            str(one.count),
            percent(one.mean_score),
            percent(one.share_right),
            wording.points(one.gap),
        )
        for one in calibration.bins
    ]
    title = (
        f"Fiabilité des scores : erreur d’étalonnage {percent(calibration.error)}, score de Brier "
        f"{wording.number(calibration.brier, 3)}, {calibration.count} énoncés et candidats"
    )
    return _table(title, ("Score", "Nombre", "Score moyen", "Justes", "Écart"), rows, left=1)


def _errors(evaluation: Evaluation, most: int) -> Iterable[str]:
    """The first lines of each kind of error."""
    sentences = evaluation.lines.sentences
    missed = [_line(one, one.code or "") for one in sentences if one.outcome == Outcome.MISSED]
    alarms = [_alarm(one) for one in sentences if one.outcome == Outcome.FALSE_ALARM]
    alarms += [
        f"{one.document} [{one.code}] {one.text} (hors des phrases de référence)"
        for one in evaluation.lines.strays
    ]
    wrong = [
        _line(one, f"{one.code} → {one.given}")
        for one in sentences
        if one.outcome == Outcome.FOUND and one.given != one.code
    ]
    unread = [_line(one, "") for one in sentences if not one.read]
    unseen = [_line(one, "") for one in sentences if one.proposed is False]
    citations = [
        f"{one.document} {one.norm_id} : {one.wanted} attendue(s), {one.found} trouvée(s)"
        for one in evaluation.lines.citations
    ]
    for title, lines in (
        ("Freins manqués", missed),
        ("Fausses alertes", alarms),
        ("Freins mal classés", wrong),
        ("Propositions manquées", unseen),
        ("Références manquées ou de trop", citations),
        ("Phrases introuvables dans le texte lu", unread),
    ):
        if lines and most > 0:
            shown = min(most, len(lines))
            yield "\n".join([f"{title} ({shown} sur {len(lines)})", *(f"  {line}" for line in lines[:shown])])


def _line(line: Line, note: str) -> str:
    return f"{line.document} n = {line.n} {f'[{note}] ' if note else ''}{line.text}"


def _alarm(line: Line) -> str:
    what = "frein d’une autre nature" if line.type == "obstacle" else wording.kind(line.type or "context")
    return _line(line, f"{what}, pris pour {line.given}")


def _table(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    left: int = 0,
    last_left: bool = False,
) -> str:
    """Columns of equal width under a title; the first `left` ones are ranged left, numbers right."""
    if not rows:
        return ""
    table = [heads, *rows] if any(heads) else list(rows)
    widths = [max(len(row[place]) for row in table) for place in range(len(heads))]
    lines = [title]
    for row in table:
        cells = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            ranged_left = place < left or (last_left and place == len(widths) - 1)
            cells.append(cell.ljust(width) if ranged_left else cell.rjust(width))
        lines.append(("  " + "  ".join(cells)).rstrip())
    return "\n".join(lines)
