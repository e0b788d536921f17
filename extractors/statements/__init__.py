"""Statements of obstacles: what the sentence does, which category, how it works, and why we think so."""
