"""The whole program in a real pseudo-terminal: what a person does, and the files afterwards."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.support.pty_app import PtyApp
from tests.support.visits import visited

ROOT = Path(__file__).parents[2]
ITEM = "Failover to the second database node"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def spec(samples: Path) -> Path:
    return samples / "tier1-revenue" / "booking-and-seat-holds.md"


def start(
    path: Path, state: Path, columns: int = 120, rows: int = 40, exported: Mapping[str, str] | None = None
) -> PtyApp:
    visited(path, state)
    argv = [sys.executable, "-m", "specui", str(path)]
    env = {"SPECUI_STATE_DIR": str(state), "PYTHONPATH": os.fspath(ROOT), **(exported or {})}
    return PtyApp(argv, columns=columns, rows=rows, cwd=path.parent, env=env, warm=True)


@pytest.fixture
def app(samples: Path, state: Path) -> Iterator[PtyApp]:
    with start(samples, state) as running:
        running.wait_for("Problems")
        running.wait_for("booking-and-seat")
        yield running


def go_to_last_criterion(app: PtyApp) -> None:
    """Open Booking and Seat Holds at the last of its criteria, all keys typed ahead."""
    app.press("/")
    app.send("booking")
    app.press("enter", "enter", "3", "G")
    app.wait_for(f"▎ ☐ {ITEM}")


def test_start_tick_and_leave(app: PtyApp, spec: Path) -> None:
    before = spec.read_bytes()
    go_to_last_criterion(app)
    app.press("space")
    app.wait_for("icked ")
    assert spec.read_bytes() == before.replace(f"[ ] {ITEM}".encode(), f"[x] {ITEM}".encode())
    app.press("q")
    assert app.wait_exit() == 0


def test_open_and_leave_writes_nothing(samples: Path, app: PtyApp) -> None:
    def looks() -> dict[Path, tuple[int, int, bytes]]:
        files = [p for p in samples.rglob("*") if p.is_file()]
        return {p: (p.stat().st_ino, p.stat().st_mtime_ns, p.read_bytes()) for p in files}

    before = looks()
    app.press("down", "down", "tab", "tab", "?")
    app.wait_for("In every pane")
    app.press("escape")
    app.wait_gone("In every pane")
    app.press("q")
    assert app.wait_exit() == 0
    assert looks() == before


def test_what_sed_does_outside_is_seen(app: PtyApp, spec: Path) -> None:
    go_to_last_criterion(app)
    subprocess.run(["sed", "-i", "s/\\[ \\] Failover/[x] Failover/", os.fspath(spec)], check=True)
    app.wait_for("changed on disk: Acceptance Criteria, Test Coverage (2 ticked)")
    app.wait_for("10/13")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_what_was_typed_to_be_found_again(
    samples: Path, state: Path, spec: Path, app: PtyApp, number: int
) -> None:
    before = spec.read_bytes()
    go_to_last_criterion(app)
    app.press("w")
    app.wait_for("Editing 3 Acceptance Criteria")
    app.press("end")
    app.send("zebra ")
    app.wait_for("zebra")
    app.kill(number)
    assert app.wait_exit() == 128 + number
    assert spec.read_bytes() == before
    left = list((state / "recovery").glob("*.json"))
    assert len(left) == 1
    assert stat.S_IMODE(left[0].stat().st_mode) == 0o600
    with start(samples, state) as again:
        again.wait_for("Unsaved changes: Acceptance Criteria")
        again.wait_for("zebra")
        again.press("r")
        again.wait_for("Editing 3 Acceptance Criteria")
        again.press("f2")
        again.wait_for("Saved Acceptance Criteria")
        again.press("q")
        assert again.wait_exit() == 0
    assert b"zebra" in spec.read_bytes()
    assert not list((state / "recovery").glob("*.json"))


def test_a_terminal_that_is_gone_ends_the_program(samples: Path, state: Path) -> None:
    app = start(samples, state)
    try:
        app.wait_for("? help")
        os.close(app._fd)
        app._closed = True
        assert app.wait_exit() in {128 + signal.SIGHUP, -signal.SIGHUP}
    finally:
        app._fd = os.open(os.devnull, os.O_RDWR)
        app.close()


def test_keys_typed_ahead_find_the_keyboard_where_the_ones_before_put_it(app: PtyApp, spec: Path) -> None:
    app.send("/booking\r\r3Gw")
    app.press("end")
    app.send("zebra ")
    app.press("f2")
    app.wait_for("Saved Acceptance Criteria")
    typed = [line for line in spec.read_text(encoding="utf-8").splitlines() if "zebra" in line]
    assert len(typed) == 1
    assert "within 40 s andzebra  loses" in typed[0]  # `end` of the row on the screen


def test_keys_typed_on_the_first_frame_wait_for_the_screen(spec: Path, state: Path) -> None:
    with start(spec, state) as app:
        app.wait_for(lambda app: app.written > 0)
        app.press("3", "G", "space")
        app.wait_for(f"▎ ☑ {ITEM}")
    assert f"- [x] {ITEM}" in spec.read_text(encoding="utf-8")


@pytest.mark.parametrize("columns, rows", [(120, 40), (80, 24), (60, 20), (40, 10)])
def test_every_size_shows_where_one_is(samples: Path, state: Path, columns: int, rows: int) -> None:
    with start(samples, state, columns, rows) as running:
        running.wait_for("? help")
        assert "README" in running.text
        running.press("q")
        assert running.wait_exit() == 0


def test_a_terminal_that_is_too_small_says_what_is_needed(samples: Path, state: Path) -> None:
    with start(samples, state, 34, 8) as running:
        running.wait_for("40 × 10")
        running.resize(120, 40)
        running.wait_for("? help")


def test_one_file_opens_without_the_tree(spec: Path, state: Path) -> None:
    with start(spec, state) as running:
        running.wait_for("Booking and Seat Holds")
        assert "tier2-core" not in running.text
        running.press("q")
        assert running.wait_exit() == 0


def test_a_size_that_a_shell_has_exported_does_not_hide_a_resize(samples: Path, state: Path) -> None:
    with start(samples, state, exported={"COLUMNS": "120", "LINES": "40"}) as running:
        running.wait_for("? help")
        running.resize(80, 24)
        running.wait_for("tab next")  # one pane at a time
        running.press("q")
        assert running.wait_exit() == 0
