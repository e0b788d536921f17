"""What the taxonomy hands on: frozen records, plain data, look-ups only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Lookalike(StrEnum):
    """What a sentence is that resembles an obstacle of a category without asserting one."""

    NEGATED = "negated"
    RESOLVED = "resolved"
    HYPOTHETICAL = "hypothetical"
    REBUTTED = "rebutted"
    PROPOSAL = "proposal"
    QUESTION = "question"
    DEFINITION = "definition"
    REFERENCE = "reference"
    LEVER = "lever"
    OTHER_SENSE = "other_sense"
    TITLE = "title"
    CONTEXT = "context"

    @property
    def french(self) -> str:
        """The word for it that readers see."""
        return _FRENCH[self]


_FRENCH = {
    Lookalike.NEGATED: "frein nié",
    Lookalike.RESOLVED: "frein levé",
    Lookalike.HYPOTHETICAL: "hypothèse",
    Lookalike.REBUTTED: "frein réfuté",
    Lookalike.PROPOSAL: "proposition",
    Lookalike.QUESTION: "question",
    Lookalike.DEFINITION: "définition",
    Lookalike.REFERENCE: "renvoi",
    Lookalike.LEVER: "levier",
    Lookalike.OTHER_SENSE: "autre sens",
    Lookalike.TITLE: "titre",
    Lookalike.CONTEXT: "contexte",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that states an obstacle of the category `code`."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class CounterExample:
    """A sentence that one might put under `code` and that does not belong there.

    right_code: the category where it belongs, or None when it asserts no obstacle
    lookalike:  what it is then, or None
    why:        French, for the reader
    """

    code: str
    text: str
    right_code: str | None
    lookalike: Lookalike | None
    why: str


@dataclass(frozen=True, slots=True)
class NegativeCue:
    """Words that seem to point to a category and point to the category `code` instead."""

    words: str
    code: str


@dataclass(frozen=True, slots=True)
class Archetype:
    """A typical obstacle of a category; id is the code of the category, a dot and a number."""

    id: str
    code: str
    slug: str
    label: str
    paraphrases: tuple[str, ...] = ()
    retired: bool = False
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A group of categories.

    nature:   juridique | technique | culturel | organisationnel | financier | hors champ | indéterminé
    adjacent: True for what is neither legal nor technical (stored and counted, shown apart)
    """

    code: str
    nature: str
    fr: str
    en: str
    definition: str
    adjacent: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """A category. French texts, typographic apostrophes; cues in lower case.

    family, nature: derived from the code
    scope:          what belongs here and what goes elsewhere; `see` lists the codes that it names
    cues:           words that hint at the category (a hint, never a proof)
    negative_cues:  words that look alike and point elsewhere
    norms:          ids of the texts of law typically at stake
    retired:        the code stays known and is given to nothing new; replaced_by says what to use
    """

    code: str
    slug: str
    family: str
    nature: str
    fr: str
    en: str
    definition: str
    scope: str
    see: tuple[str, ...]
    cues: tuple[str, ...]
    negative_cues: tuple[NegativeCue, ...]
    norms: tuple[str, ...]
    archetypes: tuple[Archetype, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[CounterExample, ...]
    retired: bool = False
    replaced_by: str | None = None

    @property
    def adjacent(self) -> bool:
        """True for what is neither legal nor technical."""
        return self.nature not in ("juridique", "technique")


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All families and categories, in the order of their codes (legal, technical, adjacent).

    version: short hash of the content; comments and order in the files do not change it
    """

    version: str
    families: tuple[Family, ...]
    leaves: tuple[Leaf, ...]
    _families: Mapping[str, Family] = field(repr=False, compare=False)
    _leaves: Mapping[str, Leaf] = field(repr=False, compare=False)
    _archetypes: Mapping[str, Archetype] = field(repr=False, compare=False)

    def __contains__(self, code: object) -> bool:
        """True for the code of a category, retired or not (not of a family)."""
        return code in self._leaves

    def leaf(self, code: str) -> Leaf:
        """The category of that code. KeyError when there is none."""
        return self._leaves[code]

    def family(self, code: str) -> Family:
        """The family of that family code. KeyError when there is none."""
        return self._families[code]

    def family_of(self, code: str) -> Family:
        """The family of a category. KeyError when the category is unknown."""
        return self._families[self._leaves[code].family]

    def nature_of(self, code: str) -> str:
        """The nature of a category: "juridique", "technique", … KeyError when it is unknown."""
        return self._leaves[code].nature

    def archetype(self, identifier: str) -> Archetype:
        """The typical obstacle of that id, e.g. "JUR-SOC-01.1". KeyError when there is none."""
        return self._archetypes[identifier]

    def iter_archetypes(self) -> Iterator[Archetype]:
        """All typical obstacles, in the order of their ids."""
        return iter(self._archetypes.values())

    def iter_examples(self) -> Iterator[Example]:
        """All sentences that a classifier is expected to put into their category."""
        for leaf in self.leaves:
            yield from leaf.examples

    def iter_counter_examples(self) -> Iterator[CounterExample]:
        """All sentences that a classifier is expected to keep out of a category."""
        for leaf in self.leaves:
            yield from leaf.counter_examples
