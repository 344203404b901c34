"""Since when the items of many files stand where they stand: git's blame, for those who ask for the age of things.

Where git does not answer, the last update of the spec gives the age, and one sentence says so; likewise where the history
of a shallow clone ends before the age is known.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from specui.cli import output
from specui.workspace.files.discovery import repository_root
from specui.workspace.git.blame import SHALLOW, UNCOMMITTED, LineOrigin, age_notice, blame
from specui.workspace.storage.errors import StorageError
from specui.workspace.storage.file_store import load

if TYPE_CHECKING:
    from specui.specs.triage import Entry, Key
    from specui.workspace.check.parallel_check import Target


class Reasons:
    """Why ages are not what one would expect: each is said once in a run, on standard error."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def refused(self, why: str) -> None:
        """Git does not answer for some files."""
        self._say("refused", age_notice(why))

    def shallow(self) -> None:
        """The history ends before an age is known."""
        self._say("shallow", SHALLOW)

    def _say(self, kind: str, sentence: str) -> None:
        if kind not in self._said:
            self._said.add(kind)
            output.note(f"specui: {sentence}")


def ages(
    entries: Iterable[Entry], targets: Iterable[Target], reasons: Reasons | None = None
) -> dict[Key, LineOrigin]:
    """Return for each entry since when its line stands there and by whom, or that it is unknown.

    An entry that git does not tell of, or that is not committed, is left out: its spec's last update is its age.
    """
    reasons = reasons or Reasons()
    wanted: dict[str, list[Entry]] = {}
    for entry in entries:
        wanted.setdefault(entry.name, []).append(entry)
    found: dict[Key, LineOrigin] = {}
    for root, files in _by_repository(targets, wanted).items():
        told = blame(root, [(name, data) for name, (_, data) in files.items()], refused=reasons.refused)
        for name, lines in told:
            for entry in wanted[files[name][0]]:
                since = (
                    lines[entry.line - 1] if lines is not None and entry.line <= len(lines) else UNCOMMITTED
                )
                if since.committed or not since.known:
                    found[entry.key] = since
    if any(not since.known for since in found.values()):
        reasons.shallow()
    return found


def _by_repository(
    targets: Iterable[Target], wanted: Mapping[str, object]
) -> dict[Path, dict[str, tuple[str, bytes]]]:
    """Return, by the root of their repository, files by their name in it: as they are shown, and their bytes."""
    found: dict[Path, dict[str, tuple[str, bytes]]] = {}
    for target in targets:
        root = repository_root(Path(target.filename).parent) if target.name in wanted else None
        if root is None:
            continue
        try:
            data = load(Path(target.filename)).data
        except StorageError:
            continue
        name = os.path.relpath(os.path.realpath(target.filename), root).replace(os.sep, "/")
        found.setdefault(root, {})[name] = target.name, data
    return found
