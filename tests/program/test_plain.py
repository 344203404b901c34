"""`specui triage --plain` in a real terminal: plain lines only, and the ways to quit."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pty_app import PtyApp

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app(samples: Path, tmp_path: Path) -> Iterator[PtyApp]:
    argv = [sys.executable, "-m", "specui", "triage", "--plain", "kind:question", str(samples), "--by", "Bo"]
    env = {"SPECUI_STATE_DIR": str(tmp_path / "state"), "PYTHONPATH": os.fspath(ROOT)}
    with PtyApp(argv, columns=80, rows=40, cwd=samples, env=env, warm=True) as running:
        running.wait_for("> ")
        yield running


def test_an_answer_is_typed_and_no_sequence_is_sent(app: PtyApp, samples: Path) -> None:
    assert "Type ? for help, q to quit." in app.text
    app.send("a as Bo says\n")
    app.wait_for("Answered: as Bo says. Written to ")
    app.wait_for("Question 2 of ")
    app.send("nonsense\n")
    app.wait_for("Unknown command")
    app.send("u\n")
    app.wait_for("Undone: ")
    app.send("q\n")
    assert app.wait_exit() == 0
    assert b"\x1b" not in app.output
    assert max(map(len, app.lines)) <= 80
    assert not any("as Bo says" in path.read_text(encoding="utf-8") for path in samples.rglob("*.md"))


def test_the_end_of_input_leaves_quietly(app: PtyApp) -> None:
    app.send("\x04")
    assert app.wait_exit() == 0
    assert app.text.rstrip().endswith(">")


def test_ctrl_c_leaves_as_it_does_elsewhere(app: PtyApp) -> None:
    app.wait_quiet(0.2)  # what comes between the prompt and the read is seen with the next key only
    app.send("\x03")
    assert app.wait_exit() == 130
    assert "Traceback" not in app.text


def test_ctrl_c_leaves_too_where_the_program_was_started_with_that_signal_ignored(
    samples: Path, tmp_path: Path
) -> None:
    env = {"SPECUI_STATE_DIR": str(tmp_path / "state"), "PYTHONPATH": os.fspath(ROOT)}
    ignoring = ["sh", "-c", 'trap \'\' INT; exec "$0" "$@"', sys.executable, "-m", "specui"]
    with PtyApp([*ignoring, "triage", "--plain"], cwd=samples, env=env) as app:
        app.wait_for("> ")
        app.wait_quiet(0.2)
        app.send("\x03")
        assert app.wait_exit() == 130
