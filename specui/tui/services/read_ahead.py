"""Reading ahead: another process reads what the first screen shows, while this one imports Textual.

The import keeps one core busy. On a second core, a child finds the files and reads those that fit on the screen. It is
forked before any thread exists, sends its results through a pipe, and exits. When anything goes wrong in the child,
this process does the work later, and finds the same errors.

Imports no Textual; only the child imports what reads files.
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
"""Seconds to wait for the child: it may be late when all cores are busy."""
NAMES = 1_000
"""This many names come with the first files; listing ten thousand takes too long for the first screen."""
FIRST = 12
"""At least this many files are read, to find the first spec among them."""


class Known(NamedTuple):
    """What the first screen shows: names, and the files that fit on it with a summary and the problems of each.

    `partial` says that the folder has more names.
    """

    names: tuple[str, ...]
    partial: bool
    files: list[PackedFile]
    summaries: list[Summary]
    problems: list[list[Problem]]


class Rest(NamedTuple):
    """All names of the folder, and the stats of its files when they were listed: a watch begins there."""

    names: tuple[str, ...]
    found: tuple[FoundFile, ...]


class ReadAhead:
    """The child process. Ask it for `first`, then for `rest`; `stop` it in any case."""

    def __init__(self, pid: int, pipe: int) -> None:
        self.pid = pid
        self._running = True
        self._pipe = os.fdopen(pipe, "rb")

    def first(self) -> Known | None:
        """Return what the first screen shows; None when the child failed or is late."""
        if not select.select([self._pipe], [], [], PATIENCE)[0]:
            self.stop()
            return None
        return self._receive(Known)

    def rest(self) -> Rest | None:
        """Wait for the rest and return it; None when the child failed. May be called from a thread."""
        rest = self._receive(Rest)
        self.stop()
        return rest

    def stop(self) -> None:
        """End the child, if it still runs."""
        if self._running:
            self._running = False
            os.kill(self.pid, signal.SIGKILL)  # it only reads; the pid stays its own until waitpid
            os.waitpid(self.pid, 0)
            self._pipe.close()

    def _receive(self, kind: type[Sent]) -> Sent | None:
        try:
            sent = pickle.load(self._pipe)  # noqa: S301 - from our own child
        except (EOFError, ValueError, pickle.UnpicklingError):
            return None
        return sent if isinstance(sent, kind) else None


def read_ahead(path: str, rows: int, wanted: str = "") -> ReadAhead | None:
    """Start to read a folder or a file for a screen with this many rows; None when there is no second core.

    `wanted` is the name of the file that will be open, or "" when that is not known.
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
        return ReadAhead(pid, reading)
    try:
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)  # only the parent restores the terminal
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            for part in parts_of(Path(path), rows, wanted):
                pickle.dump(part, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()
    finally:
        os._exit(0)  # the parent finds the same errors, and can report them


def parts_of(path: Path, rows: int, wanted: str = "") -> Iterator[Known | Rest]:
    """Yield what a screen with this many rows shows first of a folder or a file, then the rest."""
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
