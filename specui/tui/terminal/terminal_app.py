"""What reaches the terminal and what the terminal's end means: the base of specui's app.

`text.py` makes text harmless before it is laid out. Here is the net behind it, for whatever came another way,
and the ways out: a signal, a terminal that is gone, words printed after the screen was left.
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

from specui.tui.rendering.safe_text import REPLACEMENT, safe
from specui.tui.terminal.driver import SpecuiDriver

GRACE_SECONDS = 2.0
"""How long an orderly end may take after a signal, until the process ends all the same."""

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
# rich counts a joiner and the sign after it as no cells.
_JOINED = re.compile("\u200d.?", re.DOTALL)


class SafeLineFilter(LineFilter):
    """Takes out of a drawn line what a terminal would obey, and every link and action; widths stay.

    For `App.get_line_filters()`. A line without any of it comes back as the same object.
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
    """Textual's App, behind the net: nothing but specui's own sequences reaches the terminal, after exit too."""

    def __init__(self, driver_class: type[Driver] | None = None, **options: Any) -> None:
        super().__init__(driver_class=driver_class or SpecuiDriver, **options)

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        if self.no_color:
            # Textual settles for greys when its theme at the start is none of the terminal's own colours.
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
        """Show a notification; its text is drawn as it stands, `markup` is never read."""
        del markup
        super().notify(
            safe(message, keep_newlines=True),
            title=safe(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def _print_error_renderables(self) -> None:
        """Print what is said after exit through the same door as all other text."""
        if SpecuiDriver.frame is not None:  # there are ends before the driver has begun
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
    """Print `text` and a newline as it may be shown, on standard output by default; a reader that is gone is silent."""
    stream = sys.stdout if stream is None else stream
    line = safe(text, keep_newlines=True) + "\n"
    if SpecuiDriver.manner.signs == "ascii":
        from specui.markdown.ascii_text import spell

        line = spell(line)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    with contextlib.suppress(OSError, ValueError):  # a closed pipe, a terminal that is gone, a closed file
        stream.write(line.encode(encoding, "replace").decode(encoding, "replace"))
        stream.flush()


def install_signal_handlers(app: App[Any], on_hangup: Callable[[], None]) -> None:
    """End `app` in order on SIGHUP and SIGTERM; call it from within its event loop, on mount.

    First `on_hangup` is called, to keep what is typed; then the app exits with 128 and the signal's number as its
    return code. When that takes longer than GRACE_SECONDS (a terminal that reads nothing stops the event loop),
    `on_hangup` is called from another thread if it was not yet, and the process ends with that status.
    So `on_hangup` must be able to run in any thread; it runs at most once.
    """
    ending = _Ending(app, on_hangup)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGHUP, signal.SIGTERM):
        loop.add_signal_handler(number, ending.in_order, number)
        # asyncio has put in its own handler, that does nothing, and woken its loop by the signal's byte;
        # ours runs besides, even where the loop waits for the terminal.
        signal.signal(number, ending.in_any_case)


class _Ending:
    """The two ways to the end, and what only one of them may do."""

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
        """Run in the main thread between two steps, whatever it waits for."""
        if self._started.acquire(blocking=False):
            timer = threading.Timer(GRACE_SECONDS, self._give_up, [number])
            timer.daemon = True  # an orderly end leaves it behind
            timer.start()

    def _give_up(self, number: int) -> None:
        self._save()
        driver = self._app._driver  # noqa: SLF001  # the only way to the terminal's modes as they were
        before = getattr(driver, "attrs_before", None)
        if before is not None:
            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(driver.fileno, termios.TCSANOW, before)  # type: ignore[union-attr]
        os._exit(128 + number)

    def _save(self) -> None:
        if self._saved.acquire(blocking=False):
            # Whatever goes wrong there, the program must end; the journal has told it already.
            with contextlib.suppress(Exception):
                self._on_hangup()


def _harmless(text: str) -> str:
    """Return `text` without what a terminal obeys or draws otherwise; as wide as rich counts `text`."""
    if text.isprintable() and "\ufe0f" not in text:
        return text
    text = _JOINED.sub("", text)
    if "\ufe0f" in text:
        text = "".join(_sign(text[start:end], cells) for start, end, cells in split_graphemes(text)[0])
    return _UNSAFE.sub(_same_width, text)


def _sign(grapheme: str, cells: int) -> str:
    """Draw what rich counts as one sign of `cells` cells: without its selector, and a blank where that made it wide."""
    sign = grapheme.replace("\ufe0f", "")
    return sign + " " * (cells - cell_len(sign))


def _same_width(match: re.Match[str]) -> str:
    return REPLACEMENT * get_character_cell_size(match[0])


def _may_act(style: Style) -> bool:
    """Say whether the pickled metas of `style` may hold an action such as `@click`; cheap, as it is asked often."""
    return style._meta is not None and b"@" in style._meta  # noqa: SLF001


def _inert(style: Style) -> Style:
    if style._link is None and not _may_act(style):  # noqa: SLF001
        return style
    meta = {key: value for key, value in style.meta.items() if not key.startswith("@")}
    plain = style.clear_meta_and_links()
    return plain + Style.from_meta(meta) if meta else plain
