"""Readiness, gaps and questions by week from real repositories: renames, merges, what is missing, what is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.counts import Counts, Gaps, count, total
from specui.specs.spec import read_spec
from specui.specs.template import Template
from specui.workspace.config.repository_config import Config
from specui.workspace.config.template_library import TemplateLibrary
from specui.workspace.git import client as git, readiness_history as module
from specui.workspace.git.readiness_history import ReadinessHistory, read_history
from tests.support.generate import production_spec
from tests.workspace.several import TEXT

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
TODAY = date(2026, 11, 25)
START = date(2026, 10, 28)  # the Wednesday four weeks before
TICKED = TEXT.replace("[ ] Boats land", "[x] Boats land")


def _git(folder: Path, *arguments: str, day: date = START) -> str:
    when = f"{day}T12:00:00Z"
    return subprocess.run(
        ["git", "-c", "user.email=a@example.org", "-c", "user.name=Ada", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when},
    ).stdout


def _commit(root: Path, week: int) -> None:
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "--allow-empty", "-m", "change", day=START + timedelta(7 * week))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repo" / "specs"
    folder.mkdir(parents=True)
    _git(folder.parent, "init", "-q", "-b", "main")
    (folder.parent / "README.md").write_text("# Read me\n", encoding="utf-8")
    (folder / "pier.md").write_text(TEXT, encoding="utf-8")
    _commit(folder, 0)
    (folder / "pier.md").write_text(TICKED, encoding="utf-8")
    (folder / "quay.md").write_text("# Notes, no spec yet\n", encoding="utf-8")
    _commit(folder, 1)
    (folder / "quay.md").write_text(production_spec(3), encoding="utf-8")
    _commit(folder, 3)
    return folder


def _templates(root: Path) -> tuple[Template, ...]:
    return TemplateLibrary(Config(root=root), TODAY).templates(root)


def _past(root: Path, *names: str, most: int = module.MOST_WEEKS, today: date = TODAY) -> ReadinessHistory:
    past = read_history(
        root, names or ("pier.md", "quay.md"), lambda _: _templates(root),
        today=today, most=most, cache=root.parent.parent / "cache",
    )  # fmt: skip
    assert past is not None
    return past


def _counted(text: str) -> Counts:
    spec = read_spec(scan(text), _templates(Path("/")))
    assert spec.template is not None
    return count(Contents(spec))


def _done(past: ReadinessHistory, name: str) -> list[tuple[int, int] | None]:
    return [None if one is None else (one.done, one.total) for one in past.of(name)]


def test_each_week_has_what_stood_at_its_end(root: Path) -> None:
    past = _past(root)
    mondays = [date(2026, 10, 26) + timedelta(7 * week) for week in range(5)]
    assert list(past.weeks) == mondays
    assert _done(past, "pier.md") == [(0, 2), (1, 2), (1, 2), (1, 2), (1, 2)]
    quay = _counted(production_spec(3))
    assert quay.gaps and quay.questions
    assert past.of("quay.md") == (None, None, None, quay, quay)
    assert past.total()[-1] == total([Counts(1, 2), quay])
    assert past.total(["pier.md"]) == past.of("pier.md")
    assert past.of("never.md") == (None,) * 5
    assert past.total([]) == (Counts(),) * 5


def test_only_the_newest_weeks_are_looked_at_with_what_stood_before(root: Path) -> None:
    past = _past(root, most=2)
    assert past.weeks == (date(2026, 11, 16), date(2026, 11, 23))
    assert _done(past, "pier.md") == [(1, 2), (1, 2)]


def test_a_renamed_spec_keeps_its_past(root: Path) -> None:
    (root / "sub").mkdir()
    os.rename(root / "pier.md", root / "sub" / "jetty.md")
    _commit(root, 4)
    past = _past(root, "sub/jetty.md")
    assert _done(past, "sub/jetty.md") == [(0, 2), (1, 2), (1, 2), (1, 2), (1, 2)]


def test_what_was_away_for_a_while_counts_for_nothing_then(root: Path) -> None:
    (root / "pier.md").unlink()
    _commit(root, 3)
    (root / "pier.md").write_text(TEXT, encoding="utf-8")
    _commit(root, 4)
    assert _done(_past(root), "pier.md") == [(0, 2), (1, 2), (1, 2), None, (0, 2)]


def test_what_a_merge_brought_came_with_the_merge(root: Path) -> None:
    _git(root, "checkout", "-q", "-b", "side", "HEAD~1")
    (root / "pier.md").write_text(TICKED.replace("[ ]", "[x]"), encoding="utf-8")
    _commit(root, 2)
    _past(root)  # what is kept of the side must not mix with the main line
    _git(root, "checkout", "-q", "main")
    _git(root, "merge", "-q", "--no-ff", "-m", "merge", "side", day=START + timedelta(28))
    assert _done(_past(root), "pier.md") == [(0, 2), (1, 2), (1, 2), (1, 2), (2, 2)]


def test_where_git_does_not_tell_it_says_why(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(git.GitError, match="not a git repository"):
        read_history(outside, ["x.md"], lambda _: (), today=TODAY, cache=tmp_path / "cache")
    _git(outside, "init", "-q")
    assert read_history(outside, ["x.md"], lambda _: (), today=TODAY, cache=tmp_path / "cache") is None
    monkeypatch.setenv("PATH", str(outside))
    with pytest.raises(git.GitError, match="not installed"):
        read_history(root, ["pier.md"], lambda _: (), today=TODAY, cache=tmp_path / "cache")


def test_nothing_committed_of_the_specs_is_this_week_alone(root: Path) -> None:
    past = _past(root, "new.md")
    assert (past.weeks, dict(past.by_name)) == ((date(2026, 11, 23),), {})


def test_each_blob_is_read_once_and_what_came_since_is_added(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes | None] = []
    real = module._count

    def counted(data: bytes | None, templates: tuple[Template, ...]) -> Counts | None:
        read.append(data)
        return real(data, templates)

    monkeypatch.setattr(module, "_count", counted)
    first = _past(root)
    assert len(read) == len(set(read)) == 4
    assert _past(root) == first
    assert len(read) == 4
    for name in ("log", "counts"):  # the one does not need the other
        for kept in (root.parent.parent / "cache").glob(f"{name}-*"):
            assert kept.stat().st_mode & 0o077 == 0
            kept.write_bytes(b"damaged")
        assert _past(root) == first
    assert len(read) == 8
    read.clear()
    (root / "pier.md").write_text(TICKED.replace("[ ]", "[x]"), encoding="utf-8")
    _commit(root, 4)
    past = _past(root)
    assert _done(past, "pier.md") == [(0, 2), (1, 2), (1, 2), (1, 2), (2, 2)]
    assert len(read) == 1
    shutil.rmtree(root.parent.parent / "cache")
    assert _past(root) == past


def test_a_history_that_was_written_anew_is_read_anew(root: Path) -> None:
    _past(root)
    _git(root, "reset", "-q", "--hard", "HEAD~2")
    assert _done(_past(root), "pier.md") == [(0, 2)] * 5
    assert _past(root).of("quay.md") == (None,) * 5


def test_other_templates_are_other_counts(root: Path) -> None:
    _past(root)
    cache = root.parent.parent / "cache"
    past = read_history(root, ["pier.md"], lambda _: (), today=TODAY, cache=cache)
    assert past is not None and past.of("pier.md")[0] is not None  # by its own headings
    assert _done(_past(root), "pier.md")[0] == (0, 2)


def test_many_at_once_agree(root: Path) -> None:
    expected = _past(root)
    shutil.rmtree(root.parent.parent / "cache")
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: _past(root), range(8))) == [expected] * 8
    assert {path.name.count(".") for path in (root.parent.parent / "cache").iterdir()} == {0}  # no leftovers


def test_what_is_no_text_or_too_large_is_no_spec(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "pier.md").write_bytes(b"\xff\xfe" + TEXT.encode())
    _commit(root, 3)
    assert _done(_past(root), "pier.md") == [(0, 2), (1, 2), (1, 2), None, None]
    shutil.rmtree(root.parent.parent / "cache")
    monkeypatch.setattr(module, "_LARGEST", len(TEXT.encode()) + 10)
    assert _past(root).of("quay.md") == (None,) * 5
    assert _done(_past(root), "pier.md")[0] == (0, 2)


def test_git_is_only_read(root: Path) -> None:
    (root.parent / ".git" / "index.lock").write_bytes(b"")
    before = {path: path.stat().st_mtime_ns for path in (root.parent / ".git").rglob("*")}
    _past(root)
    assert {path: path.stat().st_mtime_ns for path in (root.parent / ".git").rglob("*")} == before


@pytest.mark.parametrize("hanging", ["log", "cat-file", "rev-parse"])
def test_a_git_that_hangs_is_ended_and_what_was_read_is_kept(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hanging: str
) -> None:
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    real = shutil.which("git")
    slow.write_text(
        f'#!/bin/sh\ncase "$*" in *{hanging}*) head -n 1 | {real} "$@"; exec sleep 60;; esac\nexec {real} "$@"\n'
    )
    slow.chmod(0o755)
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", f"{slow.parent}:{path}")
    cache = tmp_path / "cache"
    with pytest.raises(git.GitError if hanging == "cat-file" else git.GitTimeout):
        read_history(root, ["pier.md"], lambda _: _templates(root), today=TODAY, timeout=1.0, cache=cache)
    assert bool(list(cache.glob("counts-*"))) == (hanging == "cat-file")
    monkeypatch.setenv("PATH", path)
    assert _done(_past(root), "pier.md")[0] == (0, 2)


def test_gaps_have_the_words_of_the_file(root: Path) -> None:
    gaps = _counted(production_spec(3)).gaps
    assert all(isinstance(gap, Gaps) for one in _past(root).of("quay.md") if one for gap in one.gaps)
    assert _past(root).total(["quay.md"])[-1].gaps == gaps
