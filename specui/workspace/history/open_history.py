"""What changes of several files need of whoever holds the open files and their history: the session."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from specui.workspace.files.spec_file import SpecFile
from specui.workspace.history.undo_history import History


class OpenHistory(Protocol):
    """The open files, by their names relative to ``root``, and all that was done to them."""

    @property
    def root(self) -> Path:
        """The folder that names are relative to."""

    @property
    def history(self) -> History:
        """Where each change is recorded, with the journal behind it."""

    def file(self, name: str) -> SpecFile:
        """Return a file as it is known, reading it on first use."""

    def read(self, name: str) -> SpecFile:
        """Return a file as it is on disk: the known one where its bytes are the same."""

    def put_files(self, *files: SpecFile) -> None:
        """Replace what is known of these files."""
