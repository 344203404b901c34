"""The results of the last check, so that unchanged files need not be read.

One file in the user's cache folder for each kind of query; never in a repository.  A result is valid for a file whose
inode, size and both times are unchanged, and only if those times were two seconds old when the file was read: a change
within one tick of the clock would not change them.  A damaged, foreign, outdated or unreadable cache is ignored.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import specui
from specui.specs.template import Template
from specui.workspace.check.parallel_check import Target, map_files
from specui.workspace.files.spec_file import Context, SpecFile
from specui.workspace.state.cache_file import digest, program_stamp, read_value, write_value
from specui.workspace.user_folders import cache_folder

T = TypeVar("T")
FileStamp = tuple[int, int, int, int]
"""Inode, size, and the times of the last change of content and inode in nanoseconds."""

_TICK = 2_000_000_000  # nanoseconds; the coarsest clock of a file system in use


class Cache:
    """The cached results of one kind of query on a list of files.

    `asked` is everything that the results depend on besides the files and their contexts.  Results are values that
    marshal takes.
    """

    def __init__(self, asked: Sequence[object], folder: Path | None = None) -> None:
        identity = (specui.__version__, sys.version, program_stamp(), os.getcwd(), *asked)
        self._name = _digest_of(identity).hex()
        self._folder = folder or cache_folder()
        self._contexts: dict[int, bytes] = {}
        self._templates: dict[tuple[int, ...], bytes] = {}
        self._limit = 0
        self._now: list[FileStamp | None] = []
        self._found: list[Any] = []

    def recall(self, targets: Sequence[Target]) -> list[Any]:
        """Return, in order, the result of each file; None for a file that must be read."""
        before = self._read()
        self._limit = time.time_ns() - _TICK
        self._now = [_stamp_of(target.filename) for target in targets]
        self._found = []
        for target, now in zip(targets, self._now, strict=True):
            known, about, result = before.get(target.filename, (None, None, None))
            same = known is not None and now == known and self._about(target) == about
            self._found.append(result if same else None)
        return self._found

    def read_changed(
        self,
        targets: Sequence[Target],
        work: Callable[[SpecFile], T],
        is_kept: Callable[[T], bool],
        *,
        jobs: int,
    ) -> list[T]:
        """Return, in order, the result of each file; `work` makes that of a file that has changed since the last run.

        Keeps the results for which `is_kept` holds. See `map_files` for its errors.
        """
        known = self.recall(targets)
        changed = [target for target, result in zip(targets, known, strict=True) if result is None]
        if not changed:
            return known
        fresh = iter(map_files(changed, work, jobs=jobs))
        results = [next(fresh) if result is None else result for result in known]
        self.remember(targets, [result if is_kept(result) else None for result in results])
        return results

    def remember(self, targets: Sequence[Target], results: Sequence[Any]) -> None:
        """Keep what was found in the same files since `recall`, except None and those of files that were too new."""
        entries = {}
        is_new = False
        for target, now, known, result in zip(targets, self._now, self._found, results, strict=True):
            if result is not None and now is not None and max(now[2:]) < self._limit:
                entries[target.filename] = now, self._about(target), result
                is_new = is_new or known is None
        if is_new:
            write_value(self._folder / self._name, entries)

    def _about(self, target: Target) -> tuple[str, bytes]:
        """Return what a result depends on besides the file: its shown name, and the digest of its context."""
        context = target.context
        if id(context) not in self._contexts:
            self._contexts[id(context)] = self._digest_of(context)
        return target.name, self._contexts[id(context)]

    def _digest_of(self, context: Context) -> bytes:
        settings, bound = context.settings, context.bound
        severities = sorted(settings.severities.items())
        settings_key = (severities, settings.stale_days, context.named, context.is_template)
        bound_key = bound and (
            bound.title,
            bound.title_field,
            bound.title_end,
            self._digest_of_templates((bound.template,)),
        )
        binding = context.binding
        binding_key = binding and (binding.family.name, binding.document.name, binding.unit, binding.path)
        return _digest_of(
            (
                context.today,
                self._digest_of_templates(context.templates),
                bound_key,
                binding_key,
                settings_key,
            )
        )

    def _digest_of_templates(self, templates: tuple[Template | None, ...]) -> bytes:
        key = tuple(map(id, templates))
        if key not in self._templates:
            self._templates[key] = _digest_of([template and template.content for template in templates])
        return self._templates[key]

    def _read(self) -> dict[str, Any]:
        entries = read_value(self._folder / self._name)
        return entries if isinstance(entries, dict) else {}


def _stamp_of(filename: str) -> FileStamp | None:
    """Return the stamp of a regular file; None for a link, whose target may change, and where stat fails."""
    try:
        status = os.lstat(filename)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _digest_of(values: object) -> bytes:
    return digest(repr(values).encode("utf-8", "surrogatepass"))
