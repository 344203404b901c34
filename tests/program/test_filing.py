"""Creating, renaming and deleting files in the real program, and undoing that, also after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program.test_program import start
from tests.support.pty_app import PtyApp


def _looks(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): (path.stat().st_mode, path.read_bytes()) for path in files}


@pytest.mark.parametrize("across_starts", [False, True])
def test_made_renamed_thrown_away_and_taken_back(samples: Path, tmp_path: Path, across_starts: bool) -> None:
    before, state = _looks(samples), tmp_path / "state"
    with start(samples, state) as app:
        app.wait_for("22 specs")
        app.press("end", "a")
        app.wait_for("New spec in yards/")
        app.send("Night Ferry")
        app.wait_for("yards/night-ferry.md")
        app.press("enter")
        app.wait_for("Created night-ferry.md")
        app.press("r")
        app.wait_for("Rename night-ferry.md")
        app.send("night-ferry-two")  # replaces the name, which is selected up to its ending
        app.wait_for("yards/night-ferry-two.md")
        app.press("enter")
        app.wait_for("Renamed night-ferry.md to night-ferry-two.md")
        app.press("d")
        app.wait_for("Move yards/night-ferry-two.md to the trash?")
        app.press("t")
        app.wait_for("Moved night-ferry-two.md to the trash")
        assert _looks(samples) == before
        app.press("u")
        app.wait_for("Undone: trash")
        assert (samples / "yards" / "night-ferry-two.md").exists()
        if across_starts:
            app.kill()
            app.wait_exit()
        else:
            _undo_the_rest(app, samples, before)
    if across_starts:
        with start(samples, state) as app:
            app.wait_for("23 specs")
            _undo_the_rest(app, samples, before)


def _undo_the_rest(app: PtyApp, samples: Path, before: dict[str, tuple[int, bytes]]) -> None:
    app.press("u")
    app.wait_for("Undone: rename")
    assert (samples / "yards" / "night-ferry.md").exists()
    app.press("u")
    app.wait_for("Undone: create")
    assert _looks(samples) == before
    app.press("u")
    app.wait_for("Nothing to undo")
    app.press("q")
    assert app.wait_exit() == 0
