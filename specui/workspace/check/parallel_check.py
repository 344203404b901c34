"""Reading many files fast: on all cores, in order, with only what is asked for coming back.

Processes are forked, so that templates and settings are there already and nothing is pickled on the way in; they
draw chunks of files from a pipe until it is empty, and what they found comes back as marshal. This process works
along. Below some dozens of files it works alone.
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

_FEW = 48  # files that one process has done before a second one is of use
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_TOKEN = 4  # bytes of a chunk's number
_CHUNKS = 96  # for each process: they end within a hundredth of the whole of one another
_MOST_CHUNKS = 4096  # their numbers must fit into a pipe


class Target(NamedTuple):
    """One file: its absolute name, the path by which it is called in messages, and what its reading depends on."""

    filename: str
    name: str
    context: Context


class WorkerFailed(RuntimeError):
    """A fault of specui's own in another process, or the end of that process; the text says what was seen."""


def map_files(targets: Sequence[Target], work: Callable[[SpecFile], T], *, jobs: int = 0) -> list[T]:
    """Read every file and return, in order, what `work` makes of each.

    `work` must return what marshal takes: numbers, strings, bytes, tuples, lists, dicts of these, None. `jobs` is
    the number of processes, 0 for one a core. A file that cannot be read is a SpecFile that says so.
    Raises WorkerFailed, and what `work` raises in this process.
    """
    processes = min(jobs or cores(), max(1, len(targets) // _FEW))
    with _no_collection():
        if processes == 1:
            return [work(read(target)) for target in targets]
        # The first is done before the others are started: rules are imported and templates read once for all.
        first = work(read(targets[0]))
        return [first, *_Shared(targets[1:], work).run(processes)]


def read(target: Target) -> SpecFile:
    """Read and understand one file."""
    filename, name, context = target
    data = _content(filename)
    try:
        if data is None:  # a link, a device, a refusal, another writer: the careful way has the words
            return read_file(Path(name), name, context)
        return parse_file(Path(filename), name, data, context)
    except RuleError as failure:  # the other files are checked all the same
        sentence = f"{failure}; this is a fault in specui and not in the file, please report it."
        return unreadable_file(Path(filename), name, context, sentence)


def cores() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except (AttributeError, OSError):
        return os.cpu_count() or 1


def _content(filename: str) -> bytes | None:
    """Return the bytes of a regular file that is at rest, else None."""
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
def _no_collection() -> Iterator[None]:
    """Nothing that is read holds itself in a circle, so the collector would only look for what is not there."""
    enabled = gc.isenabled()
    gc.disable()
    gc.freeze()  # and children do not copy what they only share
    try:
        yield
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()


class _Shared:
    """One run over several processes."""

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
            self.results.update(self._draw(tokens))
            for _, answers in children:
                self._collect(answers)
        finally:
            os.close(tokens)
            for child, answers in children:
                os.close(answers)
                _end(child)
        return [result for start in sorted(self.results) for result in self.results[start]]

    def _filled_pipe(self, chunks: int) -> int:
        """Return the reading end of a pipe that holds every chunk's number, and then ends."""
        reading, writing = os.pipe()
        os.write(writing, b"".join(number.to_bytes(_TOKEN, "little") for number in range(chunks)))
        os.close(writing)
        return reading

    def _draw(self, tokens: int, parent: int | None = None) -> dict[int, list[Any]]:
        """Take chunks until none is left; returns their results by number. An orphan takes no more."""
        done = {}
        while token := os.read(tokens, _TOKEN):
            if parent is not None and os.getppid() != parent:
                break
            number = int.from_bytes(token, "little")
            start = number * self.chunk
            done[number] = [self.work(read(target)) for target in self.targets[start : start + self.chunk]]
        return done

    def _fork(self, tokens: int, others: Sequence[int]) -> tuple[int, int]:
        """Start a child; returns its id and the pipe of its answers. `others` are those of its elders."""
        reading, writing = os.pipe()
        parent = os.getpid()
        try:
            child = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            raise
        if child == 0:
            # Only this process reads answers: when it is gone, who writes one must be told, and not wait.
            for answers in (reading, *others):
                os.close(answers)
            self._live(tokens, writing, parent)
        os.close(writing)
        return child, reading

    def _live(self, tokens: int, answers: int, parent: int) -> NoReturn:
        """The child's whole life; it leaves no trace but its answer."""
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # nobody waits for the answer any more
            try:
                answer: Any = self._draw(tokens, parent)
            except BaseException:  # noqa: BLE001 - told to the parent, which tells the user
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
                "A process that was reading files was ended; try again with --jobs 1."
            ) from error
        if isinstance(answer, str):
            raise WorkerFailed(answer)
        self.results.update(answer)


def _end(child: int) -> None:
    """Wait for a child; one that still works, since this process failed, is told to stop."""
    try:
        if os.waitpid(child, os.WNOHANG) == (0, 0):
            os.kill(child, signal.SIGTERM)
            os.waitpid(child, 0)
    except OSError as error:
        if error.errno not in {errno.ECHILD, errno.ESRCH}:
            raise
