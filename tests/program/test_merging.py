"""A merge conflict in the whole program: found, resolved with one key, undone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.pty_app import PtyApp

ROOT = Path(__file__).parents[2]
BASE = """\
# Production Spec: Pier

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada
**Tier:** 1

## 3. Acceptance Criteria

### Functional
- [ ] Boats land
- [ ] Boats leave
- [ ] Boats wait
"""
OURS = BASE.replace("Boats leave", "Boats leave at noon")
THEIRS = BASE.replace("[ ] Boats leave", "[x] Boats leave at night")


def merged(folder: Path, newline: str, *, base: bool) -> bytes:
    """Return what git makes of two branches that changed the same line."""
    for name, text in (("ours", OURS), ("base", BASE), ("theirs", THEIRS)):
        (folder / name).write_bytes(text.replace("\n", newline).encode())
    labels = ["-L", "HEAD", "-L", "1f3a2b", "-L", "feature/night"]
    style = ["--diff3"] if base else []
    found = subprocess.run(
        ["git", "merge-file", "-p", *style, *labels, "ours", "base", "theirs"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert found.returncode == 1
    return found.stdout


@pytest.mark.parametrize("columns, rows, newline", [(120, 40, "\n"), (80, 24, "\r\n"), (60, 20, "\n")])
def test_a_merge_is_resolved_with_one_key(tmp_path: Path, columns: int, rows: int, newline: str) -> None:
    marked = merged(tmp_path, newline, base=columns == 80)
    root = tmp_path / "repository"
    root.mkdir()
    spec = root / "pier.md"
    spec.write_bytes(marked)
    env = {"SPECUI_STATE_DIR": str(tmp_path / "state"), "PYTHONPATH": os.fspath(ROOT)}
    argv = [sys.executable, "-m", "specui", str(spec)]
    with PtyApp(argv, columns=columns, rows=rows, cwd=root, env=env, warm=True) as app:
        app.wait_for("? help")
        app.press("3")
        app.wait_for("Merge conflict, lines")
        app.press("]")
        app.wait_for(") keep feature/night")
        beside = any("at noon" in line and "at night" in line for line in app.lines)
        assert beside is (columns >= 100)
        app.press(")")
        app.wait_for("Kept feature/night. Press u to undo.")
        assert spec.read_bytes() == THEIRS.replace("\n", newline).encode()
        app.press("u")
        app.wait_for("Undone: keep feature/night")
        app.wait_for("Merge conflict, lines")
        assert spec.read_bytes() == marked
        app.press("(")
        app.wait_for("Kept HEAD. Press u to undo.")
        assert spec.read_bytes() == OURS.replace("\n", newline).encode()
        app.press("q")
        assert app.wait_exit() == 0
