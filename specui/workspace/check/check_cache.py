"""What was found in each file the last time, so that files which have not changed since need not be read.

One file of the user's cache folder for each way of asking; never in a repository. It is trusted for a file
whose inode, size and both times are as they were, and only where those times were two seconds old when the file
was read: another change within one tick of the clock would leave them as they are. What is damaged, foreign, made
by another version or not to be opened counts for nothing, and nothing is said about it.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import specui
from specui.workspace.check.parallel_check import Target
from specui.workspace.files.spec_file import Context
from specui.workspace.state.cache_file import digest, forget_oldest, program_stamp, read_value, write_value
from specui.workspace.user_folders import cache_folder

Known = tuple[int, int, int, int]
"""Inode, size, and the times of the last change of content and inode in nanoseconds."""

_MOST_FILES = 64  # ways of asking that are remembered
_TICK = 2_000_000_000  # nanoseconds; the coarsest clock of a file system in use


class Cache:
    """What is known of a list of files, asked for in one way.

    `asked` says all that the results depend on beside the files and their contexts. Results are what
    marshal takes.
    """

    def __init__(self, asked: Sequence[object], folder: Path | None = None) -> None:
        identity = (specui.__version__, sys.version, program_stamp(), os.getcwd(), *asked)
        self._name = _digest_of(identity).hex()
        self._folder = folder or cache_folder()
        self._contexts: dict[int, bytes] = {}
        self._templates: dict[int, bytes] = {}
        self._limit = 0
        self._now: list[Known | None] = []
        self._found: list[Any] = []

    def recall(self, targets: Sequence[Target]) -> list[Any]:
        """Return, in order, what was found in each file; None where it must be read."""
        before = self._read()
        self._limit = time.time_ns() - _TICK
        self._now = [_known(target.filename) for target in targets]
        self._found = []
        for target, now in zip(targets, self._now, strict=True):
            known, about, result = before.get(target.filename, (None, None, None))
            same = known is not None and now == known and self._about(target) == about
            self._found.append(result if same else None)
        return self._found

    def remember(self, targets: Sequence[Target], results: Sequence[Any]) -> None:
        """Keep what was found in the same files since `recall`, but None and what was too young to be trusted."""
        entries = {}
        is_new = False
        for target, now, known, result in zip(targets, self._now, self._found, results, strict=True):
            if result is not None and now is not None and max(now[2:]) < self._limit:
                entries[target.filename] = now, self._about(target), result
                is_new = is_new or known is None
        if is_new:
            with suppress(OSError, ValueError):
                self._write(entries)

    def _about(self, target: Target) -> tuple[str, bytes]:
        """Return what a result depends on beside the file: its shown name, and its context's digest."""
        context = target.context
        if id(context) not in self._contexts:
            self._contexts[id(context)] = self._digest_of(context)
        return target.name, self._contexts[id(context)]

    def _digest_of(self, context: Context) -> bytes:
        templates, settings = context.templates, context.settings
        if id(templates) not in self._templates:
            told = [(t.name, t.origin, t.text, sorted(t.parts.items())) for t in templates]
            self._templates[id(templates)] = _digest_of(told)
        severities = sorted(settings.severities.items())
        settled = (severities, settings.stale_days, context.named, context.is_template)
        return _digest_of((context.today, self._templates[id(templates)], settled))

    def _read(self) -> dict[str, Any]:
        entries = read_value(self._folder / self._name)
        return entries if isinstance(entries, dict) else {}

    def _write(self, entries: dict[str, Any]) -> None:
        """Put the file in place as a whole. Raises OSError, ValueError."""
        write_value(self._folder / self._name, entries)
        forget_oldest(self._folder, _MOST_FILES)


def _known(filename: str) -> Known | None:
    """Return a regular file's numbers; None for a link, whose target may change, and for what cannot be asked."""
    try:
        status = os.lstat(filename)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _digest_of(values: object) -> bytes:
    return digest(repr(values).encode("utf-8", "surrogatepass"))
