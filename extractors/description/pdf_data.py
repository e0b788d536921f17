"""Title and author of the PDF's own data, when they say something."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.description.cues import cues
from extractors.description.plain import plain

_FILE_NAME = re.compile(
    r"\.(?:docx?|odt|pdf|pptx?|odp|xlsx?|indd|qxd|rtf|tex|html?|png|jpe?g|tiff?|ai|pub|wpd)\b", re.IGNORECASE
)
_PRODUCER = re.compile(
    r"^(?:microsoft (?:office )?(?:word|powerpoint|excel|publisher)|openoffice|libreoffice|word|powerpoint"
    r"|adobe \w+|impress|writer) ?[-–—:] ?",
    re.IGNORECASE,
)
_EMPTY_TITLE = re.compile(
    r"(?:presentation powerpoint|powerpoint presentation|(?:diapositive|slide|sans titre|untitled) ?\d*"
    r"|(?:doc|document|mise en page|page|layout|template) ?\d*|titre|title|titre (?:du|de la|de l).*"
    r"|modele|projet|rapport|note|new document|nouveau document|couv(?:erture)?\b.{0,12}|print"
    r"|(?:scan|numerisation).{0,20}|image.{0,12}|(?:cid:)?\d+|pdf)"
)
_TOOL = re.compile(
    r"(?:user|utilisateur|admin(?:istrateur)?|administrator|windows|pc|mac|hp|dell|asus|acer|lenovo|owner"
    r"|proprietaire|unknown|inconnu|anonym\w*|microsoft.*|default.*|defaut|root|office.*|word|acrobat.*|adobe.*"
    r"|canon.*|xerox.*|ricoh.*|konica.*|epson.*|minefi|python-docx|weasyprint|latex.*|author|auteur|poste.*"
    r"|stagiaire.*|secretariat|accueil|test|x+|\W*)"
)
_LOGIN = re.compile(
    r"[a-z]+\.[a-z]+|[a-z]{1,2}[a-z]+\d*|[a-z]*\d+[a-z\d-]*|[A-Z]{2,8}\d+|[a-z]+[_.-][a-z\d]+|[^\s@]+@\S+"
    r"|[\w.-]*\\.+|\d+\w*-\w+"
)


def title_of(info: Mapping[str, str]) -> str | None:
    """The title, unless it is a file name, a tool's default or a placeholder."""
    title = _PRODUCER.sub("", " ".join((info.get("Title") or "").split())).strip(" -–—_")
    if _FILE_NAME.search(title) or _EMPTY_TITLE.fullmatch(plain(title)):
        return None
    if "_" in title or "\\" in title or len(title) < 4 or not re.search(r"[^\W\d_]{3}", title):
        return None
    if " " not in title and (re.search(r"\d", title) or "-" in title or title.islower()):
        return None
    return title


def author_of(info: Mapping[str, str]) -> str | None:
    """The author, unless it is a login, a machine or a tool."""
    author = " ".join((info.get("Author") or "").split()).strip(" ;,")
    if len(author) < 2 or _LOGIN.fullmatch(author) or _TOOL.fullmatch(plain(author)):
        return None
    return author


def is_person(name: str) -> bool:
    """Whether a name looks like that of a person ("DURAND, Paul", "Anne Leroy", "Mme A. Petit")."""
    words = name.replace(",", " ").split()
    if re.match(r"(?:M\.|Mme|Mlle|Me|Dr|Pr)\s", name):
        return True
    if not 2 <= len(words) <= 4 or any(char.isdigit() for char in name):
        return False
    small = {"de", "du", "la", "le", "des", "d’", "d'", "von", "van"}
    named = [word for word in words if word not in small]
    if len(named) < 2 or not all(word[:1].isupper() for word in named):
        return False
    known = cues().first_names
    first = plain(named[0]).split("-")[0].strip(".")
    return first in known or plain(named[-1]) in known or "," in name
