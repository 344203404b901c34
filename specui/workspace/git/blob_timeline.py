"""Which blob each file had at the end of each week, along the first parents of the branch.

Read from one ``git log`` of the Markdown files of a folder, and kept in the cache folder: new commits are added.  A
renamed file keeps its history.  Call it in a thread.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from specui.markdown.file_suffix import SUFFIXES
from specui.markdown.lazy import lazy_pattern
from specui.workspace.git import client as git
from specui.workspace.state.cache_file import digest, read_value, write_value

_VERSION = 2
_FILES = tuple(f":(icase)*{ending}" for ending in SUFFIXES)
_FIRST_MONDAY = 4  # days after 1970-01-01
_FIRST = date(1970, 1, 1 + _FIRST_MONDAY).toordinal()
_COMMIT = lazy_pattern(rb"commit [0-9a-f]+ (-?\d+)")
_CHANGE = lazy_pattern(rb":\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*")
# First parents only: what a merge brought counts as of the merge. Nothing that the repository configures is run.
_LOG = (
    *("log", "--first-parent", "-m", "--raw", "-z", "-M", "--no-abbrev", "--reverse", "--relative"),
    *("--no-color", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-follow", "--no-notes"),
    *("--no-mailmap", "--no-decorate", f"-O{os.devnull}"),
    "--format=commit %H %ct",
)

Timeline = dict[int, str]
"""Week → the blob at its end, for the weeks in which it changed; "" for none."""


@dataclass(slots=True)
class Timelines:
    """The timeline of each file, by name; ``week`` is that of the newest commit."""

    commit: str = ""
    week: int = 0
    lines: dict[str, Timeline] = field(default_factory=dict)


def read_timelines(root: Path, *, now: int, timeout: float, cache: Path) -> Timelines | None:
    """Return the timelines of all Markdown files below a folder; None where nothing is committed yet.

    ``now`` is the current week.  Raises GitTimeout, GitError.
    """
    commit = git.head(root, timeout)
    if not commit:
        return None
    known_as = "\n".join((os.path.realpath(root), *git.boundary(root, timeout)))
    place = cache / f"log-{digest(os.fsencode(known_as)).hex()}"
    known = _read_cache(place)
    if known.commit == commit:
        return known
    if not known.commit or not _is_ancestor(root, known.commit, commit, timeout):
        known = Timelines()
    span = f"{known.commit}..{commit}" if known.commit else commit
    log = git.run(root, [*_LOG, span, "--", *_FILES], timeout, literal=False)
    add_log(known, log.output, now)
    known.commit = commit
    write_value(place, (_VERSION, known.commit, known.week, known.lines))
    return known


def week_of(day: date) -> int:
    """Return the number of a day's week."""
    return (day.toordinal() - _FIRST) // 7


def monday(week: int) -> date:
    """Return the first day of a week."""
    return date.fromordinal(_FIRST + 7 * week)


def add_log(known: Timelines, log: bytes, now: int) -> None:
    """Add the output of ``git log --raw -z``, the oldest commit first.  Commit times in the future, or that go back, do not count."""
    for change in _changes(log):
        known.week = week = max(known.week, change.week if change.week <= now else 0)
        if change.kind == "R":
            moved = known.lines.pop(change.former, None)
            if moved is not None:
                known.lines[change.name] = moved
        known.lines.setdefault(change.name, {})[week] = change.blob


class _Change(NamedTuple):
    week: int
    kind: str
    former: str
    name: str
    blob: str


def _changes(log: bytes) -> Iterator[_Change]:
    week = 0
    tokens = iter(log.split(b"\0"))
    for token in tokens:
        head = token.lstrip(b"\n")
        commit = _COMMIT.fullmatch(head)
        if commit is not None:
            week = max((int(commit[1][:15]) // 86_400 - _FIRST_MONDAY) // 7, 0)
            continue
        change = _CHANGE.fullmatch(head)
        if change is None:
            continue
        kind = change[3].decode("ascii")
        former = name = next(tokens, b"")
        if kind in {"R", "C"}:
            name = next(tokens, b"")
        is_file = change[1].startswith(b"100")
        blob = change[2].decode("ascii") if is_file and kind != "D" else ""
        yield _Change(week, kind, os.fsdecode(former), os.fsdecode(name), blob)


def _is_ancestor(root: Path, before: str, commit: str, timeout: float) -> bool:
    """Return whether one commit is a first-parent ancestor of the other."""
    span = f"{before}..{commit}"
    output = git.output_of(root, ["rev-list", "--first-parent", "--parents", span], timeout)
    last = (output or b"").decode("ascii", "replace").split("\n")[-2:][:1]
    return bool(last) and before in last[0].split()[1:2]


def _read_cache(place: Path) -> Timelines:
    kept = read_value(place)
    try:
        version, commit, week, lines = kept
    except (TypeError, ValueError):
        return Timelines()
    return Timelines(commit, week, lines) if version == _VERSION else Timelines()
