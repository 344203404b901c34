from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from specui.workspace.git import client
from specui.workspace.git.client import GitError, GitResult
from specui.workspace.git.uncommitted import LastCommit, committed_ids, deleted, is_committed, uncommitted

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def found(folder: Path, names: list[str]) -> tuple[str, ...]:
    committed = committed_ids(folder)
    changed = uncommitted(
        names, lambda name, blob: is_committed((folder / name).read_bytes(), blob), committed
    )
    return (*changed, *deleted(folder, committed))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "docs").mkdir()
    for name in ("same.md", "Ä b.md", "gone.md", "lines.md", "code.py"):
        (tmp_path / "docs" / name).write_bytes(b"# A\n\nText\n")
    return tmp_path / "docs"


def test_everything_is_uncommitted_before_the_first_commit(folder: Path) -> None:
    assert found(folder, ["same.md"]) == ("same.md",)


def test_new_changed_and_deleted_files_are_uncommitted(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    (folder / "new.md").write_bytes(b"# New\n")
    (folder / "Ä b.md").write_bytes(b"# B\n")
    (folder / "lines.md").write_bytes(b"# A\r\n\r\nText\r\n")
    (folder / "gone.md").unlink()
    assert found(folder, ["new.md", "same.md", "Ä b.md", "lines.md"]) == ("new.md", "Ä b.md", "gone.md")


def test_outside_a_repository_git_says_why(tmp_path: Path) -> None:
    with pytest.raises(GitError):
        committed_ids(tmp_path)


def test_git_is_asked_again_only_after_a_commit_or_a_checkout(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = client.run

    def counting(root: Path, arguments: list[str], timeout: float) -> GitResult:
        asked.append(arguments[0])
        return run(root, arguments, timeout)

    monkeypatch.setattr(client, "run", counting)
    commit = LastCommit(folder, folder.parent)
    assert commit.ids() == {}
    git(folder, "add", "same.md")
    git(folder, "commit", "-qm", "one")
    assert [*commit.ids()] == ["same.md"]
    git(folder, "add", "gone.md")
    asked.clear()
    assert [*commit.ids()] == ["same.md"] and not asked
    git(folder, "commit", "-qm", "two")
    assert [*commit.ids()] == ["gone.md", "same.md"]
    git(folder, "checkout", "-q", "HEAD~1")
    assert [*commit.ids()] == ["same.md"]
    git(folder, "checkout", "-qb", "other")
    git(folder, "pack-refs", "--all")
    assert [*commit.ids()] == ["same.md"]
