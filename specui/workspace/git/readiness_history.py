"""How the specs of a folder came to where they are: readiness, open gaps and open questions at the end of each week.

From git's history of the branch: one ``git log`` says which blobs stood at the ends of weeks, one ``git cat-file``
hands them over, each is read once. What was counted in a blob is kept in the cache folder, whatever repository it is
from. Specs are read by the templates of today, and without the rules. For a thread.
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
from specui.specs.spec import read_spec
from specui.specs.template import Template
from specui.workspace.git import client as git
from specui.workspace.git.blob_timeline import Timeline, Timelines, monday, timelines, week_of
from specui.workspace.state.cache_file import (
    digest,
    forget_oldest,
    program_stamp,
    read_value,
    write_value,
)
from specui.workspace.user_folders import cache_folder

TIMEOUT = 60.0
"""Seconds after which git is left alone."""

MOST_WEEKS = 104
"""Weeks that are looked at: two years."""

_LARGEST = 1 << 20  # bytes of a blob; a larger one is no spec
_MOST_KEPT = 200_000  # blobs in the cache, beyond which only those that are needed stay
_MOST_FILES = 64  # in the folder of the cache

Templates = tuple[Template, ...]
Known = dict[str, Counts | None]


@dataclass(frozen=True, slots=True)
class Past:
    """``weeks`` are Mondays, one after the other, the last one that of today.

    ``by_name`` has for each spec what was counted at the end of each of them, None where it was no spec yet.
    """

    weeks: tuple[date, ...]
    by_name: Mapping[str, tuple[Counts | None, ...]]

    def of(self, name: str) -> tuple[Counts | None, ...]:
        """Return the past of one spec; one that was never committed has none."""
        return self.by_name.get(name) or (None,) * len(self.weeks)

    def total(self, names: Iterable[str] | None = None) -> tuple[Counts, ...]:
        """Add up the specs, or some of them, week by week."""
        lines = [self.of(name) for name in (self.by_name if names is None else names)]
        return tuple(
            total(one for line in lines if (one := line[week]) is not None) for week in range(len(self.weeks))
        )


def weeks(
    root: Path,
    names: Sequence[str],
    templates: Callable[[str], Templates],
    *,
    today: date,
    most: int = MOST_WEEKS,
    timeout: float = TIMEOUT,
    cache: Path | None = None,
) -> Past | None:
    """Return the past of the specs that stand in a folder today, by week; None where nothing is committed.

    ``names`` are relative to ``root``, ``templates`` says which count for one of them. A spec that was renamed keeps
    its past; one that is gone today has none. Weeks are those of the clock in UTC by the day of the commit. Error
    diagnostics, which are not counted here, are all that a count of today may have beside them. Raises git.Hangs and
    git.Refuses.
    """
    folder = cache or cache_folder() / "git"
    found = timelines(root, now=week_of(today), timeout=timeout, cache=folder)
    if found is None:
        return None
    span = _span(found, names, week_of(today), most)
    states = {name: _states(found.lines[name], span) for name in names if name in found.lines}
    by_templates: dict[Templates, list[str]] = {}
    for name in states:
        by_templates.setdefault(templates(name), []).append(name)
    by_name = dict[str, tuple[Counts | None, ...]]()
    for some, used in by_templates.items():
        blobs = dict.fromkeys(blob for name in used for blob in states[name] if blob)
        known = _counted(root, list(blobs), some, folder, timeout)
        for name in used:
            by_name[name] = tuple(known.get(blob) for blob in states[name])
    return Past(tuple(monday(week) for week in span), {name: by_name[name] for name in states})


def _span(found: Timelines, names: Sequence[str], now: int, most: int) -> range:
    """Return the weeks from the first commit of any of the specs to now, the newest so many."""
    first = min((min(line) for name in names if (line := found.lines.get(name))), default=now)
    return range(max(min(first, now), now - most + 1), now + 1)


def _states(line: Timeline, span: range) -> list[str]:
    """Return the blob at the end of each week; empty for none. What came later than the last week is of that week."""
    changes = sorted(line.items())
    states, at, blob = list[str](), 0, ""
    for week in span:
        while at < len(changes) and (changes[at][0] <= week or week == span[-1]):
            blob = changes[at][1]
            at += 1
        states.append(blob)
    return states


def _counted(root: Path, blobs: Sequence[str], templates: Templates, folder: Path, timeout: float) -> Known:
    """Return what was counted in each blob, reading those that are not known yet. Raises git.Hangs, git.Refuses."""
    place = folder / f"counts-{_key(templates)}"
    known = _recalled(place)
    missing = [blob for blob in blobs if blob not in known]
    if not missing:
        return known
    fresh: Known = {}
    try:
        for blob, data in _read(root, missing, timeout):
            fresh[blob] = _count(data, templates)
    except (OSError, ValueError) as error:
        raise git.Refuses(str(error)) from None
    finally:
        if fresh:
            _remember(place, blobs, known | fresh)
    if len(fresh) != len(missing):
        raise git.Refuses(f"git handed over {len(fresh)} of {len(missing)} files")
    return known | fresh


def _count(data: bytes | None, templates: Templates) -> Counts | None:
    source = None if data is None else decode(data)
    if source is None or source.error is not None:
        return None
    spec = read_spec(scan(source.text), templates)
    return count(Contents(spec)) if spec.template is not None else None


# -- git


def _read(root: Path, blobs: Sequence[str], timeout: float) -> Iterator[tuple[str, bytes | None]]:
    """Yield the blobs as one git hands them over; None for one that is not there or too large.

    Ends early where git hangs or dies. Raises OSError and ValueError.
    """
    process = git.start(root, ["cat-file", "--batch", "--buffer"], told=True)
    watch = Timer(timeout, git.kill, [process])
    watch.daemon = True
    teller = Thread(target=_tell, args=(process, blobs), daemon=True)
    with process:
        try:
            watch.start()
            teller.start()
            said = process.stdout
            assert said is not None
            for blob in blobs:
                head = said.readline().split()
                if head[1:] == [b"missing"]:
                    yield blob, None
                    continue
                if len(head) != 3 or head[0] != blob.encode():
                    return
                size = int(head[2])
                data = _taken(said, size + 1)
                if data is None:
                    return
                yield blob, data[:-1] if size <= _LARGEST else None
        finally:
            watch.cancel()
            git.end(process)
            teller.join()


def _taken(said: IO[bytes], size: int) -> bytes | None:
    """Read so many bytes, of which more than make a spec are not kept; None where git ends before."""
    data = said.read(min(size, _LARGEST + 1))
    left = size - len(data)
    while left > 0 and data:
        passed = said.read(min(left, _LARGEST))
        if not passed:
            return None
        left -= len(passed)
    return data if left == 0 else None


def _tell(process: subprocess.Popen[bytes], blobs: Sequence[str]) -> None:
    asked = process.stdin
    assert asked is not None
    with suppress(OSError, ValueError):  # git is gone
        asked.write("".join(f"{blob}\n" for blob in blobs).encode())
        asked.close()


# -- what is kept


def _recalled(place: Path) -> Known:
    kept = read_value(place)
    try:
        return {
            blob: None if one is None else Counts(one[0], one[1], tuple(Gaps(*gap) for gap in one[2]), one[3])
            for blob, one in kept.items()
        }
    except (AttributeError, TypeError, LookupError):
        return {}


def _remember(place: Path, needed: Sequence[str], known: Known) -> None:
    """Keep what was counted, beside what another program has kept meanwhile."""
    known = _recalled(place) | known
    if len(known) > _MOST_KEPT:
        known = {blob: known[blob] for blob in needed if blob in known}
    plain = {
        blob: None if one is None else (one.done, one.total, tuple(map(tuple, one.gaps)), one.questions)
        for blob, one in known.items()
    }
    with suppress(OSError, ValueError):
        write_value(place, plain)
        forget_oldest(place.parent, _MOST_FILES)


def _key(templates: Templates) -> str:
    told = [(t.name, t.text, sorted(t.parts.items())) for t in templates]
    return digest(repr((specui.__version__, program_stamp(), told)).encode("utf-8", "surrogatepass")).hex()
