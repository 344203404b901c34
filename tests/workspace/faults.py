"""An `os` that fails at the nth of its calls, put in the place of the real one in the modules under test."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from specui.workspace.files import file_moves as moving
from specui.workspace.storage import (
    file_reader as reading,
    file_store as storage,
    folder_lock as locks,
    hard_links as inplace,
    temporary_files as temporary,
    temporary_folder as aside,
)

CALLS = {
    *("open", "read", "write", "lseek", "ftruncate", "fsync", "close"),
    *("link", "rename", "unlink", "listdir", "stat", "lstat", "fstat", "fstatvfs", "symlink"),
    *("fchmod", "fchown", "listxattr", "getxattr", "setxattr"),
}


class FailingOs:
    """Counts the calls; raises `number` at call `at` (from 0), or at that and every later one."""

    def __init__(self, at: int | None = None, number: int = 0, *, lasting: bool = False) -> None:
        self.at = at
        self.number = number
        self.lasting = lasting
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._counted(name, real) if name in CALLS else real

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            index = len(self.calls)
            self.calls.append(name)
            fails = self.at is not None and (index == self.at or (self.lasting and index > self.at))
            if name == "close":  # a close that reports an error has closed all the same
                real(*arguments, **keywords)
            if fails:
                raise OSError(self.number, os.strerror(self.number))
            return None if name == "close" else real(*arguments, **keywords)

        return call


@contextmanager
def failing_os(failing: FailingOs) -> Iterator[FailingOs]:
    with pytest.MonkeyPatch.context() as patch:
        for module in (aside, inplace, locks, moving, reading, storage, temporary):
            patch.setattr(module, "os", failing)
        yield failing
