"""What Prefect must find in the environment before it is imported.

Called by the command line before the first import of a flow; values that are set already win.
"""

from __future__ import annotations

import os
from pathlib import Path


def prepare(home: Path) -> None:
    """Keep Prefect's own files inside the levier home, quiet, without telemetry."""
    folder = home / "prefect"
    folder.mkdir(parents=True, exist_ok=True)
    defaults = {
        "PREFECT_HOME": str(folder.absolute()),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # our own messages are for people
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "600",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
