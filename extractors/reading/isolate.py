"""Each document is read in a child process that may be killed: time, memory and pages are bounded.

Whatever happens to the child (crash, hang, memory, an exception of any library), the parent goes on and
the document gets a `Failure`. Children are used again for the next document, and replaced once one was
killed or has grown fat.

Memory is the resident set of the child and of the programs that it runs, looked at every 50 ms; on Linux
the address space is bounded too (RLIMIT_AS), which stops a burst between two looks. Elsewhere (macOS) the
resident set comes from `ps` once a second, and nothing stops a burst.
"""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from extractors.reading import receive_checks
from extractors.reading.limits import WorkerLimits
from extractors.reading.memory import bound_address_space, resident_mb, wait_with_peak
from extractors.reading.worker import changed_while_reading, out_of_memory
from extractors.records import Failure, Reading

__all__ = ["WorkerLimits", "read_isolated", "read_many"]

_READER = "extractors.reading.read:read"
_LOOK = 0.05  # seconds between two looks at a worker
_START = 120.0  # seconds for a worker to import its libraries, on a machine under load
_SIGNALS_OF_MEMORY = {signal.SIGABRT, signal.SIGSEGV, signal.SIGTRAP, signal.SIGILL, signal.SIGBUS}


def read_isolated(
    path: Path, limits: WorkerLimits | None = None, *, reader: str = _READER
) -> Reading | Failure:
    """Read one document in a child process of its own.

    reader: "module:function" that is called there with the path (see `worker.load`)
    """
    worker = _Worker(reader)
    try:
        return worker.read(path, limits or WorkerLimits(), threading.Event())
    finally:
        worker.end()


def read_many(
    paths: Iterable[Path], limits: WorkerLimits | None = None, workers: int = 2, *, reader: str = _READER
) -> Iterator[tuple[Path, Reading | Failure]]:
    """Read documents in `workers` children side by side; yields each as it is done, in no given order.

    Every path that is taken gives exactly one result. At most `workers` results wait to be fetched, so that
    a slow consumer does not fill the memory. Closing the iterator ends the children.
    """
    waiting = _Waiting(iter(paths), limits or WorkerLimits(), reader, queue.Queue(maxsize=max(1, workers)))
    threads = [threading.Thread(target=waiting.work, daemon=True) for _ in range(max(1, workers))]
    for thread in threads:
        thread.start()
    try:
        running = len(threads)
        while running:
            result = waiting.results.get()
            if isinstance(result, BaseException):
                raise result
            if result is None:
                running -= 1
            else:
                yield result
    finally:
        waiting.stop.set()
        for thread in threads:
            thread.join()


@dataclass(slots=True)
class _Waiting:
    """The paths still to read, shared by the threads that each look after one worker."""

    paths: Iterator[Path]
    limits: WorkerLimits
    reader: str
    results: queue.Queue[tuple[Path, Reading | Failure] | BaseException | None]
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def work(self) -> None:
        worker = _Worker(self.reader)
        try:
            while not self.stop.is_set():
                with self.lock:
                    path = next(self.paths, None)
                if path is None:
                    break
                self._put((path, worker.read(path, self.limits, self.stop)))
            self._put(None)
        except BaseException as error:
            self._put(error)
        finally:
            worker.end()

    def _put(self, result: tuple[Path, Reading | Failure] | BaseException | None) -> None:
        while not self.stop.is_set():
            try:
                self.results.put(result, timeout=_LOOK)
            except queue.Full:
                continue
            return


class _Worker:
    """One child process, started when first needed and again after each loss."""

    def __init__(self, reader: str) -> None:
        self._reader = reader
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._tells_pages = False
        self._usual = 0.0  # MiB held after the first document

    def read(self, path: Path, limits: WorkerLimits, stop: threading.Event) -> Reading | Failure:
        """One document, whatever happens to it; the worker is ready for the next one afterwards."""
        refused = receive_checks.check(path)
        if refused is not None:
            return refused
        before = _fingerprint(path)
        outcome = self._ask(path.absolute(), limits, stop)
        if isinstance(outcome, Failure) and _fingerprint(path) != before:
            return changed_while_reading()
        return outcome

    def end(self) -> None:
        """End the child and the programs that it started."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        self._usual = 0.0
        if connection is not None:
            connection.close()
        if process is None:
            return
        with suppress(ProcessLookupError):  # gone already, and nothing of its group is left
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _start(self) -> tuple[subprocess.Popen[bytes], Connection]:
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-m", "extractors.reading.worker", str(theirs.fileno()), self._reader],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # libraries print what they like
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # its own group, so that Tesseract goes with it
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OMP_THREAD_LIMIT": "1"},
            )
        return process, Connection(ours.detach())

    def _ask(self, path: Path, limits: WorkerLimits, stop: threading.Event) -> Reading | Failure:
        if self._process is None or self._connection is None:
            self._process, self._connection = self._start()
            ready = _wait_until_ready(self._connection, stop)
            if ready is None:
                self.end()
                return _NO_WORKER
            self._tells_pages = ready
            bound_address_space(self._process.pid, limits.memory_mb)
        watch = _Watch(self._process, self._connection, limits, stop, self._tells_pages)
        outcome = watch.ask(path)
        if watch.lost or self._is_fat(resident_mb(self._process.pid), limits):
            self.end()
        return outcome

    def _is_fat(self, resident: float, limits: WorkerLimits) -> bool:
        """Whether what earlier documents left behind would weigh on the next one.

        Libraries and models, which the first document loads, do not count.
        """
        self._usual = self._usual or resident
        return resident > max(self._usual + limits.memory_mb / 3, 0.75 * limits.memory_mb)


_NO_WORKER = Failure(
    "read",
    "crash",
    "Le processus de lecture n’a pas démarré. Vérifiez l’installation (« levier doctor »), puis recommencez.",
    retry=True,
)


def _wait_until_ready(connection: Connection, stop: threading.Event) -> bool | None:
    """Wait until a worker has its libraries: whether its reader tells of pages, None when it ends before."""
    end = time.monotonic() + _START
    while time.monotonic() < end and not stop.is_set():
        try:
            if connection.poll(_LOOK):
                return bool(connection.recv()[1])
        except (EOFError, OSError):
            return None
    return None


@dataclass(slots=True)
class _Watch:
    """One request to a worker, followed to its end."""

    process: subprocess.Popen[bytes]
    connection: Connection
    limits: WorkerLimits
    stop: threading.Event
    tells_pages: bool
    page: int = 0
    peak: float = 0.0
    lost: bool = False

    def ask(self, path: Path) -> Reading | Failure:
        """Send the request and wait for the outcome within the limits."""
        start = sign = time.monotonic()
        try:
            self.connection.send((path, self.limits))
            while True:
                # What the worker has already said counts, even if we come late to hear it.
                if self.connection.poll(_LOOK):
                    kind, value = self.connection.recv()
                    if kind == "done":
                        outcome: Reading | Failure = value
                        return outcome
                    self.page, sign = value, time.monotonic()
                failure = self._beyond(time.monotonic() - start, time.monotonic() - sign)
                if failure is not None:
                    self.lost = True
                    return failure
        except (EOFError, OSError):
            self.lost = True
            return self._died()

    def _beyond(self, total: float, silent: float) -> Failure | None:
        """The limit that is passed, if one is; seconds since the start and since the last page."""
        self.peak = max(self.peak, resident_mb(self.process.pid))
        if self.peak > self.limits.memory_mb:
            return out_of_memory(self.limits)
        if self.stop.is_set():
            return Failure("read", "stopped", "La lecture a été interrompue. Recommencez.", retry=True)
        if total > self.limits.seconds:
            return _too_slow(f"La lecture a duré plus de {_seconds(self.limits.seconds)}")
        if self.tells_pages and silent > self.limits.seconds_per_page:
            where = f"à la page {self.page}" if self.page else "à l’ouverture"
            return _too_slow(
                f"La lecture est restée {_seconds(self.limits.seconds_per_page)} sans avancer {where}"
            )
        return None

    def _died(self) -> Failure:
        """The worker ended without an answer: of what?"""
        code, peak = wait_with_peak(self.process)
        cause = signal.Signals(-code) if code < 0 else None
        hungry = max(peak, self.peak) > 0.7 * self.limits.memory_mb
        if hungry and (cause in _SIGNALS_OF_MEMORY or cause is signal.SIGKILL or code > 0):
            return out_of_memory(self.limits)
        if cause is signal.SIGALRM:
            return _too_slow(f"La lecture a duré plus de {_seconds(self.limits.seconds)}")
        how = f"signal {cause.name}" if cause is not None else f"code {code}"
        where = f" à la page {self.page}" if self.page else ""
        killed = cause is signal.SIGKILL
        remedy = (
            "Le système manquait peut-être de mémoire : recommencez avec moins de lectures en parallèle."
            if killed
            else "Ouvrez-le dans un lecteur de PDF, réenregistrez-le (« Imprimer en PDF »), puis recommencez."
        )
        reason = f"Le lecteur s’est arrêté brutalement sur ce document{where} ({how}). {remedy}"
        return Failure("read", "crash", reason, retry=killed)


def _too_slow(what: str) -> Failure:
    reason = f"{what}. Réenregistrez le document (« Imprimer en PDF »), découpez-le, ou relevez la limite."
    return Failure("read", "timeout", reason, retry=True)


def _seconds(value: float) -> str:
    return f"{value:g} s".replace(".", ",")


def _fingerprint(path: Path) -> tuple[int, int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return (told.st_ino, told.st_size, told.st_mtime_ns)
