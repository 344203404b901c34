"""The files of the journal: which of their lines count, and how they stay small.  Writers hold the folder's lock."""

from __future__ import annotations

import fcntl
import json
import math
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from specui.workspace.history import journal_format
from specui.workspace.history.journal_format import VERSION, line_of
from specui.workspace.storage.temporary_files import write_all

MOST_OF_ALL = 16 << 20
"""Bytes of all files together; the oldest are removed first."""
READ = 64 << 20
"""Bytes that are read of one file."""


def keep_small(path: Path, size: int) -> None:
    """Keep the newest half of a file that is too large, and all files together small.

    The caller holds the folder's lock.  Raises OSError.
    """
    if size > journal_format.MOST:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            kept = newest(dict(alive_in(os.pread(descriptor, READ, 0))))
        finally:
            os.close(descriptor)
        descriptor, _ = rewritten(path, kept)
        os.close(descriptor)
    prune(path.parent)


def newest(alive: dict[int, bytes]) -> dict[int, bytes]:
    """Return the newest lines that fill half a file, groups whole; the last group always."""
    kept: dict[int, bytes] = {}
    size = 0
    for numbers in reversed(groups_of(alive)):
        lines = {number: alive[number] for number in numbers}
        size += sum(map(len, lines.values()))
        if size > journal_format.MOST // 2 and kept:
            break
        kept = lines | kept
    return kept


def rewritten(path: Path, lines: dict[int, bytes]) -> tuple[int, int]:
    """Replace a file's content by these lines; returns it open and locked, and its size."""
    beside = path.with_suffix(".new")
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC
    descriptor = os.open(beside, flags, 0o600)
    data = b"".join(lines.values())
    try:
        lock(descriptor)
        write_all(descriptor, data)
        os.rename(beside, path)
    except OSError:
        os.close(descriptor)
        beside.unlink(missing_ok=True)
        raise
    return descriptor, len(data)


def prune(folder: Path) -> None:
    """Remove the oldest files where all are too large together, and unfinished files of killed programs."""
    found = []
    for name in os.listdir(folder):
        with suppress(OSError):
            status = os.stat(folder / name)
            found.append((status.st_mtime_ns, status.st_size, folder / name))
    total = 0
    for _, size, path in sorted(found, reverse=True):
        total += size
        if (total > MOST_OF_ALL or path.suffix == ".new") and is_abandoned(path):
            path.unlink(missing_ok=True)


def is_abandoned(path: Path) -> bool:
    """Return whether no running program has locked a file."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return lock(descriptor)
    finally:
        os.close(descriptor)


def mtime_of(path: Path) -> float:
    """Return when a file was changed, in seconds since 1970; infinity where that is unknown."""
    try:
        return path.stat().st_mtime
    except OSError:
        return math.inf


def lock(descriptor: int) -> bool:
    """Lock a file; returns whether it is ours now.  Where files cannot be locked, it always is."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def undone_line(number: int) -> bytes:
    """Return the line that marks a step as undone."""
    return line_of({"v": VERSION, "kind": "undone", "id": number})


def alive_in(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and line of each step that was not undone; skips lines that are no whole record."""
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
                    lines[number] = marked(lines[number], record["kind"])
            else:
                lines[number] = b"\n" + line + b"\n"
        except (ValueError, LookupError, TypeError, RecursionError):
            continue
    yield from lines.items()


def marked(line: bytes, kind: str) -> bytes:
    """Return a step's line with a mark: ``made``, or ``doubt`` for a step that may or may not have been made."""
    return line_of(json.loads(line) | {"open": kind == "doubt"})


def groups_of(lines: dict[int, bytes]) -> list[list[int]]:
    """Return the numbers of the steps, a list for each group, in the order of their first steps."""
    groups: dict[int, list[int]] = {}
    for number, line in lines.items():
        first = json.loads(line).get("with", 0)
        groups.setdefault((first if type(first) is int else 0) or number, []).append(number)
    return list(groups.values())
