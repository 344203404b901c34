"""The driver in a real pseudo-terminal: how many bytes, and a terminal that does not read."""

from __future__ import annotations

import os
import select
import signal
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pty_app import PtyApp
from tests.tui.terminal.cells.emulators import Cell, seen

APP = Path(__file__).parents[2] / "apps" / "two_screens.py"
COLUMNS, ROWS = 120, 40
KERNEL_BUFFER = 16_384
"""More than the kernel keeps for a pseudo-terminal that is not read."""


class Channel:
    """What the program reports, beside its terminal."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path
        self._descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        self._rest = b""

    def wait_for(self, line: str, timeout: float = 20.0) -> None:
        deadline = time.monotonic() + timeout
        while f"{line}\n".encode() not in self._rest:
            left = deadline - time.monotonic()
            assert left > 0 and select.select([self._descriptor], [], [], left)[0], (line, self._rest[-200:])
            self._rest += os.read(self._descriptor, 65536)

    def close(self) -> None:
        os.close(self._descriptor)


@pytest.fixture
def channel(tmp_path: Path) -> Iterator[Channel]:
    channel = Channel(tmp_path / "channel")
    yield channel
    channel.close()


def start(channel: Channel, *words: str, warm: bool = True) -> PtyApp:
    env = {"PYTHONPATH": str(APP.parents[3])}
    return PtyApp([sys.executable, APP, channel.path, *words], columns=COLUMNS, rows=ROWS, env=env, warm=warm)


def whole(app: PtyApp) -> bool:
    """Whether the screen is complete."""
    return app.emulator.find("READY") is not None and app.lines[-1].endswith("Leave")


def picture(app: PtyApp) -> list[list[Cell]]:
    return [[seen(cell) for cell in row] for row in app.emulator.cells()]


def bytes_of(app: PtyApp, *keys: str) -> float:
    """The median of the bytes that each key makes the program send."""
    sizes = []
    for key in keys:
        before = app.written
        app.press(key)
        app.wait_quiet(0.1)
        sizes.append(app.written - before)
    return statistics.median(sizes)


def test_few_bytes(channel: Channel) -> None:
    with start(channel) as app:
        channel.wait_for("ready")
        app.wait_for(whole)
        app.wait_quiet()
        first = app.written
        tree = bytes_of(app, *["down"] * 15)
        app.press("tab")
        app.wait_quiet()
        down = bytes_of(app, *["down"] * 15)
        letter = bytes_of(app, *"letters")
        print(f"first screen {first:,} bytes, tree down {tree:g}, editor down {down:g}, letter {letter:g}")
        assert first <= 20_000
        assert tree <= 200
        assert down <= 200
        assert letter <= 150
        app.press("f10")
        assert app.wait_exit() == 0
        assert b"\x1b[m\x1b[?1049l\x1b[?25h\x1b[?1004l" in app.output


def test_a_terminal_that_reads_nothing_gets_the_latest_screen(channel: Channel) -> None:
    with start(channel) as app:
        channel.wait_for("ready")
        app.press("f4")
        app.wait_for("COUNT 000001")
        app.wait_quiet()
        before = app.written
        app.press("f4")
        app.wait_for("COUNT 000002")
        app.wait_quiet()
        frame = app.written - before
        # Nothing reads from here on, and still every key is handled.
        for count in range(3, 33):
            app.press("f4")
            channel.wait_for(f"count {count}")
        before = app.written
        app.wait_for("COUNT 000032")
        app.wait_quiet()
        backlog = app.written - before
        print(f"a frame of {frame:,} bytes, 30 of them painted, {backlog:,} bytes sent for them")
        assert frame > 2 * KERNEL_BUFFER
        assert backlog <= 2 * frame + KERNEL_BUFFER  # the rest of one frame, and the latest one
        app.press("f10")
        assert app.wait_exit() == 0


def test_a_slow_terminal_gets_the_latest_screen(channel: Channel) -> None:
    with start(channel) as app:
        channel.wait_for("ready")
        app.wait_for(whole)
        app.press("tab")
        app.wait_quiet()
        # 2 kB a second: pages change faster than they can be sent.
        for move in range(1, 26):
            app.press("pagedown" if move % 2 else "pageup")
            channel.wait_for(f"moved {move}")
            select.select([], [], [], 0.1)
            app.output += os.read(app._fd, 200)
        app.press("f4")
        channel.wait_for("count 1")
        before = app.written
        app.wait_for("COUNT 000001")
        app.wait_quiet()
        backlog = app.written - before
        app.press("f4")
        app.wait_for("COUNT 000002")
        app.wait_quiet()
        frame = app.written - before - backlog
        print(f"{backlog:,} bytes were still to come after 25 pages and a screen of {frame:,} bytes")
        assert backlog <= 2 * frame + KERNEL_BUFFER


def test_a_first_frame_is_taken_over_without_a_flicker(channel: Channel) -> None:
    with start(channel, "early") as app:
        app.wait_for("EARLY")
        channel.wait_for("ready")
        app.wait_for(whole)
        app.wait_quiet()
        assert app.emulator.find("EARLY") is None
        assert app.output.count(b"\x1b[?1049h") == 1
        assert b"\x1b[2J" not in app.output
        app.press("f10")
        assert app.wait_exit() == 0


@pytest.mark.parametrize("way", ["f10", "SIGTERM"])
def test_quitting_works_in_a_terminal_that_reads_nothing(channel: Channel, way: str) -> None:
    with start(channel) as app:
        channel.wait_for("ready")
        for count in range(1, 5):
            app.press("f4")
            channel.wait_for(f"count {count}")
        app._closed = True  # never read again
        if way == "f10":
            app.press("f10")
            assert app.wait_exit() == 0
        else:
            app.kill(signal.SIGTERM)
            assert app.wait_exit() == 128 + signal.SIGTERM
            channel.wait_for("kept")


def test_another_program_can_use_the_terminal(channel: Channel) -> None:
    with start(channel) as app:
        channel.wait_for("ready")
        app.wait_for(whole)
        app.wait_quiet()
        before = picture(app)
        app.press("f3")
        app.wait_for("HANDED OVER")
        assert app.emulator.find("READY") is None
        app.press("enter")
        app.wait_for(whole)
        app.wait_quiet()
        assert picture(app) == before


def test_the_screen_comes_back_after_a_stop(channel: Channel) -> None:
    with start(channel, warm=False) as app:  # a child of this process, which can wait for the stop
        channel.wait_for("ready")
        app.wait_for(whole)
        app.wait_quiet()
        before = picture(app)
        app.press("f9")
        os.waitid(os.P_PID, app.pid, os.WSTOPPED | os.WNOWAIT)
        app.wait_quiet(0.1)
        assert app.emulator.find("READY") is None
        app.kill(signal.SIGCONT)
        app.wait_for(whole)
        app.wait_quiet()
        assert picture(app) == before


def test_a_resize_leaves_nothing_behind(channel: Channel) -> None:
    with start(channel) as app:
        channel.wait_for("ready")
        app.wait_for(whole)
        app.wait_quiet()
        before = picture(app)
        app.resize(70, 20)
        app.wait_for(whole)
        app.resize(COLUMNS, ROWS)
        app.wait_for(whole)
        app.wait_quiet()
        assert picture(app) == before
