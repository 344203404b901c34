"""Undo across restarts and programs: what was done, line by line in the state folder, so that others can take it back.

Each program appends to a file of its own, mode 0600, and holds a lock on it while it runs; commands share one
(`noted`). A line is written at once and whole, or is no line; a killed program leaves all lines before it. What was
undone is said by another line, by whoever undid it. Of changes that are made together each is written down before it
is made, and when it is: of one that was in hand when the program was killed, it is known that it is not known.

Who undoes a step holds the lock on the journal's folder meanwhile (`turn`), and looks first whether the step was
undone elsewhere: so no step is undone twice. Only the program that a file belongs to, or whoever has the turn, makes
the file shorter. A step that cannot be kept is only not kept: nothing that is done to a spec fails for it.
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
    is_left,
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
from specui.workspace.history.journal_records import as_made, is_too_long, record_of, steps_of
from specui.workspace.history.steps import AnyStep, Step, StepGroup, group_steps
from specui.workspace.storage.folder_lock import locked_folder
from specui.workspace.user_folders import private_folder

PATIENCE = 2.0
"""Seconds that one waits for somebody else's undo."""


_Wanted: TypeAlias = Callable[[list[dict[str, Any]]], list[AnyStep]]


class _Place(NamedTuple):
    """Where a step stands: the file, and its number in it. The step is held, so that no other gets its id."""

    file: Path
    number: int
    step: AnyStep
    at: float


@dataclass(slots=True)
class _Open:
    """A journal file as it was last read; our own one is open for appending, and locked."""

    descriptor: int = -1
    alive: dict[int, bytes] = field(default_factory=dict)  # the lines of steps that can be taken back
    last: int = 0
    size: int = 0
    inode: int = 0


class Journal:
    """The steps of all programs and commands in one scope. For one thread."""

    def __init__(self, scope: Path, state_dir: Path | None = None) -> None:
        self.failure = ""
        """Why the last step could not be kept, or an empty string."""
        self._folder = journal_folder(state_dir)
        self._key = scope_key(scope)
        self._own = self._folder / f"{self._key}{os.getpid()}-{os.urandom(4).hex()}{SUFFIX}"
        self._files: dict[Path, _Open] = {}
        self._fresh: set[Path] = set()  # files that were looked at in this turn
        self._places: dict[int, _Place] = {}
        self._met: set[tuple[Path, int]] = set()  # steps that were handed out, or are ours
        self._group: int | None = None  # the first number of what is made together; 0 before that
        self._has_turn = False

    def add(self, root: Path, step: AnyStep) -> None:
        """Keep a step that was made in the folder `root`, if `intend` has not done so."""
        if type(step) is not StepGroup and id(step) not in self._places:
            self._keep(root, step, {})

    def begin(self, steps: Sequence[Step]) -> None:
        """These are made together now, each told by `intend`: the next start takes back all of them, or none."""
        self._group = None if any(is_too_long(step) for step in steps) else 0

    def intend(self, root: Path, step: Step) -> None:
        """A step is about to be made, together with those since `begin`."""
        self._places.pop(id(step), None)
        if self._group is None:
            return
        self._keep(root, step, {"with": self._group, "open": True})
        place = self._places.get(id(step))
        self._group = self._group or (place.number if place is not None else 0)

    def made(self, intended: Step, step: Step) -> None:
        """What was intended, or is in doubt, stands; as `step`, where it was carried over meanwhile."""
        place = self._places.pop(id(intended), None)
        if place is None:
            return
        self._places[id(step)] = place._replace(step=step)
        self._mark(place, "made", None if step is intended else record_of("", step))

    def doubt(self, step: Step) -> None:
        """A step is about to be taken back."""
        place = self._places.get(id(step))
        if place is not None:
            self._mark(place, "doubt")

    def forget(self, step: AnyStep) -> None:
        """The step was taken back, or given up."""
        if type(step) is StepGroup:
            for part in step.steps:
                self.forget(part)
            return
        place = self.let_go(step)
        if place is None:
            return
        with self._turn_if_possible():
            opened = self._read(place.file)
            if opened.alive.pop(place.number, None) is None:
                return
            with suppress(OSError):
                if opened.alive or self._is_in_use(place.file):
                    self._write(place.file, undone_line(place.number))
                else:
                    place.file.unlink(missing_ok=True)

    def let_go(self, step: AnyStep) -> _Place | None:
        """The step will not be asked about any more; it stays in the journal."""
        if type(step) is StepGroup:
            for part in step.steps:
                self.let_go(part)
        return self._places.pop(id(step), None)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let nobody else undo anything in the block. Raises TimeoutError where somebody does so for long."""
        if self._has_turn:
            yield
            return
        with ExitStack() as held:
            try:
                held.enter_context(locked_folder(os.fspath(self._folder), patience=PATIENCE))
            except OSError as error:  # there is no such folder yet, or it cannot be locked
                if error.errno == errno.ETIMEDOUT:
                    raise
            self._has_turn = True
            self._fresh.clear()
            try:
                yield
            finally:
                self._has_turn = False
                self._fresh.clear()

    def left_of(self, step: AnyStep) -> AnyStep | None:
        """Return what of a step was not undone elsewhere; None where nothing is left."""
        if type(step) is not StepGroup:
            return step if self._stands(step) else None
        parts = [part for part in step.steps if self._stands(part)]
        if len(parts) == len(step.steps):
            return step
        return group_steps(parts, step.unsure) if parts else None

    def time_of(self, step: AnyStep) -> float:
        """Return when a step was made, in seconds since 1970; 0 where the journal does not have it."""
        first = step.steps[0] if type(step) is StepGroup else step
        place = self._places.get(id(first))
        return place.at if place is not None else 0.0

    def earlier(
        self, root: Path, single: str = "", *, since: float = 0.0, everyone: bool = False
    ) -> list[AnyStep]:
        """Return what commands, and programs that do not run any more, did in a folder, the newest last.

        With `single`, only changes of the text of that one file; with `since`, only what was done after that time.
        With `everyone`, what programs did that still run, too. No step is returned a second time.
        """
        top = os.path.realpath(root)

        def wanted(records: list[dict[str, Any]]) -> list[AnyStep]:
            if float(records[0].get("at", 0)) < since:
                return []
            read = steps_of(records, top)
            return [] if single and [(type(s), s.name) for s in read] != [(Step, single)] else read

        with self._turn_if_possible():
            return [step for _, step in self._search(wanted, since, everyone=everyone)]

    def touching(self, path: str) -> list[tuple[Path, AnyStep]]:
        """Return the steps, by whomever, that changed a file, the newest last; each with the folder it is told in.

        `path` is absolute, its folder without links.
        """
        roots = dict[int, Path]()

        def wanted(records: list[dict[str, Any]]) -> list[AnyStep]:
            paths = [str(r[key]) for r in records for key in ("path", "former") if key in r]
            if path not in paths:
                return []
            root = os.path.commonpath([os.path.dirname(one) for one in paths])
            read = steps_of(records, root)
            if read:
                roots[id(read[0])] = Path(root)
            return read

        with self._turn_if_possible():
            found = self._search(wanted, 0.0, everyone=True)
        return [(roots[id(first)], step) for first, step in found]

    def close(self) -> None:
        """Give all files back, as the end of the program does."""
        for opened in self._files.values():
            if opened.descriptor >= 0:
                with suppress(OSError):
                    os.close(opened.descriptor)
        self._files.clear()
        self._places.clear()

    # -- files

    def _search(self, wanted: _Wanted, since: float, *, everyone: bool) -> list[tuple[AnyStep, AnyStep]]:
        """Return steps, each behind the first of its parts, in the order in which they were made."""
        found: list[tuple[float, int, AnyStep, AnyStep]] = []
        for path in self._others():
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
                if (path, numbers[0]) in self._met:
                    continue
                records = [json.loads(opened.alive[number]) for number in numbers]
                try:
                    read = wanted(records)
                except (LookupError, TypeError, ValueError):
                    continue
                if not read:
                    continue
                for number, step in zip(numbers, read, strict=True):
                    self._places[id(step)] = _Place(path, number, step, step.earlier)
                    self._met.add((path, number))
                found.append((read[0].earlier, numbers[0], read[0], as_made(records, read)))
        found.sort(key=lambda item: item[:2])
        return [(first, step) for _, _, first, step in found]

    @contextmanager
    def _turn_if_possible(self) -> Iterator[None]:
        with ExitStack() as held:
            with suppress(TimeoutError):
                held.enter_context(self.turn())
            yield

    def _opened(self) -> _Open:
        """Return this program's own file, made with the first step."""
        opened = self._files.get(self._own)
        if opened is None:
            private_folder(self._folder)
            prune(self._folder)
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
            descriptor = os.open(self._own, flags, 0o600)
            lock(descriptor)
            opened = self._files[self._own] = _Open(descriptor)
        return opened

    def _keep(self, root: Path, step: AnyStep, more: dict[str, Any]) -> None:
        try:
            record = record_of(os.path.realpath(root), step)
            if record is None:
                return
            file = self._opened()
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
        """Say that a step stands, or may not; where it was carried over, what it is now."""
        with self._turn_if_possible():
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
        """Append a line; what a full disk has cut off is closed by the newline of the next one."""
        opened = self._files[path]
        if opened.descriptor >= 0:
            opened.size += os.write(opened.descriptor, line)
            return
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            opened.size += os.write(descriptor, line)
        finally:
            os.close(descriptor)

    def _stands(self, step: AnyStep) -> bool:
        place = self._places.get(id(step))
        return place is None or place.number in self._read(place.file).alive

    def _read(self, path: Path) -> _Open:
        """Return a file with what others wrote into it; one that is not there has nothing."""
        opened = self._files.setdefault(path, _Open())
        if path in self._fresh:
            return opened
        if self._has_turn:
            self._fresh.add(path)
        if opened.descriptor >= 0:
            if os.fstat(opened.descriptor).st_size != opened.size:
                _take(opened, opened.descriptor)
            return opened
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            opened.alive, opened.inode, opened.size = {}, 0, 0
            return opened
        try:
            status = os.fstat(descriptor)
            if (status.st_ino, status.st_size) != (opened.inode, opened.size):
                _take(opened, descriptor)
        finally:
            os.close(descriptor)
        return opened

    def _shorten(self) -> None:
        """Keep the newest half of the own file; at another time, where somebody undoes something now."""
        with suppress(TimeoutError), self.turn():
            opened = self._read(self._own)
            kept = newest(opened.alive)
            gone = opened.alive.keys() - kept.keys()
            descriptor, size = rewritten(self._own, kept)
            os.close(opened.descriptor)
            self._files[self._own] = _Open(descriptor, kept, opened.last, size)
            for key, place in [*self._places.items()]:
                if place.file == self._own and place.number in gone:
                    del self._places[key]  # the program still has them

    def _others(self) -> list[Path]:
        try:
            names = sorted(os.listdir(self._folder))
        except OSError:
            return []
        mine = [self._folder / name for name in names if name.startswith(self._key) and name.endswith(SUFFIX)]
        return [path for path in mine if path != self._own]

    def _is_in_use(self, path: Path) -> bool:
        """Whether a program that runs appends to a file, or any command may."""
        return path == self._own or path.name.endswith(COMMANDS) or not is_left(path)


def _take(opened: _Open, descriptor: int) -> None:
    """Read all of a file again."""
    status = os.fstat(descriptor)
    data = os.pread(descriptor, min(status.st_size, READ), 0)
    opened.alive = dict(alive_in(data))
    opened.inode, opened.size = status.st_ino, status.st_size
