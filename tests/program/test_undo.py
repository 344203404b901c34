"""The command line and the screen together: each undoes changes of the other, once."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.program.desk import SPEC, SPECUI, environment, specui


def command(path: Path, state: Path, *words: str) -> str:
    env = {**os.environ, **{k: v for k, v in environment(state).items() if v is not None}}
    done = subprocess.run([*SPECUI, *words], cwd=path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_what_a_command_ticks_the_open_program_undoes_and_the_other_way_round(tmp_path: Path) -> None:
    folder, state = tmp_path / "specs", tmp_path / "state"
    folder.mkdir()
    spec = folder / "pier.md"
    spec.write_text(SPEC, encoding="utf-8")
    with specui(folder, state) as app:
        app.wait_for("Problems")
        app.press("enter", "3")
        app.wait_for("☐ Boats land")
        command(folder, state, "tick", "pier.md", "functional/2")
        app.wait_for("☑ Boats leave")
        app.press("u")
        app.wait_for("Undone: tick “")
        app.wait_for("☐ Boats leave")
        assert spec.read_text(encoding="utf-8") == SPEC
        app.press("space")  # the cursor went to what was undone
        app.wait_for("icked ")
        assert command(folder, state, "undo").startswith("Undone: tick functional/2 in pier.md")
        app.wait_for("☐ Boats leave")
        app.press("u")
        app.wait_for("Nothing to undo")
        assert spec.read_text(encoding="utf-8") == SPEC
        app.press("q")
        assert app.wait_exit() == 0
