"""What changed since an earlier evaluation, as French text: figures first, then losses, then gains."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse.evaluation import wording
from warehouse.evaluation.compare import Change, Comparison, Delta, Subject

_WORDS = {
    (Subject.OBSTACLE, True): "frein désormais trouvé",
    (Subject.OBSTACLE, False): "frein perdu",
    (Subject.FALSE_ALARM, True): "fausse alerte disparue",
    (Subject.FALSE_ALARM, False): "fausse alerte apparue",
    (Subject.CATEGORY, True): "catégorie désormais juste",
    (Subject.CATEGORY, False): "catégorie devenue fausse",
    (Subject.PROPOSAL, True): "proposition désormais trouvée",
    (Subject.PROPOSAL, False): "proposition perdue",
    (Subject.CITATION_MISSED, True): "référence désormais trouvée",
    (Subject.CITATION_MISSED, False): "référence perdue",
    (Subject.CITATION_FALSE, True): "référence de trop disparue",
    (Subject.CITATION_FALSE, False): "référence de trop apparue",
}


def changes(comparison: Comparison) -> str:
    """The comparison as text."""
    lost = [change for change in comparison.changes if not change.gain]
    gained = [change for change in comparison.changes if change.gain]
    lines = [f"Depuis la base : {len(gained)} gain(s), {len(lost)} perte(s)"]
    if not comparison.same_gold:
        lines.append(
            "  Le fichier de référence a changé : les chiffres ne se comparent pas sans précaution, les "
            "références juridiques ne sont pas comparées."
        )
    if comparison.uncompared:
        lines.append(
            f"  {comparison.uncompared} phrase(s) de référence nouvelles, retirées ou annotées autrement ne "
            "sont pas comparées."
        )
    lines += [_delta(delta) for delta in comparison.deltas if delta.before != delta.now]
    return "\n".join([*lines, *_list("Pertes", "−", lost), *_list("Gains", "+", gained)])


def _delta(delta: Delta) -> str:
    label = wording.FIGURES[delta.name].strip()
    section = next(title for title, names in wording.SECTIONS.items() if delta.name in names)
    if delta.before is None:
        return f"  {section}, {label} : {wording.percent(delta.now)} (nouveau)"
    return (
        f"  {section}, {label} : {wording.percent(delta.before)} → {wording.percent(delta.now)} "
        f"({wording.points(delta.now - delta.before)})"
    )


def _list(title: str, sign: str, lines: Sequence[Change]) -> list[str]:
    return [f"{title} :", *(f"  {sign} {_line(change)}" for change in lines)] if lines else []


def _line(change: Change) -> str:
    at = change.document if change.n is None else f"{change.document} n = {change.n}"
    codes = " → ".join(code for code in (change.before, change.after) if code)
    if change.subject in (Subject.CITATION_MISSED, Subject.CITATION_FALSE):
        codes += " fois"
    return f"{_WORDS[change.subject, change.gain]} : {at} {f'[{codes}] ' if codes else ''}{change.text}"
