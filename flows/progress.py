"""Progress of a run: the flow tells events, whoever listens (the terminal, a test) shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from warehouse.records import RunDocument


@dataclass(frozen=True, slots=True)
class Event:
    """done of given files are finished; document: the one that just was, None at the start; note: French."""

    given: int
    done: int
    document: RunDocument | None = None
    note: str = ""


Listener = Callable[[Event], None]
_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Events reach the listener inside the block. Listeners are of the process, as a flow's threads are."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def tell(event: Event) -> None:
    """Tell all listeners."""
    for listener in list(_listeners):
        listener(event)
