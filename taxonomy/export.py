"""Hand the taxonomy on: SKOS in Turtle for other tools, a table in CSV for a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from defusedcsv import csv

from taxonomy.records import Archetype, CounterExample, Family, Leaf, Taxonomy

BASE = "urn:levier:"

_PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_SCHEME = "taxonomie"
# Turtle, short string: what may not stand in it as it is.
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_BETWEEN = " | "
_COLUMNS = (
    "code",
    "famille",
    "nature",
    "libellé",
    "libellé anglais",
    "définition",
    "portée",
    "voir aussi",
    "indices",
    "indices trompeurs",
    "normes",
    "archétypes",
    "exemples",
    "contre-exemples",
    "retirée",
    "remplacée par",
)


def export(taxonomy: Taxonomy, path: Path) -> None:
    """Write the taxonomy to a .ttl (SKOS, Turtle) or .csv file. ValueError for another suffix."""
    writers = {".ttl": to_turtle, ".csv": to_csv}
    if path.suffix not in writers:
        raise ValueError(f"Format inconnu : « {path.suffix} » (au choix : .ttl, .csv).")
    path.write_text(writers[path.suffix](taxonomy), encoding="utf-8", newline="")


def to_turtle(taxonomy: Taxonomy) -> str:
    """The taxonomy as a SKOS scheme in Turtle: families, categories below, typical obstacles below these.

    Source: SKOS Reference and RDF 1.1 Turtle, W3C.
    """
    blocks = ["\n".join(f"@prefix {name}: <{iri}> ." for name, iri in _PREFIXES.items())]
    blocks.append(
        _block(
            _SCHEME,
            "skos:ConceptScheme",
            [
                ("skos:prefLabel", [_literal("Freins aux alliances d’intérêt général", "fr")]),
                ("owl:versionInfo", [_literal(taxonomy.version)]),
                ("skos:hasTopConcept", [_iri(family.code) for family in taxonomy.families]),
            ],
        )
    )
    blocks.extend(_family_block(family) for family in taxonomy.families)
    blocks.extend(_leaf_block(leaf) for leaf in taxonomy.leaves)
    blocks.extend(_archetype_block(archetype) for archetype in taxonomy.iter_archetypes())
    return "\n\n".join(blocks) + "\n"


def to_csv(taxonomy: Taxonomy) -> str:
    """One row a category, for a French spreadsheet: byte-order mark, semicolons, lists joined by " | "."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_COLUMNS)
    writer.writerows(_row(leaf) for leaf in taxonomy.leaves)
    return out.getvalue()


def _family_block(family: Family) -> str:
    return _block(
        family.code,
        "skos:Concept",
        [
            ("skos:topConceptOf", [_iri(_SCHEME)]),
            ("skos:inScheme", [_iri(_SCHEME)]),
            ("skos:notation", [_literal(family.code)]),
            ("skos:prefLabel", [_literal(family.fr, "fr"), _literal(family.en, "en")]),
            ("skos:definition", [_literal(family.definition, "fr")]),
        ],
    )


def _leaf_block(leaf: Leaf) -> str:
    return _block(
        leaf.code,
        "skos:Concept",
        [
            ("skos:inScheme", [_iri(_SCHEME)]),
            ("skos:broader", [_iri(leaf.family)]),
            ("skos:notation", [_literal(leaf.code)]),
            ("skos:prefLabel", [_literal(leaf.fr, "fr"), _literal(leaf.en, "en")]),
            ("skos:definition", [_literal(leaf.definition, "fr")]),
            ("skos:scopeNote", [_literal(leaf.scope, "fr")]),
            ("skos:related", [_iri(code) for code in leaf.see]),
            ("skos:hiddenLabel", [_literal(cue, "fr") for cue in leaf.cues]),
            ("skos:example", [_literal(example.text, "fr") for example in leaf.examples]),
            ("dcterms:references", [_literal(norm) for norm in leaf.norms]),
            *_retirement(leaf.retired, leaf.replaced_by),
        ],
    )


def _archetype_block(archetype: Archetype) -> str:
    return _block(
        archetype.id,
        "skos:Concept",
        [
            ("skos:inScheme", [_iri(_SCHEME)]),
            ("skos:broader", [_iri(archetype.code)]),
            ("skos:notation", [_literal(archetype.id)]),
            ("skos:prefLabel", [_literal(archetype.label, "fr")]),
            ("skos:altLabel", [_literal(text, "fr") for text in archetype.paraphrases]),
            *_retirement(archetype.retired, archetype.replaced_by),
        ],
    )


def _retirement(retired: bool, replaced_by: str | None) -> list[tuple[str, list[str]]]:
    return [
        ("owl:deprecated", ["true"] if retired else []),
        ("dcterms:isReplacedBy", [_iri(replaced_by)] if replaced_by else []),
    ]


def _block(name: str, kind: str, properties: Iterable[tuple[str, list[str]]]) -> str:
    lines = [f"{_iri(name)} a {kind}"]
    lines += [f"    {predicate} " + ", ".join(objects) for predicate, objects in properties if objects]
    return " ;\n".join(lines) + " ."


def _iri(name: str) -> str:
    return f"<{BASE}{name}>"


def _literal(text: str, language: str | None = None) -> str:
    return f'"{text.translate(_ESCAPES)}"' + (f"@{language}" if language else "")


def _row(leaf: Leaf) -> list[str]:
    return [
        leaf.code,
        leaf.family,
        leaf.nature,
        leaf.fr,
        leaf.en,
        leaf.definition,
        leaf.scope,
        _BETWEEN.join(leaf.see),
        _BETWEEN.join(leaf.cues),
        _BETWEEN.join(f"{cue.words} → {cue.code}" for cue in leaf.negative_cues),
        _BETWEEN.join(leaf.norms),
        _BETWEEN.join(f"{archetype.id} {archetype.label}" for archetype in leaf.archetypes),
        _BETWEEN.join(example.text for example in leaf.examples),
        _BETWEEN.join(f"{item.text} → {_destination(item)}" for item in leaf.counter_examples),
        "oui" if leaf.retired else "non",
        leaf.replaced_by or "",
    ]


def _destination(item: CounterExample) -> str:
    return item.right_code or (item.lookalike.french if item.lookalike else "")
