"""A terminal that is too small: one sentence over the dialog, until the terminal grows.

The main screen shows that sentence by itself. A dialog keeps its focus and what is typed in it: it is not laid out for
a size at which nothing can be read. No key does anything that cannot be seen: the quit keys quit, and escape goes to
the dialog.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import Screen

from specui.tui.commands import used
from specui.tui.models.pane_layout import too_small
from specui.tui.widgets.bars import TooSmall

QUIT_KEYS = ("ctrl+c", "ctrl+q")
"""Keys that quit, besides the user's."""


class SmallScreen(Screen[None]):
    """The sentence over a dialog. `quit_unseen` ends the program; `escape` is pressed on the dialog below."""

    def __init__(self, quit_unseen: Callable[[], None], escape: Callable[[], None]) -> None:
        super().__init__()
        self._quit_unseen = quit_unseen
        self._escape = escape

    def compose(self) -> ComposeResult:
        yield TooSmall()

    def on_screen_resume(self) -> None:
        """Close, if the terminal has grown while another screen was above this one."""
        if not too_small(*self.app.size):
            self.dismiss()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        key = event.character if event.character and event.character.isprintable() else event.key
        if key in (*QUIT_KEYS, *used().at("tree", "quit")):
            self._quit_unseen()  # the user could not read a question; what is typed is offered at the next start
        elif event.key == "escape":
            self.dismiss()
            self._escape()


class SizeGuard:
    """Shows the sentence over dialogs, and removes it."""

    def __init__(self, app: App[None], quit_unseen: Callable[[], None]) -> None:
        self._app = app
        self._quit_unseen = quit_unseen

    def resized(self, size: Size) -> None:
        """Take the new size of the terminal."""
        if isinstance(self._app.screen, SmallScreen) and not too_small(*size):
            self._app.pop_screen()
        else:
            self._check(size)

    def _check(self, size: Size) -> None:
        in_dialog = len(self._app.screen_stack) > 1 and not isinstance(self._app.screen, SmallScreen)
        if in_dialog and too_small(*size):
            self._app.push_screen(SmallScreen(self._quit_unseen, self._escape))

    def _escape(self) -> None:
        """Press escape on the dialog, and cover whatever is on top then."""
        self._app.simulate_key("escape")
        self._app.call_later(lambda: self._check(self._app.size))
