"""The time from a key, or from a change by another program, to the screen.

Each bench verifies the effect: the letters are on the screen, the tick is in the file. The keys are those of the help
screen: a digit opens a section, `enter` edits, `space` ticks.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.ground import Ground
from tests.benchmarks.measure import PYTHON, CannotMeasureError, specui
from tests.benchmarks.table import Goal, Row
from tests.support.generate import production_spec
from tests.support.pty_app import PtyApp, ScreenTimeoutError

TEXT_AREA = [*PYTHON, str(Path(__file__).with_name("text_area.py"))]
LETTERS = "xqj" * 6
PAUSE = 0.15
CHANGES = 20


def typing(ground: Ground) -> Iterator[Row]:
    """A letter in the prose editor, compared with one in a bare TextArea."""
    with _app(TEXT_AREA, ground) as app:
        app.wait_for("line 1 of a hundred")
        app.wait_quiet(0.4)
        floor, _ = _type(app)
    with _app([*specui(), str(_spec(ground, "typing").parent)], ground) as app:
        _ready(app)
        for key in ("1", "enter"):
            app.press(key)
            app.wait_quiet(PAUSE)
        took, written = _type(app)
    yield Row("a letter in the editor", "ms", took, floor, "bare TextArea", Goal(1.2, "times"))
    yield Row("a letter typed", "bytes", written, goal=Goal(150, "in all"))


def ticking(ground: Ground) -> Iterator[Row]:
    """`space` on a criterion, on and off."""
    spec = _spec(ground, "ticking")
    with _app([*specui(), str(spec.parent)], ground) as app:
        _ready(app)
        app.press("3")
        app.wait_quiet(PAUSE)
        bytes_sent, took = [], []
        for _ in range(10):
            before = spec.read_bytes()
            milliseconds, written = _answer(app, "space")
            took.append(milliseconds)
            bytes_sent.append(written)
            if spec.read_bytes() == before:
                msg = f"the keys `3` and `space` ticked nothing in {spec.name}"
                raise CannotMeasureError(msg)
    yield Row("one tick", "bytes", statistics.median(bytes_sent), goal=Goal(200, "in all"))
    yield Row("one tick, to the last byte", "ms", statistics.median(took))


def panel(ground: Ground) -> Iterator[Row]:
    """A key that turns a line into a heading and back, until the problems panel shows the result."""
    from specui.tui.workbench.section_editor import DEBOUNCE

    took = []
    with _app([*specui(), str(_spec(ground, "panel").parent)], ground) as app:
        _ready(app)
        for key in ("1", "enter", "end"):
            app.press(key)
            app.wait_quiet(PAUSE)
        app.press("enter", "enter")
        app.send(" Extra")
        app.press("home")
        app.wait_quiet(3 * DEBOUNCE)
        for number in range(CHANGES):
            before, start = _problems(app), time.perf_counter() - app.started
            app.press("backspace" if number % 2 else "#")
            app.wait_for(lambda app, before=before: _problems(app) != before, timeout=5)  # type: ignore[misc]
            took.append((app.chunks[-1][0] - start - DEBOUNCE) * 1000)
            app.wait_quiet(3 * DEBOUNCE)
    yield Row(
        "edit → problems panel, after the debounce", "ms", statistics.median(took), goal=Goal(20, "in all")
    )


def _problems(app: PtyApp) -> str:
    """Return the title of the problems panel, which shows their number."""
    found = next((line.partition(" Problems ") for line in app.lines if " Problems " in line), None)
    if found is None:
        msg = "the screen has no pane called Problems"
        raise CannotMeasureError(msg)
    return found[2]


def outside_change(ground: Ground) -> Iterator[Row]:
    """Another program replaces the open file, until the new title is on the screen."""
    spec = _spec(ground, "outside")
    first, _, rest = spec.read_text(encoding="utf-8").partition("\n")
    took = []
    with _app([*specui(), str(spec.parent)], ground) as app:
        _ready(app)
        for number in range(CHANGES):
            title = f"Turn {number} of {CHANGES}"
            beside = spec.with_name(".beside")
            beside.write_text(f"{first.partition(':')[0]}: {title}\n{rest}", encoding="utf-8")
            start = time.perf_counter() - app.started
            os.replace(beside, spec)
            app.wait_for(title, timeout=5)
            took.append((app.chunks[-1][0] - start) * 1000)
            app.wait_quiet(PAUSE)
    worst = statistics.quantiles(took, n=20)[-1]
    yield Row("a file changed outside → screen, p95", "ms", worst, goal=Goal(150, "in all"))


def _type(app: PtyApp) -> tuple[float, float]:
    """Return the medians for one letter: milliseconds until it is on the screen, bytes until the screen rests."""
    took, sent = [], []
    for end in range(1, len(LETTERS) + 1):
        written, start = app.written, time.perf_counter() - app.started
        app.press(LETTERS[end - 1])
        try:
            app.wait_for(LETTERS[:end], timeout=5)
        except ScreenTimeoutError as error:
            msg = f"the typed letters are not on the screen, which begins {app.text.strip()[:40]!r}"
            raise CannotMeasureError(msg) from error
        took.append((app.chunks[-1][0] - start) * 1000)
        app.wait_quiet(PAUSE)
        sent.append(app.written - written)
    return statistics.median(took), statistics.median(sent)


def _answer(app: PtyApp, key: str) -> tuple[float, int]:
    """Press `key`; return the milliseconds to the last byte, and the number of bytes."""
    written, start = app.written, time.perf_counter() - app.started
    app.press(key)
    last = app.wait_quiet(PAUSE)
    return max(0.0, (last - start) * 1000), app.written - written


def _ready(app: PtyApp) -> None:
    try:
        app.wait_for("Problems")
    except ScreenTimeoutError as error:
        msg = str(error).splitlines()[0]
        raise CannotMeasureError(msg) from error
    app.wait_quiet(0.4)


def _spec(ground: Ground, name: str) -> Path:
    folder = ground.root / name
    folder.mkdir()
    spec = folder / "tier1-spec.md"
    spec.write_bytes(production_spec(0).encode())
    return spec


def _app(argv: list[str], ground: Ground) -> PtyApp:
    return PtyApp(argv, columns=120, rows=40, cwd=ground.root, env=ground.env)
