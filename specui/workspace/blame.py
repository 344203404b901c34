"""Since when, and by whom, each line of a file stands there, as git tells it.

Git blames the file of the last commit, one process a file; the lines of the text as it is now are found among its
lines. What it said is kept in the cache folder, and holds until a commit touches the file. For a thread.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from specui.workspace import git
from specui.workspace.cache import cache_folder
from specui.workspace.cachefile import digest, forget_oldest, read_value, write_value
from specui.workspace.merge import standing

TIMEOUT = 10.0
"""Seconds after which git is left alone, and nothing more is asked."""

_VERSION = 1
_MOST_FILES = 64  # folders that are remembered
_AT_ONCE = 4
_NEWLINE = re.compile(rb"\r\n|\r|\n")
_COMMIT = re.compile(rb"[0-9a-f]{40,64} \d+ \d+(?: \d+)?")
_LONGEST_NAME = 80


class Since(NamedTuple):
    """When a line came, as an ISO date where its author was, and who that is; both empty while it is not committed."""

    date: str = ""
    author: str = ""

    @property
    def committed(self) -> bool:
        """Whether git knows the line."""
        return bool(self.date or self.author)

    def __str__(self) -> str:
        return " by ".join(filter(None, self)) or "not committed yet"


NOT_YET = Since()


class Blamed(NamedTuple):
    """A file of a commit: ``origins`` are whence its lines come, ``lines`` the number of it and a digest for each line."""

    blob: str
    origins: tuple[Since, ...]
    lines: tuple[tuple[int, bytes], ...]


def blame(
    root: Path,
    files: Iterable[tuple[str, bytes]],
    *,
    timeout: float = TIMEOUT,
    cache: Path | None = None,
) -> Iterator[tuple[str, tuple[Since, ...] | None]]:
    """Yield each file's name with a Since for each of its lines (the first is line 1), the known files first.

    Files are names relative to ``root``, with the bytes that stand on disk. A line is what ends in any newline;
    what follows the last newline counts as one. None where nobody knows: no git, no repository, a link, a git that
    hangs. A file that was never committed has lines that are not committed yet.
    """
    wanted = dict(files)
    try:
        commit, blobs = _head(root, timeout)
    except git.Hangs:
        commit = blobs = None
    if commit is None or blobs is None:
        yield from ((name, None) for name in wanted)
        return
    kept = (cache or cache_folder() / "git") / f"blame-{_key(root)}"
    known = _recalled(kept, root, commit, timeout)
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
    try:
        for name, found in _asked(root, commit, missing, timeout):
            if found is not None:
                fresh[name] = found
            yield name, None if found is None else since(found, wanted[name])
    finally:
        if fresh:
            _remember(kept, commit, {name: b for name, b in known.items() if name in blobs} | fresh)


def since(blamed: Blamed, data: bytes) -> tuple[Since, ...]:
    """Return whence each line of a text comes; lines that do not stand in what was blamed are not committed."""
    old, new = [digest for _, digest in blamed.lines], [_digest(line) for line in _lines(data)]
    places = {line: line for line in range(len(new))} if old == new else _backwards(standing(old, new))
    origins = [blamed.origins[origin] for origin, _ in blamed.lines]
    return tuple(origins[places[line]] if line in places else NOT_YET for line in range(len(new)))


def parse(said: bytes, blob: str = "") -> Blamed:
    """Understand what ``git blame --porcelain`` prints; what is missing or makes no sense is empty."""
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
            fields = commits.setdefault(line.partition(b" ")[0], {})
            ended = False
        else:
            key, _, value = line.partition(b" ")
            fields.setdefault(key, value)
    if lines:
        lines.append((lines[-1][0], _digest(b"")))  # what follows the last newline
    return Blamed(blob, tuple(origins), tuple(lines))


def _origin(fields: dict[bytes, bytes]) -> Since:
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


def _head(root: Path, timeout: float) -> tuple[str | None, dict[str, str] | None]:
    """Return the last commit, and its blobs by name below the folder: empty for links and repositories. Raises Hangs."""
    said = git.ask(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], timeout)
    if said is None:
        return None, None
    commit = said.decode("ascii", "replace").strip()
    listed = git.ask(root, ["ls-tree", "-r", "-z", commit], timeout)
    if listed is None:
        return None, None
    blobs = {}
    for entry in listed.split(b"\0"):
        about, tab, path = entry.partition(b"\t")
        mode, _, rest = about.partition(b" ")
        if tab:
            known = rest.rpartition(b" ")[2] if mode.startswith(b"100") else b""
            blobs[os.fsdecode(path)] = known.decode("ascii", "replace")
    return commit, blobs


def _asked(
    root: Path, commit: str, files: Sequence[tuple[str, str]], timeout: float
) -> Iterator[tuple[str, Blamed | None]]:
    """Blame files, some at once; once git has hung, no more of them."""
    hung = False

    def one(name: str, blob: str) -> tuple[str, Blamed | None]:
        nonlocal hung
        if hung:
            return name, None
        try:
            return name, _blamed(root, commit, name, blob, timeout)
        except git.Hangs:
            hung = True
            return name, None

    if not files:
        return
    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as pool:
        asked = [pool.submit(one, name, blob) for name, blob in files]
        try:
            for done in as_completed(asked):
                yield done.result()
        finally:
            hung = True  # nobody listens any more


def _blamed(root: Path, commit: str, name: str, blob: str, timeout: float) -> Blamed | None:
    command = ["blame", "--porcelain", "--no-textconv", commit, "--", name]
    said = git.ask(root, command, timeout)
    if said is None:  # the user's settings may name a list of commits to pass over that is not here
        said = git.ask(root, command, timeout, env={"GIT_CONFIG_GLOBAL": os.devnull})
    return None if said is None else parse(said, blob)


# -- what is kept


def _recalled(place: Path, root: Path, commit: str, timeout: float) -> dict[str, Blamed]:
    """Return what was said of files that no commit has touched since."""
    kept = read_value(place)
    try:
        version, before, files = kept
        if version != _VERSION:
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


def _remember(place: Path, commit: str, files: dict[str, Blamed]) -> None:
    kept = {
        name: (b.blob, tuple(tuple(origin) for origin in b.origins), b.lines) for name, b in files.items()
    }
    with suppress(OSError, ValueError):
        write_value(place, (_VERSION, commit, kept))
        forget_oldest(place.parent, _MOST_FILES)


def _key(root: Path) -> str:
    return digest(os.fsencode(os.path.realpath(root))).hex()
