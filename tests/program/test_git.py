"""A git that never ends delays nothing: the program quits at once, and no git outlives it."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program.desk import SPECUI, environment, specui
from tests.tui.triage.harness import QUAY

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="the system has no pidfd"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "specs"
    root.mkdir()
    (root / "quay.md").write_text(QUAY, encoding="utf-8")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "begin"]):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    return root


@pytest.fixture
def endless(tmp_path: Path) -> Iterator[int]:
    """A git whose blame and log never end, first on PATH; yields a pipe that tells their processes."""
    os.mkfifo(tmp_path / "pids")
    reading = os.open(tmp_path / "pids", os.O_RDWR)
    place = tmp_path / "bin" / "git"
    place.parent.mkdir()
    place.write_text(
        f"#!/bin/sh\ncase \"$*\" in *' blame '*|*' log '*) echo $$ >{tmp_path}/pids; exec sleep 600;; esac\n"
        f'exec {shutil.which("git")} "$@"\n'
    )
    place.chmod(0o755)
    yield reading
    os.close(reading)


def begun(pids: int) -> int:
    """Wait for a git to begin, and return a descriptor that is readable when it has ended."""
    pid = b""
    while not pid.endswith(b"\n"):
        assert select.select([pids], [], [], 20.0)[0]
        pid += os.read(pids, 1)
    return os.pidfd_open(int(pid))


def ended(git: int) -> bool:
    try:
        return bool(select.select([git], [], [], 10.0)[0])
    finally:
        os.close(git)


def path_with(tmp_path: Path) -> dict[str, str | None]:
    return {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}


@pytest.mark.parametrize("key, screen", [("t", " to go"), ("o", "History")])
def test_leaving_waits_for_no_git(folder: Path, tmp_path: Path, endless: int, key: str, screen: str) -> None:
    with specui(folder, tmp_path / "state", exported=path_with(tmp_path)) as app:
        app.wait_for("Quay")
        app.press(key)
        app.wait_for(screen)
        git = begun(endless)
        app.press("q", "q")
        assert app.wait_exit(timeout=5.0) == 0
        assert ended(git)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_ended_from_outside_it_takes_its_gits_along(
    folder: Path, tmp_path: Path, endless: int, number: signal.Signals
) -> None:
    with specui(folder, tmp_path / "state", exported=path_with(tmp_path)) as app:
        app.wait_for("Quay")
        app.press("t")
        git = begun(endless)
        app.kill(number)
        app.wait_exit(timeout=5.0)
        assert ended(git)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("words", [["gaps", "--sort", "age"], ["triage", "--plain", "--sort", "age"]])
def test_so_do_the_commands(
    folder: Path, tmp_path: Path, endless: int, words: list[str], number: signal.Signals
) -> None:
    env = {**os.environ, **environment(tmp_path / "state", path_with(tmp_path))}
    with subprocess.Popen(
        [*SPECUI, *words], cwd=folder, env={k: v for k, v in env.items() if v is not None}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as program:  # fmt: skip
        git = begun(endless)
        program.send_signal(number)
        assert program.wait(timeout=5.0) == (130 if number == signal.SIGINT else -signal.SIGKILL)
        assert ended(git)
