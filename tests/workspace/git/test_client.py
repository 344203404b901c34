"""Promise 10: git is never in the way, and specui never in git's: commits and saves at one time, none of them fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from specui.workspace.storage.temporary_files import is_ours
from tests.support.corpus import CHECKOUT
from tests.workspace.files.test_file_actions import TEXT

COMMITS = 200

WRITER = """
import sys
from datetime import date
from pathlib import Path
from specui.specs.tasks import set_checked
from specui.workspace.files import file_actions as filing
from specui.workspace.session import Session
session = Session(Path(sys.argv[1]), today=date(2026, 11, 25))
session.load()
print("ready", flush=True)
saves = 0
while not Path(sys.argv[2]).exists():
    file = session.file("pier.md")
    task = file.contents.tasks[0]
    session.apply("pier.md", set_checked(file.contents.spec, [task], checked=not task.checked), file.version)
    saves += 1
    if saves % 20 == 0:
        filing.create(session, "new.md", b"new\\n")
        filing.rename(session, "new.md", "renamed.md")
        session.undo()
        session.undo()
        session.refresh()
print(saves, flush=True)
"""


def test_two_hundred_commits_beside_a_session_that_saves(tmp_path: Path) -> None:
    folder, stop = tmp_path / "specs", tmp_path / "stop"
    folder.mkdir()
    (folder / "pier.md").write_text(TEXT, encoding="utf-8")
    _git(folder, "init", "-q")
    _git(folder, "add", "pier.md")
    _git(folder, "commit", "-q", "-m", "begin")
    env = {**os.environ, "PYTHONPATH": os.fspath(CHECKOUT), "SPECUI_STATE_DIR": os.fspath(tmp_path / "state")}
    argv = [sys.executable, "-c", WRITER, os.fspath(folder), os.fspath(stop)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, env=env) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
        failed = [
            said
            for number in range(COMMITS)
            if (said := _commit(folder, number)) or (folder / ".git" / "index.lock").exists()
        ]
        stop.touch()
        saves = int(writer.stdout.readline())
    assert failed == []
    assert writer.returncode == 0
    told = _git(folder, "log", "--name-only", "--format=")
    known = {name for name in told.splitlines() if name}
    print(f"{COMMITS} commits beside {saves} saves; in git's history: {sorted(known)}")
    assert saves > 20
    assert not {name for name in known if is_ours(name)}
    assert int(_git(folder, "rev-list", "--count", "HEAD")) == COMMITS + 1
    _git(folder, "fsck", "--no-progress")


def _commit(folder: Path, number: int) -> str:
    argv = ["git", "commit", "-q", "--allow-empty", "-m", str(number), "--", "pier.md"]
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout
