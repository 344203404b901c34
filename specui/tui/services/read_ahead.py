"""Reads what is seen first in another process, while this one imports Textual.

Importing keeps one core busy; a second one, where there is one, can find the files and understand those that fit on
the screen meanwhile. A child is forked before any thread is there, sends what it has through a pipe, and is gone.
Whatever goes wrong there is no matter: then it is done here, later, with its errors.

Imports no Textual; what understands files is imported by the child.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from specui.tui.models.problem_list import Problem
    from specui.tui.models.tree_rows import Summary
    from specui.workspace.files.discovery import FoundFile
    from specui.workspace.files.packed_file import PackedFile

Sent = TypeVar("Sent")
PATIENCE = 0.05
"""Seconds to wait for the child: where the cores are busy it may come late."""
NAMES = 1_000
"""So many names come with what is seen first; listing ten thousand takes longer than the screen may wait."""
FIRST = 12
"""So many files are read to find the first spec."""


class Known(NamedTuple):
    """What is seen first: names, and those files that fit on the screen, with what is asked of each.

    `partial`: there are more names.
    """

    names: tuple[str, ...]
    partial: bool
    files: list[PackedFile]
    summaries: list[Summary]
    problems: list[list[Problem]]


class Rest(NamedTuple):
    """All names, and how the files stood when they were listed: where a watch begins."""

    names: tuple[str, ...]
    found: tuple[FoundFile, ...]


class Ahead:
    """A child that reads. Ask it for what is seen first, then for the rest; and let it go."""

    def __init__(self, pid: int, pipe: int) -> None:
        self.pid = pid
        self._running = True
        self._pipe = os.fdopen(pipe, "rb")

    def first(self) -> Known | None:
        """Return what is seen first; None where the child failed, or takes much longer than what it saves."""
        if not select.select([self._pipe], [], [], PATIENCE)[0]:
            self.let_go()
            return None
        return self._next(Known)

    def rest(self) -> Rest | None:
        """Return the rest, when it is there; None where the child failed. May be called from a thread."""
        rest = self._next(Rest)
        self.let_go()
        return rest

    def let_go(self) -> None:
        """End the child, if it has not ended."""
        if self._running:
            self._running = False
            os.kill(self.pid, signal.SIGKILL)  # it only reads; its number is its own until it is waited for
            os.waitpid(self.pid, 0)
            self._pipe.close()

    def _next(self, kind: type[Sent]) -> Sent | None:
        try:
            sent = pickle.load(self._pipe)  # noqa: S301 - our own child's
        except (EOFError, ValueError, pickle.UnpicklingError):
            return None
        return sent if isinstance(sent, kind) else None


def read_ahead(path: str, rows: int, wanted: str = "") -> Ahead | None:
    """Begin to read a folder or a file for a screen of so many rows; None where nothing would be won by it.

    `wanted` is the name of the file that is to be open, where that is known.
    """
    if not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2:
        return None
    try:
        reading, writing = os.pipe()
        pid = os.fork()
    except OSError:
        return None
    if pid:
        os.close(writing)
        return Ahead(pid, reading)
    try:
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)  # the terminal is the parent's to give back
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            for part in parts_of(Path(path), rows, wanted):
                pickle.dump(part, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()
    finally:
        os._exit(0)  # whatever was wrong is found again, and told, where there is somebody to tell


def parts_of(path: Path, rows: int, wanted: str = "") -> Iterator[Known | Rest]:
    """Yield what is seen first of a folder or a file on a screen of so many rows, then the rest."""
    from specui.tui.models.problem_list import problems_of
    from specui.tui.models.tree_rows import summarise
    from specui.workspace.files.packed_file import pack
    from specui.workspace.session import Session

    session = Session(path)
    names = session.discover(NAMES)
    seen = dict.fromkeys(names[: max(rows, FIRST)])
    if wanted in names:
        seen[wanted] = None
    files = [session.read(name) for name in seen]
    summaries, problems = [*map(summarise, files)], [*map(problems_of, files)]
    yield Known(names, session.partial, [*map(pack, files)], summaries, problems)
    yield Rest(session.discover(), session.found)
