"""What a killed save leaves behind in a repository: git never sees it, and the next save or check there sweeps it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from specui.cli.program import program
from specui.workspace.session import Session
from specui.workspace.storage import (
    file_store as storage,
    folder_lock as locks,
    temporary_files as temporary,
    temporary_folder as aside,
)

CHECKOUT = Path(__file__).parents[3]
OLD, NEW = b"# Production Spec: Pier\n\nold\n", b"# Production Spec: Pier\n\nnew\n"

# A save that is killed at the rename, where its file has a second name.
KILLED = """
import os, signal, sys
from pathlib import Path
from specui.workspace.storage import file_store as storage, temporary_files as temporary
how, path = sys.argv[1], Path(sys.argv[2])
if "named" in how:
    temporary._UNNAMED = 0
class Killing:
    def __getattr__(self, name):
        return getattr(os, name)
    def rename(self, *arguments, **keywords):
        os.kill(os.getpid(), signal.SIGKILL)
    def ftruncate(self, *arguments):
        os.kill(os.getpid(), signal.SIGKILL)
storage.os = Killing()
if "linked" in how:
    from specui.workspace.storage import hard_links as inplace
    inplace.os = type("Killing", (Killing,), {"rename": staticmethod(os.rename)})()
storage.save(path, %r, expected=path.read_bytes())
"""


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A committed spec in a folder of a repository."""
    path = tmp_path / "repository" / "specs" / "pier.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(OLD)
    repository = path.parent.parent
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "A pier")
    return path


def killed(path: Path, how: str = "") -> None:
    command = [sys.executable, "-c", KILLED % NEW, how, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


def left(folder: Path) -> list[str]:
    """The names of our files in a folder."""
    return sorted(name for name in os.listdir(folder) if ".specui-" in name)


@pytest.mark.parametrize("how", ["", "named"])
def test_what_is_left_behind_is_not_seen_by_git_and_swept_by_the_next_save(spec: Path, how: str) -> None:
    repository = spec.parent.parent
    killed(spec, how)
    assert spec.read_bytes() == OLD
    assert len(left(repository / ".git")) == 1
    assert git(repository, "status", "--porcelain", "--ignored", "--untracked-files=all") == ""
    assert os.listdir(spec.parent) == ["pier.md"]
    storage.save(spec.with_name("other.md"), b"another file of the folder", expected=None)
    assert left(repository / ".git") == []
    storage.save(spec, NEW, expected=OLD)
    assert spec.read_bytes() == NEW
    git(repository, "fsck", "--strict")


def test_a_check_sweeps_it_too(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git_folder = spec.parent.parent / ".git"
    for path in (str(spec.parent), str(spec), str(spec.parent.parent)):
        killed(spec)
        assert len(left(git_folder)) == 1
        CliRunner().invoke(program, ["check", path])
        assert left(git_folder) == []
    beside = spec.with_name(temporary.temporary_name(spec.name))
    beside.write_bytes(b"of an earlier version")
    monkeypatch.chdir(spec.parent)
    CliRunner().invoke(program, ["check"])
    assert os.listdir(spec.parent) == ["pier.md"]


def test_a_check_without_leftovers_lists_one_folder_more(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed, real = list[str](), os.listdir

    def counted(folder: str) -> list[str]:
        listed.append(str(folder))
        return real(folder)

    monkeypatch.setattr(os, "listdir", counted)
    monkeypatch.setattr(storage, "sweep", lambda _folder: pytest.fail("nothing is to be swept"))
    CliRunner().invoke(program, ["check", str(spec.parent)])
    repository = spec.parent.parent
    here = [folder for folder in listed if folder.startswith(str(repository))]
    searched = {str(spec.parent), str(repository)}  # for what marks a family
    assert [folder for folder in here if folder not in searched] == [str(repository / ".git")]


@pytest.mark.parametrize("sweeper", ["save", "check", "session"])
def test_a_write_in_place_that_was_cut_short_is_finished(spec: Path, sweeper: str) -> None:
    other = spec.parent.parent / "linked.txt"
    os.link(spec, other)
    killed(spec, "linked named")
    git_folder = spec.parent.parent / ".git"
    assert len(left(git_folder)) == 2, "the former text and the coming one"
    assert git(spec.parent.parent, "status", "--porcelain").split("\n") == [
        " M specs/pier.md",
        "?? linked.txt",
        "",
    ]
    if sweeper == "save":
        storage.save(spec.with_name("other.md"), b"x", expected=None)
    elif sweeper == "check":
        CliRunner().invoke(program, ["check", str(spec.parent)])
    else:
        Session(spec.parent).load()
    assert left(git_folder) == []
    assert spec.read_bytes() == other.read_bytes() == NEW


def test_only_what_is_ours_and_of_nobody_who_writes_is_swept(spec: Path) -> None:
    git_folder = spec.parent.parent / ".git"
    killed(spec)
    (mine,) = left(git_folder)
    prefix = mine.partition(".")[0]
    others = {
        f"{prefix}1.pier.md.specui-1-aaaaaaaa.tmp": "of another folder",
        f"{prefix}.pier.md.swp": "of an editor",
        "specui-notes": "of the user",
        ".pier.md.specui-1-aaaaaaaa.tmp": "with no folder",
    }
    for name, text in others.items():
        (git_folder / name).write_text(text, encoding="utf-8")
    with locks.locked_folder(str(spec.parent)):
        storage.sweep(spec.parent)
        assert (git_folder / mine).exists(), "somebody writes there"
    storage.sweep(spec.parent)
    assert not (git_folder / mine).exists()
    assert {name for name in others if (git_folder / name).exists()} == set(others)


def test_a_worktree_has_a_folder_of_its_own(spec: Path, tmp_path: Path) -> None:
    git(spec.parent, "worktree", "add", "-q", str(tmp_path / "tree"))
    there = tmp_path / "tree" / "specs" / "pier.md"
    killed(there)
    assert len(left(spec.parent.parent / ".git" / "worktrees" / "tree")) == 1
    assert git(tmp_path / "tree", "status", "--porcelain") == ""
    storage.save(there, NEW, expected=OLD)
    assert left(spec.parent.parent / ".git" / "worktrees" / "tree") == []


@pytest.mark.parametrize("content", ["gitdir: ../elsewhere\n", "gitdir: /\n", "nothing", "gitdir: \0\n", ""])
def test_a_git_that_points_anywhere_else_is_not_followed(tmp_path: Path, content: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / ".git").write_text(content, encoding="utf-8")
    spec = folder / "pier.md"
    spec.write_bytes(OLD)
    assert aside.git_folder(str(folder)) is None
    killed(spec)
    assert os.listdir(tmp_path / "elsewhere") == []
    assert len(left(folder)) == 1
    storage.save(spec, NEW, expected=OLD)
    assert sorted(os.listdir(folder)) == [".git", "pier.md"]


def test_a_folder_of_git_that_cannot_be_written_is_done_without(
    spec: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.link

    def refuse(source: str, name: str, **keywords: int) -> None:
        if name.startswith("specui-"):
            raise PermissionError(13, "Permission denied")
        real(source, name, **keywords)  # type: ignore[arg-type]

    with monkeypatch.context() as refused:
        refused.setattr(os, "link", refuse)
        storage.save(spec, NEW, expected=OLD)
    assert spec.read_bytes() == NEW
    assert os.listdir(spec.parent) == ["pier.md"]
    if os.getuid():
        shutil.rmtree(spec.parent.parent / ".git" / "hooks", ignore_errors=True)
        (spec.parent.parent / ".git").chmod(0o555)
        storage.save(spec, OLD, expected=NEW)
        (spec.parent.parent / ".git").chmod(0o755)
        assert spec.read_bytes() == OLD
