"""The expressions of `cues.yaml`, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from extractors.description.plain import plain


@dataclass(frozen=True, slots=True)
class Cues:
    """See the comments of `cues.yaml`. All expressions are for plain text (`plain.plain`)."""

    kind_words: dict[str, tuple[tuple[re.Pattern[str], float], ...]]
    kind_self: dict[str, tuple[re.Pattern[str], ...]]
    issuer_types: dict[str, re.Pattern[str]]
    issuer_self: dict[str, re.Pattern[str]]
    not_an_issuer: re.Pattern[str]
    no_name_start: re.Pattern[str]
    not_a_title: re.Pattern[str]
    genre_of: re.Pattern[str]
    name_head: re.Pattern[str]
    series: re.Pattern[str]
    events: re.Pattern[str]
    institution_words: dict[str, str]
    named_heads: frozenset[str]
    place_heads: frozenset[str]
    law_office: re.Pattern[str]
    function_words: dict[str, frozenset[str]]
    first_names: frozenset[str]


@cache
def cues() -> Cues:
    """Read at the first call, then kept: the data ships with the package and never changes."""
    data = yaml.safe_load(files(__package__).joinpath("cues.yaml").read_text(encoding="utf-8"))
    of = r"(?:de la |de l' ?|du |des |de |d' ?)"
    after = (
        r"(?: (?:a|au|aux|sur|pour|relative?s?|concernant|dans le cadre|en vue)\b.*"
        r"| ?[:–—].*|,(?! (?:social|de la|de l'|du|des)\b).*"
        r"|\.)?"
    )
    return Cues(
        kind_words={
            kind: tuple((re.compile(form), float(weight)) for form, weight in words)
            for kind, words in data["kind_words"].items()
        },
        kind_self={kind: tuple(map(re.compile, forms)) for kind, forms in data["kind_self"].items()},
        issuer_types={kind: _any(forms) for kind, forms in data["issuer_types"].items()},
        issuer_self={kind: _any(forms) for kind, forms in data["issuer_self"].items()},
        not_an_issuer=re.compile(rf"(?:{_any(data['not_an_issuer']).pattern})\b[\s\d°nºivx.:–-]*"),
        no_name_start=_any(data["no_name_starts"]),
        not_a_title=_any(data["not_a_title"]),
        genre_of=re.compile(rf"(?:les )?(?:{_any(data['genre_of']).pattern}) {of}(?P<name>.+?){after}"),
        name_head=re.compile(rf"(?:l')?(?:la |le )?(?:{_any(data['name_heads']).pattern})"),
        series=re.compile(rf"(?:{_any(data['series']).pattern})(?!\w)"),
        events=re.compile(rf"(?:l')?(?:la |le |les )?(?:{_any(data['events']).pattern})(?!\w)"),
        institution_words={plain(word): word for word in data["institution_words"].split()},
        named_heads=frozenset(data["named_heads"].split()),
        place_heads=frozenset(data["place_heads"].split()),
        law_office=_any(data["law_office"]),
        function_words={code: frozenset(words.split()) for code, words in data["function_words"].items()},
        first_names=frozenset(data["first_names"].split()),
    )


def _any(forms: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(forms))
