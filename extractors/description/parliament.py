"""The chamber of Parliament that speaks, with its commission or delegation, not its rapporteurs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.description.names import as_written, is_capitals
from extractors.description.plain import level

_CHAMBERS = {
    "Sénat": re.compile(
        r"^senat(?:$| ?[–|•-])|\bpresidence du senat\b|\bdelegation senatoriale\b|\bwww\.senat\.fr\b"
        r"|\brapport(?: d.information)? du senat\b"
    ),
    "Assemblée nationale": re.compile(
        r"^assemblee nationale(?:$| ?[–|•-])|\bpresidence de l'assemblee nationale\b"
        r"|\bwww\.assemblee-nationale\.fr\b"
    ),
}
_BODY = re.compile(
    r"\b(?:au nom (?:de (?:la |l' ?)|du )|par (?:la |l' ?))"
    r"(?P<body>(?:commission|delegation|mission|office|groupe|section|comite)\b.+)"
)
_BODY_ENDS = re.compile(
    r" ?\d$|,? (?:par|presentee?|portant|tendant|visant|concernant|relati(?:f|ve)s?)\b"
    r"|,? (?:sur )?(?:la|le|les) (?:proposition|projet)|[.;:–]"
)
_CAPITALS = re.compile(r"[^a-zà-ÿœ]+(?= [a-zà-ÿœ]|$)")
_PART = re.compile(r"(?:delegation|commission|mission d.information|groupe d.etudes)\b(?!.*\bsenat)")
_SUBJECT = re.compile(r",? sur ")
_NAMED_BY_SUBJECT = re.compile(r"(?:mission|commission d.enquete|groupe|comite)\b")


def parliament_of(lines: Sequence[str], running: Sequence[str], texts: Sequence[str]) -> str | None:
    """ "Sénat, délégation aux entreprises" of a cover that says in whose name; None when it does not.

    lines: of the cover; running: headers and footers; texts: running text, for the spelling of capitals
    """
    chamber = _chamber((*lines, *running))
    if chamber is None:
        return None
    for line in _phrases(lines):
        match = _BODY.search(level(line))
        if match is not None:
            return f"{chamber}, {_body(line[match.start('body') :], texts)}"
    return None


def with_chamber(name: str, lines: Sequence[str]) -> str:
    """ "Sénat, délégation X" of a delegation whose cover names the chamber; other names as they are."""
    chamber = _chamber(lines)
    if chamber is None or not _PART.match(level(name)) or level(chamber) in level(name):
        return name
    return f"{chamber}, {name[:1].lower()}{name[1:]}"


def _chamber(lines: Sequence[str]) -> str | None:
    """The only chamber that the lines name."""
    plain_lines = [level(line).strip() for line in lines]
    named = [name for name, form in _CHAMBERS.items() if any(map(form.search, plain_lines))]
    return named[0] if len(named) == 1 else None


def _phrases(lines: Sequence[str]) -> list[str]:
    """Each line, and with the next one when the phrase goes on there."""
    return [
        f"{line} {below}" if re.match(r"[a-zà-ÿœ(,]|(?:DE|DES|DU|AUX?|À|ET)\b", below) else line
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
    ]


def _body(text: str, texts: Sequence[str]) -> str:
    """The name of the commission: up to what the report is about, or to its rapporteurs."""
    text = re.sub(r" ?\(\d+\)", "", text)
    flat = level(text)
    end = _BODY_ENDS.search(flat)
    stop = end.start() if end else len(text)
    subject = _SUBJECT.search(flat[:stop])
    if subject is not None and not _NAMED_BY_SUBJECT.match(flat):
        stop = subject.start()
    name = text[:stop].strip(" ,")
    capitals = _CAPITALS.match(name)
    if capitals is not None and is_capitals(capitals[0]):
        name = as_written(capitals[0], texts) + name[capitals.end() :]
    return name[:1].lower() + name[1:]
