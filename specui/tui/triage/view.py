"""What controllers may ask of the triage screen: small protocols, so that a test hands in a fake."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from specui.tui.triage.state import Destination

if TYPE_CHECKING:
    from textual.screen import Screen

Result = TypeVar("Result")


class View(Protocol):
    """Drawing, dialogs and threads."""

    def refresh_view(self) -> None:
        """Draw the state as it is now; calls before the next frame are one."""

    def push(self, dialog: Screen[Result], done: Callable[[Result | None], None]) -> None:
        """Open a dialog; `done` takes its result, None if the user cancelled it."""

    def after_refresh(self, call: Callable[[], None]) -> None:
        """Call something when the screen has been drawn."""

    def in_thread(self, job: Callable[[], None], group: str) -> None:
        """Run a job in a thread."""

    def from_thread(self, call: Callable[[], None]) -> None:
        """Call something on the screen's own thread, and wait for it."""


class FilterLine(Protocol):
    """The line in which the user types a filter."""

    @property
    def text(self) -> str:
        """What the line holds."""

    def complete(self) -> None:
        """Complete the last word with the suggestion, if there is one."""

    def report(self, *, fault: str = "", count: int = 0) -> None:
        """Show what is wrong with the filter, or how many items match."""


class FilterHost(View, Protocol):
    """A view with a filter line that opens and closes."""

    @property
    def filter_line(self) -> FilterLine:
        """The open filter line."""

    async def open_filter(self) -> None:
        """Open the filter line with the current filter selected, and give it the keyboard."""

    def close_filter(self) -> None:
        """Close the filter line, and return the keyboard to the queue."""


class Panes(View, Protocol):
    """A view of the item and the queue, which take turns on a small screen."""

    @property
    def one_pane(self) -> bool:
        """Whether only one of both panes fits."""

    @property
    def queue_rows(self) -> int:
        """Rows of the queue on the screen; 0 if the queue is hidden."""

    @property
    def queue_shown(self) -> bool:
        """Whether the queue has the screen in the item's place."""

    def switch_pane(self) -> None:
        """Show the queue in the item's place, or the item again."""

    def scroll_item(self, pages: float) -> bool:
        """Scroll the item's text by so many pages; says whether there is anything to scroll."""

    def leave(self, destination: Destination) -> None:
        """Close triage, and go there."""
