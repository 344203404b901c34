"""`--ascii` for commands: text is ASCII, data is unchanged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from specui.cli.catalogue import COMMANDS

ROOT = Path(__file__).parents[2]
SPEC = """\
# Production Spec: Café — Pier

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Zoë

## 3. Acceptance Criteria

### Functional
- [ ] Böats “land” → fast …
"""


def run(folder: Path, *arguments: str, **env: str) -> bytes:
    merged = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.fspath(ROOT),
        "SPECUI_CONFIG_DIR": str(folder / "config"),
        "SPECUI_CACHE_DIR": str(folder / "cache"),
        **env,
    }
    done = subprocess.run(
        [sys.executable, "-m", "specui", *arguments], cwd=folder, env=merged, capture_output=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "café.md").write_text(SPEC)
    return tmp_path


TEXTS = (["list"], ["check"], ["check", "--format", "full"], ["show", "café.md", "--format", "text"], ["rule"], ["config", "show"], ["doctor"], ["tick", "--dry-run", "café.md", "functional/9"])  # fmt: skip


@pytest.mark.parametrize("arguments", TEXTS, ids=" ".join)
def test_text_is_ascii_where_it_is_wished_or_the_locale_is_no_utf8(
    folder: Path, arguments: list[str]
) -> None:
    wished = run(folder, "--ascii", *arguments, LANG="C.UTF-8")
    assert wished.isascii() and wished
    assert run(folder, *arguments, LC_ALL="C").isascii()


def test_with_utf8_signs_are_signs(folder: Path) -> None:
    assert "Zoë" in run(folder, "list", LANG="C.UTF-8").decode()
    assert "Zoë" in run(folder, "list").decode()
    assert b"Zoe" in run(folder, "list", LANG="C")


def test_data_for_programs_stays_utf8(folder: Path) -> None:
    told = json.loads(run(folder, "--ascii", "show", "café.md", "--format", "json", LC_ALL="C"))
    assert told["title"].endswith("Café — Pier")


@pytest.mark.parametrize(
    "arguments", [[], *([name] for name in COMMANDS)], ids=lambda value: value[0] if value else "specui"
)
def test_help_needs_no_sign(folder: Path, arguments: list[str]) -> None:
    assert run(folder, *arguments, "--help", LC_ALL="C").isascii()
