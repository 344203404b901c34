"""Editing with keys in a real pseudo-terminal: the file afterwards."""

from __future__ import annotations

import difflib
import os
import signal
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.support.pty_app import PtyApp
from tests.support.visits import visited

ROOT = Path(__file__).parents[2]


@pytest.fixture
def spec(samples: Path) -> Path:
    return samples / "tier1-revenue" / "booking-and-seat-holds.md"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def start(path: Path, state: Path, columns: int = 120, rows: int = 40) -> PtyApp:
    visited(path, state)
    config = state.parent / "gitconfig"
    config.write_text("[user]\n\tname = Ada Byron\n", encoding="utf-8")
    env = {
        "SPECUI_STATE_DIR": str(state),
        "PYTHONPATH": os.fspath(ROOT),
        "GIT_CONFIG_GLOBAL": os.fspath(config),
    }
    return PtyApp(
        [sys.executable, "-m", "specui", str(path)],
        columns=columns,
        rows=rows,
        cwd=path.parent,
        env=env,
        warm=True,
    )


@pytest.fixture(params=[(120, 40), (80, 24), (60, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
def app(request: pytest.FixtureRequest, samples: Path, state: Path) -> Iterator[PtyApp]:
    with start(samples, state, *request.param) as running:
        running.wait_for("? help")
        running.press("/")
        running.send("booking")
        running.press("enter", "enter")
        running.wait_for("Seat Holds")
        yield running


def changed(before: str, after: str) -> list[str]:
    """Return the lines that went and came, as `git diff` shows them."""
    found = difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
    return [line for line in found if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


def test_what_a_newcomer_is_asked_to_do(app: PtyApp, spec: Path) -> None:
    before = spec.read_text(encoding="utf-8")
    today = date.today().isoformat()
    # A gap with its severity, all of it typed at once.
    app.press("4", "a")
    app.send("Holds leak")
    app.press("enter", "down", "down", "enter")
    app.send("Found | seen")
    app.press("enter")
    app.wait_for("Added gap “Holds leak”")
    app.wait_for("u undo")
    assert changed(before, spec.read_text(encoding="utf-8")) == ["+| Holds leak | 🟡 High | Found \\| seen |"]
    # An answer to the first question.
    app.press("8")
    app.wait_for("space answer")
    app.press("space")
    app.wait_for("Another answer")
    app.wait_for("enter answer")
    app.press("1", "enter")
    app.wait_for("Signed as Ada Byron (git's user.name)")
    # An item of the state is done.
    app.press("2")
    app.wait_for("2. Current State")
    for _ in range(30):
        if "▎ • Group bookings" in app.text:
            break
        app.press("down")
        app.wait_quiet(0.1)
    app.wait_for("+ to Shipped")
    app.press("+")
    app.wait_for("Moved to Shipped")
    # Signed off, as it is proposed.
    app.press("0")
    app.wait_for("S sign off")
    app.press("S")
    app.wait_for("What changed")
    app.wait_for("esc cancel")
    app.press("enter")
    app.wait_for("Signed off")
    after = spec.read_text(encoding="utf-8")
    group = next(line for line in before.split("\n") if line.startswith("- **Group bookings"))
    assert changed(before, after) == [
        "-**Last updated:** 2026-11-12",
        f"+**Last updated:** {today}",
        f"+{group}",
        f"-{group}",
        "+| Holds leak | 🟡 High | Found \\| seen |",
        f"+   - **Answered {today} (Ada Byron):** the harbour office should lock sales for the two minutes of a switch",
        f"+| {today} | Ada Byron | {_row(after)} |",
    ]
    assert "1 gap added (High)" in _row(after) and "question 1 answered" in _row(after)
    # Each of it is one step back.
    app.press("u", "u", "u", "u")
    app.wait_for("Undone: ")
    app.wait_for(lambda _: spec.read_text(encoding="utf-8") == before)
    app.press("q")
    assert app.wait_exit() == 0


def _row(text: str) -> str:
    return text.rstrip("\n").rpartition("\n")[2].strip("| ").split(" | ")[-1]


def test_keys_typed_ahead_are_a_whole_item_each(samples: Path, state: Path, spec: Path) -> None:
    before = spec.read_text(encoding="utf-8")
    with start(samples, state) as app:
        app.wait_for("? help")
        app.send("/booking\r\r3GaZebra crossing\raNets dry\r ")
        app.wait_for("Ticked “Nets dry”")
        assert changed(before, spec.read_text(encoding="utf-8")) == [
            "+- [ ] Zebra crossing",
            "+- [x] Nets dry",
        ]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_leaves_what_was_typed_in_place_to_be_found_again(
    samples: Path, state: Path, spec: Path, number: int
) -> None:
    before = spec.read_bytes()
    with start(samples, state) as app:
        app.wait_for("? help")
        app.send("/booking\r\r3Ge zebra")
        app.wait_for("zebra")
        app.kill(number)
        assert app.wait_exit() == 128 + number
    assert spec.read_bytes() == before
    with start(samples, state) as again:
        again.wait_for("Unsaved changes: edit in")
        again.wait_for("zebra")
        again.press("r")
        again.wait_for("enter save")
        assert spec.read_bytes() == before
        again.press("f2")
        again.wait_for("Saved criterion")
    found = changed(before.decode(), spec.read_text(encoding="utf-8"))
    assert len(found) == 2 and found[1] == f"+{found[0][1:]} zebra"
    assert not list((state / "recovery").glob("*.json"))
