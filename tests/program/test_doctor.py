"""`specui doctor` with a terminal that replies, with one that does not, and without one; it leaves nothing behind."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.support.pty_app import PtyApp

ROOT = Path(__file__).parents[2]
DOCTOR = [sys.executable, "-m", "specui", "doctor"]
SUBJECTS = "colours locale symbols size tmux clipboard mouse frames keys settings watching versions modules state".split()


def environment(tmp_path: Path, **more: str | None) -> dict[str, str | None]:
    return {
        "SPECUI_STATE_DIR": str(tmp_path / "state"),
        "SPECUI_CONFIG_DIR": str(tmp_path / "config"),
        "PYTHONPATH": os.fspath(ROOT),
        **dict.fromkeys(["TMUX", "STY", "SSH_TTY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY"]),
        **more,
    }


def plain(tmp_path: Path, **more: str | None) -> dict[str, str]:
    merged = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment(tmp_path, **more)}
    return {name: value for name, value in merged.items() if value is not None}


@pytest.mark.parametrize("width", [1, 2])
def test_the_terminal_is_asked_how_wide_it_draws(tmp_path: Path, width: int) -> None:
    with PtyApp(DOCTOR, env=environment(tmp_path), cwd=tmp_path, emoji_width=width, columns=160) as app:
        assert app.wait_exit() == 0
        text = app.text
    assert f"⚠️ {width}, 🟡 2, ✅ 2, ─ 1" in text or f"⚠ {width}, 🟡 2" in text.replace("\ufe0f", "")
    assert [line.split()[2] for line in text.split("\n") if line[:1] in "✓i✖?" and line] == SUBJECTS


def test_without_a_terminal_it_says_what_it_could_not_ask(tmp_path: Path) -> None:
    done = subprocess.run(
        [*DOCTOR, "--format", "json"],
        env=plain(tmp_path),
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        start_new_session=True,
        timeout=60,
    )
    told = json.loads(done.stdout)
    states = {row["subject"]: row["state"] for row in told["findings"]}
    assert done.returncode == 0 and told["ok"] and list(states) == SUBJECTS
    assert {subject for subject, state in states.items() if state == "unknown"} == {
        "symbols",
        "size",
        "frames",
        "keys",
    }


def test_what_is_off_says_which_line_to_put_where_and_is_the_exit_status(tmp_path: Path) -> None:
    env = environment(tmp_path, LC_ALL="C")
    with PtyApp(DOCTOR, env=env, cwd=tmp_path, columns=160) as app:
        assert app.wait_exit() == 1
        assert "add to ~/.profile:  export LC_ALL=C.UTF-8" in app.text
        said = bytes(app.output).rpartition(b"\x1b[K")[2]
    assert said.isascii()


def test_a_terminal_that_does_not_answer_is_not_waited_for_and_is_given_back(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    termios.tcsetwinsize(master, (40, 120))
    before = termios.tcgetattr(slave)
    with subprocess.Popen(
        DOCTOR,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=plain(tmp_path),
        cwd=tmp_path,
        preexec_fn=_own_terminal,  # noqa: PLW1509 - it makes two system calls
    ) as process:
        told, typed = b"", False
        until = time.monotonic() + 60
        while b"versions" not in told and time.monotonic() < until:
            if select.select([master], [], [], 1)[0]:
                told += os.read(master, 4096)
            if not typed and b"\x1b[6n" in told:
                typed = bool(os.write(master, b"typed meanwhile"))
        process.wait(60)
    assert "the terminal did not answer" in told.decode()
    assert termios.tcgetattr(slave) == before
    os.set_blocking(slave, False)
    with pytest.raises(BlockingIOError):
        os.read(slave, 100)
    os.close(master)
    os.close(slave)


def _own_terminal() -> None:
    import fcntl

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_tmux_is_asked_for_its_settings(tmp_path: Path) -> None:
    config = tmp_path / "tmux.conf"
    config.write_text(
        'set -s escape-time 500\nset -g default-terminal "screen-256color"\nset -s set-clipboard off\n'
    )
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", str(config)]
    argv = [*tmux, "new-session", "sh", "-c", f"{sys.executable} -m specui doctor; echo status $?; read line"]
    try:
        with PtyApp(argv, env=environment(tmp_path), cwd=tmp_path, columns=160) as app:
            app.wait_for("status 1")
            assert "Esc is delayed by 500 ms" in app.text
            assert "add to ~/.tmux.conf:  set -s escape-time 10" in app.text
            assert "add to ~/.tmux.conf:  set -s set-clipboard on" in app.text
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)
