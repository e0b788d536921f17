"""What can go wrong with a run as such. Every message is a French sentence for the person at the screen."""

from __future__ import annotations


class FlowError(Exception):
    """Any trouble with a run; str(error) is what to show."""


class EngineUnavailable(FlowError):
    """Prefect's server did not start, or does not answer."""


class Overlap(FlowError):
    """The same folder is being ingested already."""


class BadSchedule(FlowError):
    """A cron expression or a time zone that cannot be read."""


class InboxMissing(FlowError):
    """The watched folder is not there, or cannot be read."""
