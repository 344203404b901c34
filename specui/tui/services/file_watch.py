"""Changes on disk: in a folder by its events, of a single file by its stat."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import NamedTuple

from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Session

POLL_SECONDS = 0.1
"""Time between two looks at a single file. Its folder may be any folder, so it is not watched."""


class Changes(NamedTuple):
    """Paths whose stat has changed. `polling` says why there are no events; "" when there are.

    `paths` is empty when only `polling` has changed.
    """

    paths: tuple[Path, ...]
    polling: str = ""


def watched(session: Session) -> AsyncIterator[Changes]:
    """Yield all changes since the session found its files, for ever."""
    return _folder(session) if session.single is None else _file(session.single)


def read_all(session: Session, paths: Iterable[Path]) -> dict[str, SpecFile]:
    """Read the known files among these paths, in a thread; returns them by name."""
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
    before = _stat(path)
    yield Changes((path,))  # it may have changed between the first reading and now
    while True:
        await asyncio.sleep(POLL_SECONDS)
        now = _stat(path)
        if now != before:
            before = now
            yield Changes((path,))


def _stat(path: Path) -> tuple[int, ...]:
    """Return what changes with the file; () when it is missing."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
