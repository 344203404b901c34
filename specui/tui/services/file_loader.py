"""Reading a folder of specs behind the screen: in batches, those that can be seen first."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

from specui.tui.models.outline import outline
from specui.tui.models.problem_list import Problem, problems_of
from specui.tui.models.tree_rows import Summary, summarise
from specui.workspace.files.packed_file import pack_file
from specui.workspace.files.spec_file import SpecFile

BATCH_SECONDS = 0.1
TOLD_SECONDS = 1.0
"""How often the screen hears of files that it does not show."""


def in_order(names: Sequence[str], first: Iterable[str]) -> list[str]:
    """Return all names, those that are seen before the others."""
    seen = dict.fromkeys(first)
    known = set(names)
    return [*(name for name in seen if name in known), *(name for name in names if name not in seen)]


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage collector look at nothing that is made here, now or later: a look at a million parts of a large
    file stops all threads for a second. What is read holds itself in no circle, so that it goes without it.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


class Readers(ThreadPoolExecutor):
    """Threads that read. Who leaves does not wait for them: what they find is for a screen that is gone."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - its own way
        super().shutdown(wait=False, cancel_futures=True)


class Read(NamedTuple):
    """A file, and what the screen would ask of it first."""

    file: SpecFile
    summary: Summary
    problems: list[Problem]


def read_for_screen(file: SpecFile, *, folded: bool) -> Read:
    """Return a file with what the screen asks first; folded if nothing more is asked of it soon."""
    summary, problems = summarise(file), problems_of(file)
    if not folded:
        outline(file.contents)
    return Read(pack_file(file) if folded else file, summary, problems)


def batches(
    names: Sequence[str],
    read: Callable[[str], SpecFile],
    visible: int,
    stopped: Callable[[], bool],
    *,
    folded: bool = False,
) -> Iterator[list[Read]]:
    """Yield files as they are read; the visible ones at once, the others now and then.

    Runs in a thread: what the screen asks of a file is worked out here, so that it finds it done, and the file can
    be `folded` then.
    """
    batch: list[Read] = []
    due = time.monotonic() + (BATCH_SECONDS if visible else TOLD_SECONDS)
    for count, name in enumerate(names, 1):
        if stopped():
            return
        batch.append(read_for_screen(read(name), folded=folded))
        now = time.monotonic()
        if count == visible or now >= due:
            yield batch
            batch = []
            due = now + (BATCH_SECONDS if count < visible else TOLD_SECONDS)
        time.sleep(0)  # a key that waits goes first
    if batch:
        yield batch
