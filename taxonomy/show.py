"""The text of one category, for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from taxonomy.load import load
from taxonomy.records import CounterExample, Family, Leaf, Taxonomy

_WIDTH = 100


class UnknownCategory(LookupError):
    """No category or family has that code; the message names the nearest codes."""


def show(code: str, taxonomy: Taxonomy | None = None) -> str:
    """What a category says, or what a family holds, in French (default: the shipped taxonomy).

    The code is read without regard to case. Raises UnknownCategory when there is none of that code.
    """
    taxonomy = taxonomy or load()
    wanted = code.strip().upper()
    if wanted in taxonomy:
        return "\n".join(_leaf(taxonomy.leaf(wanted), taxonomy)) + "\n"
    families = {family.code: family for family in taxonomy.families}
    if wanted in families:
        return "\n".join(_family(families[wanted], taxonomy)) + "\n"
    known = [*families, *(leaf.code for leaf in taxonomy.leaves)]
    near = get_close_matches(wanted, known)
    hint = f" Codes proches : {', '.join(near)}." if near else ""
    raise UnknownCategory(f"Catégorie inconnue : « {code} ».{hint}")


def _family(family: Family, taxonomy: Taxonomy) -> Iterator[str]:
    yield f"{family.code} — {family.fr} ({family.nature})"
    yield from _wrapped(family.definition)
    yield ""
    for leaf in taxonomy.leaves:
        if leaf.family == family.code:
            yield f"  {leaf.code}  {leaf.fr}" + (" (retirée)" if leaf.retired else "")


def _leaf(leaf: Leaf, taxonomy: Taxonomy) -> Iterator[str]:
    yield f"{leaf.code} — {leaf.fr}"
    yield f"{taxonomy.family_of(leaf.code).fr} · {leaf.nature} · {leaf.en}"
    if leaf.retired:
        yield "Catégorie retirée" + (f", remplacée par {leaf.replaced_by}." if leaf.replaced_by else ".")
    yield from _section("Définition", [leaf.definition], mark="")
    yield from _section("Portée", [leaf.scope], mark="")
    yield from _section("Voir aussi", [f"{code} {taxonomy.leaf(code).fr}" for code in leaf.see])
    yield from _section("Indices", ["\u00a0; ".join(leaf.cues)] if leaf.cues else [], mark="")
    yield from _section("Indices trompeurs", [f"{cue.words} → {cue.code}" for cue in leaf.negative_cues])
    yield from _section("Normes", leaf.norms)
    yield from _section("Freins types", [f"{a.id} {a.label}" for a in leaf.archetypes if not a.retired])
    yield from _section("Exemples", [example.text for example in leaf.examples])
    yield from _section("Contre-exemples", [_counter_example(item) for item in leaf.counter_examples])


def _counter_example(item: CounterExample) -> str:
    destination = item.right_code or (item.lookalike.french if item.lookalike else "aucune catégorie")
    return f"{item.text} → {destination}. {item.why}"


def _section(title: str, texts: Iterable[str], mark: str = "• ") -> Iterator[str]:
    lines = [line for text in texts for line in _wrapped(text, mark)]
    if lines:
        yield ""
        yield title
        yield from lines


def _wrapped(text: str, mark: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent="  " + mark,
        subsequent_indent="  " + " " * len(mark),
        break_on_hyphens=False,
    )
