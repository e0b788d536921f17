"""Follow merges to the obstacle that stands in the end."""

from __future__ import annotations

from collections.abc import Container, Mapping


def resolve(merges: Mapping[str, str], known: Container[str]) -> dict[str, str]:
    """Old id → the one that stands. Merges into an unknown obstacle and circles are left out."""
    found = {}
    for identifier in merges:
        seen = {identifier}
        at = identifier
        while at in merges and merges[at] in known and merges[at] not in seen:
            at = merges[at]
            seen.add(at)
        circle = at in merges and merges[at] in seen
        if at != identifier and not (circle and identifier == min(seen)):
            found[identifier] = min(seen) if circle else at
    return found
