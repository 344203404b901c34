"""The chosen items outside triage: on the clipboard, or in the user's editor."""

from __future__ import annotations

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.ports import Ports
from specui.tui.triage.state import TriageState

NOTHING = "No item here."


class ClipboardController:
    """Copies the text or the location, and opens the file in the editor."""

    def __init__(self, state: TriageState, ports: Ports) -> None:
        self._state, self._ports = state, ports

    def handlers(self) -> Handlers:
        """Return the handlers of the commands."""
        return {
            "copy-item": Handler(self._copy_text, self._unavailable),
            "copy-place": Handler(self._copy_location, self._unavailable),
            "external-editor": Handler(self._edit, self._unavailable),
        }

    def _unavailable(self) -> str:
        return "" if self._state.queue.shown else NOTHING

    def _copy_text(self) -> None:
        self._ports.clipboard.copy("\n".join(entry.text for entry in self._state.queue.chosen))

    def _copy_location(self) -> None:
        entry = self._state.queue.current
        if entry is not None:
            self._ports.clipboard.copy(f"{entry.name}:{entry.line}")

    def _edit(self) -> None:
        entry = self._state.queue.current
        if entry is not None:
            self._ports.programs.edit(self._ports.files.session.file(entry.name), entry.line)
