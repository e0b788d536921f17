"""Check the files of the taxonomy: every error at once, each with its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from taxonomy import shape
from taxonomy.forms import FAMILY, LEAF, LEAF_IN_TEXT, SLUG, folded, is_norm, is_sentence
from taxonomy.load import NATURES, SHIPPED, family_code, files
from taxonomy.located import Items, Problem, Table, Text, Tree, read
from taxonomy.records import Lookalike

__all__ = ["Problem", "check"]

LEAST_CUES = 4
LEAST_PARAPHRASES = 2
LEAST_EXAMPLES = 3
LEAST_COUNTER_EXAMPLES = 2


def check(folder: Path | None = None) -> list[Problem]:
    """All problems of a folder of category files (default: the shipped one), in the order of files and lines.

    An empty list means that `taxonomy.load` accepts the folder.
    """
    paths = files(folder)
    if not paths:
        return [Problem(folder or SHIPPED, 1, "aucun fichier de catégories (*.yaml).")]
    problems: list[Problem] = []
    readable: list[Path] = []
    families: list[Table] = []
    leaves: list[Table] = []
    for path in paths:
        tree = read(path)
        if isinstance(tree, Problem):
            problems.append(tree)
            continue
        readable.append(path)
        problems.extend(shape.FILE(tree, "fichier"))
        families.extend(_tables(tree, "families"))
        leaves.extend(_tables(tree, "leaves"))
    problems.extend(_families(families))
    problems.extend(_leaves(leaves, families))
    if len(readable) == len(paths):
        problems.extend(_links(leaves, families))
    return sorted(set(problems), key=lambda p: (str(p.file), p.line, p.message))


def _families(families: list[Table]) -> Iterator[Problem]:
    yield from _unique([code for f in families for code in _texts(f, "code")], "code de famille")
    for family in families:
        for code in _texts(family, "code"):
            if not FAMILY.fullmatch(code.value):
                yield _at(code, f"code de famille mal formé : « {code.value} » (attendu : JUR-SOC ou CUL).")
        for nature in _texts(family, "nature"):
            if nature.value not in NATURES:
                yield _at(nature, f"nature inconnue : « {nature.value} » (au choix : {', '.join(NATURES)}).")


def _leaves(leaves: list[Table], families: list[Table]) -> Iterator[Problem]:
    natures = {_value(family, "code"): _value(family, "nature") for family in families}
    yield from _unique([code for leaf in leaves for code in _texts(leaf, "code")], "code")
    yield from _unique([slug for leaf in leaves for slug in _texts(leaf, "slug")], "slug")
    yield from _unique([text for leaf in leaves for text in _sentences(leaf)], "phrase")
    for leaf in leaves:
        yield from _code(leaf)
        yield from _scope(leaf)
        yield from _cues(leaf)
        yield from _norms(leaf, natures)
        yield from _counter_examples(leaf)
        yield from _enough(leaf)
    yield from _archetypes(leaves)


def _links(leaves: list[Table], families: list[Table]) -> Iterator[Problem]:
    """What names something that is not there; to be asked only when every file could be read."""
    known_families = {_value(family, "code") for family in families}
    known = {_value(leaf, "code") for leaf in leaves}
    retired = {_value(leaf, "code") for leaf in leaves if _is_retired(leaf)}
    archetypes = [item for leaf in leaves for item in _tables(leaf, "archetypes")]
    known_archetypes = {_value(item, "id") for item in archetypes}
    for leaf in leaves:
        for code in _texts(leaf, "code"):
            family = family_code(code.value)
            if LEAF.fullmatch(code.value) and family not in known_families:
                yield _at(code, f"famille inconnue : « {family} » (code {code.value}).")
        yield from _references(leaf, known, retired)
    for item in archetypes:
        for text in _texts(item, "replaced_by"):
            if text.value not in known_archetypes or text.value == _value(item, "id"):
                yield _at(text, f"« replaced_by » renvoie à un archétype inconnu : « {text.value} ».")


def _code(leaf: Table) -> Iterator[Problem]:
    for code in _texts(leaf, "code"):
        if not LEAF.fullmatch(code.value):
            yield _at(code, f"code mal formé : « {code.value} » (attendu : JUR-SOC-01 ou CUL-01).")
    for slug in _texts(leaf, "slug"):
        if not SLUG.fullmatch(slug.value):
            yield _at(slug, f"slug mal formé : « {slug.value} » (minuscules sans accent, chiffres, tirets).")


def _references(leaf: Table, known: set[str], retired: set[str]) -> Iterator[Problem]:
    own = _value(leaf, "code")
    named = [("see", text) for text in _items(leaf, "see")]
    named += [
        ("negative_cues", code) for cue in _tables(leaf, "negative_cues") for code in _texts(cue, "code")
    ]
    named += [
        ("counter_examples", c) for item in _tables(leaf, "counter_examples") for c in _texts(item, "code")
    ]
    named += [("replaced_by", text) for text in _texts(leaf, "replaced_by")]
    for name, text in named:
        if text.value not in known:
            yield _at(text, f"« {name} » renvoie à un code inconnu : « {text.value} ».")
        elif text.value == own:
            yield _at(text, f"« {name} » renvoie à la catégorie elle-même ({own}).")
        elif text.value in retired:
            yield _at(text, f"« {name} » renvoie à une catégorie retirée : {text.value}.")
    if not _is_retired(leaf):
        for text in _texts(leaf, "replaced_by"):
            yield _at(text, "« replaced_by » n’a de sens qu’avec « retired: true ».")


def _scope(leaf: Table) -> Iterator[Problem]:
    own = _value(leaf, "code")
    listed = {text.value for text in _items(leaf, "see")}
    for scope in _texts(leaf, "scope"):
        cited = set(LEAF_IN_TEXT.findall(scope.value)) - {own}
        for code in sorted(cited - listed):
            yield _at(scope, f"la portée cite {code}, absent de « see ».")
        for text in _items(leaf, "see"):
            if text.value not in cited:
                yield _at(text, f"« see » nomme {text.value}, que la portée ne cite pas.")


def _cues(leaf: Table) -> Iterator[Problem]:
    cues = _items(leaf, "cues")
    negative = [words for cue in _tables(leaf, "negative_cues") for words in _texts(cue, "words")]
    yield from _unique([*cues, *negative], "indice")
    for cue in [*cues, *negative]:
        if cue.value != cue.value.lower():
            yield _at(cue, f"indice à écrire en minuscules : « {cue.value} ».")


def _norms(leaf: Table, natures: dict[str, str]) -> Iterator[Problem]:
    norms = _items(leaf, "norms")
    yield from _unique(norms, "norme")
    for norm in norms:
        if not is_norm(norm.value):
            yield _at(norm, f"identifiant de norme mal formé : « {norm.value} ».")
    legal = natures.get(family_code(_value(leaf, "code"))) == "juridique"
    if legal and not norms and not _is_retired(leaf):
        yield _at(leaf, f"{_value(leaf, 'code')} : une catégorie juridique cite au moins une norme.")


def _counter_examples(leaf: Table) -> Iterator[Problem]:
    for item in _tables(leaf, "counter_examples"):
        if ("code" in item.values) == ("lookalike" in item.values):
            yield _at(item, "un contre-exemple porte soit « code », soit « lookalike ».")
        for lookalike in _texts(item, "lookalike"):
            if lookalike.value not in set(Lookalike):
                choice = ", ".join(Lookalike)
                yield _at(lookalike, f"« lookalike » inconnu : « {lookalike.value} » (au choix : {choice}).")


def _enough(leaf: Table) -> Iterator[Problem]:
    for example in _items(leaf, "examples"):
        if not is_sentence(example.value):
            yield _at(
                example, f"un exemple est une phrase entière, avec majuscule et point : « {example.value} »."
            )
    if _is_retired(leaf):
        return
    code = _value(leaf, "code")
    for name, least, noun in (
        ("cues", LEAST_CUES, "indices"),
        ("archetypes", 1, "archétype"),
        ("examples", LEAST_EXAMPLES, "exemples"),
        ("counter_examples", LEAST_COUNTER_EXAMPLES, "contre-exemples"),
    ):
        field = leaf.values.get(name)
        if isinstance(field, Items) and len(field.values) < least:
            yield _at(field, f"{code} : il faut au moins {least} {noun} ({len(field.values)} ici).")


def _archetypes(leaves: list[Table]) -> Iterator[Problem]:
    pairs = [(leaf, item) for leaf in leaves for item in _tables(leaf, "archetypes")]
    yield from _unique([i for _, item in pairs for i in _texts(item, "id")], "identifiant d’archétype")
    yield from _unique([text for _, item in pairs for text in _wordings(item)], "formulation d’archétype")
    for leaf, item in pairs:
        code = _value(leaf, "code")
        for identifier in _texts(item, "id"):
            head, _, number = identifier.value.rpartition(".")
            if head != code or not number.isascii() or not number.isdecimal() or str(int(number)) != number:
                yield _at(
                    identifier,
                    f"identifiant d’archétype mal formé : « {identifier.value} » (attendu : {code}.n).",
                )
        for slug in _texts(item, "slug"):
            if not SLUG.fullmatch(slug.value):
                yield _at(
                    slug, f"slug mal formé : « {slug.value} » (minuscules sans accent, chiffres, tirets)."
                )
        for text in _texts(item, "replaced_by"):
            if not _is_retired(item):
                yield _at(text, "« replaced_by » n’a de sens qu’avec « retired: true ».")
        wordings = item.values.get("paraphrases")
        few = isinstance(wordings, Items) and len(wordings.values) < LEAST_PARAPHRASES
        if few and not _is_retired(item):
            yield _at(item, f"{_value(item, 'id')} : il faut au moins {LEAST_PARAPHRASES} paraphrases.")


def _unique(texts: list[Text], noun: str) -> Iterator[Problem]:
    """A problem for each text that a reader would take for an earlier one."""
    first: dict[str, Text] = {}
    for text in texts:
        earlier = first.setdefault(folded(text.value), text)
        if earlier is not text:
            where = (
                f"ligne {earlier.line}"
                if earlier.file == text.file
                else f"{earlier.file.name}:{earlier.line}"
            )
            yield _at(text, f"{noun} en double : « {text.value} » (déjà {where}).")


def _sentences(leaf: Table) -> Iterator[Text]:
    yield from _items(leaf, "examples")
    for item in _tables(leaf, "counter_examples"):
        yield from _texts(item, "text")


def _wordings(archetype: Table) -> Iterator[Text]:
    yield from _texts(archetype, "label")
    yield from _items(archetype, "paraphrases")


# What is not of the expected kind has been reported by taxonomy.shape; here it is passed over.
def _texts(tree: Tree, name: str) -> list[Text]:
    value = tree.values.get(name) if isinstance(tree, Table) else None
    return [value] if isinstance(value, Text) else []


def _items(tree: Tree, name: str) -> list[Text]:
    value = tree.values.get(name) if isinstance(tree, Table) else None
    return [item for item in value.values if isinstance(item, Text)] if isinstance(value, Items) else []


def _tables(tree: Tree, name: str) -> list[Table]:
    value = tree.values.get(name) if isinstance(tree, Table) else None
    return [item for item in value.values if isinstance(item, Table)] if isinstance(value, Items) else []


def _value(table: Table, name: str) -> str:
    return next((text.value for text in _texts(table, name)), "")


def _is_retired(table: Table) -> bool:
    return _value(table, "retired") == "true"


def _at(tree: Tree, message: str) -> Problem:
    return Problem(tree.file, tree.line, message)
