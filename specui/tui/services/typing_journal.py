"""Unsaved typing on its way to the recovery folder: from a thread, in order, and never after it was given up."""

from __future__ import annotations

import os
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from specui.workspace.storage.errors import StorageError

if TYPE_CHECKING:
    from specui.tui.models.draft import Draft
    from specui.workspace.state.recovery import Entry, FormTyped, Recovery


JOURNAL_SECONDS = 2.0
JOURNAL_CHARACTERS = 100
"""So many seconds pass between two writes at most, and so many characters."""

Kept: TypeAlias = "tuple[Draft, str, FormTyped | None]"
"""What is typed: in which section, the text, and the form if it is one."""


@runtime_checkable
class Typed(Protocol):
    """A screen that one types in."""

    def unsaved(self) -> Kept | None:
        """Return what is typed and not saved; None where nothing would be lost."""


class Journal:
    """What is being typed, kept where a killed program finds it again. May be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed: list[Draft] = []
        self.failure = ""

    @cached_property
    def _recovery(self) -> Recovery:
        from specui.workspace.state.recovery import Recovery

        return Recovery()

    def write(self, draft: Draft, text: str, form: FormTyped | None = None) -> None:
        """Keep the text or the form, unless the draft was closed meanwhile; `failure` says why it could not be."""
        self._write(draft, text, form)

    def take_over(self, left: Entry, kept: Kept) -> None:
        """Keep as one's own what an earlier program left and is open here now; there is one of both at any time."""
        written = self._write(*kept)
        if written is not None and written.file != left.file:
            self.discard(left)

    def _write(self, draft: Draft, text: str, form: FormTyped | None) -> Entry | None:
        with self._lock:
            if any(draft is closed for closed in self._closed):
                return None
            try:
                base = draft.base
                found = self._recovery.write(
                    draft.file.path, draft.name, draft.digest, text, base=base, form=form
                )
            except StorageError as failure:
                self.failure = str(failure)
                return None
            self.failure = ""
            return found

    def forget(self, draft: Draft) -> None:
        """The draft was saved or given up."""
        with self._lock:
            self._closed = [draft]  # one is open at a time
            try:
                self._recovery.forget(draft.file.path, draft.name)
            except StorageError as failure:
                self.failure = str(failure)

    def holds_any(self) -> bool:
        """Whether anything at all may have been left by an earlier program: a look at names, before anything is read."""
        from specui.workspace.user_folders import state_folder

        try:
            return any(name.endswith(".json") for name in os.listdir(state_folder() / "recovery"))
        except OSError:
            return False

    def left(self, root: Path) -> list[Entry]:
        """Return what an earlier program left of files under a folder, the newest first."""
        try:
            return [e for e in self._recovery.pending() if e.path.is_relative_to(root)]
        except StorageError as failure:
            self.failure = str(failure)
            return []

    def discard(self, entry: Entry) -> None:
        """Remove what an earlier program left."""
        try:
            self._recovery.discard(entry)
        except StorageError as failure:
            self.failure = str(failure)

    def close(self) -> None:
        """The program ends."""
        if "_recovery" in self.__dict__:
            self._recovery.close()
