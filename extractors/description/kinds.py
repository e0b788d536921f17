"""Kind of a document and type of its issuer, from the words of `cues.py`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.description.cues import cues
from extractors.description.plain import plain
from extractors.records import Found

_PRIOR = {"lawyer": ("study", 0.5), "parliament": ("study", 0.3), "research": ("study", 0.6)}
_CABINET = re.compile(r"(?:le )?cabinet\b(?!.*\b(?:conseils?|consult\w+|audit|expertise|expert\w*)\b)")
_RANK = {"lawyer": -1, "parliament": -1, "other": 1000}  # before and after the place of the word
_NOUS = re.compile(r"\b(?:nous|notre|nos)\b")
_VOUS = re.compile(r"\b(?:vous|votre|vos)\b")


def kind_of(
    title: str, lines: Sequence[str], running: Sequence[str], headings: Sequence[str], texts: Sequence[str],
    issuer_type: str | None,
) -> Found:  # fmt: skip
    """study, guide, contribution or other.

    lines: of the cover; running: headers and footers; headings: all; texts: running text of the first pages
    """
    votes: dict[str, float] = dict.fromkeys(cues().kind_words, 0.0)
    for text, share in ((title, 1.0), *((line, 0.7) for line in lines), *((line, 0.7) for line in running)):
        _vote(votes, text, share)
    for heading in headings[:6]:
        _vote(votes, heading, 0.3)
    printed = any(votes.values())
    body = plain(" ".join(texts))
    for kind, forms in cues().kind_self.items():
        hits = sum(min(3, len(form.findall(body))) for form in forms)
        votes[kind] += min(4.0, 0.8 * hits)
    words = max(150, len(body.split()))
    votes["guide"] += min(2.0, 100 * len(_VOUS.findall(body)) / words)
    votes["contribution"] += min(1.5, 60 * len(_NOUS.findall(body)) / words)
    if issuer_type in _PRIOR:
        kind, weight = _PRIOR[issuer_type]
        votes[kind] += weight
    best = max(("study", "guide", "contribution", "other"), key=lambda kind: votes[kind])
    if votes[best] < 0.5:
        return Found("other", "default")
    return Found(best, "layout" if printed else "text")


def _vote(votes: dict[str, float], text: str, share: float) -> None:
    """Each kind gets the weight of its strongest word in the text, and a little for the others.

    The word that comes first weighs more: a "rapport sur le guide…" is a report.
    """
    flat = plain(text)
    for kind, words in cues().kind_words.items():
        found = []
        for form, weight in words:
            match = form.search(flat)
            if match is not None:
                early = 1.25 if match.start() < 4 else 1.0
                found.append(weight * early)
        if found:
            found.sort(reverse=True)
            votes[kind] += share * (found[0] + 0.25 * sum(found[1:]))


def issuer_type_of(issuer: str | None, texts: Sequence[str], said: Sequence[str] = ()) -> Found | None:
    """What the issuer is, from his name, else from what the text says of "us".

    said: all that the first pages print; a "cabinet" that gives legal advice there is a law office
    """
    if issuer:
        named = _type_named(plain(issuer))
        office = named == "company" and _CABINET.match(plain(issuer))
        if office and any(cues().law_office.search(plain(text)) for text in said):
            return Found("lawyer", "text")
        if named:
            return Found(named, "layout")
    body = plain(" ".join(texts))
    for kind, form in cues().issuer_self.items():
        if len(form.findall(body)) >= (1 if issuer else 3):
            return Found(kind, "text")
    return Found("other", "default") if issuer else None


def _type_named(name: str) -> str | None:
    """The type whose word comes first: a union of foundations is a network. Law and parliament go before,
    and "Institut" or "Centre" tells only when nothing else does.
    """
    places = {}
    for kind, form in cues().issuer_types.items():
        match = form.search(name)
        if match is not None:
            places[kind] = _RANK.get(kind, match.start())
    return min(places, key=lambda kind: places[kind], default=None)


def names_an_organisation(name: str) -> bool:
    """Whether a name holds a word of an organisation ("Réseau", "Ministère", "Avocats" …)."""
    flat = plain(name)
    return any(form.search(flat) for form in cues().issuer_types.values())
