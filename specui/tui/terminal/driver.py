"""The driver: output to the terminal, input from it, and a terminal that goes away.

It is Textual's driver for Unix with these changes:

- Textual's output is drawn into a grid, and only the cells that differ from what was sent go out
  (`specui.tui.terminal.cells`). SPECUI_PLAIN_DRIVER=1 turns that off, to compare.
- Input that is not UTF-8 (old mouse reports after a terminal was reattached) does not end the program.
- A terminal that is gone raises SIGHUP once, instead of a traceback or a busy loop.
- Quitting waits neither for the input thread's next poll nor for a terminal that reads nothing.
"""

from __future__ import annotations

import codecs
import os
import selectors
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.message import Message

from specui.markdown.lazy import lazy_pattern
from specui.terminal.background import BackgroundReply
from specui.terminal.display_mode import DisplayMode
from specui.tui.terminal.cells.screen_pair import Screens
from specui.tui.terminal.cells.writer import Writer
from specui.tui.terminal.first_frame import erases_in_colour, screen_descriptor, terminal_size

if TYPE_CHECKING:
    from textual.app import App

from specui.tui.terminal.first_frame import FirstFrame

LEAVE_SECONDS = 1.0
"""Seconds that quitting waits for a terminal to read the rest of the output."""

# An old mouse report has three bytes of any value. Decoded as text they would be typed into a file.
_OLD_MOUSE = lazy_pattern(rb"\x1b\[M[\x20-\xff]{3}")
_OLD_MOUSE_START = lazy_pattern(rb"\x1b(?:\[(?:M[\x20-\xff]{0,2})?)?\Z")
_CHUNK = 4096


class BackgroundKnown(Message):
    """The terminal has said that its background is ``light`` or ``dark``."""

    def __init__(self, shade: str) -> None:
        super().__init__()
        self.shade = shade


class SpecuiDriver(LinuxDriver):
    """The driver for `App(driver_class=…)`."""

    frame: ClassVar[FirstFrame | None] = None
    """The first frame: the driver takes it over and does not clear it."""
    display_mode: ClassVar[DisplayMode] = DisplayMode()
    """How to draw on this terminal."""
    background_reply: ClassVar[BackgroundReply | None] = None
    """Finds the answer in the input, if the terminal was asked for its background; else None."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse and self.display_mode.mouse, size=size)
        # Textual uses only write, flush and fileno.
        self._file = cast(Any, TerminalFile(screen_descriptor(), hang_up))
        self._wake: tuple[int, int] | None = None
        self._started = self._taken_over = False
        self._screens = Screens(
            *self._get_terminal_size(), erases_in_colour=erases_in_colour(), signs=self.display_mode.signs
        )
        if self.frame is not None and self.frame.size == self._get_terminal_size():
            self._screens.already_shown(self.frame.output)
        plain = bool(os.environ.get("SPECUI_PLAIN_DRIVER"))
        self._writer = (
            None
            if plain
            else Writer(self._screens, self._file, frame_seconds=self.display_mode.frame_seconds)
        )

    def write(self, data: str) -> None:
        """Draw Textual's output; never waits for the terminal."""
        if self._writer is None:
            super().write(data)
        else:
            self._writer.feed(data)

    def start_application_mode(self) -> None:
        self._wake = os.pipe()
        if self._writer is not None:
            self._writer.start()
        frame = None if self._taken_over else self.frame
        self._taken_over = True
        if frame is not None:
            frame.driver_starts()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if frame is not None and frame.attributes is not None:
            self.attrs_before = frame.attributes  # not those that the first frame has set
        if self._writer is not None and self._writer_thread is not None:
            self._writer_thread.stop()  # Textual's own thread has nothing to do
            self._writer_thread = None
        self._started = True

    def stop_application_mode(self) -> None:
        self._started = False
        super().stop_application_mode()

    def close(self) -> None:
        if self._writer is None:
            super().close()
        else:
            self._writer.stop(LEAVE_SECONDS)
        if self.frame is not None:
            self.frame.driver_stopped()

    def suspend_application_mode(self) -> None:
        self.stop_application_mode()
        if self._writer is None:
            super().close()
        else:
            self._writer.stop()  # another program uses the terminal next: everything must be sent

    def process_message(self, message: Message) -> None:
        if isinstance(message, Resize):  # from a terminal that reports its size by itself
            self._screens.terminal_has(*message.size, changed=False)
        super().process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the size of the terminal. Textual asks at the start and after each change."""
        size = terminal_size()  # Textual prefers COLUMNS and LINES, and would never see a resize
        if hasattr(self, "_screens"):
            self._screens.terminal_has(*size, changed=self._started)
        return size

    def _sigtstp_application(self, *arguments: Any) -> None:
        if self._auto_restart:
            # Not at once: the signal may have interrupted the drawing of a frame.
            self._loop.call_soon_threadsafe(
                lambda: super(SpecuiDriver, self)._sigtstp_application(*arguments)
            )
        else:
            super()._sigtstp_application(*arguments)

    def _sigcont_application(self, *arguments: Any) -> None:
        # The kernel sends SIGCONT with SIGHUP too: start again only after a suspension here.
        if self._must_signal_resume:
            super()._sigcont_application(*arguments)

    def disable_input(self) -> None:
        if self._wake is None:
            super().disable_input()
            return
        if self.background_reply is not None:
            self.background_reply.wait()
        os.write(self._wake[1], b"\0")
        super().disable_input()  # joins the input thread
        for descriptor in self._wake:
            os.close(descriptor)
        self._wake = None

    def run_input_thread(self) -> None:
        """Turn input into events until the driver stops or the terminal is gone."""
        assert self._wake is not None
        decoder = InputDecoder()
        parser = XTermParser(self._debug)
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake[0], selectors.EVENT_READ)
            while not self.exit_event.is_set():
                # The parser has its own timeout for a lone escape.
                ready = {key.fd for key, _ in selector.select(0.1)}
                if self.fileno in ready:
                    data = self._read()
                    if not data:
                        selector.unregister(self.fileno)
                        if self.input_tty:
                            hang_up()
                    elif self._writer is not None:
                        self._writer.hurry()
                    for event in parser.feed(text) if (text := decoder.decode(self._keys_in(data))) else ():
                        self.process_message(event)
                elif self.background_reply is not None and (held := self.background_reply.held()):
                    for event in parser.feed(decoder.decode(held)):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        try:
            for _ in parser.feed(""):
                pass
        except (EOFError, ParseError):
            pass

    def _keys_in(self, data: bytes) -> bytes:
        """Return the bytes that were typed; an answer among them is posted as a message."""
        if self.background_reply is None:
            return data
        before = self.background_reply.shade
        data = self.background_reply.keys(data)
        if self.background_reply.shade != before:
            self.process_message(BackgroundKnown(self.background_reply.shade))
        return data

    def _read(self) -> bytes:
        """Return the next input; b"" when the terminal is gone."""
        try:
            return os.read(self.fileno, _CHUNK)
        except OSError:
            return b""


class InputDecoder:
    """Decodes input; never fails, and drops old mouse reports."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = b""

    def decode(self, data: bytes) -> str:
        """Return the text of the next bytes; an incomplete report waits for the next call."""
        data = _OLD_MOUSE.sub(b"", self._rest + data)
        self._rest = b""
        # A lone escape is a key and must not wait; only the start of a report waits.
        if (start := _OLD_MOUSE_START.search(data)) and len(start[0]) > 2:
            self._rest = start[0]
            data = data[: start.start()]
        return self._decoder.decode(data)


class TerminalFile:
    """The terminal as a file that never raises.

    After a failed write it writes nothing more; `on_gone` is called once.
    """

    def __init__(self, descriptor: int, on_gone: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._on_gone = on_gone
        self._gone = False

    def write(self, text: str) -> int:
        data = text.encode("utf-8", "replace")
        while data and not self._gone:
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:
                _wait_writable(self._descriptor)
            except OSError:
                self._gone = True
                self._on_gone()
        return len(text)

    def flush(self) -> None:
        """Do nothing: each write goes out at once."""

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return os.isatty(self._descriptor)


def hang_up() -> None:
    """Send SIGHUP to this process, as the kernel does when a terminal goes away."""
    os.kill(os.getpid(), signal.SIGHUP)


def _wait_writable(descriptor: int) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_WRITE)
        selector.select()
