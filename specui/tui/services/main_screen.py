"""The main screen as a protocol: what services may ask it, and what they report to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from specui.tui.models.loaded_file import Loaded
    from specui.workspace.state.last_session import LastSeen
    from specui.workspace.state.recovery import UnsavedEdit


class MainScreen(Protocol):
    """The screen at the bottom of the stack."""

    @property
    def open_name(self) -> str | None:
        """The name of the open file."""

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being edited."""

    @property
    def takes_offers(self) -> bool:
        """Whether unsaved edits of an earlier run can be offered: nothing is being edited, and triage is closed."""

    def visible_files(self) -> Sequence[str]:
        """Return the names of the files that the tree lists, from the top."""

    def learn(self, loaded: Sequence[Loaded]) -> None:
        """Take what another thread worked out of files; the snapshot with these files comes next."""

    def mark_changed(self, names: frozenset[str]) -> None:
        """Mark the files that changed on disk and have not been opened since; all other marks go."""

    def show_watching(self) -> None:
        """Show how files are watched."""

    def offer(self, entry: UnsavedEdit) -> None:
        """Offer an unsaved edit of an earlier run."""

    def place_now(self) -> LastSeen:
        """Return where the user is, for the next start."""

    def key_typed(self, key: str) -> None:
        """A key is about to be handled."""

    def mark_place(self) -> Callable[[], None]:
        """Return a function that goes back to where the user is now, as if nothing had happened since."""

    def start_tour(self) -> None:
        """Start the tour."""
