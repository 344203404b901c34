"""The screen in a real pseudo-terminal: time to the first picture, bytes, memory, idle cost, and leaving."""

from __future__ import annotations

import codecs
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from tests.benchmarks.ground import Ground
from tests.benchmarks.measure import PYTHON, CannotMeasureError, specui, tree_memory
from tests.benchmarks.table import Goal, Row
from tests.support.emulator import Emulator
from tests.support.pty_app import PtyApp, ScreenTimeoutError

COLUMNS, ROWS = 120, 40
EMPTY_APP = [*PYTHON, str(Path(__file__).with_name("empty_app.py"))]
SENTINEL = "? help"  # the first frame, before Textual starts, has no footer
QUIET = 0.5
EMPTY_SCREEN = 3_000
"""Textual writes more bytes than this only when it paints; before, it sets a few modes."""
IDLE_SECONDS = 5.0


def first_screen(ground: Ground, count: int) -> Iterator[Row]:
    """The time from the start until the picture is complete, compared with the last byte of an empty Textual app."""
    folder = ground.specs(count)
    ours: list[tuple[float, float, int]] = []
    peer: list[float] = []
    for _ in range(ground.runs + 1):
        with _app(EMPTY_APP, folder, ground) as app:
            app.wait_for(lambda app: app.written > EMPTY_SCREEN)
            peer.append(app.wait_quiet(QUIET))
        with _app([*specui(), str(folder)], folder, ground) as app:
            wait_until_whole(app)
            seen, (whole, written) = _when(app, lambda e: e.find(folder.name)), time_of_picture(app)
            ours.append((seen[0], whole, written))
    true, whole, written = (statistics.median(column) for column in zip(*ours[1:], strict=True))
    empty = statistics.median(peer[1:]) * 1000
    yield Row(f"something true on the screen, {count:,} specs", "ms", true * 1000, goal=Goal(40, "in all"))
    yield Row(
        f"the whole screen, {count:,} specs",
        "ms",
        whole * 1000,
        empty,
        "empty Textual app",
        Goal(1.3, "times"),
    )
    yield Row(f"bytes of the first screen, {count:,} specs", "bytes", written, goal=Goal(20_000, "in all"))


def at_work(ground: Ground, count: int) -> Iterator[Row]:
    """One session: moving, idle cost, memory, leaving."""
    folder = ground.specs(count)
    with _app([*specui(), str(folder)], folder, ground) as app:
        wait_until_whole(app)
        moves = [_bytes_of(app, "down") for _ in range(15)]
        yield Row("one `down` in the tree", "bytes", statistics.median(moves), goal=Goal(200, "in all"))
        yield from _rest(app)
        held = tree_memory(psutil.Process(app.pid))
        goal = Goal(150, "in all") if count >= 10_000 else None
        yield Row(f"memory, {count:,} specs in the tree", "MB", held, goal=goal)
        start = time.perf_counter()
        app.press("q")
        status = app.wait_exit()
        left = (time.perf_counter() - start) * 1000
        reason = "" if status == 0 else f"exit status {status}"
        yield Row("leaving", "ms", left, goal=Goal(150, "in all"), reason=reason)


def _app(argv: list[str], folder: Path, ground: Ground) -> PtyApp:
    return PtyApp(argv, columns=COLUMNS, rows=ROWS, cwd=folder, env=ground.env)


def wait_until_whole(app: PtyApp) -> float:
    """Return the time of the last byte of the whole screen. Draws it only in pauses, to not slow down the program."""
    end = time.monotonic() + 20
    while time.monotonic() < end and app.exit_status is None:
        last = app.wait_quiet(QUIET)
        if app.emulator.find(SENTINEL):
            return last
    first = next((line.strip() for line in app.lines if line.strip()), "it is empty")
    msg = f"specui's screen does not show {SENTINEL!r}: {first}"
    raise CannotMeasureError(msg)


def _rest(app: PtyApp) -> Iterator[Row]:
    """The CPU share and the bytes without any input."""
    process = psutil.Process(app.pid)
    app.wait_quiet(2 * QUIET)
    before, written, start = process.cpu_times(), app.written, time.perf_counter()
    while (left := IDLE_SECONDS - (time.perf_counter() - start)) > 0:
        try:
            app.wait_quiet(left, timeout=left)
        except ScreenTimeoutError:
            break
    after, passed = process.cpu_times(), time.perf_counter() - start
    share = (after.user + after.system - before.user - before.system) / passed * 100
    yield Row("idle: CPU", "%", max(0.0, round(share, 2)), goal=Goal(0.3, "in all"))
    yield Row("idle: written", "bytes", app.written - written, goal=Goal(0, "in all"))


def _bytes_of(app: PtyApp, key: str) -> int:
    before = app.written
    app.press(key)
    app.wait_quiet(0.15)
    return app.written - before


def time_of_picture(app: PtyApp) -> tuple[float, int]:
    """Return the seconds until the final picture was complete, and the bytes until then.

    Ignores the first line and the message line, since they count what specui reads in the background.
    """
    rest = app.lines
    return _when(
        app, lambda e: [line.rstrip() for line in e.lines()[1:-2]] == rest[1:-2] and e.find(SENTINEL)
    )


def _when(app: PtyApp, holds: Callable[[Emulator], object]) -> tuple[float, int]:
    """Return the seconds and bytes from the start until `holds`; replays the output in a second emulator."""
    emulator, done = Emulator(COLUMNS, ROWS), 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")  # a read can end within a character
    for when, end in app.chunks:
        emulator.feed(decoder.decode(bytes(app.output[done:end])))
        done = end
        if holds(emulator):
            return when, end
    msg = "the expected picture was never on the screen"
    raise CannotMeasureError(msg)
