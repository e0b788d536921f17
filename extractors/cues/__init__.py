"""Cues: the turns of phrase that assert an obstacle, deny it, lift it, or only look like it."""

from extractors.cues.families import families_of
from extractors.cues.find import Cue, find_cues
from extractors.cues.named import names_obstacle

__all__ = ["Cue", "families_of", "find_cues", "names_obstacle"]
