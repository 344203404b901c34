"""Let Textual's pilot wait for events instead of time.

After each key the pilot waits twice until this process uses no CPU for 20 ms, and `pause` waits so once more: that is most of
the time of a test, and says little while other processes use the machine. The app is at rest when the event loop has
nothing to run and the screen has nothing to draw. After that only a timer, a thread or another program changes it, and a
test waits for those by what they do (`Seat.until`).
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

import textual.app
import textual.pilot
from textual._context import active_app
from textual.app import App
from textual.screen import Screen

_MOST_TURNS, _MOST_DRAWN = 1_000, 20
"""Turns of the loop, and drawings, after which no rest is expected: the test decides."""
_PATIENCE, _SOON = 0.05, 0.002
"""Seconds to wait for short work in a thread and for a new size, and between two looks at them."""


def wait_for_rest() -> None:
    """Let all pilots of this process wait so."""
    textual.app.wait_for_idle = _at_rest  # type: ignore[attr-defined]
    textual.pilot.wait_for_idle = _at_rest  # type: ignore[attr-defined]


async def _at_rest(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Run what is ready and draw, until nothing is left to run or to draw."""
    del min_sleep, max_sleep
    app = active_app.get()
    end = monotonic() + _PATIENCE
    await _run_and_draw(app)
    while (app._resize_timer is not None or _threads_work()) and monotonic() < end:
        await asyncio.sleep(_SOON)
        await _run_and_draw(app)


async def _run_and_draw(app: App[Any]) -> None:
    for _ in range(_MOST_DRAWN):
        await _run_ready()
        if app._batch_count or not app._screen_stack:
            return
        below, top = app._background_screens, app.screen
        if not (_is_dirty(top) or any(_has_work(screen) for screen in below)):
            return
        for screen in (*below, top):
            screen._on_timer_update()


async def _run_ready() -> None:
    ready: Any = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    for _ in range(_MOST_TURNS):
        await asyncio.sleep(0)
        if not ready:
            return


def _is_dirty(screen: Screen[Any]) -> bool:
    return bool(screen._repaint_required or screen._dirty_widgets) or _has_work(screen)


def _has_work(screen: Screen[Any]) -> bool:
    """Whether more than paint waits; the screen at the top paints for those below it, which stay dirty."""
    return bool(
        screen._layout_required or screen._scroll_required or screen._recompose_required or screen._callbacks
    )


def _threads_work() -> bool:
    """Whether a thread of the loop, which runs the workers, has something to do."""
    threads: Any = asyncio.get_running_loop()._default_executor  # type: ignore[attr-defined]
    return threads is not None and len(threads._threads) > threads._idle_semaphore._value
