"""From an article as printed and its text to a norm id. The scheme is described in docs/norm-ids.md."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extractors.citations.articles import Article
from extractors.citations.paths import Path
from extractors.citations.source import Source
from taxonomy import norms


@dataclass(frozen=True, slots=True)
class Reference:
    """An article of a text in its normal form.

    key:        article key ("L8241-3", "238-bis", "R*107-A-1")
    path:       subdivisions, outermost first
    last:       article key at the end of a range, or None
    open:       "et suivants"
    equivalent: norm id of today's number, or None
    old:        True when the number is one of an older numbering
    """

    base: str
    key: str
    path: Path = ()
    last: str | None = None
    open: bool = False
    doubt: str | None = None
    equivalent: str | None = None
    old: bool = False

    @property
    def norm_id(self) -> str:
        """The normalised id."""
        joint = "#" if self.base.startswith(_HASHED) else ":"
        out = f"{self.base}{joint}{self.key}"
        if self.last is not None:
            out += f"..{self.last}"
        if self.path:
            out += ("/" if joint == "#" else "#") + "/".join(self.path)
        return out + ("#+" if self.open else "")


_HASHED = (
    "fr:loi",
    "fr:lo",
    "fr:lc",
    "fr:ord",
    "fr:dec",
    "fr:dl",
    "fr:arr",
    "fr:circ",
    "fr:anc",
    "fr:crc",
    "eu:reg",
    "eu:dir",
    "eu:dec",
    "eu:rec",
)


def article_key(article: Article) -> str:
    """Upper-case prefix without stop or space, Latin adverbs and letters after a hyphen."""
    return f"{article.prefix}{re.sub(r'[ ]+', '-', article.number)}"


def references(article: Article, source: Source) -> list[Reference]:
    """The references that one printed article makes: one for each path of subdivisions."""
    article, doubts = _repair(article, source)
    key = article_key(article)
    last = article_key(article.last) if article.last is not None else None
    code = norms.load().codes.get(source.kind) if source.family == "code" else None
    if code is not None:
        key, doubt = _prefix(key, code)
        last = _prefix(last, code)[0] if last is not None else None
        doubts += [doubt] if doubt else []
    paths = article.paths or ((),)
    equivalent, old, note = _renumbered(source, key)
    doubts += [note] if note else []
    doubt = " ".join(doubts) or None
    return [Reference(source.base, key, path, last, article.open, doubt, equivalent, old) for path in paths]


def _prefix(key: str, code: norms.Code) -> tuple[str, str | None]:
    """Give a missing L back to a code whose articles all have a prefix, take a wrong one away."""
    if code.numbering == "prefixed" and key[0].isdigit() and "-" in key:
        return f"L{key}", f"Préfixe L restitué : le texte imprime « {key} »."
    if code.slug in {"penal", "civil"} and re.match(r"L\d", key):
        return key[1:], f"Préfixe L fautif : les articles législatifs de ce code n’en ont pas (« {key} »)."
    return key, None


def _repair(article: Article, source: Source) -> tuple[Article, list[str]]:
    """A number that the CGI does not have ("2001") is an article and a glued paragraph ("200, 1")."""
    doubts = list(article.doubts)
    if source.kind == "cgi" and re.fullmatch(r"[2-9]\d{3}", article.number):
        glued = article.number
        paths = tuple((glued[3], *path) for path in (article.paths or ((),)))
        article = replace(article, number=glued[:3], paths=paths)
        doubts.append(f"« {glued} » n’existe pas : lu « {glued[:3]}, {glued[3]} ». À confirmer.")
    return article, doubts


def _renumbered(source: Source, key: str) -> tuple[str | None, bool, str | None]:
    if source.family != "code":
        return None, False, None
    if source.kind == "penal" and key.isdigit():
        return None, True, "Numérotation de l’ancien code pénal (avant le 1er mars 1994)."
    row = norms.load().renumberings.get((source.kind, key))
    if row is None:
        return None, False, None
    since = f"{row.since:%d/%m/%Y}"
    if row.new is None:
        return (
            None,
            True,
            f"Numérotation modifiée le {since} : dater la référence, nouveau numéro à vérifier.",
        )
    note = f"Ancienne numérotation (avant le {since})" + (
        "." if row.repealed else " si le texte est antérieur : le numéro a changé de sens depuis."
    )
    return f"{source.base}:{row.new}", True, note


@cache
def _own() -> dict[str, tuple[str, str]]:
    table = norms.load()
    out = {key: (f"fr:code:{code.slug}", code.slug) for code in table.codes.values() for key in code.own}
    return out | {key: (treaty.id, treaty.id) for treaty in table.treaties.values() for key in treaty.own}


def own_code(article: Article) -> tuple[str, str] | None:
    """The text that an article key names by itself: (base, kind), or None."""
    key = article_key(article)
    paths = [f"{key}#{'/'.join(path)}" for path in article.paths]
    heads = [f"{key}#{path[0]}" for path in article.paths if path]
    return next((_own()[name] for name in (key, *paths, *heads) if name in _own()), None)
