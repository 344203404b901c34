"""Labels to jump by: one or two letters each, easy keys first, and no label is the start of another. Pure."""

from __future__ import annotations

from collections.abc import Sequence

KEYS = "asdfghjklqwertyuiopzxcvbnm"
"""Letters in the order of use: the home row first."""
MOST = len(KEYS) ** 2
"""The number of labels that two letters give."""


def labels(count: int) -> list[str]:
    """Return this many labels, with as few of two letters as possible; never more than two letters can give."""
    count = min(count, MOST)
    doubled = 0
    while (len(KEYS) - doubled) + doubled * len(KEYS) < count:
        doubled += 1
    single = KEYS[: len(KEYS) - doubled]
    firsts = KEYS[len(KEYS) - doubled :]
    return [*single, *(first + second for first in firsts for second in KEYS)][:count]


def narrowed(found: Sequence[str], typed: str) -> list[int]:
    """Return the numbers of the labels that start with what is typed."""
    return [number for number, label in enumerate(found) if label.startswith(typed)]
