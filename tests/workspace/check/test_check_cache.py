"""What was found last time counts while nothing has changed, and only then; a cache that is damaged counts for nothing."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from specui.rules.diagnostic import Severity
from specui.rules.rule import Settings
from specui.workspace.check import check_cache as module
from specui.workspace.check.check_cache import Cache
from specui.workspace.check.parallel_check import Target
from specui.workspace.files.spec_file import Context
from specui.workspace.state import cache_file

DAY = date(2026, 1, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def targets(tmp_path: Path) -> list[Target]:
    context = Context(DAY, ())
    paths = [tmp_path / f"spec-{number}.md" for number in range(3)]
    for path in paths:
        path.write_text(f"# {path.name}\n", encoding="utf-8")
    return [Target(str(path), path.name, context) for path in paths]


@pytest.fixture
def _any_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust files that have just been written, since a test cannot set back the time of an inode."""
    monkeypatch.setattr(module, "_TICK", -(10**12))


def recalled(folder: Path, targets: list[Target], *asked: object) -> list[Any]:
    return Cache(asked, folder).recall(targets)


def remember(folder: Path, targets: list[Target], results: list[Any]) -> None:
    cache = Cache((), folder)
    cache.recall(targets)
    cache.remember(targets, results)


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


@pytest.mark.usefixtures("_any_age")
def test_what_has_not_changed_is_known(folder: Path, targets: list[Target]) -> None:
    assert recalled(folder, targets) == [None, None, None]
    remember(folder, targets, [(1, "a"), (2, "b"), None])
    assert recalled(folder, targets) == [(1, "a"), (2, "b"), None]
    assert recalled(folder, targets[1:]) == [(2, "b"), None]


@pytest.mark.usefixtures("_any_age")
def test_a_change_of_the_file_is_seen(folder: Path, targets: list[Target]) -> None:
    remember(folder, targets, [1, 2, 3])
    changed, gone, replaced = (Path(target.filename) for target in targets)
    status = changed.stat()
    changed.write_bytes(changed.read_bytes().upper())
    os.utime(changed, ns=(status.st_atime_ns, status.st_mtime_ns))  # same size, same time, another inode time
    gone.unlink()
    copy = replaced.with_suffix(".new")
    copy.write_bytes(replaced.read_bytes())
    copy.replace(replaced)
    assert recalled(folder, targets) == [None, None, None]


@pytest.mark.usefixtures("_any_age")
@pytest.mark.parametrize(
    "context",
    [
        Context(DAY + timedelta(days=1), ()),
        Context(DAY, (), Settings({"missing-section": Severity.INFO})),
        Context(DAY, (), Settings({}, 30)),
        Context(DAY, (), named=True),
        Context(DAY, (), is_template=True),
    ],
)
def test_what_a_file_is_judged_by_counts(folder: Path, targets: list[Target], context: Context) -> None:
    remember(folder, targets, [1, 2, 3])
    assert recalled(folder, [targets[0]._replace(context=context), *targets[1:]]) == [None, 2, 3]


@pytest.mark.usefixtures("_any_age")
def test_how_it_is_asked_counts(
    folder: Path, targets: list[Target], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(folder, targets, [1, 2, 3])
    assert recalled(folder, [targets[0]._replace(name="other.md"), *targets[1:]]) == [None, 2, 3]
    assert recalled(folder, targets, "full") == [None, None, None]
    monkeypatch.chdir(tmp_path)
    assert recalled(folder, targets) == [None, None, None]


@pytest.mark.usefixtures("_any_age")
def test_another_state_of_the_program_counts(
    folder: Path, targets: list[Target], monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(folder, targets, [1, 2, 3])
    monkeypatch.setattr(module, "program_stamp", lambda: 1)
    assert recalled(folder, targets) == [None, None, None]


def test_a_file_that_has_just_been_written_is_read_again(folder: Path, targets: list[Target]) -> None:
    remember(folder, targets, [1, 2, 3])
    assert recalled(folder, targets) == [None, None, None]


@pytest.mark.usefixtures("_any_age")
def test_a_link_is_followed_each_time(folder: Path, targets: list[Target], tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to("spec-0.md")
    link = targets[0]._replace(filename=str(tmp_path / "link.md"))
    remember(folder, [link, *targets[1:]], [1, 2, 3])
    assert recalled(folder, [link, *targets[1:]]) == [None, 2, 3]


@pytest.mark.usefixtures("_any_age")
def test_only_the_user_may_look_into_it(folder: Path, targets: list[Target]) -> None:
    remember(folder, targets, [1, 2, 3])
    assert folder.stat().st_mode & 0o777 == 0o700
    assert only_file(folder).stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("_any_age")
def test_only_so_many_ways_of_asking_are_kept(
    folder: Path, targets: list[Target], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_file, "_MOST_FILES", 2)
    for number in range(4):
        cache = Cache((number,), folder)
        cache.recall(targets)
        cache.remember(targets, [number] * 3)
        os.utime(folder / cache._name, ns=(number, number))
    assert recalled(folder, targets, 3) == [3, 3, 3]
    assert recalled(folder, targets, 0) == [None, None, None]
    assert len(list(folder.iterdir())) == 2


@pytest.mark.usefixtures("_any_age")
def test_a_place_that_cannot_be_written_is_no_failure(targets: list[Target], tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    remember(tmp_path / "taken", targets, [1, 2, 3])
    assert recalled(tmp_path / "taken", targets) == [None, None, None]


@pytest.mark.usefixtures("_any_age")
def test_a_damaged_cache_counts_for_nothing(folder: Path, targets: list[Target]) -> None:
    remember(folder, targets, [1, 2, 3])
    path = only_file(folder)
    whole = path.read_bytes()

    @given(st.integers(0, len(whole) - 1), st.integers(1, 255))
    def spoil(place: int, by: int) -> None:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ by]) + whole[place + 1 :])
        assert recalled(folder, targets) == [None, None, None]

    @given(st.integers(0, len(whole) - 1))
    def cut(length: int) -> None:
        path.write_bytes(whole[:length])
        assert recalled(folder, targets) == [None, None, None]

    spoil()
    cut()
    path.write_bytes(whole)
    assert recalled(folder, targets) == [1, 2, 3]
