"""What file actions need of whoever holds the open files and their history: the session, or a fake of it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from specui.workspace.files.file_steps import FileStep
from specui.workspace.files.spec_file import SpecFile


class FileHistory(Protocol):
    """Records what was done to files, so that it can be undone."""

    def add(self, step: FileStep) -> None:
        """Record a step that was just done."""


class OpenFiles(Protocol):
    """One folder, or one file, as it is open.  Names are relative to ``root``, with ``/``."""

    @property
    def root(self) -> Path:
        """The folder that names are relative to."""

    @property
    def single(self) -> Path | None:
        """The one file that is open; None for a folder."""

    @property
    def boundary(self) -> Path:
        """The folder that no link may lead out of."""

    @property
    def history(self) -> FileHistory:
        """Where a file action is recorded."""

    def excludes(self, name: str) -> bool:
        """Return whether the configuration excludes a file of that name."""

    def file(self, name: str) -> SpecFile:
        """Return a file as it is known, reading it on first use."""

    def read(self, name: str) -> SpecFile:
        """Read a file from disk."""

    def put_files(self, *files: SpecFile) -> None:
        """Replace what is known of these files."""

    def add_created(self, name: str) -> SpecFile:
        """Read a file that was created here, and list it."""

    def drop_removed(self, name: str) -> None:
        """Forget a file that was removed here."""

    def follow_rename(self, name: str, new: str) -> SpecFile:
        """Read a file that was renamed here, and list it under its new name."""
