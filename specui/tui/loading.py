"""Reading a folder of specs behind the screen: in batches, those that can be seen first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from specui.tui.tree_model import summarise
from specui.workspace.files import SpecFile

BATCH_SECONDS = 0.1
TOLD_SECONDS = 1.0
"""How often the screen hears of files that it does not show."""


def in_order(names: Sequence[str], first: Iterable[str]) -> list[str]:
    """Return all names, those that are seen before the others."""
    seen = dict.fromkeys(first)
    known = set(names)
    return [*(name for name in seen if name in known), *(name for name in names if name not in seen)]


def batches(
    names: Sequence[str], read: Callable[[str], SpecFile], visible: int, stopped: Callable[[], bool]
) -> Iterator[list[SpecFile]]:
    """Yield files as they are read; the visible ones at once, the others now and then.

    Runs in a thread: what the tree says of a file is computed here, so that the screen finds it done.
    """
    batch: list[SpecFile] = []
    due = time.monotonic() + BATCH_SECONDS
    for count, name in enumerate(names, 1):
        if stopped():
            return
        file = read(name)
        summarise(file)
        batch.append(file)
        now = time.monotonic()
        if count == visible or now >= due:
            yield batch
            batch = []
            due = now + (BATCH_SECONDS if count < visible else TOLD_SECONDS)
        time.sleep(0)  # a key that waits goes first
    if batch:
        yield batch
