"""Asking git, with care: it is only read, takes no lock, runs and fetches nothing, is bounded, and never outlives us.

Git starts behind a shell that bounds its memory and processor time before git takes the shell's place. The shell waits
for a word until a guard knows its process: a second shell, one for the whole program, whose input is a pipe that only this
program holds. When the pipe closes, however the program ends, the guard kills what git processes are left.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from specui.workspace.storage.errors import StorageError
from specui.workspace.storage.file_reader import open_regular

MOST_MEMORY = 512 << 20
"""Bytes of memory of its own that one git may take; files that it maps do not count."""

MOST_OUTPUT = 128 << 20
"""Bytes of output that are taken from one git."""

MOST_BOUNDARY = 4 << 20
"""Bytes that are read of the list of commits at which a shallow clone ends."""

MOST_SECONDS = 120
"""Seconds of processor time after which the system ends a git that nobody watches any more."""

LOCAL_VARIABLES = frozenset({
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS",
    "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
})  # fmt: skip
"""What `git rev-parse --local-env-vars` lists: variables that name another repository, set where git runs a program."""

_PATTERNS = frozenset(
    {"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"}
)
_DROPPED = LOCAL_VARIABLES | _PATTERNS | {"GIT_EXTERNAL_DIFF"}

_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",  # from git 2.45 on; before, a fetch finds no protocol that it may use
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
# What may name a program, or a file that never ends.
_SETTINGS = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.attributesFile="),
    *("-c", "mailmap.file="),
    *("-c", "mailmap.blob="),
)

_SHELL = "/bin/sh"
_LAUNCH = 'read -r go || exit 1; ulimit -d "$1" 2>/dev/null; ulimit -t "$2" 2>/dev/null; shift 2; exec "$@"'
_LAUNCH_TOLD_NOTHING = _LAUNCH + " </dev/null"
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
_UNBORN = 1  # the status of rev-parse --quiet where there is no such commit
_CHUNK = 1 << 16
_MOST_COMPLAINT = 4096


HANGS = "git takes too long"
"""Why there is no answer, where git hangs."""


class Hangs(Exception):
    """Git took too long or said too much and was ended, or somebody else ended it."""


class Refuses(Exception):
    """Git does not answer; the message says why, in a few words."""


class Answer(NamedTuple):
    """What git said: its output, its exit status (0: it did as asked), and its complaint where it did not."""

    data: bytes
    status: int
    complaint: str = ""

    @property
    def output(self) -> bytes:
        """The output of a git that did as asked. Raises Refuses."""
        if self.status:
            raise Refuses(self.complaint or f"git ends with status {self.status}")
        return self.data


def ask(
    folder: Path,
    arguments: Sequence[str],
    timeout: float,
    env: Mapping[str, str] = MappingProxyType({}),
    *,
    literal: bool = True,
) -> bytes | None:
    """Return what git prints in a folder; None where it fails or is not installed.

    ``env`` is added to the environment; paths are patterns unless they are ``literal``. Raises Hangs after ``timeout`` seconds.
    """
    said = answer(folder, arguments, timeout, env, literal=literal)
    return said.data if said.status == 0 else None


def answer(
    folder: Path,
    arguments: Sequence[str],
    timeout: float,
    env: Mapping[str, str] = MappingProxyType({}),
    *,
    literal: bool = True,
    era: int | None = None,
) -> Answer:
    """Return what git says in a folder, its complaint too; ``era`` is refused once it is over. Raises Hangs, as `ask` does."""
    try:
        process = start(folder, arguments, env=env, literal=literal, complains=True, era=era)
    except (OSError, ValueError) as error:
        return Answer(b"", 127, str(error))
    deadline = time.monotonic() + timeout
    try:
        data, complaint = _gather(process, deadline)
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise Hangs from None
    finally:
        end(process)
    if process.returncode in _ENDED:
        raise Hangs
    return Answer(data, process.returncode, "" if process.returncode == 0 else _reason(complaint))


def head(folder: Path, timeout: float) -> str:
    """Return the last commit; "" where nothing is committed yet. Raises Hangs, Refuses."""
    said = answer(folder, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], timeout)
    return "" if said.status == _UNBORN else said.output.decode("ascii", "replace").strip()


def boundary(folder: Path, timeout: float) -> tuple[str, ...]:
    """Return the commits at which the history of a shallow clone ends, sorted; none elsewhere. Raises Hangs."""
    said = ask(folder, ["rev-parse", "--git-path", "shallow"], timeout)
    if not said:
        return ()
    path = Path(folder, os.fsdecode(said.removesuffix(b"\n")))
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
    told: bool = False,
    env: Mapping[str, str] = MappingProxyType({}),
    literal: bool = True,
    complains: bool = False,
    era: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start git in a folder, its output a pipe, its input too if it is ``told`` something, its errors if it ``complains``.

    The caller calls `end` in any case. Raises OSError, ValueError, and Hangs where ``era`` is over.
    """
    limits = (str(MOST_MEMORY >> 10), str(MOST_SECONDS))
    command = (
        _program(),
        "--no-pager",
        *_SETTINGS,
        *(["--literal-pathspecs"] if literal else []),
        *arguments,
    )
    environment = (
        {name: value for name, value in os.environ.items() if name not in _DROPPED} | _QUIET | dict(env)
    )
    with _lock:
        if era is not None and era != _state.era:
            raise Hangs
        process = subprocess.Popen(
            [_SHELL, "-c", _LAUNCH if told else _LAUNCH_TOLD_NOTHING, "git", *limits, *command],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if complains else subprocess.DEVNULL,
            start_new_session=True,
        )
        _state.running.add(process)
        _guard(process)
    assert process.stdin is not None
    with suppress(OSError):  # it is gone, and its status says so
        process.stdin.write(b"go\n")
        process.stdin.flush()
    if not told:
        with suppress(OSError):
            process.stdin.close()
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill git and whatever it has started; its pipes end by that."""
    with _lock:
        _kill(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End git and whatever it has started, so that nobody holds its output open, and wait for it."""
    with _lock:
        _kill(process)
        if process in _state.running:
            _state.running.discard(process)
            _tell_guard(f"- {process.pid}\n")
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()


def stop() -> None:
    """End every git that runs, as this program ends: who waits for one meets Hangs. Begins another era."""
    with _lock:
        _state.era += 1
        for process in _state.running:
            _kill(process)


def era() -> int:
    """Return the number of times that `stop` was called."""
    return _state.era


# -- one git


def _program() -> str:
    """Return where git is. Folders of PATH that are not absolute do not count: they would mean the repository's own git."""
    for folder in os.get_exec_path():
        path = os.path.join(folder, "git")
        if os.path.isabs(folder) and os.access(path, os.X_OK) and os.path.isfile(path):
            return path
    raise FileNotFoundError("git is not installed")


def _gather(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bytes]:
    """Return git's output, and the beginning of its complaint, when it has closed both. Raises Hangs."""
    assert process.stdout is not None and process.stderr is not None
    said, complaint, size = list[bytes](), b"", 0
    errors = process.stderr.fileno()
    with selectors.DefaultSelector() as watch:
        for descriptor in (process.stdout.fileno(), errors):
            watch.register(descriptor, selectors.EVENT_READ)
        while watch.get_map():
            left = deadline - time.monotonic()
            ready = watch.select(left) if left > 0 else []
            if not ready or size > MOST_OUTPUT:
                raise Hangs
            for key, _ in ready:
                data = os.read(key.fd, _CHUNK)
                if not data:
                    watch.unregister(key.fd)
                elif key.fd == errors:
                    complaint = (complaint + data)[:_MOST_COMPLAINT]
                else:
                    said.append(data)
                    size += len(data)
    return b"".join(said), complaint


def _reason(complaint: bytes) -> str:
    """Return the line in which git says why it gave up, without its label."""
    if b"promisor remote" in complaint or b"lazy fetching" in complaint:
        return "parts of the history are not here (a partial clone)"
    lines = [line.strip() for line in complaint.decode("utf-8", "replace").splitlines()]
    labelled = [[line for line in lines if line.startswith(label)] for label in ("fatal:", "error:")]
    line = next((found[-1] for found in (*labelled, [line for line in lines if line]) if found), "")
    return " ".join(line.removeprefix("fatal:").removeprefix("error:").split())


# -- all that run


class _State:
    def __init__(self) -> None:
        self.running: set[subprocess.Popen[bytes]] = set()
        self.era = 0
        self.pipe: int | None = None


_state = _State()
_lock = threading.Lock()


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is not None:
        return  # waited for: its number may be another's
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, OSError):
        process.kill()


def _guard(process: subprocess.Popen[bytes]) -> None:
    """Put a git under guard, and all others too where the guard was gone."""
    if _tell_guard(f"+ {process.pid}\n"):
        return
    _begin_guard()
    for one in _state.running:
        _tell_guard(f"+ {one.pid}\n")


def _tell_guard(line: str) -> bool:
    if _state.pipe is None:
        return False
    try:
        os.write(_state.pipe, line.encode("ascii"))
    except OSError:
        return False
    return True


def _begin_guard() -> None:
    """Start the guard. Nobody waits for it: the shell that starts it leaves it to the system."""
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
