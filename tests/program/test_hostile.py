"""A document of a megabyte in the whole program: it opens, keys work, and `q` quits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program.desk import specui
from tests.support.hostile import hostile


@pytest.mark.parametrize(
    "kind, size", [("sections", 1_000_000), ("criteria", 1_000_000), ("columns", 400_000)]
)
def test_keys_are_answered_and_q_leaves(kind: str, size: int, tmp_path: Path) -> None:
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "large.md").write_text(hostile(kind, size), encoding="utf-8")
    with specui(folder, tmp_path / "state") as app:
        app.wait_for("Problems", timeout=60)
        app.press("?")  # while it is read
        app.wait_for("In every pane", timeout=60)
        app.press("escape")
        app.wait_gone("In every pane", timeout=60)
        app.press("1")
        app.wait_for("What it is for", timeout=60)
        app.press("end", "home", "0")
        app.wait_for("2026-02-19", timeout=60)
        app.press("q")
        assert app.wait_exit(30) == 0


def test_q_leaves_while_it_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "large.md").write_text(hostile("sections", 1_000_000), encoding="utf-8")
    with specui(folder, tmp_path / "state") as app:
        app.wait_for("Reading large.md", timeout=60)
        app.press("q")
        assert app.wait_exit(30) == 0
