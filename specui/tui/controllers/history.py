"""Undo and redo, on every screen that changes specs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.ports import Files, Notify

if TYPE_CHECKING:
    from specui.workspace.history.steps import AnyStep

Shown: TypeAlias = "Callable[[AnyStep, bool], str]"
"""Shows what a step changed, True for an undo; returns the step in words."""


class HistoryController:
    """Undoes and redoes steps; `show` goes to what they changed."""

    def __init__(self, files: Files, notify: Notify, show: Shown, fits: Callable[[str], bool]) -> None:
        self._files, self._notify, self._show, self._fits = files, notify, show, fits

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {"undo": Handler(self.undo), "redo": Handler(self.redo)}

    def undo(self) -> None:
        """Undo the last change, in any file."""
        step = self._files.change(self._files.session.undo)
        if step is not None:
            self._say("Undone", self._show(step, True), f"{said('redo')} to redo")

    def redo(self) -> None:
        """Redo the change that was undone last."""
        step = self._files.change(self._files.session.redo)
        if step is not None:
            self._say("Redone", self._show(step, False), f"{said('undo')} to undo")

    def _say(self, verb: str, step: str, key: str) -> None:
        told, whole = f"{verb}: {step}", f"{verb}: {step} · {key}"
        self._notify.say(whole if self._fits(whole) else told, "ok")


def time_of(step: AnyStep) -> str:
    """Return when an earlier run made a step, for a sentence; "" for a step of this run."""
    if not step.earlier:
        return ""
    from datetime import datetime

    return f", done {datetime.fromtimestamp(step.earlier):%Y-%m-%d %H:%M}"
