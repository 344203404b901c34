"""Find the age of items: when their lines were last changed, by `git blame`.

Without an answer of git, the last update of the spec gives the age, and one note says so. Another note says if the
history of a shallow clone ends before an age is known.
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


class AgeNotes:
    """Notes about missing ages, each printed once per run on standard error."""

    def __init__(self) -> None:
        self._printed: set[str] = set()

    def refused(self, why: str) -> None:
        """Note that git refuses to tell about some files."""
        self._print("refused", age_notice(why))

    def shallow(self) -> None:
        """Note that the history ends before an age is known."""
        self._print("shallow", SHALLOW)

    def _print(self, kind: str, sentence: str) -> None:
        if kind not in self._printed:
            self._printed.add(kind)
            output.warn(sentence)


def find_ages(
    entries: Iterable[Entry], targets: Iterable[Target], notes: AgeNotes | None = None
) -> dict[Key, LineOrigin]:
    """Return by whom and when the line of each entry was last changed, or that this is unknown.

    An entry is missing if git knows nothing of it or it is not committed: then its spec's last update is its age.
    """
    notes = notes or AgeNotes()
    wanted: dict[str, list[Entry]] = {}
    for entry in entries:
        wanted.setdefault(entry.name, []).append(entry)
    found: dict[Key, LineOrigin] = {}
    for root, files in _by_repository(targets, wanted).items():
        blamed = blame(root, [(name, data) for name, (_, data) in files.items()], refused=notes.refused)
        for name, lines in blamed:
            for entry in wanted[files[name][0]]:
                since = (
                    lines[entry.line - 1] if lines is not None and entry.line <= len(lines) else UNCOMMITTED
                )
                if since.committed or not since.known:
                    found[entry.key] = since
    if any(not since.known for since in found.values()):
        notes.shallow()
    return found


def _by_repository(
    targets: Iterable[Target], wanted: Mapping[str, object]
) -> dict[Path, dict[str, tuple[str, bytes]]]:
    """Return the files by the root of their repository and their name in it, each with its shown name and its bytes."""
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
