"""Other programs on this terminal: the user's editor, or a pager.

specui leaves the screen to the program, and comes back after it at the size that the terminal has by then.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from textual.app import App

from specui.tui.ports import Notify
from specui.workspace.files.spec_file import SpecFile


class ProgramService:
    """Implements `Programs`. `editor` returns the user's editor, or ""; `reload` reads a file again."""

    def __init__(
        self, app: App[None], notify: Notify, editor: Callable[[], str], reload: Callable[[Path], None]
    ) -> None:
        self._app = app
        self._notify = notify
        self._editor = editor
        self._reload = reload

    def edit(self, file: SpecFile, line: int) -> None:
        failure = self._open(self._editor() or "vi", file.path, line)
        self._reload(file.path)  # first: a failure is the last word
        if failure:
            self._notify.say(failure, "error")

    def edit_path(self, path: Path, line: int) -> None:
        """Open any file in the user's editor."""
        failure = self._open(self._editor() or "vi", path, line)
        if failure:
            self._notify.say(failure, "error")

    def read_path(self, path: Path, line: int, remark: str = "") -> None:
        program = self._editor() or os.environ.get("PAGER", "").strip() or "less"
        failure = self._open(program, path, line)
        if failure or remark:
            self._notify.say(failure or remark, "error" if failure else "warning")

    def _open(self, program: str, path: Path, line: int) -> str:
        """Run a program on a file; returns why it failed, or ""."""
        from specui.terminal.editors import EditorError, command_for

        try:
            command = command_for(program, os.fspath(path), line)
        except EditorError as error:
            return str(error)
        with self._app.suspend():  # an exception in this block would leave the screen suspended
            failure = _run(command)
        self._app.refresh(layout=True)
        return failure


def _run(command: Sequence[str]) -> str:
    """Run a program in the foreground; ctrl+c is for that program alone. Returns why it failed, or ""."""
    before = signal.signal(
        signal.SIGINT, lambda _number, _frame: None
    )  # the program would inherit SIG_IGN, but not a function
    try:
        status = subprocess.run(command, check=False).returncode
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return f"Cannot start {command[0]}: {reason}. Set EDITOR to your editor."
    finally:
        signal.signal(signal.SIGINT, before)
    if status < 0:
        return f"{command[0]} was killed by signal {-status}; what it saved is kept."
    return f"{command[0]} exited with status {status}; what it saved is kept." if status else ""
