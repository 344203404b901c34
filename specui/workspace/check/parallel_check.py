"""Read many files fast: on all cores, with results in order.

Processes are forked, so that they have templates and settings already, and nothing is pickled for them.  They take
chunks of files from a pipe until it is empty, and return their results by marshal.  This process takes chunks too; for
a few dozen files it works alone.
"""

from __future__ import annotations

import errno
import gc
import marshal
import os
import signal
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

from specui.rules.engine import RuleError
from specui.workspace.files.spec_file import Context, SpecFile, parse_file, read_file, unreadable_file
from specui.workspace.storage.file_reader import SIZE_LIMIT

T = TypeVar("T")

_FEW = 48  # files that one process reads in the time that a second one needs to start
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_TOKEN = 4  # bytes of a chunk's number
_CHUNKS = 96  # for each process, so that all end within a hundredth of the whole time
_MOST_CHUNKS = 4096  # all their numbers must fit into a pipe


class Target(NamedTuple):
    """One file: its absolute name, its path in messages, and its context."""

    filename: str
    name: str
    context: Context


class WorkerFailed(RuntimeError):
    """An error in specui in another process, or the end of that process; the text says what happened."""


def map_files(targets: Sequence[Target], work: Callable[[SpecFile], T], *, jobs: int = 0) -> list[T]:
    """Read every file and return, in order, what `work` makes of each.

    `work` must return values that marshal takes: numbers, strings, bytes, tuples, lists, dicts of these, None. `jobs`
    is the number of processes, 0 for one per core. A file that cannot be read is a SpecFile with an `error`.
    Raises WorkerFailed, and what `work` raises in this process.
    """
    processes = min(jobs or core_count(), max(1, len(targets) // _FEW))
    with _without_collection():
        if processes == 1:
            return [work(read(target)) for target in targets]
        # The first file comes before the fork, so that rules are imported and templates read once for all processes.
        first = work(read(targets[0]))
        return [first, *_ParallelRun(targets[1:], work).run(processes)]


def read(target: Target) -> SpecFile:
    """Read, scan and judge one file."""
    filename, name, context = target
    data = _read_at_rest(filename)
    try:
        if data is None:  # a link, a device, an error, another writer: read_file has the message
            return read_file(Path(name), name, context)
        return parse_file(Path(filename), name, data, context)
    except RuleError as failure:  # the other files are checked nevertheless
        sentence = f"{failure}; this is an error in specui, not in the file. Please report it."
        return unreadable_file(Path(filename), name, context, sentence)


def core_count() -> int:
    """Return the number of processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except (AttributeError, OSError):
        return os.cpu_count() or 1


def _read_at_rest(filename: str) -> bytes | None:
    """Return the bytes of a regular file that is not being written; else None."""
    try:
        if not stat.S_ISREG(os.lstat(filename).st_mode):
            return None
        descriptor = os.open(filename, _READ)
    except (OSError, ValueError):
        return None
    try:
        size = os.fstat(descriptor).st_size
        data = os.read(descriptor, size + 1)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return data if len(data) == size <= SIZE_LIMIT else None


@contextmanager
def _without_collection() -> Iterator[None]:
    """Switch garbage collection off: files that are read contain no reference cycles."""
    enabled = gc.isenabled()
    gc.disable()
    gc.freeze()  # so that children do not copy shared memory
    try:
        yield
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()


class _ParallelRun:
    """One run with several processes."""

    def __init__(self, targets: Sequence[Target], work: Callable[[SpecFile], T]) -> None:
        self.targets = targets
        self.work = work
        self.chunk = 1
        self.results: dict[int, list[Any]] = {}

    def run(self, processes: int) -> list[Any]:
        count = len(self.targets)
        self.chunk = max(1, count // (processes * _CHUNKS), -(-count // _MOST_CHUNKS))
        tokens = self._filled_pipe(-(-count // self.chunk))
        children: list[tuple[int, int]] = []
        try:
            for _ in range(processes - 1):
                children.append(self._fork(tokens, [answers for _, answers in children]))
            self.results.update(self._take_chunks(tokens))
            for _, answers in children:
                self._collect(answers)
        finally:
            os.close(tokens)
            for child, answers in children:
                os.close(answers)
                _reap(child)
        return [result for start in sorted(self.results) for result in self.results[start]]

    def _filled_pipe(self, chunks: int) -> int:
        """Return the reading end of a pipe that holds the numbers of all chunks, and is closed."""
        reading, writing = os.pipe()
        os.write(writing, b"".join(number.to_bytes(_TOKEN, "little") for number in range(chunks)))
        os.close(writing)
        return reading

    def _take_chunks(self, tokens: int, parent: int | None = None) -> dict[int, list[Any]]:
        """Read chunks until none is left; returns their results by number.  A child without its parent stops."""
        done = {}
        while token := os.read(tokens, _TOKEN):
            if parent is not None and os.getppid() != parent:
                break
            number = int.from_bytes(token, "little")
            start = number * self.chunk
            done[number] = [self.work(read(target)) for target in self.targets[start : start + self.chunk]]
        return done

    def _fork(self, tokens: int, others: Sequence[int]) -> tuple[int, int]:
        """Start a child; returns its id and the pipe of its results. `others` are the pipes of earlier children."""
        reading, writing = os.pipe()
        parent = os.getpid()
        try:
            child = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            raise
        if child == 0:
            # Only the parent reads results: when it is gone, a child that writes must get an error, not wait.
            for answers in (reading, *others):
                os.close(answers)
            self._run_child(tokens, writing, parent)
        os.close(writing)
        return child, reading

    def _run_child(self, tokens: int, answers: int, parent: int) -> NoReturn:
        """Run the child to its end; its only output is its result."""
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # the parent is gone
            try:
                answer: Any = self._take_chunks(tokens, parent)
            except BaseException:  # noqa: BLE001 - the parent reports it to the user
                from traceback import format_exc

                answer = format_exc()
            with open(answers, "wb") as file:
                file.write(marshal.dumps(answer))
            status = 0
        finally:
            os._exit(status)

    def _collect(self, answers: int) -> None:
        with open(answers, "rb", closefd=False) as file:
            data = file.read()
        try:
            answer = marshal.loads(data)  # noqa: S302 - written by our own child a moment ago
        except (EOFError, ValueError, TypeError) as error:
            raise WorkerFailed(
                "A process that was reading files was killed. Try again with --jobs 1."
            ) from error
        if isinstance(answer, str):
            raise WorkerFailed(answer)
        self.results.update(answer)


def _reap(child: int) -> None:
    """Wait for a child, and stop one that still runs because this process failed."""
    try:
        if os.waitpid(child, os.WNOHANG) == (0, 0):
            os.kill(child, signal.SIGTERM)
            os.waitpid(child, 0)
    except OSError as error:
        if error.errno not in {errno.ECHILD, errno.ESRCH}:
            raise
