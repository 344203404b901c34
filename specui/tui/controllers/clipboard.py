"""Copying, and opening files in the user's own editor, on every screen that shows items."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.ports import Clipboard, Notify, Programs
from specui.workspace.files.spec_file import SpecFile


class Place(NamedTuple):
    """A line of a file, from 1; 0 for the file as a whole."""

    file: SpecFile
    line: int


class ClipboardController:
    """Copies the text or the location of what the cursor is on; `text` and `place` say what that is."""

    def __init__(
        self,
        clipboard: Clipboard,
        programs: Programs,
        notify: Notify,
        text: Callable[[], str],
        place: Callable[[], Place | None],
    ) -> None:
        self._clipboard, self._programs, self._notify = clipboard, programs, notify
        self._text, self._place = text, place

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {
            "copy-item": Handler(self._copy_text),
            "copy-place": Handler(self._copy_place),
            "external-editor": Handler(self._edit),
        }

    def _copy_text(self) -> None:
        text = self._text()
        if text:
            self._clipboard.copy(text)
        else:
            self._notify.hint("Nothing to copy here.")

    def _copy_place(self) -> None:
        place = self._place()
        if place is None:
            self._notify.hint("No location to copy here.")
            return
        path = _path(place.file)
        self._clipboard.copy(f"{path}:{place.line}" if place.line else path)

    def _edit(self) -> None:
        place = self._place()
        if place is None:
            self._notify.hint("No file to open here.")
        else:
            self._programs.edit(place.file, max(1, place.line))


def _path(file: SpecFile) -> str:
    """Return a file's path as a shell in this folder takes it."""
    path, here = os.fspath(file.path), os.getcwd()
    return os.path.relpath(path, here) if os.path.commonpath([path, here]) == here else path
