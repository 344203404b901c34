"""What the parts of the triage screen share: the queue, and the ways to show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from specui.specs.triage import Entry, Key, Queue
from specui.tui.triage.widgets import ItemView, QueueView
from specui.tui.widgets.bars import MessageLine
from specui.tui.widgets.command_screen import CommandScreen

if TYPE_CHECKING:
    from specui.tui.app import SpecuiApp


class TriageBase(CommandScreen, Screen[None], inherit_bindings=False):
    """Holds the queue, which is a value: whoever changes it takes the next one."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = Queue(by="spec")

    @property
    def specui(self) -> SpecuiApp:
        return cast("SpecuiApp", self.app)

    @property
    def item_view(self) -> ItemView:
        return self.query_one(ItemView)

    @property
    def queue_view(self) -> QueueView:
        return self.query_one(QueueView)

    @property
    def today(self) -> str:
        """The day that is written, as ``2026-11-22``."""
        return self.specui.session.today.isoformat()

    def take(self, queue: Queue) -> None:
        """Show another queue."""
        raise NotImplementedError

    def go(self, key: Key) -> None:
        """Go to an entry of the queue."""
        self.take(self.queue.go(key))

    def hint(self, text: str) -> None:
        """Say why a key does nothing here; gone with the next one that does."""
        self.query_one(MessageLine).show(text, passing=True)

    def current(self) -> Entry | None:
        """Return the entry that is decided about, or say that there is none."""
        if self.queue.current is None:
            self.hint("There is nothing here to decide")
        return self.queue.current
