"""The specs of one run: read once, refreshed on request, with ages and related items."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from specui.cli.errors import Failure
from specui.cli.files.load_config import configuration
from specui.cli.files.targets import default_folder, show_path
from specui.specs.resolve.related_items import Pair, pairs
from specui.specs.triage import Entry, Key, to_decide
from specui.workspace.check.parallel_check import Target
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Session

if TYPE_CHECKING:
    from specui.cli.files.item_ages import AgeNotes
    from specui.workspace.git.blame import LineOrigin


class Specs:
    """A session on files and folders, or on the default folder. Raises Failure, ConfigError."""

    def __init__(self, places: Sequence[str]) -> None:
        target, self._within = _target(places)
        self.session = Session(target, config=configuration(target if target.is_dir() else target.parent))
        self.session.load()
        self._read: dict[str, tuple[SpecFile, tuple[Entry, ...]]] = {}
        self._pairs: tuple[SpecFile, tuple[Pair, ...]] | None = None
        self._since: dict[Key, LineOrigin] = {}
        self._reasons: AgeNotes | None = None
        self._aged: set[str] = set()

    @property
    def unreadable(self) -> list[str]:
        """Why files could not be read, one sentence each."""
        return [file.error for file in self._files() if file.error]

    def entries(self) -> list[Entry]:
        """Return all items, decided ones too, in the order of the files and their lines."""
        found = list[Entry]()
        for file in self._files():
            if file.error or (not file.is_counted and not file.context.named):
                continue
            known = self._read.get(file.name)
            if known is None or known[0] is not file:
                items = to_decide(file.name, file.contents, self.session.today)
                known = self._read[file.name] = file, items
            found += known[1]
        return found

    def refreshed(self, name: str | None) -> bool:
        """Refresh one file, or all, from disk; return whether anything changed."""
        paths = None if name is None else [self.session.root / name]
        return bool(self.session.refresh(paths))

    def pairs_of(self, file: SpecFile) -> tuple[Pair, ...]:
        """Return the pairs of related items in a file."""
        if self._pairs is None or self._pairs[0] is not file:
            self._pairs = file, pairs(file.contents)
        return self._pairs[1]

    def since(self, entry: Entry) -> str:
        """Return when and by whom the line of an item was last changed: ``2026-10-27 by Ada``, ``unknown``, or "" without git."""
        if entry.name not in self._aged:
            self._ask([entry.name])
        return str(self._since.get(entry.key, ""))

    def ages(self) -> dict[Key, str]:
        """Return the ages that git knows, as ISO dates; "" for an unknown one."""
        self._ask([name for name in self._read if name not in self._aged])
        return {key: since.date for key, since in self._since.items()}

    def shown(self, name: str) -> str:
        """Return the name of a file as it is shown."""
        return show_path(os.fspath(self.session.root / name))

    def _files(self) -> Iterator[SpecFile]:
        for name in self.session.workspace.names:
            file = self.session.file(name)
            path = os.fspath(file.path)
            if not self._within or any(
                path == place or path.startswith(place.rstrip(os.sep) + os.sep) for place in self._within
            ):
                yield file

    def _ask(self, names: Sequence[str]) -> None:
        from specui.cli.files.item_ages import AgeNotes, find_ages

        files = [self.session.file(name) for name in names]
        targets = [Target(os.fspath(file.path), file.name, file.context) for file in files]
        self._reasons = self._reasons or AgeNotes()
        self._since.update(
            find_ages((e for name in names for e in self._read[name][1]), targets, self._reasons)
        )
        self._aged.update(names)


def _target(places: Sequence[str]) -> tuple[Path, list[str]]:
    """Return the path for a session, and the absolute paths to limit it to, if there are several."""
    for place in places:
        if place == "-":
            raise Failure("triage cannot write to standard input (-); name a file or a folder.")
        if not os.path.exists(place):
            raise Failure(f"file not found: {place}; check the name.")
    if not places:
        return default_folder(), []
    if len(places) == 1:
        return Path(places[0]), []
    paths = [os.path.abspath(place) for place in places]
    common = os.path.commonpath(paths)
    return Path(common if os.path.isdir(common) else os.path.dirname(common)), paths
