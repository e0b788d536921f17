"""How good are the extractors? What a warehouse holds, measured against gold documents."""

from warehouse.evaluation.diagram import reliability_svg
from warehouse.evaluation.evaluate import evaluate
from warehouse.evaluation.gold import GoldError
from warehouse.evaluation.keep import BaseError, load_base, to_json
from warehouse.evaluation.records import Base, Evaluation
from warehouse.evaluation.report import report

__all__ = [
    "Base",
    "BaseError",
    "Evaluation",
    "GoldError",
    "evaluate",
    "load_base",
    "reliability_svg",
    "report",
    "to_json",
]
