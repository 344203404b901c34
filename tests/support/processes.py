"""A process in a pseudo-terminal: started by fork and exec, or from one that has done its imports."""

from __future__ import annotations

import os
import pty
import sys
import termios
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from tests.support.child_signals import set_defaults
from tests.support.warm_start import WarmStart


class Process(Protocol):
    """A program that runs in a terminal; `terminal` is the end of it that a person holds."""

    pid: int
    terminal: int

    def wait(self, *, block: bool) -> int | None:
        """Return the exit status, negative for a signal; None while the program runs."""


def start(
    argv: Sequence[str], size: tuple[int, int], env: Mapping[str, str], cwd: str | None, *, warm: bool
) -> Process:
    """Start a program in a terminal of columns and rows; `warm` allows to do without its imports."""
    if warm and sys.platform == "linux" and _server().can_start(argv, env):
        return _Warm(argv, size, env, cwd or os.getcwd())
    return _Cold(argv, size, env, cwd)


class _Cold:
    def __init__(
        self, argv: Sequence[str], size: tuple[int, int], env: Mapping[str, str], cwd: str | None
    ) -> None:
        with warnings.catch_warnings():
            # From 3.12 on, a fork with threads warns; this child only calls exec.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid, self.terminal = pty.fork()
        if self.pid:
            return
        try:
            set_defaults()
            termios.tcsetwinsize(0, size[::-1])
            if cwd is not None:
                os.chdir(cwd)
            os.execvpe(argv[0], [*argv], env)
        except OSError as error:
            os.write(2, f"{argv[0]}: {error}\n".encode())
        finally:
            os._exit(127)

    def wait(self, *, block: bool) -> int | None:
        pid, status = os.waitpid(self.pid, 0 if block else os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if pid else None


class _Warm:
    def __init__(self, argv: Sequence[str], size: tuple[int, int], env: Mapping[str, str], cwd: str) -> None:
        self.terminal, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, size[::-1])
        self.pid = _server().start(argv, env, cwd, theirs)
        os.close(theirs)

    def wait(self, *, block: bool) -> int | None:
        return _server().wait(self.pid, block=block)


@cache
def _server() -> WarmStart:
    """The one server of this process."""
    return WarmStart()
