"""Since when and by whom each line stands there: from git, through renames and edits, and from whatever it prints."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.markdown.text import LineIndex
from specui.workspace.git import blame as module
from specui.workspace.git.blame import UNCOMMITTED, UNKNOWN, LineOrigin, blame, line_origins, parse_porcelain
from specui.workspace.state.cache_file import read_value, write_value

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
ADA, BEN = LineOrigin("2026-01-05", "Ada"), LineOrigin("2026-02-10", "Ben")
Blame = dict[str, tuple[LineOrigin, ...] | None]


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-c", "user.email=a@example.org", "-c", "user.name=x", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def _commit(folder: Path, origin: LineOrigin) -> None:
    _git(folder, "add", "-A")
    when = f"{origin.date}T23:30:00-0800"
    _git(
        folder, "commit", "-q", "-m", "change", f"--author={origin.author} <a@example.org>", f"--date={when}"
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repo" / "specs"
    folder.mkdir(parents=True)
    _git(folder.parent, "init", "-q")
    (folder / "pier.md").write_bytes(b"# Pier\n\none\ntwo\nthree\n")
    (folder / "quay.md").write_bytes(b"# Quay\n")
    _commit(folder, ADA)
    (folder / "pier.md").write_bytes(b"# Pier\n\none\n2\nthree\n")
    _commit(folder, BEN)
    return folder


def _blame(root: Path, *names: str, cache: Path | None = None) -> Blame:
    files = [(name, (root / name).read_bytes()) for name in names]
    return dict(blame(root, files, cache=cache or root.parent.parent / "cache"))


@needs_git
def test_each_line_has_its_day_and_author(root: Path) -> None:
    assert _blame(root, "pier.md", "quay.md") == {
        "pier.md": (ADA, ADA, ADA, BEN, ADA, ADA),
        "quay.md": (ADA, ADA),
    }
    assert str(BEN) == "2026-02-10 by Ben"


@needs_git
def test_what_is_not_committed_is_told_as_such(root: Path) -> None:
    path = root / "pier.md"
    path.write_bytes(b"new\n" + path.read_bytes().replace(b"one", b"1"))
    (root / "slip.md").write_bytes(b"new\n")
    assert _blame(root, "pier.md", "slip.md") == {
        "pier.md": (UNCOMMITTED, ADA, ADA, UNCOMMITTED, BEN, ADA, ADA),
        "slip.md": (UNCOMMITTED, UNCOMMITTED),
    }
    assert str(UNCOMMITTED) == "not committed yet"


@needs_git
@pytest.mark.parametrize("newline", [b"\r\n", b"\r"])
def test_other_newlines_count_as_the_project_counts(root: Path, newline: bytes) -> None:
    path = root / "pier.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", newline))
    expected = (ADA, ADA, ADA, BEN, ADA, ADA)
    assert _blame(root, "pier.md")["pier.md"] == expected  # the lines are the same
    third = LineOrigin("2026-03-01", "Cy")
    _commit(root, third)
    said = _blame(root, "pier.md")["pier.md"]
    assert said == (third,) * 6
    assert len(said) == len(LineIndex(path.read_bytes().decode()).starts)


@needs_git
def test_a_rename_keeps_the_lines_days(root: Path) -> None:
    os.rename(root / "pier.md", root / "jetty.md")
    _commit(root, LineOrigin("2026-03-01", "Cy"))
    assert _blame(root, "jetty.md")["jetty.md"] == (ADA, ADA, ADA, BEN, ADA, ADA)


@needs_git
def test_where_nobody_knows_there_is_none(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "link.md").symlink_to("pier.md")
    _commit(root, BEN)
    assert _blame(root, "link.md") == {"link.md": None}
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "pier.md").write_bytes(b"# Pier\n")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert _blame(outside, "pier.md") == {"pier.md": None}
    _git(outside, "init", "-q")
    assert _blame(outside, "pier.md") == {"pier.md": None}
    monkeypatch.setenv("PATH", str(outside))
    assert _blame(root, "pier.md") == {"pier.md": None}


@needs_git
def test_a_missing_list_of_commits_to_ignore_does_not_stop_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gitconfig").write_text("[blame]\nignoreRevsFile = gone\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    assert _blame(root, "quay.md") == {"quay.md": (ADA, ADA)}


@needs_git
def test_only_what_commits_have_touched_is_asked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = module._blame_file

    def counted(how: module._Query, name: str, blob: str) -> module.BlamedFile:
        asked.append(name)
        return real(how, name, blob)

    monkeypatch.setattr(module, "_blame_file", counted)
    first = _blame(root, "pier.md", "quay.md")
    assert sorted(asked) == ["pier.md", "quay.md"]
    asked.clear()
    assert _blame(root, "pier.md", "quay.md") == first
    (root / "quay.md").write_bytes(b"# Quay\nmore\n")
    assert _blame(root, "quay.md") == {"quay.md": (ADA, UNCOMMITTED, ADA)}
    assert asked == []
    _commit(root, BEN)
    assert _blame(root, "pier.md", "quay.md") == first | {"quay.md": (ADA, BEN, BEN)}
    assert asked == ["quay.md"]
    asked.clear()
    _git(root, "commit", "-q", "--amend", "--reset-author", "-m", "again", "--date=2026-04-04T12:00:00Z")
    assert _blame(root, "pier.md", "quay.md") == {
        "pier.md": first["pier.md"],
        "quay.md": (ADA, LineOrigin("2026-04-04", "x"), LineOrigin("2026-04-04", "x")),
    }
    assert sorted(asked) == ["pier.md", "quay.md"]  # history was written anew


@needs_git
def test_a_file_changed_and_changed_back_tells_the_truth(root: Path) -> None:
    third = LineOrigin("2026-03-01", "Cy")
    before = (root / "quay.md").read_bytes()
    _blame(root, "quay.md")
    (root / "quay.md").write_bytes(b"other\n")
    _commit(root, BEN)
    (root / "quay.md").write_bytes(before)
    _commit(root, third)
    assert _blame(root, "quay.md") == {"quay.md": (third, third)}


@needs_git
@pytest.mark.parametrize(
    "value", [None, 3, (2, "HEAD", (), {"pier.md": 3}), (2, "--all", (), {}), (0, "", (), {})]
)
def test_a_cache_that_makes_no_sense_counts_for_nothing(root: Path, tmp_path: Path, value: object) -> None:
    expected = _blame(root, "pier.md")
    (kept,) = (tmp_path / "cache").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    if value is None:
        kept.write_bytes(b"damaged")
    else:
        write_value(kept, value)
    assert _blame(root, "pier.md") == expected
    assert read_value(kept)[0] == 2


@needs_git
def test_git_is_only_read(root: Path) -> None:
    (root.parent / ".git" / "index.lock").write_bytes(b"")
    before = {path: path.stat().st_mtime_ns for path in (root.parent / ".git").rglob("*")}
    assert _blame(root, "pier.md")["pier.md"] is not None
    assert {path: path.stat().st_mtime_ns for path in (root.parent / ".git").rglob("*")} == before


@needs_git
def test_a_git_that_hangs_is_ended_and_asked_no_more(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    real, count = shutil.which("git"), tmp_path / "asked"
    slow.write_text(
        f'#!/bin/sh\ncase "$*" in *blame*) echo x >>{count}; exec sleep 60;; esac\nexec {real} "$@"\n'
    )
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(module, "_AT_ONCE", 1)
    for number in range(5):
        (root / f"new{number}.md").write_bytes(b"new\n")
    _commit(root, BEN)
    names = [f"new{number}.md" for number in range(5)]
    found = dict(blame(root, [(name, b"new\n") for name in names], timeout=1.0, cache=tmp_path / "cache"))
    assert found == dict.fromkeys(names)
    assert count.read_text() == "x\n"


@pytest.fixture
def shallow(root: Path, tmp_path: Path) -> Path:
    """A clone with one commit of two."""
    _git(tmp_path, "clone", "-q", "--depth=1", f"file://{root.parent}", "shallow")
    return tmp_path / "shallow" / "specs"


@needs_git
def test_the_boundary_of_a_shallow_clone_is_no_date(root: Path, shallow: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert _blame(shallow, "pier.md", "quay.md", cache=cache) == {
        "pier.md": (UNKNOWN,) * 6,
        "quay.md": (UNKNOWN,) * 2,
    }
    assert (str(UNKNOWN), UNKNOWN.committed, UNKNOWN == UNCOMMITTED) == ("unknown", False, False)
    third = LineOrigin("2026-03-01", "Cy")
    (shallow / "quay.md").write_bytes(b"# Quay\nmore\n")
    _commit(shallow, third)
    (shallow / "quay.md").write_bytes(b"# Quay\nmore\nnew\n")
    expected = {"pier.md": (UNKNOWN,) * 6, "quay.md": (UNKNOWN, third, UNCOMMITTED, third)}
    assert _blame(shallow, "pier.md", "quay.md", cache=cache) == expected
    assert _blame(shallow, "pier.md", "quay.md", cache=cache) == expected  # as it was kept


@needs_git
def test_with_the_whole_history_what_was_kept_of_a_part_is_forgotten(
    root: Path, shallow: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    _blame(shallow, "pier.md", cache=cache)
    _git(shallow, "fetch", "-q", "--unshallow")
    assert _blame(shallow, "pier.md", cache=cache) == _blame(root, "pier.md")


@needs_git
def test_a_first_commit_is_a_date_in_a_shallow_clone_too(root: Path, tmp_path: Path) -> None:
    """Of two lines, the longer one is cut off."""
    top = root.parent
    _git(top, "checkout", "-q", "--orphan", "other")
    _git(top, "rm", "-rqf", ".")
    root.mkdir(exist_ok=True)
    (root / "dock.md").write_bytes(b"# Dock\n")
    cy = LineOrigin("2026-03-01", "Cy")
    _commit(root, cy)
    _git(top, "merge", "-q", "--allow-unrelated-histories", "--no-ff", "-m", "merge", "main")
    _git(tmp_path, "clone", "-q", "--depth=3", f"file://{top}", "shallow")
    assert _blame(tmp_path / "shallow" / "specs", "dock.md", "quay.md") == {
        "dock.md": (cy, cy),
        "quay.md": (UNKNOWN, UNKNOWN),
    }


@needs_git
def test_why_git_does_not_tell_is_said_once(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [(name, (root / name).read_bytes()) for name in ("pier.md", "quay.md")]
    objects = root.parent / ".git" / "objects"
    why: list[str] = []

    def asked() -> Blame:
        why.clear()
        return dict(blame(root, files, cache=tmp_path / "none", refused=why.append))

    assert None not in asked().values() and why == []
    shutil.rmtree(tmp_path / "none")
    first = _git(root, "rev-parse", "HEAD~1:specs").strip()
    (objects / first[:2] / first[2:]).unlink()
    assert asked() == {"pier.md": None, "quay.md": None}
    assert len(why) == 1 and first in why[0]
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert asked() == {"pier.md": None, "quay.md": None}
    assert why == [f"detected dubious ownership in repository at '{os.path.realpath(root.parent)}'"]
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    assert asked() == {"pier.md": None, "quay.md": None}
    assert why == ["git is not installed"]


# -- what git prints


HEADER = b"%s 1 1 1\nauthor %s\nauthor-mail <a@b>\nauthor-time %s\nauthor-tz %s\nsummary author x\nfilename f\n\t%s\n"


def _said(
    name: bytes = b"Ada", time: bytes = b"1767652200", zone: bytes = b"-0800", text: bytes = b"x"
) -> bytes:
    return HEADER % (b"a" * 40, name, time, zone, text)


@pytest.mark.parametrize(
    "said, expected",
    [
        (_said(), LineOrigin("2026-01-05", "Ada")),
        (_said(zone=b"+0530"), LineOrigin("2026-01-06", "Ada")),
        (_said(zone=b"nonsense"), LineOrigin("", "Ada")),
        (_said(zone=b"+9999"), LineOrigin("", "Ada")),
        (_said(time=b"9" * 30), LineOrigin("", "Ada")),
        (_said(time=b"-9" * 30), LineOrigin("", "Ada")),
        (_said(name=b"\x1b[31mA\x07da\xc2\x9b  \xe2\x80\xaeL"), LineOrigin("2026-01-05", "[31mA da L")),
        (_said(name=b"\xff\xfe"), LineOrigin("2026-01-05", "��")),
        (_said(name=b""), LineOrigin("2026-01-05", "somebody")),
        (_said(name=b"a" * 500), LineOrigin("2026-01-05", "a" * 80)),
        (b"b" * 64 + b" 1 1\n\tx\n", UNCOMMITTED),
        (b"\tx\n", UNCOMMITTED),
    ],
)
def test_fields_that_are_odd_or_missing(said: bytes, expected: LineOrigin) -> None:
    assert line_origins(parse_porcelain(said), b"x") == (expected,)


def test_a_line_that_looks_like_a_header_is_text() -> None:
    header = b"c" * 40 + b" 9 9 9"
    said = _said(text=header) + b"a" * 40 + b" 2 2\n\t\tauthor Eve\n"
    ada = LineOrigin("2026-01-05", "Ada")
    assert line_origins(parse_porcelain(said), header + b"\n\tauthor Eve\n") == (ada, ada, ada)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [b"a" * 40 + b" 1 1 1", b"author A", b"author-time 5", b"author-tz +01", b"\t", b"\tx\ry\r"]
            ),
            st.binary(max_size=20),
        ),
        max_size=20,
    ),
    st.binary(max_size=60),
)
def test_whatever_git_prints_every_line_has_an_answer(said: list[bytes], data: bytes) -> None:
    found = line_origins(parse_porcelain(b"\n".join(said)), data)
    assert len(found) == len(LineIndex(data.decode("latin-1")).starts)
