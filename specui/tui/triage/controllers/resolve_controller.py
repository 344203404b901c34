"""Resolving gaps: closes them with everything in their specs that says the same."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from specui.specs.decisions import DECISIONS, applies
from specui.specs.edits.places import EditRefused
from specui.specs.forms.decision_forms import item_of
from specui.specs.items.gaps import Gap
from specui.specs.triage import Entry
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.ports import Ports
from specui.tui.triage.bulk_change import BulkChange, FileChange
from specui.tui.triage.changes import Changes, undo_hint
from specui.tui.triage.decisions import Signature, item_name
from specui.tui.triage.queue_reader import by_file
from specui.tui.triage.state import TriageState
from specui.tui.triage.view import View

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.specs.resolve.resolution import Closing
    from specui.workspace.files.spec_file import SpecFile


class ResolveController:
    """Shows what closing the chosen gaps changes, and makes the changes that the user leaves checked."""

    def __init__(self, state: TriageState, ports: Ports, view: View, changes: Changes) -> None:
        self._state, self._ports, self._view = state, ports, view
        self._changes = changes

    def handlers(self) -> Handlers:
        """Return the handler of the command."""
        return {"triage-resolve": Handler(self._resolve, self._unavailable)}

    def _unavailable(self) -> str:
        return "" if self._gaps() else DECISIONS["resolve"].refusal

    def _gaps(self) -> list[Entry]:
        return [entry for entry in self._state.queue.chosen if applies("resolve", entry)]

    async def _resolve(self) -> None:
        gaps = self._gaps()
        session = self._ports.files.session
        signature = Signature(self._ports.files.today, await self._ports.signer.name())
        closings: list[tuple[SpecFile, Closing]] = []
        refused: list[str] = []
        for name, some in by_file(gaps).items():
            file = session.file(name)
            if file.read_only:
                refused.append(file.read_only)
                continue
            try:
                closings.append((file, await asyncio.to_thread(_closing, file, some, signature)))
            except EditRefused as refusal:
                refused.append(str(refusal))
        if len(closings) == 1:
            self._choose_parts(*closings[0], gaps)
            return
        files = tuple(FileChange(file, (closing.compose(),)) for file, closing in closings)
        found = DECISIONS["resolve"]
        done = found.message(f"{len(gaps)} gaps")
        self._changes.confirm(BulkChange(found.label, len(gaps), files, tuple(refused), done))

    def _choose_parts(self, file: SpecFile, closing: Closing, gaps: Sequence[Entry]) -> None:
        from specui.tui.dialogs.resolve_dialog import ResolveDialog

        title = gaps[0].text if len(gaps) == 1 else f"{len(gaps)} gaps"
        self._view.push(ResolveDialog(closing, title), partial(self._resolved, file, gaps))

    def _resolved(self, file: SpecFile, gaps: Sequence[Entry], transaction: Transaction | None) -> None:
        if transaction is None:
            return
        notify = self._ports.notify
        if self._changes.apply(file, transaction, lambda reason: notify.say(reason, "warning")):
            self._state.deselect()
            self._view.refresh_view()
            what = item_name(gaps[0]) if len(gaps) == 1 else f"{len(gaps)} gaps"
            notify.say(f"{DECISIONS['resolve'].message(what)}. {undo_hint()}", "ok")


def _closing(file: SpecFile, gaps: Sequence[Entry], signature: Signature) -> Closing:
    from specui.specs.resolve.resolution import close_gaps

    today, by = signature
    found = [item for entry in gaps if isinstance(item := item_of(file.contents, entry), Gap)]
    return close_gaps(file.contents, found, today=today, by=by)
