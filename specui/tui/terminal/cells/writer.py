"""The thread that sends the latest difference when the terminal can take it.

Textual's event loop goes on while the terminal is slow; only one part of a frame waits for it. The descriptor is
blocking on purpose: the shell shares it, and could not use a non-blocking one.
"""

from __future__ import annotations

import threading
import time
from typing import Protocol

from specui.tui.terminal.cells.screen_pair import Screens

LARGEST, SMALLEST = 65_536, 512
"""Characters of one part. On a slow terminal a large part would be outdated when it arrives."""
ANSWER_SECONDS = 0.4
"""For this long after a key, all output counts as its answer."""
SLOW_SECONDS = 0.05
"""A terminal that needs longer for one part gets smaller ones."""


class Sink(Protocol):
    """Takes text for the terminal; blocks until it is written, and never raises."""

    def write(self, text: str, /) -> int: ...


class Writer:
    """Feeds `screens`, and sends their difference to `sink` in a thread.

    It waits `frame_seconds` between two frames, except after a key (`hurry`).
    """

    def __init__(self, screens: Screens, sink: Sink, *, frame_seconds: float = 0.0) -> None:
        self._screens = screens
        self._sink = sink
        self._news = threading.Condition()
        self._stopping = False
        self._frame_seconds = frame_seconds
        self._next_frame = self._hurry_until = 0.0
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start to send; a stopped writer goes on where it was."""
        if self._thread is not None:
            return
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="specui-output", daemon=True)
        self._thread.start()

    def feed(self, data: str) -> None:
        """Read Textual's output; never waits for the terminal."""
        with self._news:
            self._screens.feed(data)
            if self._screens.has_news:
                self._news.notify()

    def hurry(self) -> None:
        """Send the answer to a key at once."""
        if self._frame_seconds:
            with self._news:
                self._hurry_until = time.monotonic() + ANSWER_SECONDS
                self._news.notify()

    def stop(self, timeout: float | None = None) -> None:
        """End the thread when everything is sent, or after `timeout` seconds."""
        thread = self._thread
        if thread is None:
            return
        with self._news:
            self._stopping = True
            self._news.notify()
        thread.join(timeout)
        self._thread = None

    def _run(self) -> None:
        limit = LARGEST
        while True:
            with self._news:
                while not self._screens.has_news:
                    if self._stopping:
                        return
                    self._news.wait()
                self._wait_for_frame()
                text = self._screens.take(limit)
            if not text:
                continue
            start = time.monotonic()
            self._sink.write(text)
            slow = time.monotonic() - start > SLOW_SECONDS
            limit = SMALLEST if slow else min(LARGEST, limit * 2)

    def _wait_for_frame(self) -> None:
        """Wait for the next frame, unless it answers a key."""
        if not self._frame_seconds:
            return
        while not self._stopping and (now := time.monotonic()) < self._next_frame and now > self._hurry_until:
            self._news.wait(self._next_frame - now)
        self._next_frame = time.monotonic() + self._frame_seconds
