"""The table of legal texts: codes, laws, acts of the Union, decisions, and the level of each.

The data are the YAML files of `taxonomy/norms/`; this module reads them into frozen records, once.
The scheme of norm ids is described in docs/norm-ids.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

KINDS = frozenset({"loi", "lo", "lc", "ord", "dec", "dl", "arr", "circ"})
NUMBERINGS = frozenset({"prefixed", "bare", "cgi"})
LEVEL_OF_KIND = {
    "loi": "loi",
    "lo": "loi organique",
    "lc": "constitution",
    "ord": "loi",
    "dl": "loi",
    "dec": "règlement",
    "arr": "règlement",
    "circ": "doctrine",
    "bofip": "doctrine",
    "boi": "doctrine",
    "rescrit": "doctrine",
    "anc": "règlement",
    "crc": "règlement",
    "case": "jurisprudence",
}
# The prefix of an article number says of which part of the code it is.
LEVEL_OF_PREFIX = (
    ("LO", "loi organique"),
    ("LP", "loi"),
    ("L", "loi"),
    ("R", "règlement"),
    ("D", "règlement"),
    ("A", "règlement"),
)


class NormsError(ValueError):
    """The table of norms is not well formed; the message lists every error with its file and entry."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the hierarchy of norms, and whether an experimentation law may derogate from it.

    derogable: "oui", "non", "sous conditions" or "sans objet"; why and vehicle are French, for the dossier
    """

    level: str
    derogable: str
    why: str
    vehicle: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code, or a text that is cited by article like one.

    numbering: "prefixed" (L., R., D.), "bare" or "cgi" (hyphens separate the paragraphs of an article)
    own:       article keys that name the code by themselves
    legitext:  Légifrance id when it was read in a public list, else None
    level:     level of an article without prefix
    """

    slug: str
    display: str
    names: tuple[str, ...]
    abbr: tuple[str, ...]
    numbering: str
    legitext: str | None
    level: str = "loi"
    status: str = "en vigueur"
    replaced_by: str | None = None
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A law, ordinance, decree, order or circular.

    number: as printed ("2014-856", "5811-SG"), or None
    acronyms: names that stand without the word "loi" (LOLF)
    month:  True when "ordonnance de juillet 2015" is understood as this text in this field
    """

    kind: str
    number: str | None
    date: date
    title: str
    aliases: tuple[str, ...] = ()
    status: str = "en vigueur"
    note: str | None = None
    slug: str | None = None
    month: bool = False
    acronyms: tuple[str, ...] = ()

    @property
    def norm_id(self) -> str:
        """Normalised id: by number, else by date (and slug for an order)."""
        key = self.number or self.date.isoformat()
        return f"fr:{self.kind}:{key}" + (f"/{self.slug}" if self.slug else "")


@dataclass(frozen=True, slots=True)
class Act:
    """A regulation, directive or decision of the Union. number as published ("2016/679", "360/2012")."""

    kind: str
    number: str
    title: str
    display: str
    aliases: tuple[str, ...] = ()
    status: str = "en vigueur"
    note: str | None = None

    @property
    def norm_id(self) -> str:
        """Normalised id, for instance eu:reg:2016/679."""
        return f"eu:{self.kind}:{self.number}"


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty, a charter or the Constitution: cited by article, without number."""

    id: str
    display: str
    names: tuple[str, ...]
    abbr: tuple[str, ...]
    level: str
    status: str = "en vigueur"
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A decision of a court that is known by name."""

    id: str
    date: date
    names: tuple[str, ...]
    display: str


@dataclass(frozen=True, slots=True)
class Renumbering:
    """An old article number, the day on which it lost its meaning, and today's number (None: not checked)."""

    code: str
    old: str
    new: str | None
    since: date
    repealed: bool


@dataclass(frozen=True, slots=True)
class FinanceLaw:
    """A finance law. family: lf, lfr (amending; rank from 1) or lfss; year: the year that it finances."""

    family: str
    year: int
    rank: int
    number: str
    date: date


@dataclass(frozen=True, slots=True)
class Norms:
    """The whole table."""

    levels: dict[str, Level]
    codes: dict[str, Code]
    texts: tuple[Text, ...]
    acts: tuple[Act, ...]
    treaties: dict[str, Treaty]
    cases: tuple[Case, ...]
    renumberings: dict[tuple[str, str], Renumbering]
    finance: tuple[FinanceLaw, ...]
    by_number: dict[tuple[str, str], Text]

    def text(self, kind: str, number: str) -> Text | None:
        """The text of that kind and number, or None when it is not in the table."""
        return self.by_number.get((kind, number))

    def on(self, kind: str, day: date) -> tuple[Text, ...]:
        """Every text of that kind and date that the table knows."""
        return tuple(t for t in self.texts if t.kind == kind and t.date == day)


@cache
def load() -> Norms:
    """Read and check the table. Raises NormsError that lists every error found."""
    errors = _stray_keys()
    if errors:
        raise NormsError("\n".join(errors))
    texts = tuple(_text(row) for row in _rows("texts")) + tuple(_finance_texts())
    norms = Norms(
        levels={row["level"]: Level(**row) for row in _rows("levels")},
        codes={row["slug"]: _code(row) for row in _rows("codes")},
        texts=texts,
        acts=tuple(_act(row) for row in _rows("europe")["acts"]),
        treaties={row["id"]: _treaty(row) for row in _rows("europe")["treaties"]},
        cases=tuple(
            Case(row["id"], row["date"], tuple(row["names"]), row["display"]) for row in _rows("cases")
        ),
        renumberings={(r.code, r.old): r for r in _renumberings()},
        finance=tuple(_finance()),
        by_number={(text.kind, text.number): text for text in texts if text.number is not None},
    )
    _check(norms, errors)
    if errors:
        raise NormsError("\n".join(errors))
    return norms


def level_of(norm_id: str) -> str:
    """The level of a norm id: constitution, UE, loi organique, loi, règlement, doctrine, jurisprudence…

    The prefix of an article number decides inside a code: L loi, R and D règlement, LO loi organique.
    """
    parts = norm_id.split("#", 1)[0].split(":", 3)
    if parts[0] == "case":
        return "jurisprudence"
    if parts[0] == "eu" and parts[1] in {"reg", "dir", "dec", "rec"}:
        return "UE"
    base = ":".join(parts[:2])
    table = load()
    if base in table.treaties:
        return table.treaties[base].level
    if parts[1] == "code" and len(parts) > 2:
        article = parts[3] if len(parts) > 3 else ""
        for prefix, level in LEVEL_OF_PREFIX:
            if article.startswith(prefix):
                return level
        return table.codes[parts[2]].level if parts[2] in table.codes else "loi"
    return LEVEL_OF_KIND.get(parts[1], "autre")


def derogable(norm_id: str) -> Level:
    """What the dossier says of a derogation from this norm: possible or not, why, and by which vehicle."""
    return load().levels[level_of(norm_id)]


def _rows(name: str) -> Any:
    source = files("taxonomy").joinpath("norms", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


# The keys that an entry of each file may have: an unquoted comma in a flow mapping makes a stray one.
_KEYS = {
    "levels": {"level", "derogable", "why", "vehicle"},
    "codes": {
        "slug",
        "display",
        "names",
        "abbr",
        "numbering",
        "legitext",
        "level",
        "status",
        "until",
        "replaced_by",
        "own",
    },
    "texts": {"kind", "number", "date", "title", "aliases", "acronyms", "status", "note", "slug", "month"},
    "europe/acts": {"kind", "number", "title", "display", "aliases", "status", "note"},
    "europe/treaties": {"id", "display", "names", "abbr", "level", "status", "own"},
    "cases": {"id", "date", "names", "display"},
    "renumbered": {"code", "since", "repealed", "pairs"},
}


def _stray_keys() -> list[str]:
    errors = []
    for name, allowed in _KEYS.items():
        file, _, part = name.partition("/")
        rows = _rows(file)[part] if part else _rows(file)
        for row in rows:
            stray = sorted(str(key) for key in set(row) - allowed)
            if stray:
                errors.append(
                    f"{file}.yaml, {next(iter(row.values()))} {row.get('number', '')}: unknown keys {stray}"
                )
    return errors


def _code(row: dict[str, Any]) -> Code:
    return Code(
        slug=row["slug"],
        display=row["display"],
        names=tuple(row["names"]),
        abbr=tuple(row["abbr"]),
        numbering=row["numbering"],
        legitext=row["legitext"],
        level=row.get("level", "loi"),
        status=row.get("status", "en vigueur"),
        replaced_by=row.get("replaced_by"),
        own=tuple(row.get("own", ())),
    )


def _text(row: dict[str, Any]) -> Text:
    return Text(
        kind=row["kind"],
        number=row["number"],
        date=row["date"],
        title=row["title"],
        aliases=tuple(str(alias) for alias in row["aliases"]),
        status=row.get("status", "en vigueur"),
        note=row.get("note"),
        slug=row.get("slug"),
        month=row.get("month", False),
        acronyms=tuple(row.get("acronyms", ())),
    )


def _act(row: dict[str, Any]) -> Act:
    return Act(
        kind=row["kind"],
        number=row["number"],
        title=row["title"],
        display=row["display"],
        aliases=tuple(row["aliases"]),
        status=row.get("status", "en vigueur"),
        note=row.get("note"),
    )


def _treaty(row: dict[str, Any]) -> Treaty:
    return Treaty(
        id=row["id"],
        display=row["display"],
        names=tuple(row["names"]),
        abbr=tuple(row["abbr"]),
        level=row["level"],
        status=row.get("status", "en vigueur"),
        own=tuple(row.get("own", ())),
    )


def _renumberings() -> list[Renumbering]:
    return [
        Renumbering(row["code"], old, new, row["since"], row["repealed"])
        for row in _rows("renumbered")
        for old, new in row["pairs"].items()
    ]


def _finance() -> list[FinanceLaw]:
    table = _rows("finance")
    laws = [
        FinanceLaw(family, year, 1, number, day)
        for family in ("lf", "lfss")
        for year, (number, day) in table[family].items()
    ]
    laws += [
        FinanceLaw("lfr", year, rank, number, day)
        for year, rows in table["lfr"].items()
        for rank, (number, day) in enumerate(rows, start=1)
    ]
    return laws


def _finance_texts() -> list[Text]:
    titles = {
        "lf": "de finances pour {}",
        "lfr": "de finances rectificative pour {}",
        "lfss": "de financement de la sécurité sociale pour {}",
    }
    known = {row["number"] for row in _rows("texts")}
    return [
        Text("loi", law.number, law.date, titles[law.family].format(law.year))
        for law in _finance()
        if law.number not in known
    ]


def _check(norms: Norms, errors: list[str]) -> None:
    for code in norms.codes.values():
        if code.numbering not in NUMBERINGS:
            errors.append(f"codes.yaml, {code.slug}: unknown numbering {code.numbering!r}")
        if code.level not in norms.levels:
            errors.append(f"codes.yaml, {code.slug}: unknown level {code.level!r}")
        if code.legitext is not None and not (
            code.legitext.startswith("LEGITEXT") and len(code.legitext) == 20
        ):
            errors.append(f"codes.yaml, {code.slug}: {code.legitext!r} is no LEGITEXT id")
        if code.replaced_by is not None and code.replaced_by not in norms.codes:
            errors.append(f"codes.yaml, {code.slug}: replaced by unknown code {code.replaced_by!r}")
    seen: set[str] = set()
    for text in norms.texts:
        if text.kind not in KINDS:
            errors.append(f"texts.yaml, {text.norm_id}: unknown kind {text.kind!r}")
        if text.norm_id in seen:
            errors.append(f"texts.yaml, {text.norm_id}: written twice")
        seen.add(text.norm_id)
        if (
            text.number
            and text.kind != "circ"
            and int(text.number.split("-")[0]) % 100 != text.date.year % 100
        ):
            errors.append(f"texts.yaml, {text.norm_id}: number and date {text.date} disagree")
    for treaty in norms.treaties.values():
        if treaty.level not in norms.levels:
            errors.append(f"europe.yaml, {treaty.id}: unknown level {treaty.level!r}")
    for code_slug, old in norms.renumberings:
        if code_slug not in norms.codes:
            errors.append(f"renumbered.yaml, {old}: unknown code {code_slug!r}")
