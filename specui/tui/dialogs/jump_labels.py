"""Labels for jumping: one or two letters each, the nearest to the fingers first, none the beginning of another. Pure."""

from __future__ import annotations

from collections.abc import Sequence

KEYS = "asdfghjklqwertyuiopzxcvbnm"
"""Letters in the order in which they are given out: the home row first."""
MOST = len(KEYS) ** 2
"""So many places can be told apart by two letters."""


def labels(count: int, keys: str = KEYS) -> list[str]:
    """Return so many labels, as many of one letter as can be; more than two letters' worth are not given."""
    count = min(count, len(keys) ** 2)
    doubled = 0
    while (len(keys) - doubled) + doubled * len(keys) < count:
        doubled += 1
    single = keys[: len(keys) - doubled]
    firsts = keys[len(keys) - doubled :]
    return [*single, *(first + second for first in firsts for second in keys)][:count]


def narrowed(found: Sequence[str], typed: str) -> list[int]:
    """Return which of the labels begin with what is typed."""
    return [number for number, label in enumerate(found) if label.startswith(typed)]
