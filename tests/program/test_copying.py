"""Copied text arrives: at a terminal, in the tmux buffer, and through tmux."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pty_app import PtyApp

ROOT = Path(__file__).parents[2]
ITEM = "Failover to the second database node"


def environment(tmp_path: Path) -> dict[str, str | None]:
    return {
        "SPECUI_STATE_DIR": str(tmp_path / "state"),
        "SPECUI_CONFIG_DIR": str(tmp_path / "config"),
        "PYTHONPATH": os.fspath(ROOT),
        **dict.fromkeys(["SSH_TTY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY", "STY", "TERM_PROGRAM"]),
    }


def arrived(app: PtyApp) -> list[str]:
    found = re.findall(rb"\x1b\]52;c?;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)", bytes(app.output))
    return [base64.b64decode(data).decode() for data in found]


def go_to_last_criterion(app: PtyApp) -> None:
    app.wait_for("booking-and-seat")
    app.press("/")
    app.send("booking")
    app.press("enter", "enter", "3", "G")
    app.wait_for(f"▎ ☐ {ITEM}")


def test_item_place_and_selection_reach_the_terminal(samples: Path, tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "specui", str(samples)]
    with PtyApp(argv, cwd=samples.parent, term="xterm-kitty", env=environment(tmp_path), warm=True) as app:
        go_to_last_criterion(app)
        app.press("y")
        app.wait_for("to the terminal's clipboard (OSC 52)")
        app.press("Y")
        app.wait_for(lambda app: len(arrived(app)) == 2)
        assert arrived(app)[0].startswith(ITEM)
        assert re.fullmatch(r"sample_specs/tier1-revenue/booking-and-seat-holds\.md:\d+", arrived(app)[1])
        app.press("q")
        assert app.wait_exit() == 0


def test_what_is_selected_while_one_edits_in_place_is_copied_and_editing_goes_on(
    samples: Path, tmp_path: Path
) -> None:
    argv = [sys.executable, "-m", "specui", str(samples)]
    with PtyApp(argv, cwd=samples.parent, term="xterm-kitty", env=environment(tmp_path), warm=True) as app:
        go_to_last_criterion(app)
        app.press("enter")
        app.wait_for("enter save")
        app.send("\x1b[1;2D" * 8)  # shift and the left arrow, from the end
        app.press("ctrl+c")
        app.wait_for("to the terminal's clipboard (OSC 52)")
        (copied,) = arrived(app)
        source = (samples / "tier1-revenue/booking-and-seat-holds.md").read_text(encoding="utf-8")
        assert source.partition(ITEM)[2].partition("\n\n")[0].endswith(copied)
        assert len(copied) == 8
        app.press("escape")  # nothing was typed: nothing is asked
        app.wait_gone("enter save")
        app.press("q")
        assert app.wait_exit() == 0


def test_a_marked_range_is_copied_whole(samples: Path, tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "specui", str(samples)]
    with PtyApp(argv, cwd=samples.parent, term="xterm-kitty", env=environment(tmp_path), warm=True) as app:
        go_to_last_criterion(app)
        app.press("v")
        app.wait_for("1 selected")
        app.press("k")
        app.wait_for("2 selected")
        app.press("y")
        app.wait_for("to the terminal's clipboard (OSC 52)")
        (text,) = arrived(app)
        first, last = text.splitlines()
        assert first and ITEM not in first
        assert last.startswith(ITEM)
        app.press("q")
        assert app.wait_exit() == 0


def test_a_program_is_asked_where_there_is_a_display(samples: Path, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "wl-copy"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ncat > {tmp_path}/taken\n")
    program.chmod(0o755)
    env = environment(tmp_path) | {"WAYLAND_DISPLAY": "w", "PATH": f"{program.parent}:{os.environ['PATH']}"}
    with PtyApp(
        [sys.executable, "-m", "specui", str(samples)], cwd=samples.parent, env=env, warm=True
    ) as app:
        go_to_last_criterion(app)
        app.press("y")
        app.wait_for("to wl-copy")
        assert (tmp_path / "taken").read_text().startswith(ITEM)
        assert arrived(app) == []


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    command = ["tmux", "-S", str(tmp_path / "socket"), "-f", os.devnull]
    yield command
    subprocess.run([*command, "kill-server"], check=False, capture_output=True)


def test_in_tmux_it_is_in_the_buffer_and_at_the_terminal_outside(
    samples: Path, tmp_path: Path, tmux: list[str]
) -> None:
    argv = [*tmux, "new-session", sys.executable, "-m", "specui", str(samples)]
    with PtyApp(argv, cwd=samples.parent, env=environment(tmp_path)) as app:
        go_to_last_criterion(app)
        app.press("y")
        app.wait_for("to the tmux buffer and the clipboard")
        app.wait_for(lambda app: bool(arrived(app)))
        assert arrived(app)[-1].startswith(ITEM)
        shown = subprocess.run([*tmux, "show-buffer"], check=True, capture_output=True, text=True).stdout
        assert shown == arrived(app)[-1]
