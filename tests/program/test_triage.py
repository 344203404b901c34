"""Triage in a real terminal: keys decide, the file says so, and undo gives its bytes back."""

from __future__ import annotations

from pathlib import Path

from tests.program.desk import specui
from tests.tui.screens.test_triage import QUAY


def test_everything_is_decided_by_keys_and_undone_byte_for_byte(tmp_path: Path) -> None:
    folder = tmp_path / "specs"
    folder.mkdir()
    file = folder / "quay.md"
    file.write_bytes(QUAY.replace("\n", "\r\n").encode())
    before = file.read_bytes()
    with specui(folder, tmp_path / "state") as app:
        app.wait_for("Quay")
        app.press("t")
        app.wait_for("0 of 7 decided, 7 to go")
        app.press("r")
        app.wait_for("apply what is ticked")
        app.press("enter")
        app.wait_for("Resolved")
        app.press("c")
        app.wait_for("Make it a criterion")
        app.press("enter")
        app.wait_for("Made a criterion of")
        app.press("1")
        app.wait_for("Answered")
        app.press("w")
        app.wait_for("Not needed")
        app.send("nobody")
        app.press("enter")
        app.wait_for("Dropped")
        assert file.read_bytes() != before
        for _ in range(4):
            app.press("u")
        app.wait_for("0 of 7 decided, 7 to go")
        app.wait_for("Undone: close gap1")
        assert file.read_bytes() == before
        app.press("q", "q")
        assert app.wait_exit() == 0
