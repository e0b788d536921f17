"""`levier set`: what a person knows better than the machine about a document."""

from __future__ import annotations

from typing import Annotated

import typer

from levier.exits import Exit, stop
from levier.options import Reason, Reviewer, Warehouse, chosen


def correct(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Identifiant, son début, ou nom du fichier.")
    ],
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="CHAMP=VALEUR",
            help="title, issuer, issuer_type, kind, published_on ou language. Valeur vide : il n’y en a pas.",
        ),
    ],
    warehouse: Warehouse = None,
    reviewer: Reviewer = "",
    reason: Reason = "",
) -> None:
    """Corriger la fiche d’un document ; aucune relecture ne revient dessus."""
    from levier.lookup import document as named
    from levier.people import who
    from levier.terminal import out, safe
    from warehouse.connect import reading, writing
    from warehouse.corrections import correct as put
    from warehouse.errors import WarehouseError

    fields = [_parted(value) for value in values]
    name = who(reviewer)
    path = chosen(warehouse)
    with reading(path) as con:
        identifier = named(con, document)
    with writing(path) as con:
        for field, value in fields:
            try:
                put(con, identifier, field, value, name, reason or None)
            except WarehouseError as error:
                stop(f"{error} Rien n’a été changé.", Exit.REFUSED)
    for field, value in fields:
        out().print(f"{identifier} : {field} = {safe(value) or '(aucune valeur)'}", markup=False)


def _parted(given: str) -> tuple[str, str]:
    field, sign, value = given.partition("=")
    if not sign:
        raise typer.BadParameter(
            f'« {given} » n’est pas de la forme CHAMP=VALEUR, par exemple title="Étude 2019".'
        )
    return field.strip(), value.strip()
