"""The queue as the files are: read from the workspace, told of every change, with git's word on each line."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from specui.specs.triage import Entry, Key, entries
from specui.tui.triage.base import TriageBase
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.git.blame import LineOrigin

BATCH_SECONDS = 0.3
"""How long what git says is gathered before it is shown."""


class Reading(TriageBase):
    """Keeps what was read of each file until it is another one."""

    def __init__(self, within: tuple[str, ...] = ()) -> None:
        """`within` are the files and folders, by name, whose items are shown; none are all."""
        super().__init__()
        self.within = within
        self._read: dict[str, tuple[SpecFile, tuple[Entry, ...]]] = {}
        self._of: Workspace | None = None
        self.since: dict[Key, LineOrigin] = {}
        self._asked: dict[str, SpecFile] = {}
        self._own = 0
        self._reasoned = False

    def entries_now(self, workspace: Workspace) -> list[Entry]:
        """Return the entries of all specs as they are now."""
        today = self.specui.session.today
        found: list[Entry] = []
        kept: dict[str, tuple[SpecFile, tuple[Entry, ...]]] = {}
        for file in workspace.specs:
            if self.within and not any(_lies_in(file.name, place) for place in self.within):
                continue
            known = self._read.get(file.name)
            if known is None or known[0] is not file:
                known = (file, entries(file.name, file.contents, today))
            kept[file.name] = known
            found += known[1]
        self._read = kept
        return found

    def follow(self, workspace: Workspace) -> None:
        """Take what has changed, by oneself or by others; one's place is kept."""
        if workspace is self._of:
            return
        past, self._of = self._of, workspace
        before = self.queue.entries
        now = self.entries_now(workspace)
        files = None if workspace.loading else frozenset(workspace.names)
        self.take(self.queue.with_entries(now, files))
        if past is not None and not self._own:
            names = changed_on_disk(past, workspace)
            keys = [{entry.key for entry in some if entry.name in names} for some in (before, now)]
            if changed := len(keys[0] ^ keys[1]):
                self.call_after_refresh(self.tell_changed, changed)  # behind which file it was
        self._ask_git()

    def tell_changed(self, count: int) -> None:
        """Say that others have changed something."""
        self.specui.say(f"{count} item{'s' * (count != 1)} changed on disk")

    # -- since when, by whom

    def _ask_git(self) -> None:
        """Ask git, in a thread, of the files that it was not asked of as they are."""
        wanted = [file for file, _ in self._read.values() if self._asked.get(file.name) is not file]
        wanted = [file for file in wanted if self._lacks(file.name)]
        if not wanted or self.specui.workspace.loading:
            return
        self._asked.update({file.name: file for file in wanted})
        found = [(file, self._read[file.name][1]) for file in wanted]
        self.run_worker(lambda: self._blame(found), thread=True, group="blame", exit_on_error=False)

    def _lacks(self, name: str) -> bool:
        """Whether something of a file has no age yet: what was decided does not make the others younger."""
        return any(entry.key not in self.since for entry in self._read[name][1])

    def _blame(self, wanted: list[tuple[SpecFile, tuple[Entry, ...]]]) -> None:
        from specui.workspace.files.discovery import repository_root
        from specui.workspace.git.blame import SHALLOW, age_notice, blame

        root = self.specui.session.root
        reasons: list[str] = []
        known = {file.name: found for file, found in wanted}
        batch: dict[Key, LineOrigin] = {}
        due = time.monotonic() + BATCH_SECONDS
        for name, lines in blame(root, [(f.name, f.data) for f, _ in wanted], refused=reasons.append):
            if lines is None:
                continue
            batch |= {e.key: lines[e.line - 1] for e in known[name] if e.line <= len(lines)}
            if time.monotonic() >= due:
                self.app.call_from_thread(self._aged, batch)
                batch, due = {}, time.monotonic() + BATCH_SECONDS
        if batch:
            self.app.call_from_thread(self._aged, batch)
        if reasons and repository_root(root) is not None:
            self.app.call_from_thread(self._say_once, age_notice(reasons[0]))
        elif any(not since.known for since in self.since.values()):
            self.app.call_from_thread(self._say_once, SHALLOW)

    def _say_once(self, sentence: str) -> None:
        """Say why ages are unknown or the spec's, once for as long as the screen stands."""
        if not self._reasoned:
            self._reasoned = True
            self.specui.say(sentence)

    def _aged(self, found: dict[Key, LineOrigin]) -> None:
        self.since = {**found, **self.since}
        ages = {key: since.date for key, since in self.since.items() if since.date or not since.known}
        self.take(self.queue.with_ages(ages))

    def file_of(self, entry: Entry) -> SpecFile:
        """Return an entry's file as it is known."""
        return self.specui.session.file(entry.name)

    def files_of(self, found: Iterable[Entry]) -> dict[str, list[Entry]]:
        """Return entries by their files, in order."""
        parted: dict[str, list[Entry]] = {}
        for entry in found:
            parted.setdefault(entry.name, []).append(entry)
        return parted


def changed_on_disk(past: Workspace, now: Workspace) -> frozenset[str]:
    """Return the files that were read before and say something else now, and those that came or went.

    A file that is read for the first time has not changed: ``past`` had its name already, or has only its name now.
    """
    old, new, known = past.files, now.files, frozenset(past.names)
    changed = {name for name, file in new.items() if name in old and _differs(old[name], file)}
    came = new.keys() - known
    went = old.keys() - frozenset(now.names)
    return frozenset(changed | came | went)


def _differs(old: SpecFile, new: SpecFile) -> bool:
    return old is not new and (old.data != new.data or old.error != new.error)


def _lies_in(name: str, place: str) -> bool:
    return place in {"", ".", name} or name.startswith(f"{place}/")
