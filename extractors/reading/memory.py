"""Memory of a child process: what it holds, and a bound on it. Linux reads /proc; elsewhere `ps` is asked."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path

_MIB = 1024 * 1024
_LINUX: bool = sys.platform == "linux"


def resident_mb(pid: int) -> float:
    """Resident memory of a process and of its children, in MiB; 0 when it is gone."""
    if _LINUX:
        return _resident_pages(pid) * resource.getpagesize() / _MIB
    return _asked(pid, int(time.monotonic()))  # `ps` is too dear for more than once a second


def bound_address_space(pid: int, memory_mb: int) -> None:
    """On Linux, bound the address space of a process to what it has now plus `memory_mb` and a half.

    Libraries map much that they never touch, so the bound is wider than the limit on resident memory: it
    only stops a burst between two looks. Elsewhere the system does not keep such bounds.
    """
    if _LINUX:
        bound = _mapped_pages(pid) * resource.getpagesize() + int(1.5 * memory_mb * _MIB)
        try:
            resource.prlimit(pid, resource.RLIMIT_AS, (bound, bound))
        except ProcessLookupError:
            return  # died just now; its watcher will say so


def wait_with_peak(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    """Wait for the end of a child; its exit code (minus the signal) and the most memory it held, in MiB.

    0 MiB when the peak cannot be told from that of this process.
    """
    if process.returncode is not None:
        return process.returncode, 0.0
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # Between fork and exec the child counts the memory of its parent as its own: a peak that is no higher
    # than ours says nothing of the child.
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = usage.ru_maxrss if usage.ru_maxrss > ours else 0
    return process.returncode, peak / (1024 if _LINUX else _MIB)


def _resident_pages(pid: int) -> int:
    try:
        total = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return total + sum(_resident_pages(int(child)) for child in children)


def _mapped_pages(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[0])
    except (FileNotFoundError, ProcessLookupError):
        return 0


@lru_cache(maxsize=64)
def _asked(pid: int, second: int) -> float:
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False, timeout=5
    )
    return float(told.stdout.strip() or 0) / 1024
