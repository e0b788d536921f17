"""Readers that misbehave, for test_isolate.py; each is called in the child process."""

from __future__ import annotations

import ctypes
import hashlib
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from extractors.reading.errors import ReadingError
from extractors.records import Description, Page, PageStatus, Reading


def good(path: Path, on_page: Callable[[int], None]) -> Reading:
    pages = []
    for number in (1, 2, 3):
        on_page(number)
        pages.append(Page(number, 595.0, 842.0, 0, PageStatus.TEXT, "pdfium", 1, os.getpid()))
    return Reading(hashlib.sha256(path.read_bytes()).hexdigest(), "double", tuple(pages), (), Description())


def by_name(path: Path, on_page: Callable[[int], None]) -> Reading:
    """The name of the file says what goes wrong."""
    wrong = path.stem.split("-")[0]
    return globals().get(wrong, good)(path, on_page)


def without_progress(path: Path) -> Reading:
    return good(path, lambda number: None)


def killed(path: Path, on_page: Callable[[int], None]) -> Reading:
    for number in (1, 2, 3):
        on_page(number)
    os.kill(os.getpid(), signal.SIGKILL)
    return good(path, on_page)


def segfault(path: Path, on_page: Callable[[int], None]) -> Reading:
    ctypes.string_at(0)
    return good(path, on_page)


def hangs(path: Path, on_page: Callable[[int], None]) -> Reading:
    on_page(2)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    while True:
        time.sleep(1)


def crawls(path: Path, on_page: Callable[[int], None]) -> Reading:
    for number in range(1, 1000):
        on_page(number)
        time.sleep(0.05)
    return good(path, on_page)


def eats(path: Path, on_page: Callable[[int], None]) -> Reading:
    eaten = []
    while True:
        eaten.append(b"x" * 20_000_000)
        time.sleep(0.005)


def gulps(path: Path, on_page: Callable[[int], None]) -> Reading:
    return good(path, lambda number: print(len(bytearray(40_000_000_000))))


def prints(path: Path, on_page: Callable[[int], None]) -> Reading:
    sys.stdout.write("garbage\x00" * 100_000)
    sys.stdout.flush()
    os.write(1, b"\xff" * 100_000)
    os.write(2, b"\xff" * 100_000)
    return good(path, on_page)


def confused(path: Path, on_page: Callable[[int], None]) -> Reading:
    raise TypeError("'NoneType' object\n is not iterable")


def exits(path: Path, on_page: Callable[[int], None]) -> Reading:
    sys.exit(3)


def quits(path: Path, on_page: Callable[[int], None]) -> Reading:
    os._exit(7)


def deep(path: Path, on_page: Callable[[int], None]) -> Reading:
    return deep(path, on_page)


def refuses(path: Path, on_page: Callable[[int], None]) -> Reading:
    raise ReadingError("open", "password", "Le document est protégé par un mot de passe.")


def overwritten(path: Path, on_page: Callable[[int], None]) -> Reading:
    reading = good(path, on_page)
    path.write_bytes(path.read_bytes() + b"\n% more")
    return reading


def truncated(path: Path, on_page: Callable[[int], None]) -> Reading:
    path.write_bytes(path.read_bytes()[:100])
    raise ValueError("unexpected end")


def swapped(path: Path, on_page: Callable[[int], None]) -> Reading:
    """Same size, same time: only the bytes tell."""
    told = path.stat()
    reading = good(path, on_page)
    path.write_bytes(path.read_bytes()[:-1] + b"#")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    return reading
