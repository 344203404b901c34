"""Undo across restarts and programs: each step is a line in the state folder, so that others can undo it.

Each program appends to a file of its own, mode 0600, and locks it while it runs; commands share one file
(`command_journal`).  A line is whole or does not count; a killed program leaves all lines before it.  Another line,
by whoever undid it, says that a step was undone.  A step of several files has a line for each before it is written
and one after, so that the next start knows which files are in doubt.

Who undoes a step locks the journal's folder meanwhile (`undo_turn`), and first checks that the step was not undone
elsewhere: no step is undone twice.  Only the program that owns a file, or whoever has the turn, makes it shorter.
Where a step cannot be recorded, the change itself still succeeds.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from specui.workspace.history import journal_format
from specui.workspace.history.journal_file import (
    READ,
    alive_in,
    groups_of,
    is_abandoned,
    lock,
    marked,
    mtime_of,
    newest,
    prune,
    rewritten,
    undone_line,
)
from specui.workspace.history.journal_format import (
    COMMANDS,
    SUFFIX,
    VERSION,
    journal_folder,
    line_of,
    scope_key,
)
from specui.workspace.history.journal_records import grouped, is_too_long, record_of, steps_of
from specui.workspace.history.steps import AnyStep, Step, StepGroup, group_steps
from specui.workspace.storage.folder_lock import locked_folder
from specui.workspace.user_folders import private_folder

PATIENCE = 2.0
"""Seconds to wait for another program's undo."""


_Selector: TypeAlias = Callable[[list[dict[str, Any]]], list[AnyStep]]


class _Place(NamedTuple):
    """The file and number of a step's line.  Holding the step keeps its ``id`` from being reused."""

    file: Path
    number: int
    step: AnyStep
    at: float


@dataclass(slots=True)
class _JournalFile:
    """A journal file as it was last read; the own one is open for appending, and locked."""

    descriptor: int = -1
    alive: dict[int, bytes] = field(default_factory=dict)  # lines of steps that can be undone, by number
    last: int = 0
    size: int = 0
    inode: int = 0


class Journal:
    """The steps of all programs and commands in one scope. For one thread."""

    def __init__(self, scope: Path, state_dir: Path | None = None) -> None:
        self.failure = ""
        """Why the last step could not be recorded, or an empty string."""
        self._folder = journal_folder(state_dir)
        self._key = scope_key(scope)
        self._own = self._folder / f"{self._key}{os.getpid()}-{os.urandom(4).hex()}{SUFFIX}"
        self._files: dict[Path, _JournalFile] = {}
        self._fresh: set[Path] = set()  # files that were read in this turn
        self._places: dict[int, _Place] = {}
        self._returned: set[tuple[Path, int]] = set()  # steps that were returned already
        self._group: int | None = None  # first number of the group being made; 0 before its first step
        self._has_turn = False

    def add(self, root: Path, step: AnyStep) -> None:
        """Record a step that was made in the folder `root`, unless `record_intent` has done so."""
        if type(step) is not StepGroup and id(step) not in self._places:
            self._record(root, step, {})

    def begin_group(self, steps: Sequence[Step]) -> None:
        """Begin a group of steps, each announced by `record_intent`: the next start undoes all of them, or none."""
        self._group = None if any(is_too_long(step) for step in steps) else 0

    def record_intent(self, root: Path, step: Step) -> None:
        """Record a step that is about to be made, as part of the group since `begin_group`."""
        self._places.pop(id(step), None)
        if self._group is None:
            return
        self._record(root, step, {"with": self._group, "open": True})
        place = self._places.get(id(step))
        self._group = self._group or (place.number if place is not None else 0)

    def confirm(self, intended: Step, step: Step) -> None:
        """Record that an intended step, or one in doubt, was made: as `step`, where it was carried over meanwhile."""
        place = self._places.pop(id(intended), None)
        if place is None:
            return
        self._places[id(step)] = place._replace(step=step)
        self._mark(place, "made", None if step is intended else record_of("", step))

    def mark_in_doubt(self, step: Step) -> None:
        """Record that a step is about to be undone."""
        place = self._places.get(id(step))
        if place is not None:
            self._mark(place, "doubt")

    def forget(self, step: AnyStep) -> None:
        """Record that a step was undone or dropped."""
        if type(step) is StepGroup:
            for part in step.steps:
                self.forget(part)
            return
        place = self.release(step)
        if place is None:
            return
        with self._turn_if_free():
            opened = self._read(place.file)
            if opened.alive.pop(place.number, None) is None:
                return
            with suppress(OSError):
                if opened.alive or self._is_in_use(place.file):
                    self._write(place.file, undone_line(place.number))
                else:
                    place.file.unlink(missing_ok=True)

    def release(self, step: AnyStep) -> _Place | None:
        """Forget where a step is recorded; the record stays in the journal."""
        if type(step) is StepGroup:
            for part in step.steps:
                self.release(part)
        return self._places.pop(id(step), None)

    @contextmanager
    def undo_turn(self) -> Iterator[None]:
        """Keep other programs from undoing anything in the block.  Raises TimeoutError where one does so for long."""
        if self._has_turn:
            yield
            return
        with ExitStack() as held:
            try:
                held.enter_context(locked_folder(os.fspath(self._folder), patience=PATIENCE))
            except OSError as error:  # the folder does not exist yet, or cannot be locked
                if error.errno == errno.ETIMEDOUT:
                    raise
            self._has_turn = True
            self._fresh.clear()
            try:
                yield
            finally:
                self._has_turn = False
                self._fresh.clear()

    def remaining(self, step: AnyStep) -> AnyStep | None:
        """Return the part of a step that was not undone elsewhere; None where nothing is left."""
        if type(step) is not StepGroup:
            return step if self._is_recorded(step) else None
        parts = [part for part in step.steps if self._is_recorded(part)]
        if len(parts) == len(step.steps):
            return step
        return group_steps(parts, step.in_doubt) if parts else None

    def time_of(self, step: AnyStep) -> float:
        """Return when a step was made, in seconds since 1970; 0 for a step that is not in the journal."""
        first = step.steps[0] if type(step) is StepGroup else step
        place = self._places.get(id(first))
        return place.at if place is not None else 0.0

    def steps_before(
        self, root: Path, single: str = "", *, since: float = 0.0, everyone: bool = False
    ) -> list[AnyStep]:
        """Return the steps that commands and ended programs made in a folder, the newest last.

        With `single`, only changes of that one file's text; with `since`, only steps after that time; with
        `everyone`, steps of running programs too.  No step is returned twice.
        """
        top = os.path.realpath(root)

        def select(records: list[dict[str, Any]]) -> list[AnyStep]:
            if float(records[0].get("at", 0)) < since:
                return []
            read = steps_of(records, top)
            return [] if single and [(type(s), s.name) for s in read] != [(Step, single)] else read

        with self._turn_if_free():
            return [step for _, step in self._search(select, since, everyone=everyone)]

    def steps_changing(self, path: str) -> list[tuple[Path, AnyStep]]:
        """Return the steps of all programs that changed a file, the newest last; each with the folder of its names.

        `path` is absolute, its folder resolved.
        """
        roots = dict[int, Path]()

        def select(records: list[dict[str, Any]]) -> list[AnyStep]:
            paths = [str(r[key]) for r in records for key in ("path", "former") if key in r]
            if path not in paths:
                return []
            root = os.path.commonpath([os.path.dirname(changed) for changed in paths])
            read = steps_of(records, root)
            if read:
                roots[id(read[0])] = Path(root)
            return read

        with self._turn_if_free():
            found = self._search(select, 0.0, everyone=True)
        return [(roots[id(first)], step) for first, step in found]

    def close(self) -> None:
        """Release all files, as the end of the program does."""
        for opened in self._files.values():
            if opened.descriptor >= 0:
                with suppress(OSError):
                    os.close(opened.descriptor)
        self._files.clear()
        self._places.clear()

    # -- files

    def _search(self, select: _Selector, since: float, *, everyone: bool) -> list[tuple[AnyStep, AnyStep]]:
        """Return steps in the order in which they were made, each after the first of its parts."""
        found: list[tuple[float, int, AnyStep, AnyStep]] = []
        for path in self._other_files():
            if mtime_of(path) < since - 1:
                continue
            in_use = self._is_in_use(path)
            if in_use and not everyone and not path.name.endswith(COMMANDS):
                continue
            opened = self._read(path)
            if not opened.alive:
                if not in_use:
                    with suppress(OSError):
                        path.unlink(missing_ok=True)
                continue
            for numbers in groups_of(opened.alive):
                if (path, numbers[0]) in self._returned:
                    continue
                records = [json.loads(opened.alive[number]) for number in numbers]
                try:
                    read = select(records)
                except (LookupError, TypeError, ValueError):
                    continue
                if not read:
                    continue
                for number, step in zip(numbers, read, strict=True):
                    self._places[id(step)] = _Place(path, number, step, step.earlier)
                    self._returned.add((path, number))
                found.append((read[0].earlier, numbers[0], read[0], grouped(records, read)))
        found.sort(key=lambda item: item[:2])
        return [(first, step) for _, _, first, step in found]

    @contextmanager
    def _turn_if_free(self) -> Iterator[None]:
        with ExitStack() as held:
            with suppress(TimeoutError):
                held.enter_context(self.undo_turn())
            yield

    def _own_file(self) -> _JournalFile:
        """Return this program's own file, created with its first step."""
        opened = self._files.get(self._own)
        if opened is None:
            private_folder(self._folder)
            prune(self._folder)
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
            descriptor = os.open(self._own, flags, 0o600)
            lock(descriptor)
            opened = self._files[self._own] = _JournalFile(descriptor)
        return opened

    def _record(self, root: Path, step: AnyStep, more: dict[str, Any]) -> None:
        try:
            record = record_of(os.path.realpath(root), step)
            if record is None:
                return
            file = self._own_file()
            file.last += 1
            line = line_of(record | {"id": file.last} | more)
            self._write(self._own, line)
            file.alive[file.last] = line
            self._places[id(step)] = _Place(self._own, file.last, step, record["at"])
            if file.size > journal_format.MOST:
                self._shorten()
            self.failure = ""
        except OSError as error:
            self.failure = f"{error.filename or self._folder}: {os.strerror(error.errno or 0)}"

    def _mark(self, place: _Place, kind: str, record: dict[str, Any] | None = None) -> None:
        """Record that a step was made or is in doubt, and as what it was made where it was carried over."""
        with self._turn_if_free():
            opened = self._read(place.file)
            if place.number not in opened.alive:
                return
            line = line_of({"v": VERSION, "kind": kind, "id": place.number})
            known = marked(opened.alive[place.number], kind)
            if record is not None:
                old = json.loads(known)
                known = line = line_of(old | {key: record[key] for key in ("after", "edits")})
            opened.alive[place.number] = known
            with suppress(OSError):
                self._write(place.file, line)

    def _write(self, path: Path, line: bytes) -> None:
        """Append a line.  A line that a full disk has cut off ends at the newline of the next one."""
        opened = self._files[path]
        if opened.descriptor >= 0:
            opened.size += os.write(opened.descriptor, line)
            return
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            opened.size += os.write(descriptor, line)
        finally:
            os.close(descriptor)

    def _is_recorded(self, step: AnyStep) -> bool:
        place = self._places.get(id(step))
        return place is None or place.number in self._read(place.file).alive

    def _read(self, path: Path) -> _JournalFile:
        """Return a file with what others have appended; a missing one is empty."""
        opened = self._files.setdefault(path, _JournalFile())
        if path in self._fresh:
            return opened
        if self._has_turn:
            self._fresh.add(path)
        if opened.descriptor >= 0:
            if os.fstat(opened.descriptor).st_size != opened.size:
                _reload(opened, opened.descriptor)
            return opened
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            opened.alive, opened.inode, opened.size = {}, 0, 0
            return opened
        try:
            status = os.fstat(descriptor)
            if (status.st_ino, status.st_size) != (opened.inode, opened.size):
                _reload(opened, descriptor)
        finally:
            os.close(descriptor)
        return opened

    def _shorten(self) -> None:
        """Keep the newest half of the own file; later, where another program is undoing something."""
        with suppress(TimeoutError), self.undo_turn():
            opened = self._read(self._own)
            kept = newest(opened.alive)
            gone = opened.alive.keys() - kept.keys()
            descriptor, size = rewritten(self._own, kept)
            os.close(opened.descriptor)
            self._files[self._own] = _JournalFile(descriptor, kept, opened.last, size)
            for key, place in [*self._places.items()]:
                if place.file == self._own and place.number in gone:
                    del self._places[key]  # the steps themselves stay in memory

    def _other_files(self) -> list[Path]:
        try:
            names = sorted(os.listdir(self._folder))
        except OSError:
            return []
        ours = [self._folder / name for name in names if name.startswith(self._key) and name.endswith(SUFFIX)]
        return [path for path in ours if path != self._own]

    def _is_in_use(self, path: Path) -> bool:
        """Return whether a running program, or any command, may append to a file."""
        return path == self._own or path.name.endswith(COMMANDS) or not is_abandoned(path)


def _reload(opened: _JournalFile, descriptor: int) -> None:
    """Read the whole file again."""
    status = os.fstat(descriptor)
    data = os.pread(descriptor, min(status.st_size, READ), 0)
    opened.alive = dict(alive_in(data))
    opened.inode, opened.size = status.st_ino, status.st_size
