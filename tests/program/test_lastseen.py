"""The last session and the finder in a real terminal."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from specui.workspace.state.last_session import FOLDER
from tests.support.emulator import Emulator
from tests.support.pty_app import PtyApp
from tests.support.visits import visited
from tests.tui.seat import TEXT

ROOT = Path(__file__).parents[2]


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    root = tmp_path / "specs"
    for name in ("pier", "quay", "buoy"):
        (root / "tier1").mkdir(parents=True, exist_ok=True)
        (root / "tier1" / f"{name}.md").write_text(TEXT.replace("Pier", name.title()), encoding="utf-8")
    return root


def start(path: Path, columns: int = 120, rows: int = 40) -> PtyApp:
    visited(path, path.parent / "state")
    env = {"SPECUI_STATE_DIR": os.fspath(path.parent / "state"), "PYTHONPATH": os.fspath(ROOT)}
    return PtyApp(
        [sys.executable, "-m", "specui", path],
        columns=columns,
        rows=rows,
        cwd=path.parent,
        env=env,
        warm=True,
    )


def cursor(app: PtyApp) -> str:
    return next(line for line in app.lines if "▎" in line)


@pytest.mark.parametrize("columns, rows", [(120, 40), (80, 24)])
@pytest.mark.parametrize("ending", ["q", signal.SIGHUP])
def test_one_begins_where_one_left_off(
    specs: Path, columns: int, rows: int, ending: str | signal.Signals
) -> None:
    with start(specs, columns, rows) as app:
        app.wait_for("? help")
        app.press("F")
        app.wait_for("degraded")
        app.send("quay leave")
        app.press("enter")
        app.wait_for("▎ ☐ Boats leave")
        app.wait_quiet()
        left = cursor(app)
        if isinstance(ending, str):
            app.press(ending)
        else:
            app.kill(ending)
        app.wait_exit()
    with start(specs, columns, rows) as app:
        app.wait_for("▎ ☐ Boats leave")
        app.wait_quiet()
        assert cursor(app) == left and "Quay" in app.text
        app.press("q")
        assert app.wait_exit() == 0
    kept = list((specs.parent / "state" / FOLDER).iterdir())
    assert len(kept) == 1 and kept[0].stat().st_mode & 0o777 == 0o600


def test_nothing_of_the_first_frame_is_taken_back(specs: Path) -> None:
    """On a narrow screen the section shows alone: the tree has not stood there before."""
    with start(specs, 80, 24) as app:
        app.wait_for("? help")
        app.press("enter", "3")
        app.wait_for("▎ ☐ Boats land")
        app.wait_quiet()
        app.press("q")
        app.wait_exit()
    with start(specs, 80, 24) as app:
        app.wait_for("▎ ☐ Boats land")
        app.wait_quiet()
        emulator, done, early = Emulator(80, 24), 0, False
        for _, end in app.chunks:
            emulator.feed(bytes(app.output[done:end]).decode("utf-8", "replace"))
            done = end
            assert not any("quay" in line for line in emulator.lines())
            if "specs" in emulator.lines()[0]:
                assert emulator.lines()[0].index("specs") == app.lines[0].index("specs")
                early = early or "Pier" not in emulator.lines()[0]
        assert early
        app.press("q")
        app.wait_exit()
