"""`--ascii` for commands: text is ASCII, data is unchanged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
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


RUN_EACH = """\
import importlib, json, os, pkgutil, sys
from specui.cli import __path__, main
for module in pkgutil.walk_packages(__path__, "specui.cli."):
    importlib.import_module(module.name)
for number, arguments in enumerate(json.loads(sys.argv[1])):
    if not os.fork():
        output = os.open(f"{sys.argv[2]}/{number}", os.O_WRONLY | os.O_CREAT)
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.argv = ["specui", *arguments]
        main()
    os.wait()
"""


def run_each(folder: Path, *commands: Sequence[str], **env: str) -> list[bytes]:
    """Run commands, each in a process that is forked from one; return what each prints."""
    outputs = folder / "outputs"
    outputs.mkdir()
    argv = [sys.executable, "-c", RUN_EACH, json.dumps(commands), os.fspath(outputs)]
    subprocess.run(argv, cwd=folder, env=_environment(folder, env), check=True)
    return [(outputs / str(number)).read_bytes() for number in range(len(commands))]


def run(folder: Path, *arguments: str, **env: str) -> bytes:
    argv = [sys.executable, "-m", "specui", *arguments]
    done = subprocess.run(argv, cwd=folder, env=_environment(folder, env), capture_output=True, check=False)
    return done.stdout + done.stderr


def _environment(folder: Path, env: Mapping[str, str]) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.fspath(ROOT),
        "SPECUI_CONFIG_DIR": str(folder / "config"),
        "SPECUI_CACHE_DIR": str(folder / "cache"),
        **env,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "café.md").write_text(SPEC)
    return tmp_path


TEXTS = (["list"], ["check"], ["check", "--format", "full"], ["show", "café.md", "--format", "text"], ["rule"], ["config", "show"], ["doctor"], ["tick", "--dry-run", "café.md", "functional/9"])  # fmt: skip


def test_text_is_ascii_where_it_is_wished(folder: Path) -> None:
    commands = [["--ascii", *arguments] for arguments in TEXTS]
    for arguments, text in zip(TEXTS, run_each(folder, *commands, LANG="C.UTF-8"), strict=True):
        assert text.isascii() and text, arguments


def test_text_is_ascii_where_the_locale_is_no_utf8(folder: Path) -> None:
    for arguments, text in zip(TEXTS, run_each(folder, *TEXTS, LC_ALL="C"), strict=True):
        assert text.isascii() and text, arguments


def test_with_utf8_signs_are_signs(folder: Path) -> None:
    assert "Zoë" in run(folder, "list", LANG="C.UTF-8").decode()
    assert "Zoë" in run(folder, "list").decode()
    assert b"Zoe" in run(folder, "list", LANG="C")


def test_data_for_programs_stays_utf8(folder: Path) -> None:
    told = json.loads(run(folder, "--ascii", "show", "café.md", "--format", "json", LC_ALL="C"))
    assert told["title"].endswith("Café — Pier")


def test_help_needs_no_sign(folder: Path) -> None:
    commands = [["--help"], *([name, "--help"] for name in COMMANDS)]
    for arguments, text in zip(commands, run_each(folder, *commands, LC_ALL="C"), strict=True):
        assert text.isascii() and b"Usage: specui" in text, arguments
