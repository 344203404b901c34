"""Undo and redo, on every screen that changes specs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.ports import Files, Notify
from specui.tui.widgets.bars import fits_message

if TYPE_CHECKING:
    from specui.workspace.history.steps import AnyStep

Change: TypeAlias = "Callable[[Callable[[], AnyStep | None]], AnyStep | None]"
"""Makes a change; a refusal or failure is shown, and None is returned."""
Show: TypeAlias = "Callable[[AnyStep, bool], str]"
"""Shows what a step changed, True for an undo; returns the step in words."""


class HistoryController:
    """Undoes and redoes steps of any file; `show` goes to what they changed. `columns` is the width of the screen."""

    def __init__(
        self, files: Files, notify: Notify, change: Change, show: Show, columns: Callable[[], int]
    ) -> None:
        self._files, self._notify = files, notify
        self._change, self._show, self._columns = change, show, columns

    def handlers(self) -> Handlers:
        """Return the handlers by command id. Whether there is anything to undo, the journal on disk knows."""
        return {"undo": Handler(self._undo), "redo": Handler(self._redo)}

    def _undo(self) -> None:
        step = self._change(self._files.session.undo)
        if step is not None:
            self._say("Undone", self._show(step, True), step, f"Press {said('redo')} to redo.")

    def _redo(self) -> None:
        step = self._change(self._files.session.redo)
        if step is not None:
            self._say("Redone", self._show(step, False), step, f"Press {said('undo')} to undo.")

    def _say(self, verb: str, words: str, step: AnyStep, key: str) -> None:
        told = f"{verb}: {words}{_time_of(step)}."
        whole = f"{told} {key}"
        self._notify.say(whole if fits_message(whole, self._columns()) else told, "ok")


def _time_of(step: AnyStep) -> str:
    """Return when an earlier run made a step, for a sentence; "" for a step of this run."""
    if not step.earlier:
        return ""
    from datetime import datetime

    return f", done {datetime.fromtimestamp(step.earlier):%Y-%m-%d %H:%M}"
