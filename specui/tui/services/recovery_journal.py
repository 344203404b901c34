"""The journal of unsaved edits: what is being typed goes to the recovery folder, where the next start finds it.

Threads write to it in order, and nothing is written for a draft that was already saved or discarded.
"""

from __future__ import annotations

import os
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from specui.tui.ports import Kept
from specui.workspace.storage.errors import StorageError

if TYPE_CHECKING:
    from specui.tui.models.draft import Draft
    from specui.workspace.state.recovery import FormTyped, Recovery, UnsavedEdit


@runtime_checkable
class Typed(Protocol):
    """A screen that the user types in."""

    def unsaved(self) -> Kept | None:
        """Return the unsaved edit; None when nothing would be lost."""


class JournalService:
    """Implements `RecoveryJournal`. All methods may be called from any thread; none raises for a full or missing disk.

    `failure` says why the last write failed; "" when it succeeded.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed: Draft | None = None
        self.failure = ""

    @cached_property
    def _recovery(self) -> Recovery:
        from specui.workspace.state.recovery import Recovery

        return Recovery()

    def write(self, draft: Draft, text: str, form: FormTyped | None = None) -> None:
        self._write(draft, text, form)

    def take_over(self, left: UnsavedEdit, kept: Kept) -> None:
        written = self._write(*kept)
        if written is not None and written.file != left.file:
            self.discard(left)

    def _write(self, draft: Draft, text: str, form: FormTyped | None) -> UnsavedEdit | None:
        with self._lock:
            if draft is self._closed:
                return None
            try:
                written = self._recovery.write(
                    draft.file.path, draft.name, draft.digest, text, base=draft.base, form=form
                )
            except StorageError as failure:
                self.failure = str(failure)
                return None
            self.failure = ""
            return written

    def forget(self, draft: Draft) -> None:
        with self._lock:
            self._closed = draft  # only one draft is open at a time
            try:
                self._recovery.forget(draft.file.path, draft.name)
            except StorageError as failure:
                self.failure = str(failure)

    def has_entries(self) -> bool:
        """Say whether an earlier run may have left anything, in any folder. Looks at file names only."""
        from specui.workspace.user_folders import state_folder

        try:
            return any(name.endswith(".json") for name in os.listdir(state_folder() / "recovery"))
        except OSError:
            return False

    def left(self, root: Path) -> list[UnsavedEdit]:
        """Return what earlier runs left of the files in a folder, the newest first."""
        try:
            return [e for e in self._recovery.pending() if e.path.is_relative_to(root)]
        except StorageError as failure:
            self.failure = str(failure)
            return []

    def discard(self, entry: UnsavedEdit) -> None:
        try:
            self._recovery.discard(entry)
        except StorageError as failure:
            self.failure = str(failure)

    def close(self) -> None:
        """Close the recovery folder: the program ends."""
        if "_recovery" in self.__dict__:
            self._recovery.close()
