"""The filters of the tables: written once, added to the signature of every command that takes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from levier.exits import Exit, stop
from levier.options import number, one_of, year
from warehouse.records import Filters

_ASSERTIONS = ("asserted", "negated", "resolved", "hypothetical", "rebutted")
_FRENCH_ASSERTIONS = {
    "affirmé": "asserted",
    "nié": "negated",
    "levé": "resolved",
    "hypothétique": "hypothetical",
    "réfuté": "rebutted",
}
_ISSUER_TYPES = (
    "network",
    "association",
    "foundation",
    "company",
    "authority",
    "lawyer",
    "parliament",
    "research",
    "other",
)


def _assertion(value: str) -> str:
    return one_of(_ASSERTIONS)(_FRENCH_ASSERTIONS.get(value.lower(), value))


def _nature(value: str) -> str:
    from taxonomy.load import NATURES

    return one_of(NATURES)(value)


def _code(value: str) -> str:
    """A category or the beginning of one. Ends the command with NOT_FOUND when there is none."""
    from difflib import get_close_matches

    from taxonomy.load import load

    wanted = value.strip().upper()
    taxonomy = load()
    known = sorted({f.code for f in taxonomy.families} | {leaf.code for leaf in taxonomy.leaves})
    if not wanted or not any(code.startswith(wanted) for code in known):
        near = get_close_matches(wanted, known, n=3) or [code for code in known if code[:3] == wanted[:3]][:3]
        hint = f" Codes proches : {', '.join(near)}." if near else ""
        stop(f"Catégorie inconnue : « {value} ».{hint} La liste : « levier categories ».", Exit.NOT_FOUND)
    return wanted


def filters(
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="CODE", parser=_code, help="Catégorie, ou son début : JUR-SOC, TEC."),
    ] = None,
    nature: Annotated[
        str | None,
        typer.Option(
            "--nature", metavar="NATURE", parser=_nature, help="juridique, technique ou une nature voisine."
        ),
    ] = None,
    norm: Annotated[
        str | None,
        typer.Option(
            "--norm", metavar="NORME", help="Identifiant de norme, ou son début : fr:code:cgi:238-bis."
        ),
    ] = None,
    issuer: Annotated[
        str | None, typer.Option("--issuer", metavar="NOM", help="Une partie du nom de l’émetteur.")
    ] = None,
    issuer_type: Annotated[
        str | None,
        typer.Option(
            "--issuer-type",
            metavar="TYPE",
            parser=one_of(_ISSUER_TYPES),
            help=f"Type d’émetteur : {', '.join(_ISSUER_TYPES)}.",
        ),
    ] = None,
    since: Annotated[
        int | None,
        typer.Option("--since", metavar="ANNÉE", parser=year, help="Documents de cette année ou d’après."),
    ] = None,
    until: Annotated[
        int | None,
        typer.Option("--until", metavar="ANNÉE", parser=year, help="Documents de cette année ou d’avant."),
    ] = None,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Seulement ce à quoi aucune proposition ne répond.")
    ] = False,
    assertion: Annotated[
        str | None,
        typer.Option(
            "--assertion",
            metavar="ÉTAT",
            parser=_assertion,
            help=f"Ce que la phrase fait du frein : {', '.join(_ASSERTIONS)} (ou le mot français).",
        ),
    ] = None,
    min_issuers: Annotated[
        int | None,
        typer.Option(
            "--min-issuers",
            metavar="N",
            parser=number(1),
            help="Freins dits par N émetteurs distincts au moins.",
        ),
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(
            "--document", metavar="DOCUMENT", help="Identifiant d’un document, son début, ou nom du fichier."
        ),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option("--text", metavar="MOTS", help="Mots que le texte contient (accents indifférents)."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            parser=number(0),
            help="Lignes au plus ; 0 pour toutes. Par défaut : 50 à l’écran, toutes en CSV et JSON.",
        ),
    ] = None,
) -> Filters:
    """The filters that were typed. Ends the command with NOT_FOUND for a category that does not exist."""
    return Filters(
        code=code,
        nature=nature,
        norm=norm,
        issuer=issuer,
        issuer_type=issuer_type,
        since=since,
        until=until,
        unanswered=unanswered,
        assertion=assertion,
        min_issuers=min_issuers,
        document=document,
        text=text,
        limit=limit,
    )


def filtered(*without: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of `filters` instead of its parameter `filters`.

    without: names of filters that make no sense for the command
    """
    shared = {
        name: parameter
        for name, parameter in inspect.signature(filters, eval_str=True).parameters.items()
        if name not in without
    }

    def add(command: Callable[..., None]) -> Callable[..., None]:
        own = {
            name: parameter
            for name, parameter in inspect.signature(command, eval_str=True).parameters.items()
            if name != "filters"
        }

        @wraps(command)
        def run(**given: Any) -> None:
            typed = {name: given.pop(name) for name in shared}
            command(**given, filters=filters(**typed))

        together = {**own, **shared}
        run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in together.values()]
        )
        run.__annotations__ = {name: parameter.annotation for name, parameter in together.items()}
        return run

    return add
