"""`levier review …`, `journal`, `diff`, `contradictions`: what people decide, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from levier.exits import Exit, stop
from levier.filters import filtered
from levier.options import Reason, Reviewer, Shape, Warehouse, chosen, number, one_of
from warehouse.records import Filters

if TYPE_CHECKING:
    from warehouse.decisions.records import Action

Rows = Annotated[
    list[str],
    typer.Argument(metavar="LIGNE…", help="Énoncés, propositions, ou réponses (PROPOSITION:FREIN)."),
]
Statement = Annotated[str, typer.Argument(metavar="ÉNONCÉ", help="Identifiant d’un énoncé, ou son début.")]
Obstacle = Annotated[str, typer.Argument(metavar="FREIN", help="Identifiant d’un frein, ou son début.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", parser=number(1), help="Lignes au plus.")]
_MECHANISMS = ("interdiction", "surcout", "incertitude", "meconnaissance", "pratique")
_ASSERTIONS = ("asserted", "negated", "resolved", "hypothetical", "rebutted")
_RELATIONS = ("removes", "mitigates", "works_around")
_SUBJECTS = ("statement", "obstacle", "proposal", "answer")


def accept(rows: Rows, warehouse: Warehouse = None, reviewer: Reviewer = "", reason: Reason = "") -> None:
    """Accepter des lignes telles quelles."""
    _decide(warehouse, reviewer, reason, "accept", rows)


def reject(rows: Rows, warehouse: Warehouse = None, reviewer: Reviewer = "", reason: Reason = "") -> None:
    """Rejeter des lignes ; un motif est demandé."""
    _decide(warehouse, reviewer, reason, "reject", rows)


def restore(rows: Rows, warehouse: Warehouse = None, reviewer: Reviewer = "", reason: Reason = "") -> None:
    """Revenir à ce que la machine proposait."""
    _decide(warehouse, reviewer, reason, "restore", rows)


def recode(
    statement: Statement,
    code: Annotated[str, typer.Argument(metavar="CODE", help="La bonne catégorie.")] = "",
    assertion: Annotated[
        str,
        typer.Option("--assertion", metavar="ÉTAT", parser=one_of(("", *_ASSERTIONS)), help="Le bon état."),
    ] = "",
    mechanism: Annotated[
        str,
        typer.Option(
            "--mechanism", metavar="PORTÉE", parser=one_of(("", *_MECHANISMS)), help="La bonne portée."
        ),
    ] = "",
    warehouse: Warehouse = None,
    reviewer: Reviewer = "",
    reason: Reason = "",
) -> None:
    """Corriger la catégorie, l’affirmation ou la portée d’un énoncé."""
    changes = [
        (action, {key: value})
        for action, key, value in (
            ("recode", "code", code.upper()),
            ("set_assertion", "assertion", assertion),
            ("set_mechanism", "mechanism", mechanism),
        )
        if value
    ]
    if not changes:
        raise typer.BadParameter("Donnez un code, --assertion ou --mechanism.")
    for action, after in changes:
        _decide(warehouse, reviewer, reason, action, [statement], after)


def merge(
    obstacle: Obstacle,
    into: Annotated[str, typer.Argument(metavar="VERS", help="Le frein qui reste.")],
    warehouse: Warehouse = None,
    reviewer: Reviewer = "",
    reason: Reason = "",
) -> None:
    """Réunir un frein à un autre."""
    _decide(warehouse, reviewer, reason, "merge", [obstacle], {"into": into})


def split(
    obstacle: Obstacle,
    statements: Annotated[
        list[str], typer.Argument(metavar="ÉNONCÉ…", help="Ceux qui forment un frein à part.")
    ],
    warehouse: Warehouse = None,
    reviewer: Reviewer = "",
    reason: Reason = "",
) -> None:
    """Détacher des énoncés d’un frein pour en faire un autre."""
    _decide(warehouse, reviewer, reason, "split", [obstacle], {"statements": list(statements)})


def link(
    row: Annotated[str, typer.Argument(metavar="ÉNONCÉ|PROPOSITION", help="Ce qui est rattaché.")],
    obstacle: Obstacle,
    relation: Annotated[
        str,
        typer.Option(
            "--relation",
            metavar="removes|mitigates|works_around",
            parser=one_of(_RELATIONS),
            help="Ce qu’une proposition fait au frein : le lever, l’atténuer, le contourner.",
        ),
    ] = "removes",
    warehouse: Warehouse = None,
    reviewer: Reviewer = "",
    reason: Reason = "",
) -> None:
    """Rattacher un énoncé à un frein, ou dire qu’une proposition y répond."""
    if _kind(warehouse, row) == "proposal":
        _decide(warehouse, reviewer, reason, "link", [f"{row}:{obstacle}"], {"relation": relation})
    else:
        _decide(warehouse, reviewer, reason, "link", [row], {"obstacle_id": obstacle})


def unlink(
    row: Annotated[str, typer.Argument(metavar="ÉNONCÉ|PROPOSITION:FREIN", help="Ce qui est détaché.")],
    warehouse: Warehouse = None,
    reviewer: Reviewer = "",
    reason: Reason = "",
) -> None:
    """Détacher un énoncé de son frein, ou une proposition d’un frein."""
    _decide(warehouse, reviewer, reason, "unlink", [row])


def rename(
    obstacle: Obstacle,
    label: Annotated[str, typer.Argument(metavar="INTITULÉ", help="Le nouvel intitulé.")],
    warehouse: Warehouse = None,
    reviewer: Reviewer = "",
    reason: Reason = "",
) -> None:
    """Donner un autre intitulé à un frein."""
    _decide(warehouse, reviewer, reason, "rename", [obstacle], {"label": label})


def status(
    row: Annotated[str, typer.Argument(metavar="FREIN|PROPOSITION", help="Ce dont l’état change.")],
    state: Annotated[
        str,
        typer.Argument(
            metavar="ÉTAT",
            help="Frein : actif, partiellement levé, levé, contesté. Proposition : formulée, reprise, "
            "déposée, irrecevable, rejetée, adoptée, en vigueur, caduque.",
        ),
    ],
    warehouse: Warehouse = None,
    reviewer: Reviewer = "",
    reason: Reason = "",
) -> None:
    """Dire où en est un frein, ou ce qu’une proposition est devenue."""
    proposal = _kind(warehouse, row) == "proposal"
    action, after = ("set_state", {"state": state}) if proposal else ("set_status", {"status": state})
    _decide(warehouse, reviewer, reason, action, [row], after)


def load(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Table exportée (xlsx, csv) puis annotée.")],
    warehouse: Warehouse = None,
    reviewer: Reviewer = "",
) -> None:
    """Reprendre les décisions écrites dans un fichier exporté ; toutes, ou aucune."""
    from levier.people import refusing, who
    from levier.terminal import out, safe
    from warehouse.connect import writing
    from warehouse.decisions.importing import import_decisions

    if not file.is_file():
        stop(f"Fichier introuvable : « {safe(str(file))} ».", Exit.NO_INPUT)
    _there(warehouse)
    with refusing(), writing(chosen(warehouse)) as con:
        done = import_decisions(con, file, who(reviewer))
    out().print(f"Décisions reprises : {done.recorded} ; déjà connues : {done.known}.")


def queue(
    subject: Annotated[
        str | None,
        typer.Option("--subject", metavar="OBJET", parser=one_of(_SUBJECTS), help=f"{', '.join(_SUBJECTS)}."),
    ] = None,
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="Catégorie, ou son début.")
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option("--as", metavar="NOM", help="Sans ce que cette personne a déjà vu.")
    ] = None,
    limit: Limit = 50,
    warehouse: Warehouse = None,
    shape: Shape = "table",
) -> None:
    """Ce qui attend une personne : désaccords, décisions à réancrer, énoncés les moins sûrs."""
    from warehouse.decisions.tables import ReviewFilters, review_queue

    filters = ReviewFilters(subject=subject, code=code, reviewer=reviewer, limit=limit)
    _print(warehouse, review_queue, filters, shape, ("text", "subject_id", "why", "code", "page", "score"))


def journal(
    subject: Annotated[
        str | None,
        typer.Option("--subject", metavar="OBJET", parser=one_of(_SUBJECTS), help=f"{', '.join(_SUBJECTS)}."),
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option("--as", metavar="NOM", help="Les décisions de cette personne.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="JOUR", help="Depuis ce jour : 2026-03-15.")
    ] = None,
    limit: Limit = None,
    warehouse: Warehouse = None,
    shape: Shape = "table",
) -> None:
    """Le journal des décisions, et ce que chacune est devenue."""
    from warehouse.decisions.tables import ReviewFilters
    from warehouse.decisions.tables import journal as make

    day = None if since is None else _day(since)
    filters = ReviewFilters(subject=subject, reviewer=reviewer, since=day, limit=limit)
    columns = ("decided_at", "reviewer", "subject_type", "subject_id", "action", "effect", "reason")
    _print(warehouse, make, filters, shape, columns)


def diff(
    since: Annotated[
        str, typer.Option("--since", metavar="JOUR", help="Un jour (2026-03-15), ou 7d : sept jours.")
    ],
    limit: Limit = None,
    warehouse: Warehouse = None,
    shape: Shape = "table",
) -> None:
    """Ce qui est nouveau depuis un jour : documents, énoncés, freins, réponses, décisions."""
    from warehouse.decisions.tables import diff_since

    day = _day(since)
    _print(
        warehouse,
        lambda con, most: diff_since(con, day, most),
        limit,
        shape,
        ("what", "kind", "subject_id", "happened_at"),
    )


@filtered(*(name for name in Filters.__dataclass_fields__ if name not in ("code", "document", "limit")))
def contradictions(*, warehouse: Warehouse = None, shape: Shape = "table", filters: Filters) -> None:
    """Les freins que des documents affirment et que d’autres nient."""
    from levier.output import bounded
    from warehouse.decisions.tables import contradictions as make

    columns = (
        "label",
        "obstacle_id",
        "code",
        "asserted_count",
        "negated_count",
        "rebutted_count",
        "last_denied",
    )
    _print(warehouse, make, bounded(filters, shape), shape, columns)


def _decide(
    warehouse: Path | None,
    reviewer: str,
    reason: str,
    action: str,
    rows: Sequence[str],
    after: Mapping[str, object] | None = None,
) -> None:
    from levier.lookup import subject
    from levier.people import refusing, who
    from levier.terminal import out
    from warehouse.connect import reading, writing
    from warehouse.decisions.decide import decide
    from warehouse.decisions.records import Action, Decision, Subject

    path, name = chosen(warehouse), who(reviewer)
    with reading(path) as con:
        found = [subject(con, row) for row in rows]
    decisions = [
        Decision(
            name,
            Subject(_decidable(item.kind)),
            item.identifier,
            Action(action),
            dict(after or {}),
            reason or None,
        )
        for item in found
    ]
    with refusing(), writing(path) as con:
        decide(con, *decisions)
    for item in found:
        out().print(f"{item.identifier} : {_done(Action(action))} par {name}.", markup=False)


def _decidable(kind: str) -> str:
    if kind == "document":
        stop("Un document ne se décide pas : « levier set » corrige sa fiche.", Exit.REFUSED)
    return kind


def _done(action: Action) -> str:
    words = {
        "accept": "accepté",
        "reject": "rejeté",
        "restore": "rétabli",
        "recode": "recodé",
        "set_assertion": "affirmation corrigée",
        "set_mechanism": "portée corrigée",
        "merge": "réuni",
        "split": "scindé",
        "link": "rattaché",
        "unlink": "détaché",
        "rename": "renommé",
        "set_status": "état changé",
        "set_state": "état changé",
    }
    return words[str(action)]


def _kind(warehouse: Path | None, row: str) -> str:
    from levier.lookup import subject
    from warehouse.connect import reading

    with reading(chosen(warehouse)) as con:
        return subject(con, row).kind


def _there(warehouse: Path | None) -> None:
    """Fail as a reader does when there is no warehouse: a decision must not create one."""
    from warehouse.connect import reading

    with reading(chosen(warehouse)):
        pass


def _print(warehouse: Path | None, make: Any, filters: object, shape: str, columns: Sequence[str]) -> None:
    from levier.output import show
    from levier.terminal import tell
    from warehouse.connect import reading

    with reading(chosen(warehouse), tell=tell) as con:
        found = make(con, filters)
    show(found, shape, columns)


def _day(given: str) -> date:
    """A day, or so many days ago ("7d", "7j")."""
    if given[:-1].isdigit() and given[-1] in "dj":
        return date.today() - timedelta(days=int(given[:-1]))
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(f"« {given} » n’est pas un jour. Écrivez 2026-03-15, ou 7d.") from None
