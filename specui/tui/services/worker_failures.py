"""Unexpected failures: one message on the screen, or a few lines after it.

A background worker may fail and the screen goes on. A failure in the screen itself ends the program; Textual would
print the value of every variable, which takes minutes where the values are whole documents.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping

from textual.worker import Worker, WorkerState

from specui.tui.ports import Notify
from specui.tui.rendering.safe_text import safe

LOST: Mapping[str, str] = {
    "watch": "File watching stopped. Restart specui to see changes by others.",
    "load": "Some files could not be read. Restart specui to see them.",
    "settings": "Changes to your settings are no longer noticed. Restart specui to see them.",
    "recovery": "Could not look for unsaved edits of an earlier run.",
    "copy": "Could not copy.",
    "check": "Your edit is not being checked for problems.",
    "journal": "Crash recovery is off. Save soon.",
}
"""What the user loses when a worker of each group fails."""


def told(worker: Worker[object]) -> str:
    """Return the message for a worker that has failed."""
    return f"{LOST.get(worker.group, 'A background task failed.')} ({reason(worker.error)})"


def reason(error: BaseException | None) -> str:
    """Return an error in a few words, on one line."""
    words = " ".join(str(error).split()) if error is not None else ""
    return safe(f"{type(error).__name__}: {words}" if words else type(error).__name__)


def crash_report() -> str:
    """Return what is printed when the screen fails: the traceback of the current exception, and what to do."""
    lines = traceback.format_exc().rstrip().splitlines()
    lines.append(
        "This is a bug in specui. Your saved changes are safe, and most of your unsaved edit is kept."
    )
    lines.append("Restart specui to go on, and please report the lines above.")
    return "\n".join(safe(line) for line in lines)


class WorkerFailures:
    """Shows a message for each worker that fails."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify

    def worker_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self._notify.say(told(event.worker), "error")
