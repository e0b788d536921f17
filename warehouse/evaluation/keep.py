"""Write an evaluation as JSON, and read it again as the base of a later one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from warehouse.errors import WarehouseError
from warehouse.evaluation.breakdown import LookalikeRow, Row
from warehouse.evaluation.records import Base, CitationLine, Evaluation, Line, Lines, Stray

FORMAT = 1


class BaseError(WarehouseError):
    """The file is not an evaluation that was kept; the message says why, in French."""


def to_json(evaluation: Evaluation) -> str:
    """The whole evaluation as JSON text. Keys: docs/evaluation.md."""
    parts = evaluation.breakdown
    kept = {
        "format": FORMAT,
        "gold": {"name": evaluation.gold_name, "sha256": evaluation.gold_digest},
        "versions": evaluation.versions,
        "documents": evaluation.documents,
        "missing": evaluation.missing,
        "metrics": evaluation.values,
        "intervals": {
            one.name: None if one.low is None or one.high is None else [round(one.low, 4), round(one.high, 4)]
            for one in evaluation.figures
        },
        "categories": [_row(row) for row in parts.categories],
        "genres": [_row(row) for row in parts.genres],
        "kinds": [_row(row) for row in parts.kinds],
        "turns": [_row(row) for row in parts.turns],
        "lookalikes": [_lookalike(row) for row in parts.lookalikes],
        "confusions": [asdict(one) for one in parts.confusions],
        "calibration": asdict(evaluation.calibration),
        "sentences": [asdict(line) for line in evaluation.lines.sentences],
        "strays": [asdict(stray) for stray in evaluation.lines.strays],
        "citations": [asdict(line) for line in evaluation.lines.citations],
    }
    return json.dumps(kept, ensure_ascii=False, indent=1)


def load_base(path: Path) -> Base:
    """Read what `to_json` wrote. Raises BaseError (French) when the file is missing or something else."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BaseError(f"L’évaluation {path} ne peut pas être lue : {error.strerror}.") from error
    except ValueError as error:
        raise BaseError(f"Le fichier {path} n’est pas une évaluation enregistrée (JSON attendu).") from error
    if not isinstance(kept, dict) or kept.get("format") != FORMAT:
        raise BaseError(
            f"Le fichier {path} n’est pas une évaluation que cette version sait lire (format {FORMAT} "
            "attendu) : refaites-la avec « levier evaluate --json »."
        )
    try:
        return _base(kept)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BaseError(f"L’évaluation {path} est incomplète ou abîmée ({error}).") from error


def _base(kept: Mapping[str, Any]) -> Base:
    lines = Lines(
        tuple(Line(**line) for line in kept["sentences"]),
        tuple(Stray(**stray) for stray in kept["strays"]),
        tuple(CitationLine(**line) for line in kept["citations"]),
    )
    values = {str(name): float(value) for name, value in kept["metrics"].items()}
    return Base(str(kept["gold"]["sha256"]), tuple(kept["versions"]), values, lines)


def _row(row: Row) -> dict[str, object]:
    shares = {"precision": row.precision, "recall": row.recall, "f1": row.f1}
    return asdict(row) | {name: _rounded(value) for name, value in shares.items()}


def _lookalike(row: LookalikeRow) -> dict[str, object]:
    label = None if row.label is None else _row(row.label)
    return asdict(row) | {"rejected": _rounded(row.rejected), "label": label}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
