"""The base of specui's app: what reaches the terminal, and how the app ends when the terminal does.

`rendering/safe_text.py` makes text harmless before layout. This module is the net behind it for text that came another
way. It also handles signals, a terminal that is gone, and text printed after the screen.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
import termios
import threading
from collections.abc import Callable, Sequence
from types import FrameType
from typing import IO, Any, Generic

from rich.cells import cell_len, get_character_cell_size, split_graphemes
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ReturnType
from textual.color import Color
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.notifications import SeverityLevel

from specui.markdown.lazy import lazy_pattern
from specui.tui.rendering.safe_text import REPLACEMENT, safe
from specui.tui.terminal.driver import SpecuiDriver

GRACE_SECONDS = 2.0
"""Seconds for an orderly end after a signal; then the process ends in any case."""

_UNSAFE = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
# rich counts a joiner and the character after it as zero cells.
_JOINED = lazy_pattern("\u200d.?", re.DOTALL)


class SafeLineFilter(LineFilter):
    """Removes from a drawn line all that a terminal would obey, and all links and actions; widths stay.

    For `App.get_line_filters()`. A line without any of these comes back as the same object.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  # Textual's
        for text, style, control in segments:
            if not text.isprintable() or "\ufe0f" in text or control is not None:
                break
            if style is not None and (style._link is not None or _may_act(style)):  # noqa: SLF001
                break
        else:
            return segments
        return [
            Segment(_harmless(text), style and _inert(style))
            for text, style, control in segments
            if control is None
        ]


SAFE_FILTER = SafeLineFilter()
NO_COLOUR = NoColor()


class TerminalApp(App[ReturnType], Generic[ReturnType]):
    """Textual's App behind the net: only specui's own sequences reach the terminal, also after exit."""

    # The mouse selects text with the terminal's own means. Textual's selection fails with an AttributeError when a
    # button is pressed over a widget that has just been removed (Textual 8.2.8, Screen._forward_event).
    ALLOW_SELECT = False

    def __init__(self, driver_class: type[Driver] | None = None, **options: Any) -> None:
        super().__init__(driver_class=driver_class or SpecuiDriver, **options)

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        if self.no_color:
            # Textual uses greys if its first theme is not made of the terminal's own colours.
            filters = [kept for kept in filters if not isinstance(kept, Monochrome | NoColor)]
            filters.append(NO_COLOUR)
        return [*filters, SAFE_FILTER]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notification; its text is plain, and `markup` is ignored."""
        del markup
        super().notify(
            safe(message, keep_newlines=True),
            title=safe(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def _print_error_renderables(self) -> None:
        """Print the texts for after exit through the same filter as all other text."""
        if SpecuiDriver.frame is not None:  # the app may end before the driver starts
            SpecuiDriver.frame.give_back()
        console = Console(
            file=sys.__stderr__, width=min(self.size.width or 80, 120), color_system=None, markup=False
        )
        for renderable in self._exit_renderables[:1]:
            with console.capture() as capture:
                console.print(renderable)
            safe_print(capture.get().rstrip("\n"), sys.__stderr__)
        self._exit_renderables.clear()


def safe_print(text: str, stream: IO[str] | None = None) -> None:
    """Print `text` and a newline without control characters, on standard output by default; ignores a closed pipe."""
    stream = sys.stdout if stream is None else stream
    line = safe(text, keep_newlines=True) + "\n"
    if SpecuiDriver.display_mode.signs == "ascii":
        from specui.markdown.ascii_text import spell

        line = spell(line)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    with contextlib.suppress(OSError, ValueError):  # a closed pipe, a terminal that is gone, a closed file
        stream.write(line.encode(encoding, "replace").decode(encoding, "replace"))
        stream.flush()


def install_signal_handlers(app: App[Any], on_hangup: Callable[[], None]) -> None:
    """End `app` in order on SIGHUP and SIGTERM. Call this within its event loop, on mount.

    `on_hangup` is called first, to keep unsaved edits; then the app exits with 128 plus the number of the signal. If
    that takes longer than GRACE_SECONDS (a terminal that reads nothing stops the event loop), another thread calls
    `on_hangup`, if it was not called yet, and ends the process with the same status. So `on_hangup` must be able to
    run in any thread; it runs at most once.
    """
    ending = _Ending(app, on_hangup)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGHUP, signal.SIGTERM):
        loop.add_signal_handler(number, ending.in_order, number)
        # asyncio's own handler does nothing: the byte of the signal wakes the loop. Ours replaces it, and runs even
        # while the loop waits for the terminal.
        signal.signal(number, ending.in_any_case)


class _Ending:
    """Two ways to end, and what only one of them may do."""

    def __init__(self, app: App[Any], on_hangup: Callable[[], None]) -> None:
        self._app = app
        self._on_hangup = on_hangup
        self._saved = threading.Lock()
        self._started = threading.Lock()

    def in_order(self, number: int) -> None:
        """Run in the event loop."""
        self._save()
        self._app.exit(return_code=128 + number)

    def in_any_case(self, number: int, _frame: FrameType | None) -> None:
        """Run in the main thread between two instructions, whatever it waits for."""
        if self._started.acquire(blocking=False):
            timer = threading.Timer(GRACE_SECONDS, self._give_up, [number])
            timer.daemon = True  # does not delay an orderly end
            timer.start()

    def _give_up(self, number: int) -> None:
        self._save()
        driver = self._app._driver  # noqa: SLF001  # the only way to the former modes of the terminal
        before = getattr(driver, "attrs_before", None)
        if before is not None:
            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(driver.fileno, termios.TCSANOW, before)  # type: ignore[union-attr]
        os._exit(128 + number)

    def _save(self) -> None:
        if self._saved.acquire(blocking=False):
            # The program must end whatever goes wrong; the journal has reported it already.
            with contextlib.suppress(Exception):
                self._on_hangup()


def _harmless(text: str) -> str:
    """Return `text` without what a terminal obeys or draws in another width; as wide as rich counts `text`."""
    if text.isprintable() and "\ufe0f" not in text:
        return text
    text = _JOINED.sub("", text)
    if "\ufe0f" in text:
        text = "".join(_sign(text[start:end], cells) for start, end, cells in split_graphemes(text)[0])
    return _UNSAFE.sub(_same_width, text)


def _sign(grapheme: str, cells: int) -> str:
    """Return a character without its variation selector, with a blank if the selector had made it wide."""
    sign = grapheme.replace("\ufe0f", "")
    return sign + " " * (cells - cell_len(sign))


def _same_width(match: re.Match[str]) -> str:
    return REPLACEMENT * get_character_cell_size(match[0])


def _may_act(style: Style) -> bool:
    """Say whether the pickled meta of `style` may hold an action such as `@click`. Called often, so it must be cheap."""
    return style._meta is not None and b"@" in style._meta  # noqa: SLF001


def _inert(style: Style) -> Style:
    if style._link is None and not _may_act(style):  # noqa: SLF001
        return style
    meta = {key: value for key, value in style.meta.items() if not key.startswith("@")}
    plain = style.clear_meta_and_links()
    return plain + Style.from_meta(meta) if meta else plain
