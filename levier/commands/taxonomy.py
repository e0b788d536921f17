"""`levier taxonomy check | show | export`: the categories."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from levier.exits import Exit, stop
from levier.options import one_of

Folder = Annotated[
    Path | None,
    typer.Option(
        "--folder", metavar="DOSSIER", help="Dossier des fichiers YAML (par défaut, ceux du programme)."
    ),
]


def check(folder: Folder = None) -> None:
    """Vérifier les fichiers des catégories ; chaque faute avec son fichier et sa ligne."""
    from levier.terminal import out, safe
    from taxonomy.check import check as problems
    from taxonomy.load import load

    if folder is not None and not folder.is_dir():
        stop(f"Dossier introuvable : « {safe(str(folder))} ».", Exit.NO_INPUT)
    found = problems(folder)
    for problem in found:
        out().print(str(problem), markup=False, soft_wrap=True)
    if found:
        stop(f"{len(found)} faute{'s' if len(found) > 1 else ''}.", Exit.CHECK)
    taxonomy = load(folder)
    count = len(taxonomy.leaves)
    out().print(f"Aucune faute : {count} catégories, version {taxonomy.version}.", markup=False)


def show(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Catégorie ou famille : JUR-SOC-01, JUR-SOC.")],
    folder: Folder = None,
) -> None:
    """Dire ce qu’est une catégorie : définition, limites, indices, exemples."""
    from taxonomy.load import load
    from taxonomy.show import UnknownCategory
    from taxonomy.show import show as described

    try:
        sys.stdout.write(described(code, load(folder)))
    except UnknownCategory as error:
        stop(str(error.args[0]), Exit.NOT_FOUND)


def export(
    shape: Annotated[
        str,
        typer.Option(
            "--format", metavar="skos|csv", parser=one_of(("skos", "csv")), help="SKOS (Turtle) ou CSV."
        ),
    ] = "skos",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FICHIER", help="Fichier à écrire (sinon, sortie standard)."),
    ] = None,
    folder: Folder = None,
) -> None:
    """Donner les catégories en SKOS ou en CSV."""
    from taxonomy.export import to_csv, to_turtle
    from taxonomy.load import load

    taxonomy = load(folder)
    text = to_turtle(taxonomy) if shape == "skos" else to_csv(taxonomy)
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        stop(f"« {out} » ne peut pas être écrit ({error.strerror}).", Exit.REFUSED)
