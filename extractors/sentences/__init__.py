"""Sentences of legal French. `split(text)` is the public function."""

from extractors.sentences.split import split

__all__ = ["split"]
