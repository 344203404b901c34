"""Reading many specs in a thread: in batches, the visible ones first."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from specui.tui.models.loaded_file import Loaded
from specui.tui.models.outline import outline
from specui.tui.models.problem_list import problems_of
from specui.tui.models.tree_rows import summarise
from specui.workspace.files.packed_file import pack_file
from specui.workspace.files.spec_file import SpecFile

BATCH_SECONDS = 0.1
HIDDEN_BATCH_SECONDS = 1.0
"""Time between two batches: of files that the screen shows, and of all others."""


def visible_first(names: Sequence[str], visible: Iterable[str]) -> list[str]:
    """Return all names, the visible ones first."""
    first = dict.fromkeys(visible)
    known = set(names)
    return [*(name for name in first if name in known), *(name for name in names if name not in first)]


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector away from everything that the block creates, for good.

    A collection over the million objects of a large file stops all threads for a second. Loaded files have no
    reference cycles, so they do not need the collector.
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
    """Threads that read files. Quitting does not wait for them: nothing needs their results any more."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - never waits
        super().shutdown(wait=False, cancel_futures=True)


def load_file(file: SpecFile, *, folded: bool) -> Loaded:
    """Return a file with what the screen asks of it first; `folded` saves memory when nothing else is asked soon."""
    summary, problems = summarise(file), problems_of(file)
    if not folded:
        outline(file.contents)
    return Loaded(pack_file(file) if folded else file, summary, problems)


def batches(
    names: Sequence[str],
    read: Callable[[str], SpecFile],
    visible: int,
    stopped: Callable[[], bool],
    *,
    folded: bool = False,
) -> Iterator[list[Loaded]]:
    """Read files in order and yield them in batches: the first `visible` ones soon, all others less often.

    Runs in a thread. It works out here what the screen asks of a file, so that the screen need not wait for it.
    """
    batch: list[Loaded] = []
    due = time.monotonic() + (BATCH_SECONDS if visible else HIDDEN_BATCH_SECONDS)
    for count, name in enumerate(names, 1):
        if stopped():
            return
        batch.append(load_file(read(name), folded=folded))
        now = time.monotonic()
        if count == visible or now >= due:
            yield batch
            batch = []
            due = now + (BATCH_SECONDS if count < visible else HIDDEN_BATCH_SECONDS)
        time.sleep(0)  # lets the event loop answer a waiting key first
    if batch:
        yield batch
