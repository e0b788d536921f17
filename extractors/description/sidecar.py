"""A file beside the PDF that says what it is: `NAME.pdf.yaml`, `NAME.yaml`, or the same with .yml, .json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from extractors.description.dates import dates_in, pdf_date
from extractors.description.plain import plain

_MOST_BYTES = 65_536
_KEYS = {
    "title": "title intitule titre",
    "issuer": "issuer emetteur auteur author organisme organisation",
    "kind": "kind nature genre type type_de_document",
    "issuer_type": "issuer_type type_d'emetteur type_emetteur type_de_l'emetteur nature_de_l'emetteur",
    "published_on": "published_on date publication date_de_publication date_publication annee",
    "language": "language langue",
}
_KINDS = {
    "study": "study etude rapport enquete note",
    "guide": "guide fiche manuel",
    "contribution": "contribution audition cahier_d'acteur tribune compte_rendu plaidoyer",
    "other": "other autre",
}
_ISSUER_TYPES = {
    "network": "network reseau federation union",
    "association": "association",
    "foundation": "foundation fondation",
    "company": "company entreprise societe",
    "authority": "authority autorite collectivite administration etat",
    "lawyer": "lawyer avocat avocats cabinet_d'avocats",
    "parliament": "parliament parlement depute senateur",
    "research": "research recherche universite",
    "other": "other autre",
}
_LANGUAGES = {"francais": "fr", "french": "fr", "anglais": "en", "english": "en"}


@dataclass(frozen=True, slots=True)
class Sidecar:
    """values: by field of `Description`; remarks: French, what could not be used."""

    values: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def sidecar_of(path: Path) -> Sidecar:
    """Read the sidecar of a PDF; empty when there is none. Nothing in it can make this fail."""
    for candidate in _candidates(path):
        if candidate.is_file():
            return _read(candidate)
    return Sidecar()


def _candidates(path: Path) -> list[Path]:
    endings = (".yaml", ".yml", ".json")
    return [path.with_name(path.name + end) for end in endings] + [path.with_suffix(end) for end in endings]


def _read(file: Path) -> Sidecar:
    try:
        if file.stat().st_size > _MOST_BYTES:
            return _unusable(file, "il dépasse 64 Ko")
        text = file.read_text(encoding="utf-8-sig")
        loaded = json.loads(text) if file.suffix == ".json" else yaml.safe_load(text)
    except (yaml.YAMLError, json.JSONDecodeError, RecursionError):
        return _unusable(file, "sa syntaxe est fausse")
    except UnicodeDecodeError:
        return _unusable(file, "il n’est pas en UTF-8")
    except (OSError, ValueError) as error:  # a date that does not exist is a ValueError of the YAML loader
        return _unusable(file, str(error))
    if loaded is None:
        return Sidecar()
    if not isinstance(loaded, dict):
        return _unusable(file, "il doit contenir des lignes « titre : … », « émetteur : … »")
    return _fields(file, loaded)


def _unusable(file: Path, why: str) -> Sidecar:
    return Sidecar({}, (f"Le fichier d’accompagnement « {file.name} » est ignoré : {why}.",))


def _fields(file: Path, loaded: dict[Any, Any]) -> Sidecar:
    values: dict[str, str] = {}
    remarks: list[str] = []
    for key, value in loaded.items():
        name = _meant(str(key), _KEYS)
        if name is None:
            remarks.append(f"« {file.name} » : la rubrique « {key} » est inconnue, elle est ignorée.")
            continue
        if value is None or value == "":
            continue
        understood = _value(name, value)
        if understood is None:
            remarks.append(
                f"« {file.name} » : la valeur « {value} » de « {key} » n’est pas comprise, elle est ignorée."
            )
        else:
            values[name] = understood
    return Sidecar(values, tuple(remarks))


def _meant(word: str, table: Mapping[str, str]) -> str | None:
    """The name under which a table knows a French or English word."""
    asked = plain(word).replace(" ", "_")
    return next((name for name, words in table.items() if asked in words.split()), None)


def _value(name: str, value: object) -> str | None:
    if isinstance(value, date):
        return value.isoformat()[:10] if name == "published_on" else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = " ".join(str(value).split())
    match name:
        case "kind":
            return _meant(text, _KINDS)
        case "issuer_type":
            return _meant(text, _ISSUER_TYPES)
        case "language":
            short = _LANGUAGES.get(plain(text), text.lower())
            return short if len(short) == 2 and short.isalpha() else None
        case "published_on":
            found = sorted(dates_in(text), key=lambda dated: -dated.precision)
            return found[0].iso if found else pdf_date(text)
        case _:
            return text
