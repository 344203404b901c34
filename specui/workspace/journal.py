"""Undo across restarts: what was done, line by line in the state folder, so that the next program can take it back.

Each program appends to a file of its own, mode 0600, and holds a lock on it while it runs: steps of a program
that still runs are its own business. A line is written at once and whole, or is no line; a killed program
leaves all lines before it. What was taken back is told by another line. Of changes that are made together each
is told before it is made, and when it is: of one that was in hand when the program was killed, it is known that it is
not known. A step that cannot be kept is only not kept: nothing that is done to a spec fails for it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from specui.workspace.history import AnyStep, Step, Together
from specui.workspace.records import VERSION, as_made, is_too_long, record_of, steps_of
from specui.workspace.statefolder import private_folder, state_folder
from specui.workspace.temporary import write_all

_SUFFIX = ".jsonl"
_MOST = 2 << 20  # bytes of one program's file, of which the newest half is kept
_MOST_OF_ALL = 16 << 20  # bytes of all files; the oldest go first


class _Place(NamedTuple):
    """Where a step stands: the file, and its number in it. The step is held, so that no other gets its id."""

    file: Path
    number: int
    step: AnyStep


@dataclass(slots=True)
class _Open:
    """A journal file that is ours: open for appending, and locked."""

    descriptor: int
    alive: dict[int, bytes] = field(default_factory=dict)  # the lines of steps that can be taken back
    last: int = 0
    size: int = 0


class Journal:
    """The steps of all programs in one scope, a repository or a folder outside of any. For one thread."""

    def __init__(self, scope: Path, state_dir: Path | None = None) -> None:
        self.failure = ""
        """Why the last step could not be kept, or an empty string."""
        self._folder = (state_dir or state_folder()) / "undo"
        key = hashlib.blake2b(os.fsencode(os.path.realpath(scope)), digest_size=8).hexdigest()
        self._key = f"{key}-"
        self._own = self._folder / f"{self._key}{os.getpid()}-{os.urandom(4).hex()}{_SUFFIX}"
        self._files: dict[Path, _Open] = {}
        self._places: dict[int, _Place] = {}
        self._group: int | None = None  # the first number of what is made together; 0 before that

    def add(self, root: Path, step: AnyStep) -> None:
        """Keep a step that was made in the folder `root`, if `intend` has not done so."""
        if type(step) is not Together and id(step) not in self._places:
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
        if type(step) is Together:
            for part in step.steps:
                self.forget(part)
            return
        place = self.let_go(step)
        opened = self._files.get(place.file) if place is not None else None
        if place is None or opened is None:
            return
        opened.alive.pop(place.number, None)
        with suppress(OSError):
            if opened.alive or place.file == self._own:
                self._write(place.file, _line({"v": VERSION, "kind": "undone", "id": place.number}))
            else:
                place.file.unlink(missing_ok=True)

    def let_go(self, step: AnyStep) -> _Place | None:
        """The step will not be asked about any more; it stays in the journal."""
        if type(step) is Together:
            for part in step.steps:
                self.let_go(part)
        return self._places.pop(id(step), None)

    def earlier(self, root: Path, single: str = "") -> list[AnyStep]:
        """Return what programs that do not run any more did in a folder, the newest last.

        With `single`, only changes of the text of that one file. They are ours from now on: a program that
        starts beside this one does not see them.
        """
        top = os.path.realpath(root)
        found: list[tuple[float, int, AnyStep]] = []
        for path in self._others():
            opened = self._claimed(path)
            if opened is None:
                continue
            for numbers in _groups(opened.alive):
                records = [json.loads(opened.alive[number]) for number in numbers]
                read = steps_of(records, top)
                if not read or (single and [(type(s), s.name) for s in read] != [(Step, single)]):
                    continue
                for number, step in zip(numbers, read, strict=True):
                    self._places[id(step)] = _Place(path, number, step)
                found.append((read[0].earlier, numbers[0], as_made(records, read)))
        found.sort(key=lambda item: item[:2])
        return [step for _, _, step in found]

    def close(self) -> None:
        """Give all files back, as the end of the program does."""
        for opened in self._files.values():
            with suppress(OSError):
                os.close(opened.descriptor)
        self._files.clear()
        self._places.clear()

    # -- files

    def _opened(self) -> _Open:
        """Return this program's own file, made with the first step."""
        opened = self._files.get(self._own)
        if opened is None:
            private_folder(self._folder)
            self._prune()
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
            descriptor = os.open(self._own, flags, 0o600)
            _lock(descriptor)
            opened = self._files[self._own] = _Open(descriptor)
        return opened

    def _keep(self, root: Path, step: AnyStep, more: dict[str, Any]) -> None:
        try:
            record = record_of(os.path.realpath(root), step)
            if record is None:
                return
            file = self._opened()
            file.last += 1
            line = _line(record | {"id": file.last} | more)
            self._write(self._own, line)
            file.alive[file.last] = line
            self._places[id(step)] = _Place(self._own, file.last, step)
            if file.size > _MOST:
                self._shorten()
            self.failure = ""
        except OSError as error:
            self.failure = f"{error.filename or self._folder}: {os.strerror(error.errno or 0)}"

    def _mark(self, place: _Place, kind: str, record: dict[str, Any] | None = None) -> None:
        """Tell that a step stands, or may not; where it was carried over, what it is now."""
        opened = self._files.get(place.file)
        if opened is None or place.number not in opened.alive:
            return
        line = _line({"v": VERSION, "kind": kind, "id": place.number})
        known = _marked(opened.alive[place.number], kind)
        if record is not None:
            old = json.loads(known)
            known = line = _line(old | {key: record[key] for key in ("after", "edits")})
        opened.alive[place.number] = known
        with suppress(OSError):
            self._write(place.file, line)

    def _write(self, path: Path, line: bytes) -> None:
        """Append a line; what a full disk has cut off is closed by the newline of the next one."""
        opened = self._files[path]
        opened.size += os.write(opened.descriptor, line)

    def _shorten(self) -> None:
        """Keep the newest half of the own file."""
        opened = self._files[self._own]
        kept: dict[int, bytes] = {}
        size = 0
        for numbers in reversed(_groups(opened.alive)):
            lines = {number: opened.alive[number] for number in numbers}
            size += sum(map(len, lines.values()))
            if size > _MOST // 2 and kept:
                break
            kept = lines | kept
        beside = self._own.with_suffix(".new")
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC
        descriptor = os.open(beside, flags, 0o600)
        data = b"".join(kept.values())
        try:
            _lock(descriptor)
            write_all(descriptor, data)
            os.rename(beside, self._own)
        except OSError:
            os.close(descriptor)
            beside.unlink(missing_ok=True)
            raise
        os.close(opened.descriptor)
        self._files[self._own] = _Open(descriptor, kept, opened.last, len(data))

    def _others(self) -> list[Path]:
        try:
            names = sorted(os.listdir(self._folder))
        except OSError:
            return []
        mine = [
            self._folder / name for name in names if name.startswith(self._key) and name.endswith(_SUFFIX)
        ]
        return [path for path in mine if path != self._own]

    def _claimed(self, path: Path) -> _Open | None:
        """Take over the file of a program that has ended; None where it runs, or the file makes no sense."""
        if path in self._files:
            return self._files[path]
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            if not _lock(descriptor):
                os.close(descriptor)
                return None
            data = os.pread(descriptor, 2 * _MOST, 0)
        except OSError:
            os.close(descriptor)
            return None
        opened = self._files[path] = _Open(descriptor, dict(_alive(data)), 0, len(data))
        if not opened.alive:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        return opened

    def _prune(self) -> None:
        """Remove the oldest files where there is too much of them, and what a killed program was about to write."""
        found = []
        for name in os.listdir(self._folder):
            with suppress(OSError):
                status = os.stat(self._folder / name)
                found.append((status.st_mtime_ns, status.st_size, self._folder / name))
        total = 0
        for _, size, path in sorted(found, reverse=True):
            total += size
            if total > _MOST_OF_ALL or path.suffix == ".new":
                self._remove_if_left(path)

    def _remove_if_left(self, path: Path) -> None:
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                if _lock(descriptor):
                    path.unlink(missing_ok=True)
            finally:
                os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Whether the file is ours now; where files cannot be locked, they are."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _line(record: dict[str, Any]) -> bytes:
    return b"\n" + json.dumps(record, separators=(",", ":")).encode("ascii") + b"\n"


def _alive(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and line of each step that was not taken back; what is no whole record is passed over."""
    lines: dict[int, bytes] = {}
    for line in data.split(b"\n"):
        try:
            record = json.loads(line)
            number = record["id"]
            if record["v"] != VERSION or type(number) is not int:
                continue
            if record["kind"] == "undone":
                lines.pop(number, None)
            elif record["kind"] in {"made", "doubt"}:
                if number in lines:
                    lines[number] = _marked(lines[number], record["kind"])
            else:
                lines[number] = b"\n" + line + b"\n"
        except (ValueError, LookupError, TypeError, RecursionError):
            continue
    yield from lines.items()


def _marked(line: bytes, kind: str) -> bytes:
    return _line(json.loads(line) | {"open": kind == "doubt"})


def _groups(lines: dict[int, bytes]) -> list[list[int]]:
    """Return the numbers of the steps, those that were made together in one list; in the order of the first ones."""
    groups: dict[int, list[int]] = {}
    for number, line in lines.items():
        first = json.loads(line).get("with", 0)
        groups.setdefault((first if type(first) is int else 0) or number, []).append(number)
    return list(groups.values())
