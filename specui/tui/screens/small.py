"""A terminal that is too small while something stands over the workbench: one sentence over all of it, until it grows.

The workbench says it by itself. What stands over it keeps its keyboard and what is typed in it, because it is not
laid out for the size at which nothing could be read.
"""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult, ReturnType
from textual.screen import Screen

from specui.tui.screens.room import too_small
from specui.tui.widgets.bars import TooSmall


class SmallScreen(Screen[None]):
    """The sentence; no key does anything here."""

    def compose(self) -> ComposeResult:
        yield TooSmall()

    def on_screen_resume(self) -> None:
        """Go where the terminal has grown behind something that came over this."""
        if not too_small(*self.app.size):
            self.dismiss()


class SaysWhenSmall(App[ReturnType]):
    """Puts the sentence over everything, and takes it away."""

    def on_resize(self, event: events.Resize) -> None:
        tiny = too_small(*event.size)
        told = isinstance(self.screen, SmallScreen)
        if tiny and not told and len(self.screen_stack) > 1:
            self.push_screen(SmallScreen())
        elif told and not tiny:
            self.pop_screen()
