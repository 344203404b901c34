"""Asking git, with care: it is only read, takes no lock, fetches nothing, and is ended where it hangs."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}


class Hangs(Exception):
    """Git took too long, and was ended."""


def ask(
    folder: Path,
    arguments: Sequence[str],
    timeout: float,
    given: bytes = b"",
    env: Mapping[str, str] = MappingProxyType({}),
    *,
    literal: bool = True,
) -> bytes | None:
    """Return what git prints in a folder, told ``given``; None where it fails or is not there.

    ``env`` is added to the environment; paths are patterns unless they are ``literal``. Raises Hangs behind ``timeout`` seconds.
    """
    try:
        process = start(folder, arguments, told=bool(given), env=env, literal=literal)
    except (OSError, ValueError):
        return None
    with process:
        try:
            said, _ = process.communicate(given or None, timeout=timeout)
        except subprocess.TimeoutExpired:
            end(process)
            raise Hangs from None
    return said if process.returncode == 0 else None


def start(
    folder: Path,
    arguments: Sequence[str],
    *,
    told: bool = False,
    env: Mapping[str, str] = MappingProxyType({}),
    literal: bool = True,
) -> subprocess.Popen[bytes]:
    """Start git in a folder, its output a pipe, its input too if it is ``told`` something.  Raises OSError, ValueError."""
    return subprocess.Popen(
        ["git", "--no-pager", *(["--literal-pathspecs"] if literal else []), *arguments],
        cwd=folder,
        env={**os.environ, **_QUIET, **env},
        stdin=subprocess.PIPE if told else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End git and whatever it has started, so that nobody holds its output open."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, OSError):
        process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue
