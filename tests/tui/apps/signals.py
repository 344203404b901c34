"""An app that reports what it keeps when a signal ends it; test_signals.py runs it in a real terminal.

    python tests/tui/apps/signals.py FILE [stall]

`FILE` gets one line for every call that keeps what is typed. With `stall` it writes more than a terminal that is not
read can take, so the event loop stops.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Input, Static

from specui.tui.terminal.terminal_app import TerminalApp, install_signal_handlers

KEPT = Path(sys.argv[1])


class Signals(TerminalApp[None]):
    def compose(self) -> ComposeResult:
        yield Input()
        yield Static("READY")

    def on_mount(self) -> None:
        install_signal_handlers(self, self.keep)

    def on_ready(self) -> None:
        if "stall" in sys.argv:
            self.set_interval(0.001, self.flood)

    def flood(self) -> None:
        assert self._driver is not None
        self._driver.write("\x1b[0m" * 4096)

    def keep(self) -> None:
        with KEPT.open("a", encoding="utf-8") as file:
            file.write("kept\n")


if __name__ == "__main__":
    signal.alarm(60)  # nothing is left behind, whatever the test does
    app = Signals()
    app.run()
    sys.exit(app.return_code)
