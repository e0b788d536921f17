"""Connected components: groups that depend on the set of links, not on their order."""

from __future__ import annotations

from collections.abc import Iterable


def components(size: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Groups of the numbers 0 … size - 1 that links connect, each sorted, in the order of their first."""
    leader = list(range(size))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for left, right in links:
        first, second = find(left), find(right)
        if first != second:
            leader[max(first, second)] = min(first, second)
    groups: dict[int, list[int]] = {}
    for i in range(size):
        groups.setdefault(find(i), []).append(i)
    return list(groups.values())
