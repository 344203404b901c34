"""A terminal that is too small: one sentence over all of it, until it grows.

The workbench says it by itself. What stands over the workbench keeps its keyboard and what is typed in it, because it
is not laid out for the size at which nothing could be read. No key does what cannot be seen: one leaves, and escape
puts away what stands over the workbench.
"""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult, ReturnType
from textual.geometry import Size
from textual.screen import Screen

from specui.tui.commands import used
from specui.tui.widgets.bars import TooSmall
from specui.tui.workbench.pane_layout import too_small

LEAVES = ("ctrl+c", "ctrl+q")
"""Keys that leave, besides the user's."""


class SmallScreen(Screen[None]):
    """The sentence over what stands over the workbench."""

    def compose(self) -> ComposeResult:
        yield TooSmall()

    def on_screen_resume(self) -> None:
        """Go where the terminal has grown behind something that came over this."""
        if not too_small(*self.app.size):
            self.dismiss()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        key = event.character if event.character and event.character.isprintable() else event.key
        if not isinstance(self.app, SaysWhenSmall):
            return
        if key in (*LEAVES, *used().at("tree", "quit")):
            self.app.leave_unseen()
        elif event.key == "escape":
            self.dismiss()
            self.app.simulate_key("escape")
            self.app.call_later(self.app.tell_when_small)


class SaysWhenSmall(App[ReturnType]):
    """Puts the sentence over everything, and takes it away."""

    def on_resize(self, event: events.Resize) -> None:
        told = isinstance(self.screen, SmallScreen)
        if told and not too_small(*event.size):
            self.pop_screen()
        else:
            self.tell_when_small(event.size)

    def tell_when_small(self, size: Size | None = None) -> None:
        """Put the sentence over what stands over the workbench, where nothing of it could be read."""
        over = len(self.screen_stack) > 1 and not isinstance(self.screen, SmallScreen)
        if over and too_small(*(size or self.size)):
            self.push_screen(SmallScreen())

    def leave_unseen(self) -> None:
        """Leave at once: a question could not be read. What is typed is offered at the next start."""
        raise NotImplementedError
