"""The thread that sends the newest difference when the terminal can take it.

Textual's event loop reads and paints on while the terminal is slow; here only one piece waits for it. The thread
writes with a blocking descriptor on purpose: a non-blocking one would be shared with the shell.
"""

from __future__ import annotations

import threading
import time
from typing import Protocol

from specui.tui.terminal.cells.screen_pair import Screens

LARGEST, SMALLEST = 65_536, 512
"""Bytes of one piece; what was made of it is old when the terminal takes its time."""
ANSWER_SECONDS = 0.4
"""After a key, so long what comes is taken for its answer."""
SLOW_SECONDS = 0.05
"""A terminal that takes longer for a piece gets smaller ones."""


class Sink(Protocol):
    """Where text for the terminal goes; blocks until it is taken, and raises nothing."""

    def write(self, text: str, /) -> int: ...


class Writer:
    """Reads what is fed into `screens`, and sends to `sink`, from a thread of its own.

    From one frame to the next it waits `frame_seconds`, but for what follows a key (`hurry`).
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
        """Begin to send; a writer that was stopped goes on where it was."""
        if self._thread is not None:
            return
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="specui-output", daemon=True)
        self._thread.start()

    def feed(self, data: str) -> None:
        """Read what Textual writes; never waits for the terminal."""
        with self._news:
            self._screens.feed(data)
            if self._screens.has_news:
                self._news.notify()

    def hurry(self) -> None:
        """Send what comes in answer to a key at once."""
        if self._frame_seconds:
            with self._news:
                self._hurry_until = time.monotonic() + ANSWER_SECONDS
                self._news.notify()

    def stop(self, timeout: float | None = None) -> None:
        """End the thread when all is sent, or after `timeout` seconds."""
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
        """Let frames gather that nobody waits for."""
        if not self._frame_seconds:
            return
        while not self._stopping and (now := time.monotonic()) < self._next_frame and now > self._hurry_until:
            self._news.wait(self._next_frame - now)
        self._next_frame = time.monotonic() + self._frame_seconds
