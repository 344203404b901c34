"""Hostile documents of 1 MB: how reading time grows with the size, a key on the screen, and leaving."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from tests.benchmarks.ground import Ground
from tests.benchmarks.measure import specui
from tests.benchmarks.table import Goal, Row
from tests.support.hostile import hostile
from tests.support.pty_app import PtyApp

MEGABYTE = 1_000_000
READ = ("columns", "sections", "criteria", "equal questions", "bad boxes", "allows above")
SHOWN = ("columns", "sections", "criteria", "gaps", "fields", "long line")
KEYS = ("4", "3", "1", "0", "tab", "tab", "tab")
QUIET = 0.5


def read(ground: Ground) -> Iterator[Row]:
    """CPU time to read and check 1 MB and a quarter of it: a ratio of 4 is linear, 16 is quadratic."""
    del ground
    for kind in READ:
        small, large = (_judge(hostile(kind, size)) for size in (MEGABYTE // 4, MEGABYTE))
        yield Row(f"1 MB of {kind}: read", "ms", large, small, "¼ MB", Goal(8, "times"))


def shown(ground: Ground) -> Iterator[Row]:
    """The slowest of some keys on the screen of such a document, and `q`, before and after specui has read it."""
    slowest, leaving = [], []
    for kind in SHOWN:
        folder = ground.root / f"hostile-{kind.replace(' ', '-')}"
        folder.mkdir()
        (folder / "large.md").write_text(hostile(kind, MEGABYTE), encoding="utf-8")
        with PtyApp([*specui(), str(folder)], columns=120, rows=40, cwd=ground.root, env=ground.env) as app:
            app.wait_for("? help", timeout=60)  # the first frame has no footer yet
            leaving.append(_leave(app))
        with PtyApp([*specui(), str(folder)], columns=120, rows=40, cwd=ground.root, env=ground.env) as app:
            app.wait_for("Hostile", timeout=60)
            app.wait_quiet(QUIET)
            slowest.append(max(_answer(app, key) for key in KEYS))
            leaving.append(_leave(app))
    yield Row("a hostile document of 1 MB: a key, the slowest", "ms", max(slowest), goal=Goal(100, "in all"))
    yield Row("a hostile document of 1 MB: a key, in most of them", "ms", statistics.median(slowest))
    yield Row(
        "a hostile document of 1 MB: leaving, the slowest", "ms", max(leaving), goal=Goal(1000, "in all")
    )


def _judge(text: str) -> float:
    from datetime import date
    from pathlib import Path

    from specui.workspace.config.repository_config import Config
    from specui.workspace.config.template_library import TemplateLibrary
    from specui.workspace.files.spec_file import Context, parse_file

    library = TemplateLibrary(Config(Path()), date(2026, 11, 25))
    context: Context = library.context(Path("large.md"), "large.md")
    start = time.process_time()
    parse_file(Path("large.md"), "large.md", text.encode(), context)
    return (time.process_time() - start) * 1000


def _answer(app: PtyApp, key: str) -> float:
    """Press a key; return the milliseconds to the first byte, 0 if nothing changes."""
    written, start = app.written, time.perf_counter() - app.started
    app.press(key)
    app.wait_quiet(QUIET)
    first = next((at for at, size in app.chunks if size > written), start)
    return max(0.0, (first - start) * 1000)


def _leave(app: PtyApp) -> float:
    start = time.perf_counter()
    app.press("q")
    app.wait_exit(30)
    return (time.perf_counter() - start) * 1000
