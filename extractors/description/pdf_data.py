"""Title and author of the PDF's own data, when they say something."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.description.plain import plain

_FILE_NAME = re.compile(
    r"\.(?:docx?|odt|pdf|pptx?|odp|xlsx?|indd|qxd|rtf|tex|html?|png|jpe?g|tiff?|ai|pub|wpd)\b", re.IGNORECASE
)
_PRODUCER = re.compile(r"^(?:microsoft (?:office )?(?:word|powerpoint|excel|publisher)|openoffice|libreoffice|word|powerpoint|adobe \w+|"
                       r"impress|writer) ?[-–—:] ?", re.IGNORECASE)  # fmt: skip
_EMPTY_TITLE = re.compile(
    r"^(?:presentation powerpoint|powerpoint presentation|diapositive ?\d*|slide ?\d*|sans titre ?\d*|untitled ?\d*|document ?\d*|"
    r"titre|title|titre (?:du|de la|de l).*|mise en page \d+|page \d+|layout \d+|template|modele|projet|rapport|note|new document|"
    r"nouveau document|couv(?:erture)?\b.{0,12}|print|scan.{0,20}|numerisation.{0,20}|image.{0,12}|doc ?\d*|(?:cid:)?\d+|pdf)$"
)
_TOOL = re.compile(
    r"^(?:user|utilisateur|admin(?:istrateur)?|administrator|windows|pc|mac|hp|dell|asus|acer|lenovo|owner|proprietaire|unknown|inconnu|"
    r"anonym\w*|microsoft.*|default.*|defaut|root|office.*|word|acrobat.*|adobe.*|canon.*|xerox.*|ricoh.*|konica.*|epson.*|"
    r"minefi|python-docx|weasyprint|latex.*|author|auteur|poste.*|stagiaire.*|secretariat|accueil|test|x+|\W*)$"
)
_LOGIN = re.compile(
    r"^(?:[a-z]+\.[a-z]+|[a-z]{1,2}[a-z]+\d*|[a-z]*\d+[a-z\d-]*|[A-Z]{2,8}\d+|[a-z]+[_.-][a-z\d]+|[^\s@]+@\S+|[\w.-]*\\.+|\d+\w*-\w+)$"
)


def title_of(info: Mapping[str, str]) -> str | None:
    """The title, unless it is a file name, a tool's default or a placeholder."""
    title = _PRODUCER.sub("", " ".join((info.get("Title") or "").split())).strip(" -–—_")
    if _FILE_NAME.search(title) or _EMPTY_TITLE.match(plain(title)):
        return None
    if "_" in title or "\\" in title or len(title) < 4 or not re.search(r"[^\W\d_]{3}", title):
        return None
    if " " not in title and (re.search(r"\d", title) or "-" in title or title.islower()):
        return None
    return title


def author_of(info: Mapping[str, str]) -> str | None:
    """The author, unless it is a login, a machine or a tool."""
    author = " ".join((info.get("Author") or "").split()).strip(" ;,")
    if len(author) < 2 or _LOGIN.match(author) or _TOOL.match(plain(author)):
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
    return (
        plain(named[0]).split("-")[0].strip(".") in _FIRST_NAMES
        or plain(named[-1]) in _FIRST_NAMES
        or "," in name
    )


_FIRST_NAMES = frozenset(
    "adrien agnes alain alban albert alex alexandra alexandre alexis alice amandine amelie ana andre andree anne antoine antonin "
    "arnaud arthur aude audrey aurelie aurelien axel baptiste bastien beatrice benjamin benoit bernadette bernard bertrand brigitte "
    "bruno camille carine carole caroline catherine cecile celine chantal charles charlotte chloe christelle christian christine "
    "christophe claire claude claudine clemence clement colette corinne cyril damien daniel daniele david delphine denis denise "
    "didier dominique dorothee edouard elea elisabeth elise elodie emilie emma emmanuel emmanuelle eric erwan estelle etienne eva "
    "evelyne fabien fabienne fabrice fanny fatima felix florence florent florian franck francois francoise frederic frederique "
    "gabriel gaelle genevieve geoffrey georges gerard geraldine gilbert gilles ginette guenole guillaume guy helene henri herve hugo "
    "hugues ines irene isabelle jacqueline jacques jean jeanne jeremie jeremy jerome joel joelle josephine josiane julie julien "
    "juliette justine karim karine laetitia laura laure laurence laurent lea leila leo lionel lise louis louise luc lucas lucie "
    "ludovic maelle manon marc marcel margaux marie marine marion martin martine mathieu mathilde matthieu maud maurice max maxime "
    "melanie michel michele mickael mireille mohamed monique morgane muriel myriam nadia nadine nathalie nicolas nicole noemie nora "
    "odile olivier olivia pascal pascale patrice patricia patrick paul paule pauline philippe pierre quentin raphael raymond remi "
    "rene renaud robert robin roger roland romain rose sabine sabrina salome samuel sandra sandrine sara sarah sebastien serge simon "
    "simone solene sonia sophie stephane stephanie suzanne sylvain sylvie thibault thierry thomas tristan valentin valerie vanessa "
    "veronique victor vincent virginie viviane xavier yann yannick yasmine yves yvette yvonne zoe".split()
)
