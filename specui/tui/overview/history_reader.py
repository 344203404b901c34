"""The history of all specs, read from git in a thread while the overview answers keys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any

from specui.tui.ports import Files

if TYPE_CHECKING:
    from specui.workspace.git.readiness_history import ReadinessHistory

READING = "Reading the history…"
NO_HISTORY = "No git history here."


class HistoryReader:
    """Reads the history once, and gives it to `taken`: the history, or a sentence that says why there is none.

    `call_in_loop` calls a function in the event loop, and may raise RuntimeError when the program has ended.
    """

    def __init__(
        self, files: Files, call_in_loop: Callable[..., Any], taken: Callable[[ReadinessHistory | str], None]
    ) -> None:
        self._files = files
        self._call_in_loop = call_in_loop
        self._taken = taken
        self._thread: Thread | None = None

    def start(self) -> None:
        """Start to read, unless that was done before.

        The thread is a daemon and no worker: git may take long, and quitting must not wait for it.
        """
        if self._thread is None:
            self._thread = Thread(target=self._read, daemon=True)
            self._thread.start()

    def _read(self) -> None:
        history = self._history()
        with suppress(RuntimeError):
            self._call_in_loop(self._taken, history or NO_HISTORY)

    def _history(self) -> ReadinessHistory | str | None:
        from specui.workspace.files.discovery import repository_root
        from specui.workspace.git import client as git
        from specui.workspace.git.readiness_history import read_history

        session = self._files.session
        templates = {file.name: file.context.read_by for file in self._files.workspace.specs}
        try:
            return read_history(session.root, [*templates], templates.__getitem__, today=session.today)
        except git.GitTimeout:
            return f"No history: {git.TOO_SLOW}."
        except git.GitError as error:
            return f"No history: {error}." if repository_root(session.root) else None
