"""Load the categories from their YAML files into frozen records. Format: docs/taxonomy.md."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from taxonomy.records import (
    Archetype,
    CounterExample,
    Example,
    Family,
    Leaf,
    Lookalike,
    NegativeCue,
    Taxonomy,
)

SHIPPED = Path(__file__).parent / "categories"

NATURES = ("juridique", "technique", "culturel", "organisationnel", "financier", "hors champ", "indéterminé")

# PyYAML's C loader is ten times faster; a build without libyaml has only the other one.
FAST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_VERSION_LENGTH = 12


class TaxonomyError(ValueError):
    """The files of the taxonomy cannot be loaded; `taxonomy.check` says what is wrong and where."""


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Taxonomy:
    """Return the taxonomy of a folder of YAML files (default: the one that is shipped), cached.

    Raises TaxonomyError when a file cannot be read as a taxonomy.
    """
    raw_families: list[Mapping[str, Any]] = []
    raw_leaves: list[Mapping[str, Any]] = []
    paths = files(folder)
    if not paths:
        raise TaxonomyError(f"Aucun fichier de catégories dans {folder or SHIPPED}.")
    for path in paths:
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=FAST_LOADER)
            raw_families.extend(content["families"])
            raw_leaves.extend(content["leaves"])
        except (yaml.YAMLError, UnicodeDecodeError, TypeError, KeyError) as error:
            raise TaxonomyError(f"{path} : fichier de catégories illisible ({error}).") from error
    return _build(raw_families, raw_leaves)


def files(folder: Path | None = None) -> list[Path]:
    """The YAML files of a folder of categories (default: the shipped one), in the order of their names."""
    return sorted((folder or SHIPPED).glob("*.yaml"))


def family_code(code: str) -> str:
    """The code of the family of a category: "JUR-SOC-01" → "JUR-SOC", "CUL-02" → "CUL"."""
    return code.rpartition("-")[0]


def _build(raw_families: list[Mapping[str, Any]], raw_leaves: list[Mapping[str, Any]]) -> Taxonomy:
    try:
        families = [_family(raw) for raw in raw_families]
        natures = {family.code: family.nature for family in families}
        leaves = [_leaf(raw, natures) for raw in raw_leaves]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TaxonomyError(f"Taxonomie incomplète : {error!r}. `levier taxonomy check` dit où.") from error
    order = {nature: rank for rank, nature in enumerate(NATURES)}
    families.sort(key=lambda family: (order[family.nature], family.code))
    leaves.sort(key=lambda leaf: (order[leaf.nature], leaf.code))
    archetypes = [archetype for leaf in leaves for archetype in leaf.archetypes]
    return Taxonomy(
        version=_version(raw_families, raw_leaves),
        families=tuple(families),
        leaves=tuple(leaves),
        _families={family.code: family for family in families},
        _leaves={leaf.code: leaf for leaf in leaves},
        _archetypes={archetype.id: archetype for archetype in archetypes},
    )


def _word(raw: Mapping[str, Any], name: str) -> str:
    """A field that must be a text. Raises KeyError or TypeError."""
    value = raw[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} : {value!r} n’est pas un texte")
    return value


def _family(raw: Mapping[str, Any]) -> Family:
    nature = str(raw["nature"])
    if nature not in NATURES:
        raise ValueError(f"nature inconnue : {nature}")
    return Family(
        code=_word(raw, "code"),
        nature=nature,
        fr=raw["label"]["fr"],
        en=raw["label"]["en"],
        definition=raw["definition"],
        adjacent=nature not in ("juridique", "technique"),
    )


def _leaf(raw: Mapping[str, Any], natures: Mapping[str, str]) -> Leaf:
    code = str(raw["code"])
    family = family_code(code)
    return Leaf(
        code=code,
        slug=raw["slug"],
        family=family,
        nature=natures[family],
        fr=raw["label"]["fr"],
        en=raw["label"]["en"],
        definition=raw["definition"],
        scope=raw["scope"],
        see=tuple(raw.get("see", ())),
        cues=tuple(raw.get("cues", ())),
        negative_cues=tuple(NegativeCue(cue["words"], cue["code"]) for cue in raw.get("negative_cues", ())),
        norms=tuple(raw.get("norms", ())),
        archetypes=tuple(_archetype(code, item) for item in raw.get("archetypes", ())),
        examples=tuple(Example(code, text) for text in raw.get("examples", ())),
        counter_examples=tuple(_counter_example(code, item) for item in raw.get("counter_examples", ())),
        retired=bool(raw.get("retired", False)),
        replaced_by=raw.get("replaced_by"),
    )


def _archetype(code: str, raw: Mapping[str, Any]) -> Archetype:
    return Archetype(
        id=_word(raw, "id"),
        code=code,
        slug=_word(raw, "slug"),
        label=_word(raw, "label"),
        paraphrases=tuple(raw.get("paraphrases", ())),
        retired=bool(raw.get("retired", False)),
        replaced_by=raw.get("replaced_by"),
    )


def _counter_example(code: str, raw: Mapping[str, Any]) -> CounterExample:
    lookalike = raw.get("lookalike")
    return CounterExample(
        code=code,
        text=raw["text"],
        right_code=raw.get("code"),
        lookalike=None if lookalike is None else Lookalike(lookalike),
        why=raw["why"],
    )


def _version(raw_families: list[Mapping[str, Any]], raw_leaves: list[Mapping[str, Any]]) -> str:
    content = _canonical({"families": raw_families, "leaves": raw_leaves})
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_VERSION_LENGTH]


def _canonical(value: Any) -> Any:
    # Every list of the format is a set: its order says nothing.
    if isinstance(value, Mapping):
        return {key: _canonical(item) for key, item in value.items()}
    if isinstance(value, list):
        items = [_canonical(item) for item in value]
        return sorted(items, key=lambda item: json.dumps(item, ensure_ascii=False, sort_keys=True))
    return value
