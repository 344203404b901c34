"""A feature of spec-kit, from its clarifications to its last box, with the keys only."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.program.desk import SPECUI, environment
from tests.support.corpus import CHECKOUT
from tests.support.pty_app import PtyApp


def test_a_feature_from_clarifications_to_all_ticked(tmp_path: Path) -> None:
    folder = tmp_path / "waterbus"
    shutil.copytree(CHECKOUT / "sample_specs" / "waterbus", folder)
    feature = folder / "specs" / "001-tap-on-fares"
    spec = feature / "spec.md"
    env = environment(tmp_path / "state", {"GIT_CONFIG_GLOBAL": "/dev/null", "USER": "ada"})
    with PtyApp([*SPECUI, str(folder)], columns=120, rows=40, cwd=tmp_path, env=env) as app:
        app.wait_for("Specs with most to do")
        app.wait_for("Open questions")
        app.wait_quiet()
        app.press("5")
        app.wait_for("Question 1 of 2")
        for typed in ("90 days", "two hours"):
            app.press("a")
            app.wait_quiet()
            app.send(typed)
            app.press("enter")
            app.wait_for("✓ Answered")
            app.wait_quiet()
        text = spec.read_text(encoding="utf-8")
        assert "NEEDS CLARIFICATION" not in text and text.count("- Q: ") >= 2
        assert "see the rides of a card for 90 days\n" in text
        app.press("q")
        app.wait_for("Specs with most to do")
        app.wait_quiet()
        app.press("3")
        app.wait_for("Task 1 of 10")
        for left in range(9, 0, -1):
            app.press("x")
            app.wait_for(f"{left} to go")
        app.press("x")
        app.wait_quiet()
        for name in ("tasks.md", "checklists/requirements.md"):
            assert "- [ ]" not in (feature / name).read_text(encoding="utf-8")
        app.press("q", "q")
        assert app.wait_exit() == 0
