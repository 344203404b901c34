"""What is said when something fails that nobody has thought of: one line on the screen, or one after it.

Work in the background may fail and the screen goes on, so it is told there. A failure in the screen itself ends the
program; Textual would draw every value around it, which takes minutes where those are whole documents.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from typing import Generic

from textual import on
from textual.app import App, ReturnType
from textual.worker import Worker, WorkerState

from specui.tui.rendering.safe_text import safe

LOST: Mapping[str, str] = {
    "watch": "File watching stopped; start specui again to see changes by others",
    "load": "Some files could not be read; start specui again to see them",
    "settings": "Changes of your settings are not seen any more; start specui again to see them",
    "recovery": "It could not be looked up whether typing was left unsaved",
    "copy": "That could not be copied",
    "check": "What is typed is not checked at the moment",
    "journal": "What is typed is not kept safe at the moment; save it soon",
}
"""What goes missing with each group of work."""


def told(worker: Worker[object]) -> str:
    """Return the sentence for work that has failed."""
    return f"{LOST.get(worker.group, 'Something in the background failed')} ({reason(worker.error)})"


def reason(error: BaseException | None) -> str:
    """Return an error in a few words, on one line."""
    words = " ".join(str(error).split()) if error is not None else ""
    return safe(f"{type(error).__name__}: {words}" if words else type(error).__name__)


class TellsFailures(App[ReturnType], Generic[ReturnType]):
    """An App that tells of its workers' failures, and ends in few words over its own."""

    def say(self, text: str, role: str = "") -> None:
        """Tell it on the screen."""
        raise NotImplementedError

    @on(Worker.StateChanged)
    def _work_failed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self.say(told(event.worker), "error")

    def _fatal_error(self) -> None:
        from rich.text import Text

        lines = traceback.format_exc().rstrip().splitlines()
        lines.append(
            "This is a fault in specui; nothing but what was being typed is lost, and most of that is kept."
        )
        lines.append("Start it again to go on, and please report the lines above.")
        self._exit_renderables.append(Text("\n".join(safe(line) for line in lines)))
        self._close_messages_no_wait()
