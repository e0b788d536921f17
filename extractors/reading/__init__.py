"""PDF → passages in reading order, each word with its place on the page."""

from extractors.reading.errors import ReadingError
from extractors.reading.read import READER_VERSION, FileLimits, read

__all__ = ["READER_VERSION", "FileLimits", "ReadingError", "read"]
