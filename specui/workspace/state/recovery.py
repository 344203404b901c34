"""Unsaved typing, stored outside the repository, so that a killed program loses only seconds of it.

One JSON file for each section that is being edited, mode 0600, in a folder of mode 0700.  It holds the text that the
typing began with, so that it can be merged by line with what others wrote meanwhile; a file longer than BASE_LIMIT is
not copied, and the user is asked about every difference instead.  A form is stored as its fields, never as text.

Each program locks a file of its own while it runs, so that another one does not offer its typing as lost.
"""

import fcntl
import hashlib
import json
import os
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from specui.workspace.storage.errors import explained
from specui.workspace.storage.temporary_files import is_ours, stage_file
from specui.workspace.user_folders import private_folder, state_folder

_VERSION = 2
_WITHOUT_BASE = 1  # the format of earlier versions
BASE_LIMIT = 1_000_000
"""Characters of the longest file that is stored with the typing."""
_ENTRY = ".json"
_ALIVE = ".alive"


@dataclass(frozen=True, slots=True)
class Base:
    """The text of the file when the typing began; `start:end` is the range that is being edited."""

    text: str
    start: int
    end: int
    bom: bool = False


EDIT, ADD, DECIDE, ANSWER, SIGN_OFF = "edit", "add", "decide", "answer", "sign-off"
"""What opens a form, as `FormTyped.how` names it."""
TRIAGE = "triage"
"""The same for a form of the triage screen; its title is the decision."""


_FORMER = {"spot": "area"}
"""What earlier versions called keys of a form."""


@dataclass(frozen=True, slots=True)
class FormTyped:
    """A form and what is typed in it.

    `how` names the command that opens it, `title` which of several forms it is; `offset` is where its item begins in
    the base, `line` the text of that line, `area` the part of the item that is edited. `before` are the values that
    the form began with, under the same `labels` as `values`.
    """

    how: str
    title: str
    offset: int
    line: str
    area: int
    labels: tuple[str, ...]
    before: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def noun(self) -> str:
        """What it is called: a value that is edited in place looks like no form."""
        return "edit" if self.how == EDIT else "form"


@dataclass(frozen=True, slots=True)
class UnsavedEdit:
    """Typing of one section: `base_digest` is the digest of the file's bytes when the typing began.

    `saved_at` is when it was last stored, in seconds since 1970, and `file` where. `base` is None where the file was
    too long, or an earlier version stored it. `form` is None for a section's own text; for a form `text` is a summary.
    """

    path: Path
    section_key: str
    base_digest: str
    text: str
    saved_at: float
    file: Path
    base: Base | None = None
    form: FormTyped | None = None


class Recovery:
    """The typing of this program, and what earlier ones left.  Thread-safe."""

    def __init__(self, state_dir: Path | None = None) -> None:
        self.folder = (state_dir or state_folder()) / "recovery"

    def write(
        self,
        path: Path,
        section_key: str,
        base_digest: str,
        text: str,
        *,
        base: Base | None = None,
        form: FormTyped | None = None,
    ) -> UnsavedEdit:
        """Store the text, in place of what was stored for the same section before.  Raises StorageError."""
        path = Path(os.path.abspath(path))
        if base is not None and len(base.text) > BASE_LIMIT:
            base = None
        record = {
            "version": _VERSION,
            "path": str(path),
            "section": section_key,
            "base_digest": base_digest,
            "text": text,
            "base": None if base is None else asdict(base),
            "form": None if form is None else asdict(form),
        }
        data = json.dumps(record).encode("ascii")  # ASCII escapes preserve lone surrogates in file names
        with explained("cannot store unsaved text", self.folder), _guard:
            private_folder(self.folder)
            file = self._file(path, section_key)
            _claim(self.folder)
            _replace(file, data)
            saved_at = file.stat().st_mtime
        return UnsavedEdit(path, section_key, base_digest, text, saved_at, file, base, form)

    def forget(self, path: Path, section_key: str) -> None:
        """Remove the entry of typing that was saved or discarded.  Raises StorageError."""
        self._remove(self._file(path, section_key))

    def discard(self, entry: UnsavedEdit) -> None:
        """Remove one entry of any program, if it still exists.  Raises StorageError."""
        self._remove(entry.file)

    def pending(self) -> list[UnsavedEdit]:
        """Return the unsaved typing of earlier programs and of this one, the newest first.  Raises StorageError."""
        entries = [entry for file in self._files() if (entry := _read(file)) is not None]
        return sorted(entries, key=lambda entry: (-entry.saved_at, entry.file.name))

    def damaged(self) -> list[Path]:
        """Return the malformed files among them, which are never removed.  Raises StorageError."""
        return [file for file in self._files() if _read(file) is None]

    def close(self) -> None:
        """End this program's claim: its unsaved typing is offered by the next one."""
        _release(self.folder)

    def _file(self, path: Path, section_key: str) -> Path:
        key = hashlib.blake2b(digest_size=12)
        key.update(os.fsencode(os.path.abspath(path)))
        key.update(b"\0" + section_key.encode("utf-8", "surrogatepass"))
        return self.folder / f"{key.hexdigest()}-{_PROGRAM}{_ENTRY}"

    def _files(self) -> list[Path]:
        """Return the entries of ended programs, and of this one; removes what else ended programs left."""
        with explained("cannot be searched for unsaved text", self.folder), _guard:
            if not self.folder.is_dir():
                return []
            names = sorted(os.listdir(self.folder))
            running = {name for name in names if name.endswith(_ALIVE) and _is_running(self.folder / name)}
            programs = {name.removesuffix(_ALIVE) for name in running} - {_PROGRAM}
            for name in names:
                abandoned = name.endswith(_ALIVE) and name not in running
                if abandoned or (is_ours(name) and not _belongs_to(name, programs | {_PROGRAM})):
                    (self.folder / name).unlink(missing_ok=True)
            return [
                self.folder / name
                for name in names
                if name.endswith(_ENTRY) and not _belongs_to(name, programs)
            ]

    def _remove(self, file: Path) -> None:
        with explained("cannot be removed", file), _guard:
            file.unlink(missing_ok=True)


def _replace(file: Path, data: bytes) -> None:
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with stage_file(folder, file.name, data, mode=0o600) as new:
            new.link()
            os.rename(new.name, file.name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        os.close(folder)


def _read(file: Path) -> UnsavedEdit | None:
    try:
        saved_at = file.stat().st_mtime
        record = json.loads(file.read_bytes())
        texts = [record[key] for key in ("path", "section", "base_digest", "text")]
        if record["version"] not in {_VERSION, _WITHOUT_BASE}:
            return None
        if not all(isinstance(text, str) for text in texts):
            return None
        base, form = _base_of(record.get("base")), _form_of(record.get("form"))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    path, section_key, base_digest, text = texts
    return UnsavedEdit(Path(path), section_key, base_digest, text, saved_at, file, base, form)


def _base_of(record: object) -> Base | None:
    """Read a base; raises TypeError and ValueError for a malformed one."""
    if record is None:
        return None
    if not isinstance(record, dict):
        raise TypeError
    text, start, end, bom = (record[key] for key in ("text", "start", "end", "bom"))
    if not isinstance(text, str) or not isinstance(bom, bool):
        raise TypeError
    if not 0 <= _number(start) <= _number(end) <= len(text):
        raise ValueError
    return Base(text, start, end, bom)


def _form_of(record: object) -> FormTyped | None:
    """Read a form; raises TypeError and ValueError for a malformed one."""
    if record is None:
        return None
    if not isinstance(record, dict):
        raise TypeError
    lists = {key: tuple(record[key]) for key in ("labels", "before", "values")}
    found = FormTyped(**{_FORMER.get(key, key): value for key, value in {**record, **lists}.items()})
    texts = (found.how, found.title, found.line, *found.labels, *found.before, *found.values)
    if (
        not all(isinstance(text, str) for text in texts)
        or min(_number(found.offset), _number(found.area)) < 0
    ):
        raise TypeError
    if not found.labels or not len(found.labels) == len(found.before) == len(found.values):
        raise ValueError
    return found


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _belongs_to(name: str, programs: set[str]) -> bool:
    return any(f"-{program}{_ENTRY}" in name for program in programs)


# One name and one lock for the whole program, for all its Recovery objects.
_PROGRAM = f"{os.getpid()}-{os.urandom(4).hex()}"
_claims: dict[Path, int] = {}
_guard = threading.Lock()


def _claim(folder: Path) -> None:
    if folder in _claims and (folder / f"{_PROGRAM}{_ALIVE}").exists():
        return
    _release(folder)
    descriptor = os.open(folder / f"{_PROGRAM}{_ALIVE}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with suppress(OSError):  # without file locks the typing may be offered too early
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    _claims[folder] = descriptor


def _release(folder: Path) -> None:
    descriptor = _claims.pop(folder, None)
    if descriptor is not None:
        (folder / f"{_PROGRAM}{_ALIVE}").unlink(missing_ok=True)
        os.close(descriptor)


def _is_running(file: Path) -> bool:
    if file.name == f"{_PROGRAM}{_ALIVE}":
        return True
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    else:
        return False
    finally:
        os.close(descriptor)
