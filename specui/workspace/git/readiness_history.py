"""The history of a folder's specs: readiness, open gaps and open questions at the end of each week.

From the branch in git: one ``git log`` says which blobs were current at the ends of weeks, one ``git cat-file`` prints
them, each is read once.  The counts of a blob are kept in the cache folder, whatever repository it is from.  Specs are
read with today's templates, and without rules.  Call it in a thread.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread, Timer
from typing import IO

import specui
from specui.markdown.scanner import scan
from specui.markdown.source import decode
from specui.specs.contents import Contents
from specui.specs.counts import Counts, Gaps, count, total
from specui.specs.spec import Bound, read_spec
from specui.specs.template import Template
from specui.workspace.git import client as git
from specui.workspace.git.blob_timeline import Timeline, Timelines, monday, read_timelines, week_of
from specui.workspace.state.cache_file import (
    digest,
    program_stamp,
    read_value,
    write_value,
)
from specui.workspace.user_folders import cache_folder

TIMEOUT = 60.0
"""Seconds after which git is ended."""

MOST_WEEKS = 104
"""Weeks that the history goes back: two years."""

_LARGEST = 1 << 20  # bytes of a blob; a larger one counts as no spec
_MOST_KEPT = 200_000  # blobs in the cache; beyond that only needed ones stay

Templates = tuple[Template, ...] | Bound
"""By what a file is read: the templates that it may fit, or what its family binds it to."""
Known = dict[str, Counts | None]


@dataclass(frozen=True, slots=True)
class ReadinessHistory:
    """``weeks`` are consecutive Mondays, the last one this week's.

    ``by_name`` has the counts of each spec at the end of each week, None where it was no spec yet.
    """

    weeks: tuple[date, ...]
    by_name: Mapping[str, tuple[Counts | None, ...]]

    def of(self, name: str) -> tuple[Counts | None, ...]:
        """Return the counts of one spec, all None where it was never committed."""
        return self.by_name.get(name) or (None,) * len(self.weeks)

    def total(self, names: Iterable[str] | None = None) -> tuple[Counts, ...]:
        """Return the totals of all specs, or of these, for each week."""
        lines = [self.of(name) for name in (self.by_name if names is None else names)]
        return tuple(
            total(counts for line in lines if (counts := line[week]) is not None)
            for week in range(len(self.weeks))
        )


def read_history(
    root: Path,
    names: Sequence[str],
    templates: Callable[[str], Templates],
    *,
    today: date,
    most: int = MOST_WEEKS,
    timeout: float = TIMEOUT,
    cache: Path | None = None,
) -> ReadinessHistory | None:
    """Return the history of the specs that are in a folder today; None where nothing is committed.

    ``names`` are relative to ``root``; ``templates`` returns the templates that apply to one of them.  A renamed spec
    keeps its history; a spec that is gone today has none.  Weeks follow the day of the commit in UTC.  Error
    diagnostics are not counted here, unlike in today's counts.  Raises GitTimeout and GitError.
    """
    folder = cache or cache_folder() / "git"
    found = read_timelines(root, now=week_of(today), timeout=timeout, cache=folder)
    if found is None:
        return None
    span = _span(found, names, week_of(today), most)
    states = {name: _states(found.lines[name], span) for name in names if name in found.lines}
    by_templates: dict[Templates, list[str]] = {}
    for name in states:
        by_templates.setdefault(templates(name), []).append(name)
    by_name = dict[str, tuple[Counts | None, ...]]()
    for applied, used in by_templates.items():
        blobs = dict.fromkeys(blob for name in used for blob in states[name] if blob)
        known = _counted(root, list(blobs), applied, folder, timeout)
        for name in used:
            by_name[name] = tuple(known.get(blob) for blob in states[name])
    return ReadinessHistory(tuple(monday(week) for week in span), {name: by_name[name] for name in states})


def _span(found: Timelines, names: Sequence[str], now: int, most: int) -> range:
    """Return the weeks from the first commit of any of the specs to now, at most so many."""
    first = min((min(line) for name in names if (line := found.lines.get(name))), default=now)
    return range(max(min(first, now), now - most + 1), now + 1)


def _states(line: Timeline, span: range) -> list[str]:
    """Return the blob at the end of each week, "" for none.  Later changes count for the last week."""
    changes = sorted(line.items())
    states, at, blob = list[str](), 0, ""
    for week in span:
        while at < len(changes) and (changes[at][0] <= week or week == span[-1]):
            blob = changes[at][1]
            at += 1
        states.append(blob)
    return states


def _counted(root: Path, blobs: Sequence[str], templates: Templates, folder: Path, timeout: float) -> Known:
    """Return the counts of each blob, reading those that are not cached.  Raises GitTimeout, GitError."""
    place = folder / f"counts-{_key(templates)}"
    known = _read_cache(place)
    missing = [blob for blob in blobs if blob not in known]
    if not missing:
        return known
    fresh: Known = {}
    try:
        for blob, data in _read(root, missing, timeout):
            fresh[blob] = _count(data, templates)
    except (OSError, ValueError) as error:
        raise git.GitError(str(error)) from None
    finally:
        if fresh:
            _write_cache(place, blobs, known | fresh)
    if len(fresh) != len(missing):
        raise git.GitError(f"git returned {len(fresh)} of {len(missing)} files")
    return known | fresh


def _count(data: bytes | None, templates: Templates) -> Counts | None:
    source = None if data is None else decode(data)
    if source is None or source.error is not None:
        return None
    bound = templates if isinstance(templates, Bound) else None
    contents = Contents(
        read_spec(scan(source.text), () if isinstance(templates, Bound) else templates, bound)
    )
    return count(contents) if contents.spec.template is not None or contents.has_items else None


# -- git


def _read(root: Path, blobs: Sequence[str], timeout: float) -> Iterator[tuple[str, bytes | None]]:
    """Yield the content of blobs, from one git; None for a missing or too large one.

    Ends early where git hangs or dies.  Raises OSError and ValueError.
    """
    process = git.start(root, ["cat-file", "--batch", "--buffer"], input_pipe=True)
    watch = Timer(timeout, git.kill, [process])
    watch.daemon = True
    writer = Thread(target=_write_requests, args=(process, blobs), daemon=True)
    with process:
        try:
            watch.start()
            writer.start()
            output = process.stdout
            assert output is not None
            for blob in blobs:
                head = output.readline().split()
                if head[1:] == [b"missing"]:
                    yield blob, None
                    continue
                if len(head) != 3 or head[0] != blob.encode():
                    return
                size = int(head[2])
                data = _read_blob(output, size + 1)
                if data is None:
                    return
                yield blob, data[:-1] if size <= _LARGEST else None
        finally:
            watch.cancel()
            git.end(process)
            writer.join()


def _read_blob(output: IO[bytes], size: int) -> bytes | None:
    """Read so many bytes, discarding those beyond the largest spec; None where git ends before."""
    data = output.read(min(size, _LARGEST + 1))
    left = size - len(data)
    while left > 0 and data:
        passed = output.read(min(left, _LARGEST))
        if not passed:
            return None
        left -= len(passed)
    return data if left == 0 else None


def _write_requests(process: subprocess.Popen[bytes], blobs: Sequence[str]) -> None:
    asked = process.stdin
    assert asked is not None
    with suppress(OSError, ValueError):  # git is gone
        asked.write("".join(f"{blob}\n" for blob in blobs).encode())
        asked.close()


# -- cache


def _read_cache(place: Path) -> Known:
    kept = read_value(place)
    try:
        return {
            blob: None if row is None else Counts(row[0], row[1], tuple(Gaps(*gap) for gap in row[2]), row[3])
            for blob, row in kept.items()
        }
    except (AttributeError, TypeError, LookupError):
        return {}


def _write_cache(place: Path, needed: Sequence[str], known: Known) -> None:
    """Store counts, together with those that another program has stored meanwhile."""
    known = _read_cache(place) | known
    if len(known) > _MOST_KEPT:
        known = {blob: known[blob] for blob in needed if blob in known}
    plain = {
        blob: None
        if counts is None
        else (counts.done, counts.total, tuple(map(tuple, counts.gaps)), counts.questions)
        for blob, counts in known.items()
    }
    write_value(place, plain)


def _key(templates: Templates) -> str:
    applied = (templates.template,) if isinstance(templates, Bound) else templates
    content = [isinstance(templates, Bound), *(template and template.content for template in applied)]
    return digest(repr((specui.__version__, program_stamp(), content)).encode("utf-8", "surrogatepass")).hex()
