"""The exports: well-formed Turtle that says what the taxonomy says, a table for a French spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from taxonomy import load
from taxonomy.export import BASE, export, to_csv, to_turtle

Write = Callable[..., Path]
Triple = tuple[str, str, str]

# The part of the Turtle grammar (RDF 1.1) that the writer uses; a string may hold no raw quote or line end.
TOKEN = re.compile(
    r"""\s*(?:
      (?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
    | (?P<text>"(?:[^"\\\n\r]|\\[tbnrf"'\\])*"(?:@[a-z]{2})?)
    | (?P<prefix>@prefix)
    | (?P<name>[a-z]*:[A-Za-z]*)
    | (?P<word>true|false|a\b)
    | (?P<mark>[.;,])
    )""",
    re.VERBOSE,
)


def parse(turtle: str) -> set[Triple]:
    """The triples of a Turtle document; ValueError where it is not well-formed."""
    tokens = []
    position = 0
    text = turtle.rstrip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise ValueError(f"not Turtle: {text[position : position + 40]!r}")
        tokens.append((str(match.lastgroup), match[0].strip()))
        position = match.end()
    prefixes: dict[str, str] = {}
    triples: set[Triple] = set()
    stream = iter(tokens)

    def value(token: tuple[str, str]) -> str:
        kind, word = token
        if kind == "name":
            prefix, local = word.split(":")
            return f"<{prefixes[prefix]}{local}>"
        if kind not in ("iri", "text", "word"):
            raise ValueError(f"a value was expected, not {word!r}")
        return word

    for kind, word in stream:
        if kind == "prefix":
            name, iri, dot = next(stream)[1], next(stream)[1], next(stream)[1]
            assert dot == "."
            prefixes[name.removesuffix(":")] = iri[1:-1]
            continue
        if kind != "iri":
            raise ValueError(f"a subject was expected, not {word!r}")
        mark = ";"
        while mark != ".":
            if mark == ";":
                predicate = value(next(stream))
            triples.add((word, predicate, value(next(stream))))
            mark_kind, mark = next(stream)
            if mark_kind != "mark":
                raise ValueError(f"a mark was expected, not {mark!r}")
    return triples


def objects(triples: set[Triple], name: str, predicate: str) -> set[str]:
    return {o for s, p, o in triples if s == f"<{BASE}{name}>" and p.endswith(f"{predicate}>")}


def test_the_turtle_of_the_shipped_taxonomy_parses_and_names_every_concept_once() -> None:
    taxonomy = load()
    turtle = to_turtle(taxonomy)
    triples = parse(turtle)
    concepts = {s for s, p, o in triples if p == "a" and o.endswith("core#Concept>")}
    names = [f.code for f in taxonomy.families] + [leaf.code for leaf in taxonomy.leaves]
    names += [archetype.id for archetype in taxonomy.iter_archetypes()]
    assert concepts == {f"<{BASE}{name}>" for name in names}
    assert len(names) == len(set(names))


def test_every_iri_that_the_turtle_points_to_is_described() -> None:
    triples = parse(to_turtle(load()))
    subjects = {s for s, _, _ in triples}
    assert {o for _, _, o in triples if o.startswith(f"<{BASE}")} <= subjects


def test_a_category_has_its_family_labels_scope_relations_and_examples(small: Write) -> None:
    triples = parse(to_turtle(load(small())))
    assert objects(triples, "JUR-CAD-01", "broader") == {f"<{BASE}JUR-CAD>"}
    assert objects(triples, "JUR-CAD-01", "prefLabel") == {'"Absence de cadre"@fr', '"No framework"@en'}
    assert objects(triples, "JUR-CAD-01", "scopeNote") == {'"Forme du contrat : JUR-CAD-02."@fr'}
    assert objects(triples, "JUR-CAD-01", "related") == {f"<{BASE}JUR-CAD-02>"}
    assert objects(triples, "JUR-CAD-01", "references") == {'"fr:code:civil:1101"'}
    assert len(objects(triples, "JUR-CAD-01", "example")) == 3
    assert objects(triples, "JUR-CAD-01.1", "broader") == {f"<{BASE}JUR-CAD-01>"}


def test_quotes_backslashes_and_line_ends_are_escaped(small: Write) -> None:
    folder = small('"Le contrat manque."', r'"Le \"contrat\" \\ manque.\n\tEncore."')
    triples = parse(to_turtle(load(folder)))
    assert objects(triples, "JUR-CAD-02", "definition") == {r'"Le \"contrat\" \\ manque.\n\tEncore."@fr'}


def test_a_retired_category_is_deprecated_and_replaced(small: Write) -> None:
    folder = small("slug: contrat\n", "slug: contrat\n    retired: true\n    replaced_by: JUR-CAD-01\n")
    triples = parse(to_turtle(load(folder)))
    assert objects(triples, "JUR-CAD-02", "deprecated") == {"true"}
    assert objects(triples, "JUR-CAD-02", "isReplacedBy") == {f"<{BASE}JUR-CAD-01>"}


@pytest.mark.parametrize(
    "broken", ['<urn:a> a "x', "<urn:a> a <urn:b> ;", '<urn:a> a "x"y" .', '"a" a "b" .']
)
def test_the_parser_of_these_tests_refuses_what_is_not_turtle(broken: str) -> None:
    with pytest.raises((ValueError, StopIteration)):
        parse(broken)


def test_the_table_opens_in_a_french_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "taxonomie.csv"
    export(load(), path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfcode;famille;nature;")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["code"] for row in rows] == [leaf.code for leaf in load().leaves]
    row = next(row for row in rows if row["code"] == "JUR-SOC-01")
    assert row["libellé"] == load().leaf("JUR-SOC-01").fr
    assert "fr:code:travail:L8241-1" in row["normes"].split(" | ")
    assert row["retirée"] == "non"


def test_a_cell_cannot_be_a_formula(small: Write) -> None:
    text = to_csv(load(small('"Le contrat manque."', '"=1+1"')))
    assert ";'=1+1;" in text


def test_the_suffix_decides_the_format(tmp_path: Path) -> None:
    export(load(), tmp_path / "t.ttl")
    assert parse((tmp_path / "t.ttl").read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="Format inconnu"):
        export(load(), tmp_path / "t.xml")
