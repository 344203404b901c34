"""Changes to files from triage: of one file at once, of several after a look at what would change; undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from specui.tui.commands import said
from specui.tui.models.step_words import StepTitles
from specui.tui.ports import Ports
from specui.tui.triage.bulk_change import BulkChange
from specui.tui.triage.queue_reader import QueueReader
from specui.tui.triage.state import TriageState
from specui.tui.triage.view import View
from specui.workspace.history.steps import Step

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.history.steps import AnyStep
    from specui.workspace.storage.errors import Conflict

Result = TypeVar("Result")


def undo_hint() -> str:
    """Return how to undo, for the end of a message."""
    return f"Press {said('undo', 'triage')} to undo."


class Changes:
    """Makes changes through the port, and keeps the queue up to date."""

    def __init__(self, state: TriageState, ports: Ports, view: View, reader: QueueReader) -> None:
        self._state, self._ports, self._view = state, ports, view
        self._reader = reader

    def run(
        self, make: Callable[[], Result], on_conflict: Callable[[Conflict], None] | None = None
    ) -> Result | None:
        """Make a change; a refusal or failure is shown, and None is returned."""
        with self._reader.own_change():
            return self._ports.files.change(make, on_conflict)

    def apply(
        self, file: SpecFile, transaction: Transaction, refused: Callable[[str], None] | None = None
    ) -> bool:
        """Change one file; `refused` gets the reason if others changed the same lines. Says whether it was done."""

        def conflict(found: Conflict) -> None:
            if refused is not None:
                refused(str(found))

        session = self._ports.files.session
        return self.run(lambda: session.apply_from(file, transaction), conflict) is not None

    def file(self, name: str) -> SpecFile | None:
        """Return a file as it is now; None if it is gone."""
        return self._ports.files.workspace.files.get(name)

    def confirm(self, bulk: BulkChange) -> None:
        """Show what would change, and change it if the user agrees."""
        from specui.tui.triage.confirm_dialog import confirmation

        if not bulk.files:
            self._ports.notify.hint(bulk.refused[0] if bulk.refused else "Nothing to change.")
            return
        self._view.push(confirmation(bulk), partial(self._confirmed, bulk))

    def _confirmed(self, bulk: BulkChange, answer: str | None) -> None:
        if answer != "yes":
            return
        session, notify = self._ports.files.session, self._ports.notify
        title = f"{bulk.title.lower()} {bulk.items} item{'s' * (bulk.items != 1)}"
        changes = [(file.name, one) for file, parts in bulk.files for one in parts]
        bases = [change.file for change in bulk.files]
        applied = self.run(lambda: session.apply_many(changes, title=title, bases=bases))
        if applied is None:
            return
        if applied.refused:
            reasons = "; ".join(one.reason for one in applied.refused[:2])
            notify.say(f"Changed {len(applied.files)} of {len(bulk.files)} files: {reasons}", "warning")
            return
        self._state.deselect()
        self._view.refresh_view()
        files = f"{len(applied.files)} file{'s' * (len(applied.files) != 1)}"
        notify.say(f"{bulk.done} in {files}. {undo_hint()}", "ok")


class QueueHistory:
    """Brings the queue back to the items that an undo or a redo is about."""

    def __init__(self, state: TriageState, view: View, changes: Changes) -> None:
        self._state, self._view, self._changes = state, view, changes
        self._before = state.queue
        self._titles = StepTitles()

    def change(self, make: Callable[[], Result]) -> Result | None:
        """Undo or redo a step; a refusal or failure is shown, and None is returned."""
        self._before = self._state.queue
        return self._changes.run(make)

    def show(self, step: AnyStep, undone: bool) -> str:
        """Go to the first item that is open again; return the step in words."""
        state, before = self._state, self._before
        back = [e for e in state.queue.shown if e.key not in before.waiting and e.waiting]
        if back:
            state.move(state.queue.go(back[0].key))
        if undone:
            now = {entry.key for entry in state.queue.entries}
            state.queue = state.queue.without({e.key for e in before.entries if e.key not in now})
        self._view.refresh_view()
        if type(step) is not Step:
            return step.description
        return f"{self._titles.words(step, self._changes.file(step.name), undone=undone)} in {step.name}"
