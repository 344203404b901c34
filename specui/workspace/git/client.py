"""Run git safely: it only reads, takes no lock, runs and fetches nothing, is bounded, and never outlives the program.

A shell limits memory and processor time, and then becomes git.  Before that, the shell waits for a line, until a guard
knows its process: a second shell, one for the whole program, whose input is a pipe that only this program holds.  When
the pipe closes, however the program ends, the guard kills the git processes that are left.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from specui.workspace.storage.errors import StorageError
from specui.workspace.storage.file_reader import open_regular

MOST_MEMORY = 512 << 20
"""Bytes of memory for one git; mapped files do not count."""

MOST_OUTPUT = 128 << 20
"""Bytes of output of one git."""

MOST_BOUNDARY = 4 << 20
"""Bytes that are read of the list of a shallow clone's boundary commits."""

MOST_SECONDS = 120
"""Seconds of processor time after which the system ends a git that is no longer watched."""

LOCAL_VARIABLES = frozenset({
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS",
    "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
})  # fmt: skip
"""The output of `git rev-parse --local-env-vars`: variables that name another repository, set when git runs a program."""

_PATTERNS = frozenset(
    {"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"}
)
_DROPPED = LOCAL_VARIABLES | _PATTERNS | {"GIT_EXTERNAL_DIFF"}

_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # since git 2.45; before, a fetch has no allowed protocol
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
# Settings that can name a program, or an endless file.
_SETTINGS = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.attributesFile="),
    *("-c", "mailmap.file="),
    *("-c", "mailmap.blob="),
)

_SHELL = "/bin/sh"
_LAUNCH = 'read -r go || exit 1; ulimit -d "$1" 2>/dev/null; ulimit -t "$2" 2>/dev/null; shift 2; exec "$@"'
_LAUNCH_WITHOUT_INPUT = _LAUNCH + " </dev/null"
_GUARD = """\
exec 3<&0 </dev/null
{
  all=' '
  while read -r sign pid; do
    case $sign in
      +) all="$all$pid " ;;
      -) all="${all%% "$pid" *} ${all#* "$pid" }" ;;
    esac
  done
  for pid in $all; do kill -s KILL -- "-$pid" 2>/dev/null; done
} <&3 3<&- &
"""

_ENDED = {-signal.SIGKILL, -signal.SIGXCPU}
_NO_COMMIT = 1  # the status of rev-parse --quiet where there is no such commit
_CHUNK = 1 << 16
_MOST_ERRORS = 4096


TOO_SLOW = "git takes too long"
"""The reason for a `GitTimeout`."""


class GitTimeout(Exception):
    """Git took too long or printed too much and was killed, or something else killed it."""


class GitError(Exception):
    """Git failed; the message says why, in a few words."""


class GitResult(NamedTuple):
    """The output of git, its exit status, and its error message where the status is not 0."""

    data: bytes
    status: int
    error: str = ""

    @property
    def output(self) -> bytes:
        """The output of a git that succeeded.  Raises GitError."""
        if self.status:
            raise GitError(self.error or f"git ends with status {self.status}")
        return self.data


def output_of(folder: Path, arguments: Sequence[str], timeout: float) -> bytes | None:
    """Return what git prints in a folder; None where it fails or is not installed.

    Raises GitTimeout after ``timeout`` seconds.
    """
    result = run(folder, arguments, timeout)
    return result.data if result.status == 0 else None


def output_in_time(folder: Path, arguments: Sequence[str], timeout: float) -> bytes | None:
    """Return what `output_of` does, and None too where git takes longer than ``timeout`` seconds."""
    try:
        return output_of(folder, arguments, timeout)
    except GitTimeout:
        return None


def run(
    folder: Path,
    arguments: Sequence[str],
    timeout: float,
    *,
    literal: bool = True,
    generation: int | None = None,
) -> GitResult:
    """Run git in a folder; returns its output, status and error message.  Paths are patterns unless ``literal``.

    Raises GitTimeout as `output_of` does, and where ``generation`` is no longer the current one.
    """
    try:
        process = start(folder, arguments, literal=literal, errors=True, generation=generation)
    except (OSError, ValueError) as error:
        return GitResult(b"", 127, str(error))
    deadline = time.monotonic() + timeout
    try:
        data, errors = _read_output(process, deadline)
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise GitTimeout from None
    finally:
        end(process)
    if process.returncode in _ENDED:
        raise GitTimeout
    return GitResult(data, process.returncode, "" if process.returncode == 0 else _reason(errors))


def head(folder: Path, timeout: float) -> str:
    """Return the last commit; "" where nothing is committed yet.  Raises GitTimeout, GitError."""
    result = run(folder, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], timeout)
    return "" if result.status == _NO_COMMIT else result.output.decode("ascii", "replace").strip()


def boundary(folder: Path, timeout: float) -> tuple[str, ...]:
    """Return the commits at which the history of a shallow clone ends, sorted; none elsewhere.  Raises GitTimeout."""
    output = output_of(folder, ["rev-parse", "--git-path", "shallow"], timeout)
    if not output:
        return ()
    path = Path(folder, os.fsdecode(output.removesuffix(b"\n")))
    try:
        descriptor = open_regular(os.fspath(path), path)
    except (OSError, ValueError, StorageError):
        return ()
    with open(descriptor, "rb") as file:
        listed = file.read(MOST_BOUNDARY)
    return tuple(sorted(line.decode("ascii", "replace") for line in listed.split()))


def start(
    folder: Path,
    arguments: Sequence[str],
    *,
    input_pipe: bool = False,
    literal: bool = True,
    errors: bool = False,
    generation: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start git in a folder, with a pipe for its output, for its input with ``input_pipe``, for its errors with ``errors``.

    The caller must call `end`.  Raises OSError, ValueError, and GitTimeout where ``generation`` is no longer current.
    """
    limits = (str(MOST_MEMORY >> 10), str(MOST_SECONDS))
    command = (
        _program(),
        "--no-pager",
        *_SETTINGS,
        *(["--literal-pathspecs"] if literal else []),
        *arguments,
    )
    inherited = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    with _lock:
        if generation is not None and generation != _state.generation:
            raise GitTimeout
        process = subprocess.Popen(
            [_SHELL, "-c", _LAUNCH if input_pipe else _LAUNCH_WITHOUT_INPUT, "git", *limits, *command],
            cwd=folder,
            env=inherited | _ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if errors else subprocess.DEVNULL,
            start_new_session=True,
        )
        _state.running.add(process)
        _guard(process)
    assert process.stdin is not None
    with suppress(OSError):  # git has ended; its status says why
        process.stdin.write(b"go\n")
        process.stdin.flush()
    if not input_pipe:
        with suppress(OSError):
            process.stdin.close()
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill git and its child processes, which closes its pipes."""
    with _lock:
        _kill(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill git and its child processes, so that none holds its output open, and wait for it."""
    with _lock:
        _kill(process)
        if process in _state.running:
            _state.running.discard(process)
            _write_to_guard(f"- {process.pid}\n")
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()


def stop() -> None:
    """Kill every running git, as this program ends: whoever waits for one gets GitTimeout.  Begins a new generation."""
    with _lock:
        _state.generation += 1
        for process in _state.running:
            _kill(process)


def generation() -> int:
    """Return the number of times that `stop` was called."""
    return _state.generation


# -- one git


def _program() -> str:
    """Return the path of git.  Relative folders of PATH do not count: they would run a program of the repository."""
    for folder in os.get_exec_path():
        path = os.path.join(folder, "git")
        if os.path.isabs(folder) and os.access(path, os.X_OK) and os.path.isfile(path):
            return path
    raise FileNotFoundError("git is not installed")


def _read_output(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bytes]:
    """Return git's output, and the beginning of its errors, when both are closed.  Raises GitTimeout."""
    assert process.stdout is not None and process.stderr is not None
    output, errors, size = list[bytes](), b"", 0
    stderr = process.stderr.fileno()
    with selectors.DefaultSelector() as watch:
        for descriptor in (process.stdout.fileno(), stderr):
            watch.register(descriptor, selectors.EVENT_READ)
        while watch.get_map():
            left = deadline - time.monotonic()
            ready = watch.select(left) if left > 0 else []
            if not ready or size > MOST_OUTPUT:
                raise GitTimeout
            for key, _ in ready:
                data = os.read(key.fd, _CHUNK)
                if not data:
                    watch.unregister(key.fd)
                elif key.fd == stderr:
                    errors = (errors + data)[:_MOST_ERRORS]
                else:
                    output.append(data)
                    size += len(data)
    return b"".join(output), errors


def _reason(errors: bytes) -> str:
    """Return the line of git's errors that says why it failed, without its label."""
    if b"promisor remote" in errors or b"lazy fetching" in errors:
        return "parts of the history are not here (a partial clone)"
    lines = [line.strip() for line in errors.decode("utf-8", "replace").splitlines()]
    labelled = [[line for line in lines if line.startswith(label)] for label in ("fatal:", "error:")]
    line = next((found[-1] for found in (*labelled, [line for line in lines if line]) if found), "")
    return " ".join(line.removeprefix("fatal:").removeprefix("error:").split())


# -- all running processes


class _State:
    def __init__(self) -> None:
        self.running: set[subprocess.Popen[bytes]] = set()
        self.generation = 0
        self.pipe: int | None = None


_state = _State()
_lock = threading.Lock()


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is not None:
        return  # it has ended: its number may belong to another process
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, OSError):
        process.kill()


def _guard(process: subprocess.Popen[bytes]) -> None:
    """Register a git with the guard, and all others too where the guard had to be restarted."""
    if _write_to_guard(f"+ {process.pid}\n"):
        return
    _start_guard()
    for running in _state.running:
        _write_to_guard(f"+ {running.pid}\n")


def _write_to_guard(line: str) -> bool:
    if _state.pipe is None:
        return False
    try:
        os.write(_state.pipe, line.encode("ascii"))
    except OSError:
        return False
    return True


def _start_guard() -> None:
    """Start the guard.  The shell that starts it ends at once, so that nothing waits for the guard."""
    if _state.pipe is not None:
        os.close(_state.pipe)
        _state.pipe = None
    reading, writing = os.pipe()
    try:
        subprocess.run(
            [_SHELL, "-c", _GUARD],
            cwd="/",
            stdin=reading,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        os.close(writing)
    else:
        _state.pipe = writing
    finally:
        os.close(reading)
