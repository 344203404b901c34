"""Since when, and by whom, each line of a file stands there, as git tells it.

Git blames the file of the last commit, one process a file; the lines of the text as it is now are found among its
lines. What it said is kept in the cache folder, and holds until a commit touches the file. For a thread.

The history of a shallow clone ends at its boundary: a line that comes from there, or from before, has no known age.
Neither commits to ignore nor configured mailmaps count: a repository may name files there that never end.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from specui.workspace.git import client as git
from specui.workspace.state.cache_file import digest, forget_oldest, read_value, write_value
from specui.workspace.storage.merge import matching_lines
from specui.workspace.user_folders import cache_folder

TIMEOUT = 10.0
"""Seconds after which git is left alone, and nothing more is asked."""

_VERSION = 2
_MOST_FILES = 64  # folders that are remembered
_AT_ONCE = 4
_NEWLINE = re.compile(rb"\r\n|\r|\n")
_COMMIT = re.compile(rb"[0-9a-f]{40,64} \d+ \d+(?: \d+)?")
_LONGEST_NAME = 80
_END = b" end"  # no field of git's: a commit at the boundary


class Since(NamedTuple):
    """When a line came, as an ISO date where its author was, and who that is; both empty while it is not committed.

    Both are empty too where the line is not ``known``: it came at the boundary of a shallow clone, or before.
    """

    date: str = ""
    author: str = ""
    known: bool = True

    @property
    def committed(self) -> bool:
        """Whether git knows the line, and when it came."""
        return bool(self.date or self.author)

    def __str__(self) -> str:
        if not self.known:
            return "unknown"
        return " by ".join(filter(None, (self.date, self.author))) or "not committed yet"


SHALLOW = "Some ages are unknown in this shallow clone; git fetch --unshallow completes it."
"""What is said once where ages are unknown."""

NOT_YET = Since()
UNKNOWN = Since(known=False)


class Blamed(NamedTuple):
    """A file of a commit: ``origins`` are whence its lines come, ``lines`` the number of it and a digest for each line."""

    blob: str
    origins: tuple[Since, ...]
    lines: tuple[tuple[int, bytes], ...]


def not_from_git(why: str) -> str:
    """Return what is said once where git does not answer."""
    return f"Where git tells no age, the last update counts: {why}."


def _unheard(_why: str) -> None:
    pass


def blame(
    root: Path,
    files: Iterable[tuple[str, bytes]],
    *,
    timeout: float = TIMEOUT,
    cache: Path | None = None,
    refused: Callable[[str], object] = _unheard,
) -> Iterator[tuple[str, tuple[Since, ...] | None]]:
    """Yield each file's name with a Since for each of its lines (the first is line 1), the known files first.

    Files are names relative to ``root``, with the bytes that stand on disk. A line is what ends in any newline;
    what follows the last newline counts as one. None where nobody knows: no git, no repository, a link, a git that
    hangs or refuses. A file that was never committed has lines that are not committed yet. ``refused`` hears at most
    once why git does not answer, in a few words.
    """
    wanted = dict(files)
    era = git.era()
    commit, boundary, blobs = "", tuple[str, ...](), dict[str, str]()
    try:
        commit, boundary, blobs = _head(root, timeout)
    except (git.Refuses, git.Hangs) as error:
        refused(str(error) or git.HANGS)
    if not commit:
        yield from ((name, None) for name in wanted)
        return
    kept = (cache or cache_folder() / "git") / f"blame-{_key(root)}"
    known = _recalled(kept, root, commit, boundary, timeout)
    fresh: dict[str, Blamed] = {}
    missing = list[tuple[str, str]]()
    for name, data in wanted.items():
        blob = blobs.get(name, "")
        if name in known and known[name].blob == blob:
            yield name, since(known[name], data)
        elif blob:
            missing.append((name, blob))
        elif any(str(place) in blobs for place in (PurePosixPath(name), *PurePosixPath(name).parents)):
            yield name, None  # a link, behind one, or in another repository
        else:
            yield name, tuple(NOT_YET for _ in _lines(data))
    why = ""
    try:
        for name, found in _asked(_Asked(root, commit, boundary, timeout, era), missing):
            if isinstance(found, Blamed):
                fresh[name] = found
            elif not why:
                why = found
                refused(why)
            yield name, since(found, wanted[name]) if isinstance(found, Blamed) else None
    finally:
        if fresh:
            known = {name: b for name, b in known.items() if name in blobs} | fresh
            _remember(kept, commit, boundary, known)


def since(blamed: Blamed, data: bytes) -> tuple[Since, ...]:
    """Return whence each line of a text comes; lines that do not stand in what was blamed are not committed."""
    old, new = [digest for _, digest in blamed.lines], [_digest(line) for line in _lines(data)]
    places = {line: line for line in range(len(new))} if old == new else _backwards(matching_lines(old, new))
    origins = [blamed.origins[origin] for origin, _ in blamed.lines]
    return tuple(origins[places[line]] if line in places else NOT_YET for line in range(len(new)))


def parse(said: bytes, blob: str = "", boundary: Collection[str] = ()) -> Blamed:
    """Understand what ``git blame --porcelain`` prints; what is missing or makes no sense is empty.

    ``boundary`` are the commits at which a shallow clone ends.
    """
    ends = {commit.encode() for commit in boundary}
    origins: dict[Since, int] = {}
    commits: dict[bytes, dict[bytes, bytes]] = {}
    fields: dict[bytes, bytes] = {}
    lines = list[tuple[int, bytes]]()
    ended = True
    for line in said.split(b"\n"):
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
    return Blamed(blob, tuple(origins), tuple(lines))


def _origin(fields: dict[bytes, bytes]) -> Since:
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
    return Since(date, " ".join(plain.split())[:_LONGEST_NAME] or ("somebody" if date else ""))


def _lines(data: bytes) -> list[bytes]:
    return _NEWLINE.split(data)


def _digest(line: bytes) -> bytes:
    return blake2b(line.removeprefix(b"\xef\xbb\xbf"), digest_size=8).digest()


def _backwards(places: dict[int, int]) -> dict[int, int]:
    return {new: old for old, new in places.items()}


# -- git


def _head(root: Path, timeout: float) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """Return the last commit, the boundary of a shallow clone, and the commit's blobs by name below the folder.

    The commit is empty where there is none, a blob for links and repositories. Raises git.Hangs, git.Refuses.
    """
    commit = git.head(root, timeout)
    if not commit:
        return "", (), {}
    boundary = git.boundary(root, timeout)
    listed = git.answer(root, ["ls-tree", "-r", "-z", commit], timeout).output
    blobs = {}
    for entry in listed.split(b"\0"):
        about, tab, path = entry.partition(b"\t")
        mode, _, rest = about.partition(b" ")
        if tab:
            known = rest.rpartition(b" ")[2] if mode.startswith(b"100") else b""
            blobs[os.fsdecode(path)] = known.decode("ascii", "replace")
    return commit, boundary, blobs


class _Asked(NamedTuple):
    root: Path
    commit: str
    boundary: tuple[str, ...]
    timeout: float
    era: int


def _asked(asked: _Asked, files: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Blamed | str]]:
    """Blame files, some at once, or say why git does not; once git has hung, no more of them."""
    hung = False

    def one(name: str, blob: str) -> tuple[str, Blamed | str]:
        nonlocal hung
        if hung:
            return name, git.HANGS
        try:
            return name, _blamed(asked, name, blob)
        except git.Refuses as error:
            return name, str(error)
        except git.Hangs:
            hung = True
            return name, git.HANGS

    if not files:
        return
    finished = False
    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as pool:
        told = [pool.submit(one, name, blob) for name, blob in files]
        try:
            for done in as_completed(told):
                yield done.result()
            finished = True
        finally:
            hung = True
            if not finished:  # nobody listens any more, and nobody waits for what still runs
                git.stop()


def _blamed(asked: _Asked, name: str, blob: str) -> Blamed:
    command = ["blame", "--porcelain", "--no-textconv", "--no-ignore-revs-file", asked.commit, "--", name]
    said = git.answer(asked.root, command, asked.timeout, era=asked.era)
    return parse(said.output, blob, asked.boundary)


# -- what is kept


def _recalled(
    place: Path, root: Path, commit: str, boundary: tuple[str, ...], timeout: float
) -> dict[str, Blamed]:
    """Return what was said of files that no commit has touched since."""
    kept = read_value(place)
    try:
        version, before, ended, files = kept
        if version != _VERSION or ended != boundary:  # the history goes back further by now, or less far
            return {}
        known = {
            name: Blamed(blob, tuple(Since(*origin) for origin in origins), lines)
            for name, (blob, origins, lines) in files.items()
        }
    except (TypeError, ValueError, AttributeError):
        return {}
    if before == commit:
        return known
    try:
        if git.ask(root, ["merge-base", "--is-ancestor", before, commit], timeout) is None:
            return {}
        log = ["log", "--format=", "--name-only", "-z", "--no-renames", "--relative", f"{before}..{commit}"]
        said = git.ask(root, log, timeout)
    except git.Hangs:
        return {}
    touched = None if said is None else {os.fsdecode(path.strip(b"\n")) for path in said.split(b"\0")}
    return {} if touched is None else {name: b for name, b in known.items() if name not in touched}


def _remember(place: Path, commit: str, boundary: tuple[str, ...], files: dict[str, Blamed]) -> None:
    kept = {
        name: (b.blob, tuple(tuple(origin) for origin in b.origins), b.lines) for name, b in files.items()
    }
    with suppress(OSError, ValueError):
        write_value(place, (_VERSION, commit, boundary, kept))
        forget_oldest(place.parent, _MOST_FILES)


def _key(root: Path) -> str:
    return digest(os.fsencode(os.path.realpath(root))).hex()
