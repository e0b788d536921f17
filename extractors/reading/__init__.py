"""PDF → passages in reading order, each word with its place on the page."""

from extractors.reading.errors import ReadingError
from extractors.reading.read import READER_VERSION, ReadLimits, read

__all__ = ["READER_VERSION", "ReadLimits", "ReadingError", "read"]
