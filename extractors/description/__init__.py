"""What a document says of itself: title, issuer, kind, date, language."""

from extractors.description.describe import describe, describe_with_remarks

__all__ = ["describe", "describe_with_remarks"]
