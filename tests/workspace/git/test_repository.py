from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from specui.workspace.git.repository import committed_text, last_signed

HEAD = "# Production Spec: X\n\n- [ ] A\n- [ ] B\n\n## Revision History\n\n| Date | Author | Change |\n|---|---|---|\n"
FIRST, SECOND = "| 2026-01-01 | Ada | Initial draft |\n", "| 2026-02-02 | Bo | More |\n"

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    _git(tmp_path, "init", "-q")
    return folder / "a spec [1].md"


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def _commit(spec: Path, text: str) -> None:
    spec.write_text(text, encoding="utf-8", newline="")
    _git(spec.parent, "add", "-A")
    _git(spec.parent, "commit", "-q", "-m", "change")


@needs_git
def test_the_last_commit_that_touched_a_revision_counts(spec: Path) -> None:
    signed = HEAD.replace("- [ ] A", "- [x] A") + FIRST
    _commit(spec, HEAD + FIRST.replace("Initial", "First"))
    _commit(spec, signed)
    _commit(spec, signed.replace("- [ ] B", "- [x] B"))
    _commit(spec, signed.replace("- [ ] B", "- [x] B (done)"))
    assert committed_text(spec) == signed
    assert last_signed(spec, text=spec.read_text(encoding="utf-8")) == signed


@needs_git
def test_head_counts_where_no_row_has_a_date(spec: Path) -> None:
    _commit(spec, "# X\r\n\r\n- [ ] A\r\n")
    _commit(spec, "# X\r\n\r\n- [x] A\r\n")
    assert last_signed(spec, text="# X\r\n\r\n- [x] A\r\n- [ ] B\r\n") == "# X\r\n\r\n- [x] A\r\n"


@needs_git
def test_a_row_that_is_not_committed_yet_is_later(spec: Path) -> None:
    _commit(spec, HEAD + FIRST)
    opened, now = HEAD + FIRST + SECOND, HEAD.replace("[ ] A", "[x] A") + FIRST + SECOND
    assert last_signed(spec, text=now, opened=opened) == opened
    assert last_signed(spec, text=now, opened=HEAD + FIRST) is None


@needs_git
def test_a_file_that_git_does_not_know(spec: Path, tmp_path: Path) -> None:
    _commit(spec, HEAD + FIRST)
    other = spec.with_name("other.md")
    other.write_text(HEAD, encoding="utf-8")
    assert last_signed(other, text=HEAD, opened=HEAD) == HEAD
    assert committed_text(other) is None
    assert committed_text(tmp_path / "gone" / "x.md") is None


@needs_git
def test_git_is_only_read(spec: Path) -> None:
    _commit(spec, HEAD + FIRST)
    spec.write_text(HEAD + FIRST + "\n", encoding="utf-8")
    index = spec.parents[1] / ".git" / "index"
    before = index.stat().st_mtime_ns, index.read_bytes()
    (index.parent / "index.lock").touch()  # somebody else is committing
    assert committed_text(spec) == HEAD + FIRST
    assert (index.stat().st_mtime_ns, index.read_bytes()) == before


def test_without_git_what_was_opened_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    spec = tmp_path / "x.md"
    spec.write_text(HEAD, encoding="utf-8")
    assert committed_text(spec) is None
    assert last_signed(spec, text=HEAD + "more\n", opened=HEAD) == HEAD


def test_a_git_that_hangs_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "git"
    slow.write_text(
        f"#!/bin/sh\n{shutil.which('sleep')} 60 &\n{shutil.which('sleep')} 60\n", encoding="utf-8"
    )
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    begun = time.monotonic()
    assert committed_text(tmp_path / "x.md", timeout=0.05) is None
    assert time.monotonic() - begun < 30  # not the 60 that it would take
