"""Since when items stand in their files, and by whom: asked of git in a thread, shown as the answers come in."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from specui.specs.triage import Key
from specui.tui.ports import Ports
from specui.tui.triage.queue_reader import FileItems, QueueReader
from specui.tui.triage.state import TriageState
from specui.tui.triage.view import View
from specui.workspace.files.spec_file import SpecFile

if TYPE_CHECKING:
    from specui.workspace.git.blame import LineOrigin

BATCH_SECONDS = 0.3
"""For so long answers are gathered before they are shown."""


class GitAges:
    """Asks git once for each file as it is, if an item of it has no age yet."""

    def __init__(self, state: TriageState, ports: Ports, view: View, reader: QueueReader) -> None:
        self._state, self._ports, self._view = state, ports, view
        self._reader = reader
        self._asked: dict[str, SpecFile] = {}
        self._explained = False

    def request(self) -> None:
        """Ask for what has no age yet. While files are being read, there will be another call."""
        if self._ports.files.workspace.loading:
            return
        wanted = [items for items in self._reader.read.values() if self._lacks_ages(items)]
        if wanted:
            self._asked.update({items.file.name: items.file for items in wanted})
            self._view.in_thread(partial(self._blame, wanted), "blame")

    def _lacks_ages(self, items: FileItems) -> bool:
        """Say whether git may know more: what was decided does not make the other items younger."""
        file, found = items
        return self._asked.get(file.name) is not file and any(
            entry.key not in self._state.ages for entry in found
        )

    def _blame(self, wanted: Sequence[FileItems]) -> None:
        """Run git; in a thread."""
        from specui.workspace.files.discovery import repository_root
        from specui.workspace.git.blame import SHALLOW, age_notice, blame

        root = self._ports.files.session.root
        reasons: list[str] = []
        items = {file.name: found for file, found in wanted}
        batch: dict[Key, LineOrigin] = {}
        due = time.monotonic() + BATCH_SECONDS
        for name, lines in blame(root, [(f.name, f.data) for f, _ in wanted], refused=reasons.append):
            if lines is None:
                continue
            batch |= {e.key: lines[e.line - 1] for e in items[name] if e.line <= len(lines)}
            if time.monotonic() >= due:
                self._view.from_thread(partial(self._take, batch))
                batch, due = {}, time.monotonic() + BATCH_SECONDS
        if batch:
            self._view.from_thread(partial(self._take, batch))
        if reasons and repository_root(root) is not None:
            self._view.from_thread(partial(self._explain, age_notice(reasons[0])))
        elif any(not since.known for since in self._state.ages.values()):
            self._view.from_thread(partial(self._explain, SHALLOW))

    def _explain(self, sentence: str) -> None:
        """Say why ages are unknown or the spec's; once a screen."""
        if not self._explained:
            self._explained = True
            self._ports.notify.say(sentence)

    def _take(self, found: dict[Key, LineOrigin]) -> None:
        state = self._state
        state.ages = {**found, **state.ages}
        known = {key: since.date for key, since in state.ages.items() if since.date or not since.known}
        state.queue = state.queue.with_ages(known)
        self._view.refresh_view()
