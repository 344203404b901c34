"""Start the whole program in a pseudo-terminal, with its own state folder."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.pty_app import PtyApp
from tests.support.visits import visited

ROOT = Path(__file__).parents[2]
SPECUI = [sys.executable, "-m", "specui"]

SPEC = """\
# Production Spec: Pier

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada
**Tier:** 1

## 1. Feature Overview

A pier where boats land.

## 3. Acceptance Criteria

### Functional
- [ ] Boats land
- [ ] Boats leave
"""


def environment(state: Path, exported: Mapping[str, str | None] | None = None) -> dict[str, str | None]:
    """What the program needs to run from this checkout and to keep its things in `state`."""
    return {"SPECUI_STATE_DIR": str(state), "PYTHONPATH": os.fspath(ROOT), **(exported or {})}


def specui(
    path: Path,
    state: Path,
    *words: str,
    columns: int = 120,
    rows: int = 40,
    term: str = "xterm-256color",
    exported: Mapping[str, str | None] | None = None,
    emoji_width: int = 2,
) -> PtyApp:
    """Start it on a folder or a file, with the first spec open."""
    visited(path, state)
    cwd = path if path.is_dir() else path.parent
    return PtyApp(
        [*SPECUI, *words, str(path)], columns=columns, rows=rows, term=term, cwd=cwd,
        env=environment(state, exported), emoji_width=emoji_width, warm=True,
    )  # fmt: skip


def write_overview(app: PtyApp, wait: str = "Editing 1 Feature Overview") -> None:
    """Open the first section's text, to type at its end of the line."""
    app.press("1")
    app.wait_for("1 Overview")
    app.press("w")
    app.wait_for(wait)
    app.press("end")


def entries(state: Path) -> list[str]:
    """Return the typing that the journal holds."""
    return [json.loads(path.read_bytes())["text"] for path in (state / "recovery").glob("*.json")]
