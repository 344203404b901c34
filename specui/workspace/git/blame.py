"""When and by whom each line of a file was written, as git blame knows it.

Git blames the file of the last commit, one process for each file; the lines of the current text are matched with its
lines.  The result is kept in the cache folder until a commit changes the file.  Call it in a thread.

The history of a shallow clone ends at its boundary: a line from there, or from before, has no known age.  Commits to
ignore and mailmaps do not count: a repository could name endless files there.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta, timezone
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from specui.markdown.lazy import lazy_pattern
from specui.workspace.git import client as git
from specui.workspace.state.cache_file import digest, read_value, write_value
from specui.workspace.storage.merge import matching_lines
from specui.workspace.user_folders import cache_folder

TIMEOUT = 10.0
"""Seconds after which git is ended, and not run for further files."""

_VERSION = 2
_AT_ONCE = 4
_NEWLINE = lazy_pattern(rb"\r\n|\r|\n")
_COMMIT = lazy_pattern(rb"[0-9a-f]{40,64} \d+ \d+(?: \d+)?")
_LONGEST_NAME = 80
_END = b" end"  # marks a commit at the boundary; no field of git


class LineOrigin(NamedTuple):
    """When a line was written, as an ISO date in its author's time zone, and by whom; both empty if not committed.

    Both are empty too where the origin is not ``known``: the line is from the boundary of a shallow clone, or older.
    """

    date: str = ""
    author: str = ""
    known: bool = True

    @property
    def committed(self) -> bool:
        """Whether the line is committed and its origin known."""
        return bool(self.date or self.author)

    def __str__(self) -> str:
        if not self.known:
            return "unknown"
        return " by ".join(filter(None, (self.date, self.author))) or "not committed yet"


SHALLOW = "Some ages are unknown in this shallow clone; git fetch --unshallow completes it."
"""The notice where ages are unknown."""

UNCOMMITTED = LineOrigin()
UNKNOWN = LineOrigin(known=False)


class BlamedFile(NamedTuple):
    """A file of a commit: its origins, and for each line the number of its origin and a digest."""

    blob: str
    origins: tuple[LineOrigin, ...]
    lines: tuple[tuple[int, bytes], ...]


def age_notice(why: str) -> str:
    """Return the notice where git does not know ages; ``why`` is the reason, as a clause."""
    return f"Ages are counted from the last update where git does not know them: {why}."


def _ignore_reason(_why: str) -> None:
    pass


def blame(
    root: Path,
    files: Iterable[tuple[str, bytes]],
    *,
    timeout: float = TIMEOUT,
    cache: Path | None = None,
    refused: Callable[[str], object] = _ignore_reason,
) -> Iterator[tuple[str, tuple[LineOrigin, ...] | None]]:
    """Yield each file's name with the origin of each of its lines, the cached files first.

    Files are names relative to ``root``, with their bytes on disk.  A line ends in any newline; what follows the last
    newline counts as one.  None instead of origins where they are unknown: no git, no repository, a link, a git that
    hangs or fails.  Lines of a file that was never committed are uncommitted.  Calls ``refused`` at most once, with
    the reason why git failed, in a few words.
    """
    wanted = dict(files)
    generation = git.generation()
    commit, boundary, blobs = "", tuple[str, ...](), dict[str, str]()
    try:
        commit, boundary, blobs = _head(root, timeout)
    except (git.GitError, git.GitTimeout) as error:
        refused(str(error) or git.TOO_SLOW)
    if not commit:
        yield from ((name, None) for name in wanted)
        return
    kept = (cache or cache_folder() / "git") / f"blame-{_key(root)}"
    known = _read_cache(kept, root, commit, boundary, timeout)
    fresh: dict[str, BlamedFile] = {}
    missing = list[tuple[str, str]]()
    for name, data in wanted.items():
        blob = blobs.get(name, "")
        if name in known and known[name].blob == blob:
            yield name, line_origins(known[name], data)
        elif blob:
            missing.append((name, blob))
        elif any(str(place) in blobs for place in (PurePosixPath(name), *PurePosixPath(name).parents)):
            yield name, None  # a link, below a link, or in another repository
        else:
            yield name, tuple(UNCOMMITTED for _ in _lines(data))
    why = ""
    try:
        for name, found in _blame_files(_Query(root, commit, boundary, timeout, generation), missing):
            if isinstance(found, BlamedFile):
                fresh[name] = found
            elif not why:
                why = found
                refused(why)
            yield name, line_origins(found, wanted[name]) if isinstance(found, BlamedFile) else None
    finally:
        if fresh:
            known = {name: b for name, b in known.items() if name in blobs} | fresh
            _write_cache(kept, commit, boundary, known)


def line_origins(blamed: BlamedFile, data: bytes) -> tuple[LineOrigin, ...]:
    """Return the origin of each line of a text; lines that are not in the blamed file are uncommitted."""
    old, new = [digest for _, digest in blamed.lines], [_digest(line) for line in _lines(data)]
    places = (
        {line: line for line in range(len(new))}
        if old == new
        else {there: line for line, there in matching_lines(old, new).items()}
    )
    origins = [blamed.origins[origin] for origin, _ in blamed.lines]
    return tuple(origins[places[line]] if line in places else UNCOMMITTED for line in range(len(new)))


def parse_porcelain(output: bytes, blob: str = "", boundary: Collection[str] = ()) -> BlamedFile:
    """Parse the output of ``git blame --porcelain``; missing or malformed fields are empty.

    ``boundary`` are the commits at which a shallow clone ends.
    """
    ends = {commit.encode() for commit in boundary}
    origins: dict[LineOrigin, int] = {}
    commits: dict[bytes, dict[bytes, bytes]] = {}
    fields: dict[bytes, bytes] = {}
    lines = list[tuple[int, bytes]]()
    ended = True
    for line in output.split(b"\n"):
        if line.startswith(b"\t"):
            origin = origins.setdefault(_origin(fields), len(origins))
            text = line[1:].removesuffix(b"\r")
            lines += [(origin, _digest(part)) for part in _NEWLINE.split(text)]
            ended = True
        elif ended and _COMMIT.fullmatch(line):
            commit = line.partition(b" ")[0]
            fields = commits.setdefault(commit, {_END: b""} if commit in ends else {})
            ended = False
        else:
            key, _, value = line.partition(b" ")
            fields.setdefault(key, value)
    if lines:
        lines.append((lines[-1][0], _digest(b"")))  # what follows the last newline
    return BlamedFile(blob, tuple(origins), tuple(lines))


def _origin(fields: dict[bytes, bytes]) -> LineOrigin:
    if _END in fields:
        return UNKNOWN
    try:
        zone = fields.get(b"author-tz", b"+0000")
        minutes = int(zone[1:3]) * 60 + int(zone[3:5])
        offset = timedelta(minutes=-minutes if zone.startswith(b"-") else minutes)
        date = datetime.fromtimestamp(int(fields[b"author-time"]), timezone(offset)).date().isoformat()
    except (LookupError, ValueError, OverflowError, OSError):
        date = ""
    name = fields.get(b"author", b"").decode("utf-8", "replace")
    plain = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in name)
    return LineOrigin(date, " ".join(plain.split())[:_LONGEST_NAME] or ("somebody" if date else ""))


def _lines(data: bytes) -> list[bytes]:
    return _NEWLINE.split(data)


def _digest(line: bytes) -> bytes:
    return blake2b(line.removeprefix(b"\xef\xbb\xbf"), digest_size=8).digest()


# -- git


def _head(root: Path, timeout: float) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """Return the last commit, the boundary of a shallow clone, and the commit's blobs by name below the folder.

    The commit is empty where there is none; a blob is empty for links and repositories.  Raises GitTimeout, GitError.
    """
    commit = git.head(root, timeout)
    if not commit:
        return "", (), {}
    boundary = git.boundary(root, timeout)
    listed = git.run(root, ["ls-tree", "-r", "-z", commit], timeout).output
    blobs = {}
    for entry in listed.split(b"\0"):
        about, tab, path = entry.partition(b"\t")
        mode, _, rest = about.partition(b" ")
        if tab:
            known = rest.rpartition(b" ")[2] if mode.startswith(b"100") else b""
            blobs[os.fsdecode(path)] = known.decode("ascii", "replace")
    return commit, boundary, blobs


class _Query(NamedTuple):
    root: Path
    commit: str
    boundary: tuple[str, ...]
    timeout: float
    generation: int


def _blame_files(asked: _Query, files: Sequence[tuple[str, str]]) -> Iterator[tuple[str, BlamedFile | str]]:
    """Blame files, several at a time; yields why git failed instead.  After a timeout no further file is blamed."""
    hung = False

    def blame_one(name: str, blob: str) -> tuple[str, BlamedFile | str]:
        nonlocal hung
        if hung:
            return name, git.TOO_SLOW
        try:
            return name, _blame_file(asked, name, blob)
        except git.GitError as error:
            return name, str(error)
        except git.GitTimeout:
            hung = True
            return name, git.TOO_SLOW

    if not files:
        return
    finished = False
    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as pool:
        futures = [pool.submit(blame_one, name, blob) for name, blob in files]
        try:
            for done in as_completed(futures):
                yield done.result()
            finished = True
        finally:
            hung = True
            if not finished:  # the caller has stopped, so nothing waits for the running processes
                git.stop()


def _blame_file(asked: _Query, name: str, blob: str) -> BlamedFile:
    command = ["blame", "--porcelain", "--no-textconv", "--no-ignore-revs-file", asked.commit, "--", name]
    result = git.run(asked.root, command, asked.timeout, generation=asked.generation)
    return parse_porcelain(result.output, blob, asked.boundary)


# -- cache


def _read_cache(
    place: Path, root: Path, commit: str, boundary: tuple[str, ...], timeout: float
) -> dict[str, BlamedFile]:
    """Return the cached files that no commit has changed since."""
    kept = read_value(place)
    try:
        version, before, ended, files = kept
        if version != _VERSION or ended != boundary:  # the known history has grown or shrunk
            return {}
        known = {
            name: BlamedFile(blob, tuple(LineOrigin(*origin) for origin in origins), lines)
            for name, (blob, origins, lines) in files.items()
        }
    except (TypeError, ValueError, AttributeError):
        return {}
    if before == commit:
        return known
    try:
        if git.output_of(root, ["merge-base", "--is-ancestor", before, commit], timeout) is None:
            return {}
        log = ["log", "--format=", "--name-only", "-z", "--no-renames", "--relative", f"{before}..{commit}"]
        output = git.output_of(root, log, timeout)
    except git.GitTimeout:
        return {}
    touched = None if output is None else {os.fsdecode(path.strip(b"\n")) for path in output.split(b"\0")}
    return {} if touched is None else {name: b for name, b in known.items() if name not in touched}


def _write_cache(place: Path, commit: str, boundary: tuple[str, ...], files: dict[str, BlamedFile]) -> None:
    kept = {
        name: (b.blob, tuple(tuple(origin) for origin in b.origins), b.lines) for name, b in files.items()
    }
    write_value(place, (_VERSION, commit, boundary, kept))


def _key(root: Path) -> str:
    return digest(os.fsencode(os.path.realpath(root))).hex()
