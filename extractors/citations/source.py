"""One mention of a text of law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

KIND_NAMES = {
    "loi": "Loi",
    "lo": "Loi organique",
    "lc": "Loi constitutionnelle",
    "ord": "Ord.",
    "dec": "Décret",
    "dl": "Décret-loi",
    "arr": "Arrêté",
    "circ": "Circulaire",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One mention of a text of law in a passage.

    base:    norm id without article ("fr:code:cgi", "fr:loi:2014-856", "eu:tfue"); "?" for what is unsaid
    family:  code | treaty | act (of the Union) | national
    kind:    slug of the code, or loi, dec, reg, dir…
    named:   what the text is called here ("code", "loi", "décret"…), for "du même code", "ledit décret"
    """

    start: int
    end: int
    base: str
    family: str
    kind: str
    display: str
    numbering: str = "bare"
    doubt: str | None = None
    date: date | None = None
    inherited: bool = False

    @property
    def mode(self) -> str:
        """How the article numbers of this text are read."""
        if self.numbering == "cgi":
            return "cgi"
        return "eu" if self.family in {"act", "treaty"} and not self.base.startswith("fr:") else "plain"
