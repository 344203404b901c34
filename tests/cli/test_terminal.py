"""Output on a terminal: prompts, colours, and printable diffs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.corpus import CHECKOUT
from tests.support.pty_app import PtyApp


def terminal(folder: Path, *arguments: str | Path) -> PtyApp:
    argv = [sys.executable, "-m", "specui", *arguments]
    env = {"PYTHONPATH": str(CHECKOUT), "TERM": "xterm-256color"}
    return PtyApp(argv, columns=100, rows=30, cwd=folder, env=env, warm=True)


@pytest.mark.parametrize("answer, status", [("y", 0), ("n", 1)])
def test_repair_asks(tmp_path: Path, answer: str, status: int) -> None:
    damaged = "# Größe \u00e2\u0153\u2026\n"
    (tmp_path / "a.md").write_text(damaged, encoding="utf-8")
    with terminal(tmp_path, "repair", "a.md") as app:
        app.wait_for("Write it?")
        assert "+# Größe ✅" in app.text
        app.press(answer, "enter")
        assert app.wait_exit() == status
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert text == ("# Größe ✅\n" if answer == "y" else damaged)


@pytest.mark.parametrize("arguments", [["tick", "a.md", "L3", "--dry-run"], ["check", "--diff", "a.md"]])
def test_diffs_are_made_harmless(tmp_path: Path, arguments: list[str]) -> None:
    text = "# Production Spec: A\n\n- [ ] x\x1b]0;owned\x07\u202e\n- [] y\x1b[2J\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    with terminal(tmp_path, *arguments) as app:
        app.wait_exit()
        assert "␛]0;owned␇" in app.text


def test_a_terminal_gets_colours(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Production Spec: A\n\n- [] y\n", encoding="utf-8")
    with terminal(tmp_path, "check", "a.md") as app:
        app.wait_exit()
        assert b"\x1b[36m\x1b[1minfo\x1b[0m \x1b[2mother-template[SP109]\x1b[0m" in app.output
