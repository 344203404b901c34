"""Undo across restarts: what was done, line by line in the state folder, so that the next program can take it back.

Each program appends to a file of its own, mode 0600, and holds a lock on it while it runs: steps of a program
that still runs are its own business. A line is written at once and whole, or is no line; a killed program
leaves all lines before it. What was taken back is told by another line. A step that cannot be kept is only
not kept: nothing that is done to a spec fails for it.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from specui.markdown.edits import EditError, TextEdit, Transaction
from specui.workspace.filed import Created, Renamed, Trashed
from specui.workspace.history import AnyStep, Step
from specui.workspace.moving import Kept
from specui.workspace.statefolder import private_folder, state_folder
from specui.workspace.temporary import write_all

_VERSION = 1
_SUFFIX = ".jsonl"
_LONGEST = 512 << 10  # bytes of a text or a file, beyond which a step is not kept
_MOST = 2 << 20  # bytes of one program's file, of which the newest half is kept
_MOST_OF_ALL = 16 << 20  # bytes of all files; the oldest go first


class _Place(NamedTuple):
    """Where a step stands: the file, and its number in it."""

    file: Path
    number: int


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

    def add(self, root: Path, step: AnyStep) -> None:
        """Keep a step that was made in the folder `root`."""
        self._places.pop(id(step), None)
        try:
            record = _record(os.path.realpath(root), step)
            if record is None:
                return
            file = self._opened()
            file.last += 1
            line = _line(record | {"id": file.last})
            self._write(self._own, line)
            file.alive[file.last] = line
            self._places[id(step)] = _Place(self._own, file.last)
            if file.size > _MOST:
                self._shorten()
            self.failure = ""
        except OSError as error:
            self.failure = f"{error.filename or self._folder}: {os.strerror(error.errno or 0)}"

    def forget(self, step: AnyStep) -> None:
        """The step was taken back, or given up."""
        place = self.let_go(step)
        opened = self._files.get(place.file) if place is not None else None
        if place is None or opened is None:
            return
        opened.alive.pop(place.number, None)
        with suppress(OSError):
            if opened.alive or place.file == self._own:
                self._write(place.file, _line({"v": _VERSION, "kind": "undone", "id": place.number}))
            else:
                place.file.unlink(missing_ok=True)

    def let_go(self, step: AnyStep) -> _Place | None:
        """The step will not be asked about any more; it stays in the journal."""
        return self._places.pop(id(step), None)

    def earlier(self, root: Path, single: str = "") -> list[AnyStep]:
        """Return what programs that do not run any more did in a folder, the newest last.

        With `single`, only changes of the text of that one file. They are ours from now on: a program that
        starts beside this one does not see them.
        """
        top = os.path.realpath(root)
        found: list[tuple[float, int, AnyStep, _Place]] = []
        for path in self._others():
            opened = self._claimed(path)
            if opened is None:
                continue
            for number, line in opened.alive.items():
                read = _step(json.loads(line), top)
                if read is not None and (not single or (type(read) is Step and read.name == single)):
                    found.append((read.earlier, number, read, _Place(path, number)))
        found.sort(key=lambda item: item[:2])
        for _, _, step, place in found:
            self._places[id(step)] = place
        return [step for _, _, step, _ in found]

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

    def _write(self, path: Path, line: bytes) -> None:
        """Append a line; what a full disk has cut off is closed by the newline of the next one."""
        opened = self._files[path]
        opened.size += os.write(opened.descriptor, line)

    def _shorten(self) -> None:
        """Keep the newest half of the own file."""
        opened = self._files[self._own]
        kept: dict[int, bytes] = {}
        size = 0
        for number, line in reversed(opened.alive.items()):
            size += len(line)
            if size > _MOST // 2 and kept:
                break
            kept[number] = line
        kept = dict(sorted(kept.items()))
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
            if record["v"] != _VERSION or type(number) is not int:
                continue
            if record["kind"] == "undone":
                lines.pop(number, None)
            else:
                lines[number] = b"\n" + line + b"\n"
        except (ValueError, LookupError, TypeError, RecursionError):
            continue
    yield from lines.items()


# -- steps as records


def _record(top: str, step: AnyStep) -> dict[str, Any] | None:
    """Return what stands in a line; None for a step that is too large."""
    record: dict[str, Any] = {
        "v": _VERSION,
        "at": step.earlier or time.time(),
        "path": os.path.join(top, step.name),
        "title": step.title,
    }
    if type(step) is Step:
        if len(step.after) > _LONGEST or len(step.before) > _LONGEST:
            return None
        edits = [list(edit) for edit in step.backward.edits]
        return record | {"kind": "edit", "after": _packed(step.after.encode()), "edits": edits}
    if type(step) is Renamed:
        return record | {"kind": "rename", "former": os.path.join(top, step.former)}
    assert isinstance(step, Created | Trashed), step
    if len(step.kept.data) > _LONGEST:
        return None
    kind = "create" if type(step) is Created else "trash"
    kept = step.kept
    return record | {"kind": kind, "data": _packed(kept.data), "mode": kept.mode, "link": kept.link}


def _step(record: dict[str, Any], top: str) -> AnyStep | None:
    """Return the step of a record; None where it is about another folder, or makes no sense."""
    try:
        name, title, at = _name(record["path"], top), str(record["title"]), float(record["at"])
        if not name:
            return None
        kind = record["kind"]
        if kind == "rename":
            former = _name(record["former"], top)
            return Renamed(name, title, former, at) if former else None
        if kind == "edit":
            return _edit(record, name, title, at)
        link = record["link"]
        kept = Kept(
            _unpacked(record["data"]), int(record["mode"]) & 0o7777, None if link is None else str(link)
        )
        if kind == "create":
            return Created(name, title, kept, at)
        return Trashed(name, title, kept, at) if kind == "trash" else None
    except (LookupError, TypeError, ValueError, OverflowError, zlib.error):
        return None


def _edit(record: dict[str, Any], name: str, title: str, at: float) -> Step | None:
    after = _unpacked(record["after"]).decode()
    edits = [TextEdit(int(start), int(end), str(text)) for start, end, text in record["edits"]]
    try:
        backward = Transaction.of(after, edits, title)
        before = backward.apply(after)
    except EditError:
        return None
    return Step(name, title, before, after, backward.invert(after), backward, at)


def _name(path: object, top: str) -> str:
    """Return a path relative to the folder that is open, or an empty string for one outside of it."""
    inside = top.rstrip(os.sep) + os.sep
    if not isinstance(path, str) or not path.startswith(inside) or os.path.normpath(path) != path:
        return ""
    return path[len(inside) :].replace(os.sep, "/")


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 3)).decode("ascii")


def _unpacked(text: object) -> bytes:
    unpacker = zlib.decompressobj()
    return unpacker.decompress(base64.b64decode(str(text)), 8 * _LONGEST)
