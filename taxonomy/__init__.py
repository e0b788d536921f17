"""The categories of obstacles, and the texts of law, as data with their loaders and checks."""

from taxonomy.load import load

__all__ = ["load"]
