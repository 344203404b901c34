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
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from specui.tui.problem_list import Problem
    from specui.tui.tree_model import Summary
    from specui.workspace.discovery import Found
    from specui.workspace.folding import Fold

PATIENCE = 0.05
"""Seconds to wait for the child: where the cores are busy it may come late."""
FIRST = 12
"""So many files are read to find the first spec."""


class Known(NamedTuple):
    """What a session finds; the files that are seen first, in the order of the names, and what is asked of each.

    `found` is pickled: only the watch asks for it, which begins later.
    """

    names: tuple[str, ...]
    found: bytes
    files: list[Fold]
    summaries: list[Summary]
    problems: list[list[Problem]]

    def all_found(self) -> tuple[Found, ...]:
        """Return how the files stood when they were listed."""
        found: tuple[Found, ...] = pickle.loads(self.found)  # noqa: S301 - our own child's
        return found


class Ahead:
    """A child that reads; ask it once, or let it go."""

    def __init__(self, pid: int, pipe: int) -> None:
        self._pid = pid
        self._pipe = pipe

    def result(self) -> Known | None:
        """Return what the child has read; None where it could not, or takes much longer than what it saves."""
        parts = []
        try:
            if not select.select([self._pipe], [], [], PATIENCE)[0]:
                return None
            while part := os.read(self._pipe, 1 << 20):
                parts.append(part)
        finally:
            self.let_go()
        try:
            known = pickle.loads(b"".join(parts))  # noqa: S301 - our own child's
        except (EOFError, pickle.UnpicklingError):
            return None
        return known if isinstance(known, Known) else None

    def let_go(self) -> None:
        """End the child, if it has not ended."""
        if self._pid:
            os.close(self._pipe)
            os.kill(
                self._pid, signal.SIGKILL
            )  # it only reads; and it cannot be another's number before it is waited for
            os.waitpid(self._pid, 0)
            self._pid = 0


def read_ahead(path: str, rows: int) -> Ahead | None:
    """Begin to read a folder or a file for a screen of so many rows; None where nothing would be won by it."""
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
        _send(writing, path, rows)
    finally:
        os._exit(0)  # whatever was wrong is found again, and told, where there is somebody to tell


def _send(pipe: int, path: str, rows: int) -> None:
    data = pickle.dumps(known_of(Path(path), rows), pickle.HIGHEST_PROTOCOL)
    while data:
        data = data[os.write(pipe, data) :]


def known_of(path: Path, rows: int) -> Known:
    """Read what is seen first of a folder or a file on a screen of so many rows."""
    from specui.tui.problem_list import problems_of
    from specui.tui.tree_model import summarise
    from specui.workspace.folding import folded
    from specui.workspace.session import Session

    session = Session(path)
    names = session.discover()
    files = [session.read(name) for name in names[: max(rows, FIRST)]]
    found = pickle.dumps(session.found, pickle.HIGHEST_PROTOCOL)
    return Known(names, found, [*map(folded, files)], [*map(summarise, files)], [*map(problems_of, files)])
