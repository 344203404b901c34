"""What others change, as the app hears of it: a folder by its events, a single file by its stat."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import NamedTuple

from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Session

LOOK_SECONDS = 0.1
"""How often a single file is looked at; its folder may be anything, and is not searched for it."""


class Changes(NamedTuple):
    """Paths that are different by stat; `polling` says why changes come late, or is empty.

    There are no paths where only that has changed.
    """

    paths: tuple[Path, ...]
    polling: str = ""


def watched(session: Session) -> AsyncIterator[Changes]:
    """Yield what changes from now on, and what has changed since the session found its files."""
    return _folder(session) if session.single is None else _file(session.single)


def read_all(session: Session, paths: Iterable[Path]) -> dict[str, SpecFile]:
    """Read the files among these paths that are there; in a thread."""
    names = {path.relative_to(session.root).as_posix() for path in paths if path.is_relative_to(session.root)}
    return {name: session.read(name) for name in names & set(session.workspace.names)}


async def _folder(session: Session) -> AsyncIterator[Changes]:
    from specui.workspace.files.watcher import Watcher

    watcher = Watcher(session.root, known=session.found)
    real = Path(os.path.realpath(session.root))  # noqa: ASYNC240 - once, before anything is waited for
    async for changed in watcher.changes():
        paths = tuple(
            session.root / p.relative_to(real) if p.is_relative_to(real) else p for p in changed.paths
        )
        yield Changes(paths, (watcher.reason or "no events") if watcher.mode == "polling" else "")


async def _file(path: Path) -> AsyncIterator[Changes]:
    seen = _look(path)
    yield Changes((path,))  # it may have changed between being read and now
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        now = _look(path)
        if now != seen:
            seen = now
            yield Changes((path,))


def _look(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
