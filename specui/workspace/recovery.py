"""Typing that was not saved yet, kept outside the repository so that a killed program loses seconds of it.

One JSON file for each section being typed in, mode 0600, in a folder of mode 0700. Files of a program that still
runs are its own business: each program holds a lock on a file named for it, so that another one starting beside
it does not offer the typing of the first as lost.
"""

import fcntl
import hashlib
import json
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from specui.workspace.failures import explained
from specui.workspace.statefolder import private_folder, state_folder
from specui.workspace.temporary import is_ours, staged

_VERSION = 1
_ENTRY = ".json"
_ALIVE = ".alive"


@dataclass(frozen=True, slots=True)
class Entry:
    """Typing of one section: `base_digest` is the digest of the file's bytes when the typing began,
    `saved_at` when it was last kept, in seconds since 1970. `file` is where it is kept.
    """

    path: Path
    section_key: str
    base_digest: str
    text: str
    saved_at: float
    file: Path


class Recovery:
    """The typing of this program, and what earlier ones left. All methods may be called from any thread."""

    def __init__(self, state_dir: Path | None = None) -> None:
        self.folder = (state_dir or state_folder()) / "recovery"

    def write(self, path: Path, section_key: str, base_digest: str, text: str) -> Entry:
        """Keep the text, in place of what was kept of the same section before. Raises StorageError."""
        path = Path(os.path.abspath(path))
        record = {
            "version": _VERSION,
            "path": str(path),
            "section": section_key,
            "base_digest": base_digest,
            "text": text,
        }
        data = json.dumps(record).encode("ascii")  # escapes keep the lone surrogates of odd file names
        with explained("cannot keep unsaved typing", self.folder), _guard:
            private_folder(self.folder)
            file = self._file(path, section_key)
            _claim(self.folder)
            _replace(file, data)
            saved_at = file.stat().st_mtime
        return Entry(path, section_key, base_digest, text, saved_at, file)

    def forget(self, path: Path, section_key: str) -> None:
        """The typing was saved or given up. Raises StorageError."""
        self._remove(self._file(path, section_key))

    def discard(self, entry: Entry) -> None:
        """Remove one entry, whoever wrote it; no fault if it is gone. Raises StorageError."""
        self._remove(entry.file)

    def pending(self) -> list[Entry]:
        """What earlier programs, and this one, have not saved: the newest first. Raises StorageError."""
        entries = [entry for file in self._files() if (entry := _read(file)) is not None]
        return sorted(entries, key=lambda entry: (-entry.saved_at, entry.file.name))

    def damaged(self) -> list[Path]:
        """Files among them that make no sense. They stay where they are, to be looked at. Raises StorageError."""
        return [file for file in self._files() if _read(file) is None]

    def close(self) -> None:
        """This program ends: what it has not forgotten is there for the next one."""
        _give_up(self.folder)

    def _file(self, path: Path, section_key: str) -> Path:
        key = hashlib.blake2b(digest_size=12)
        key.update(os.fsencode(os.path.abspath(path)))
        key.update(b"\0" + section_key.encode("utf-8", "surrogatepass"))
        return self.folder / f"{key.hexdigest()}-{_PROGRAM}{_ENTRY}"

    def _files(self) -> list[Path]:
        """The entries of programs that do not run any more, and of this one; clears what those left otherwise."""
        with explained("cannot be searched for unsaved typing", self.folder), _guard:
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
        with staged(folder, file.name, data, mode=0o600) as new:
            new.appear()
            os.rename(new.name, file.name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        os.close(folder)


def _read(file: Path) -> Entry | None:
    try:
        saved_at = file.stat().st_mtime
        record = json.loads(file.read_bytes())
        texts = [record[key] for key in ("path", "section", "base_digest", "text")]
        if record["version"] != _VERSION or not all(isinstance(text, str) for text in texts):
            return None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    path, section_key, base_digest, text = texts
    return Entry(Path(path), section_key, base_digest, text, saved_at, file)


def _belongs_to(name: str, programs: set[str]) -> bool:
    return any(f"-{program}{_ENTRY}" in name for program in programs)


# One name and one lock for the whole program, however many Recovery objects it makes.
_PROGRAM = f"{os.getpid()}-{os.urandom(4).hex()}"
_claims: dict[Path, int] = {}
_guard = threading.Lock()


def _claim(folder: Path) -> None:
    if folder in _claims and (folder / f"{_PROGRAM}{_ALIVE}").exists():
        return
    _give_up(folder)
    descriptor = os.open(folder / f"{_PROGRAM}{_ALIVE}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with suppress(OSError):  # a file system without locks: the typing is offered, if only too early
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    _claims[folder] = descriptor


def _give_up(folder: Path) -> None:
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
