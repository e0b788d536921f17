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
    "title": "title", "titre": "title", "intitule": "title",
    "issuer": "issuer", "emetteur": "issuer", "auteur": "issuer", "author": "issuer", "organisme": "issuer", "organisation": "issuer",
    "kind": "kind", "nature": "kind", "genre": "kind", "type": "kind", "type de document": "kind",
    "issuer_type": "issuer_type", "type d'emetteur": "issuer_type", "type_emetteur": "issuer_type",
    "nature de l'emetteur": "issuer_type", "type emetteur": "issuer_type",
    "published_on": "published_on", "date": "published_on", "publication": "published_on",
    "date de publication": "published_on", "date_publication": "published_on", "annee": "published_on",
    "language": "language", "langue": "language",
}  # fmt: skip
_KINDS = {
    "study": "study", "etude": "study", "rapport": "study", "enquete": "study", "note": "study",
    "guide": "guide", "fiche": "guide", "manuel": "guide",
    "contribution": "contribution", "audition": "contribution", "cahier d'acteur": "contribution", "tribune": "contribution",
    "compte rendu": "contribution", "plaidoyer": "contribution",
    "other": "other", "autre": "other",
}  # fmt: skip
_ISSUER_TYPES = {
    "network": "network", "reseau": "network", "federation": "network", "union": "network",
    "association": "association", "foundation": "foundation", "fondation": "foundation",
    "company": "company", "entreprise": "company", "societe": "company",
    "authority": "authority", "autorite": "authority", "collectivite": "authority", "administration": "authority", "etat": "authority",
    "lawyer": "lawyer", "avocat": "lawyer", "avocats": "lawyer", "cabinet d'avocats": "lawyer",
    "parliament": "parliament", "parlement": "parliament", "depute": "parliament", "senateur": "parliament",
    "research": "research", "recherche": "research", "universite": "research",
    "other": "other", "autre": "other",
}  # fmt: skip
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
        name = _KEYS.get(plain(str(key)))
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


def _value(name: str, value: object) -> str | None:
    if isinstance(value, date):
        return value.isoformat()[:10] if name == "published_on" else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = " ".join(str(value).split())
    match name:
        case "kind":
            return _KINDS.get(plain(text))
        case "issuer_type":
            return _ISSUER_TYPES.get(plain(text))
        case "language":
            short = _LANGUAGES.get(plain(text), text.lower())
            return short if len(short) == 2 and short.isalpha() else None
        case "published_on":
            found = sorted(dates_in(text), key=lambda dated: -dated.precision)
            return found[0].iso if found else pdf_date(text)
        case _:
            return text
