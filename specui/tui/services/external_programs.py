"""Other programs on this terminal: the own editor, a pager; the screen is put away meanwhile, and comes back.

Whatever they do, the screen comes back, at the size that the terminal has by then.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic

from textual.app import App, ReturnType

from specui.workspace.files.spec_file import SpecFile

if TYPE_CHECKING:
    from specui.workspace.config.settings import Settings


class RunsPrograms(App[ReturnType], Generic[ReturnType]):
    """An App that opens files in the user's own programs."""

    settings: Settings

    def say(self, text: str, role: str = "") -> None:
        """Tell it on the screen."""
        raise NotImplementedError

    def look_again(self, path: Path) -> None:
        """Take what stands on disk of one file."""
        raise NotImplementedError

    def edit_outside(self, file: SpecFile, line: int) -> None:
        """Open a file in the user's editor, and take what it made of it."""
        failed = self._open(self.settings.editor or "vi", file.path, line)
        self.look_again(file.path)
        if failed:
            self.say(failed, "error")

    def edit_path(self, path: Path, line: int) -> None:
        """Open any file in the user's editor."""
        failed = self._open(self.settings.editor or "vi", path, line)
        if failed:
            self.say(failed, "error")

    def read_outside(self, path: Path, line: int, remark: str = "") -> None:
        """Open a file of the repository in the user's editor, or in the pager where no editor is set."""
        failed = self._open(self.settings.editor or os.environ.get("PAGER", "").strip() or "less", path, line)
        if failed or remark:
            self.say(failed or remark, "error" if failed else "warning")

    def _open(self, program: str, path: Path, line: int) -> str:
        """Run a program on a file; returns what went wrong with it, or ""."""
        from specui.terminal.editors import EditorError, command_for

        try:
            command = command_for(program, os.fspath(path), line)
        except EditorError as error:
            return str(error)
        with self.suspend():  # what is raised in here would leave the screen put away
            failed = _run(command)
        self.refresh(layout=True)
        return failed


def _run(command: Sequence[str]) -> str:
    """Run a program in the foreground; ctrl+c there is for it alone."""
    before = signal.signal(
        signal.SIGINT, lambda _number, _frame: None
    )  # one that is ignored would be inherited
    try:
        status = subprocess.run(command, check=False).returncode
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return f"{command[0]} cannot be started: {reason}; set EDITOR to your editor"
    finally:
        signal.signal(signal.SIGINT, before)
    if status < 0:
        return f"{command[0]} was ended by signal {-status}; what it had saved is taken"
    return f"{command[0]} ended with status {status}; what it had saved is taken" if status else ""
