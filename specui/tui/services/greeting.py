"""The first start: a message for somebody who is new here, or the tour in the demo."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from specui.tui.commands import said
from specui.tui.services.main_screen import MainScreen
from specui.tui.services.message_service import MessageService


class Greeting:
    """Greets each user once."""

    def __init__(
        self, app: App[None], messages: MessageService, main: Callable[[], MainScreen], *, demo: bool
    ) -> None:
        self._app = app
        self._messages = messages
        self._main = main
        self._demo = demo

    def check(self) -> None:
        """Greet, if this is the first time. Runs in a thread: it asks the disk."""
        from specui.workspace.state.first_run import is_first_time

        if is_first_time("tour" if self._demo else "greeting"):
            self._app.call_from_thread(self._greet)

    def _greet(self) -> None:
        if len(self._app.screen_stack) > 1 or not self._main().at_rest:
            return
        if self._demo:
            self._main().start_tour()
        elif not self._messages.text:
            self._messages.say(
                f"New here? Press {said('help')} for help, or {said('commands')} and type tour"
            )
