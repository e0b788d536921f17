"""The fields of a category file: which there are, which must be there, what each holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from taxonomy.located import Items, Problem, Table, Text, Tree

Check: TypeAlias = Callable[[Tree, str], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a mapping. must: False when it may be left out."""

    check: Check
    must: bool = True


def text(tree: Tree, name: str) -> Iterator[Problem]:
    """A text that is not empty, with typographic apostrophes."""
    if not isinstance(tree, Text) or not tree.plain:
        yield _problem(tree, f"« {name} » doit être un texte (au besoin entre guillemets).")
    elif not tree.value.strip():
        yield _problem(tree, f"« {name} » est vide.")
    elif "'" in tree.value:
        yield _problem(tree, f"« {name} » contient une apostrophe droite ; écrire ’.")


def truth(tree: Tree, name: str) -> Iterator[Problem]:
    """true or false."""
    if not isinstance(tree, Text) or tree.plain or tree.value not in ("true", "false"):
        yield _problem(tree, f"« {name} » doit être true ou false.")


def items(of: Check) -> Check:
    """A list, each item of which passes a check."""

    def check(tree: Tree, name: str) -> Iterator[Problem]:
        if not isinstance(tree, Items):
            yield _problem(tree, f"« {name} » doit être une liste.")
            return
        for item in tree.values:
            yield from of(item, name)

    return check


def table(**fields: Field) -> Check:
    """A mapping with these fields and no other."""

    def check(tree: Tree, name: str) -> Iterator[Problem]:
        if not isinstance(tree, Table):
            yield _problem(tree, f"« {name} » doit être un ensemble de champs.")
            return
        for key, line in tree.repeated:
            yield Problem(tree.file, line, f"champ « {key} » écrit deux fois.")
        for key, field in fields.items():
            if key in tree.values:
                yield from field.check(tree.values[key], key)
            elif field.must:
                yield _problem(tree, f"champ « {key} » manquant dans « {name} ».")
        for key, value in tree.values.items():
            if key not in fields:
                yield _problem(value, f"champ inconnu « {key} » dans « {name} ».")

    return check


def _problem(tree: Tree, message: str) -> Problem:
    return Problem(tree.file, tree.line, message)


_LABEL = Field(table(fr=Field(text), en=Field(text)))
_RETIREMENT = {"retired": Field(truth, must=False), "replaced_by": Field(text, must=False)}

FAMILY = table(code=Field(text), nature=Field(text), label=_LABEL, definition=Field(text))
LEAF = table(
    code=Field(text),
    slug=Field(text),
    label=_LABEL,
    definition=Field(text),
    scope=Field(text),
    see=Field(items(text)),
    cues=Field(items(text)),
    negative_cues=Field(items(table(words=Field(text), code=Field(text)))),
    norms=Field(items(text)),
    archetypes=Field(
        items(
            table(
                id=Field(text),
                slug=Field(text),
                label=Field(text),
                paraphrases=Field(items(text)),
                **_RETIREMENT,
            )
        )
    ),
    examples=Field(items(text)),
    counter_examples=Field(
        items(
            table(
                text=Field(text),
                code=Field(text, must=False),
                lookalike=Field(text, must=False),
                why=Field(text),
            )
        )
    ),
    **_RETIREMENT,
)
FILE = table(families=Field(items(FAMILY)), leaves=Field(items(LEAF)))
