"""PDF → passages → statements, citations, proposals. Pure functions and spaCy components."""
