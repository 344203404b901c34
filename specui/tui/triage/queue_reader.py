"""The queue as the files are: reads their items, and follows every change of the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from specui.specs.triage import Entry, Key, to_decide
from specui.tui.ports import Ports
from specui.tui.triage.state import TriageState
from specui.tui.triage.view import View
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.workspace import Workspace


class FileItems(NamedTuple):
    """A file, and what was read of it."""

    file: SpecFile
    entries: tuple[Entry, ...]


class QueueReader:
    """Reads each file once for as long as it is the same."""

    def __init__(self, state: TriageState, ports: Ports, view: View) -> None:
        self._state, self._ports, self._view = state, ports, view
        self._workspace: Workspace | None = None
        self._own_changes = 0
        self.read: dict[str, FileItems] = {}

    # -- the workspace

    def follow(self, workspace: Workspace) -> None:
        """Take the items as they are now; the cursor keeps its place. Changes by others are reported."""
        if workspace is self._workspace:
            return
        past, self._workspace = self._workspace, workspace
        before = self._state.queue.entries
        now = self._entries(workspace)
        names = None if workspace.loading else frozenset(workspace.names)
        self._state.queue = self._state.queue.with_entries(now, names)
        if past is not None and not self._own_changes:
            self._report(changed_on_disk(past, workspace), before, now)
        self._start()
        self._view.refresh_view()

    @contextmanager
    def own_change(self) -> Iterator[None]:
        """Do not report changes as made by others meanwhile; take the workspace as it is at the end."""
        self._own_changes += 1
        try:
            yield
            self.follow(self._ports.files.workspace)
        finally:
            self._own_changes -= 1

    def _entries(self, workspace: Workspace) -> list[Entry]:
        today = self._ports.files.session.today
        found: list[Entry] = []
        read: dict[str, FileItems] = {}
        within = self._state.within
        for file in workspace.specs:
            if within and not any(_lies_in(file.name, place) for place in within):
                continue
            known = self.read.get(file.name)
            if known is None or known.file is not file:
                known = FileItems(file, to_decide(file.name, file.contents, today))
            read[file.name] = known
            found += known.entries
        self.read = read
        return found

    def _report(self, names: frozenset[str], before: Iterable[Entry], now: Iterable[Entry]) -> None:
        old, new = ({entry.key for entry in some if entry.name in names} for some in (before, now))
        count = len(old ^ new)
        if count:
            text = f"{count} item{'s' * (count != 1)} changed on disk"
            # After the message that names the files.
            self._view.after_refresh(lambda: self._ports.notify.say(text))

    # -- where triage starts

    def _start(self) -> None:
        """Go to the first item of the file that triage starts with, once it is read."""
        state = self._state
        name = state.start
        if not name:
            return
        first = self._first_of(name)
        if first is None and state.filter_text and any(key.name == name for key in state.queue.waiting):
            state.show_filter("")
            self._view.after_refresh(
                lambda: self._ports.notify.hint(f"Filter cleared: it hid all items in {name}")
            )
            first = self._first_of(name)
        current = state.queue.current
        if first is not None and (current is None or current.name != name):
            state.queue = state.queue.go(first)
        if first is not None or not self._ports.files.workspace.loading:
            state.start = ""

    def _first_of(self, name: str) -> Key | None:
        return next((entry.key for entry in self._state.queue.shown if entry.name == name), None)


def changed_on_disk(past: Workspace, now: Workspace) -> frozenset[str]:
    """Return the files that were read before and say something else now, and those that came or went.

    A file that is read for the first time has not changed: ``past`` had its name already, or has only its name now.
    """
    old, new, known = past.files, now.files, frozenset(past.names)
    changed = {name for name, file in new.items() if name in old and _differs(old[name], file)}
    came = new.keys() - known
    went = old.keys() - frozenset(now.names)
    return frozenset(changed | came | went)


def by_file(found: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return entries by the name of their file, in order."""
    parted: dict[str, list[Entry]] = {}
    for entry in found:
        parted.setdefault(entry.name, []).append(entry)
    return parted


def _differs(old: SpecFile, new: SpecFile) -> bool:
    return old is not new and (old.data != new.data or old.error != new.error)


def _lies_in(name: str, place: str) -> bool:
    return place in {"", ".", name} or name.startswith(f"{place}/")
