"""Promises 1 and 6 for one file and one process: bytes, and other writers."""

import fcntl
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.workspace.storage import folder_lock as locks, temporary_files as temporary
from specui.workspace.storage.errors import Changed, StorageError
from specui.workspace.storage.file_reader import digest_of
from specui.workspace.storage.file_store import load, save, sweep, update
from specui.workspace.storage.temporary_files import is_ours


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.md"
    path.write_bytes(b"- [ ] one\r\n- [ ] two\n")
    return path


# ------------------------------------------------------------------------------------ bytes


@given(first=st.binary(max_size=300), second=st.binary(max_size=300))
def test_bytes_come_back_as_they_were_saved(
    tmp_path_factory: pytest.TempPathFactory, first: bytes, second: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "spec.md"
    created = save(path, first, expected=None)
    assert load(path) == created
    saved = save(path, second, expected=created.digest)
    assert path.read_bytes() == load(path).data == saved.data == second
    assert saved.digest == digest_of(second)


@given(data=st.binary(min_size=1, max_size=200), where=st.data())
def test_an_update_changes_what_it_changes_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, where: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("update") / "spec.md"
    path.write_bytes(data)
    at = where.draw(st.integers(0, len(data) - 1))
    update(path, lambda old: old[:at] + b"x" + old[at + 1 :])
    after = path.read_bytes()
    assert len(after) == len(data)
    assert [i for i in range(len(data)) if after[i] != data[i]] in ([], [at])


def test_the_stat_key_returned_is_the_one_on_disk(spec: Path) -> None:
    saved = save(spec, b"new", expected=spec.read_bytes())
    status = spec.stat()
    assert saved.stat == (status.st_ino, status.st_size, status.st_mtime_ns, status.st_mode)
    assert load(spec) == saved


def test_reading_and_saving_the_same_writes_nothing(spec: Path) -> None:
    before = spec.stat()
    loaded = load(spec)
    assert save(spec, loaded.data, expected=loaded.data) == loaded
    assert update(spec, bytes) == loaded
    after = spec.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )


# ------------------------------------------------------------------------------------ other writers


def test_another_content_of_the_same_size_and_time_is_noticed(spec: Path) -> None:
    loaded = load(spec)
    theirs = loaded.data.replace(b"one", b"ONE")
    spec.write_bytes(theirs)
    os.utime(spec, ns=(loaded.stat.mtime_ns, loaded.stat.mtime_ns))
    assert load(spec).stat == loaded.stat
    for expected in (loaded.data, loaded.digest):
        with pytest.raises(Changed) as caught:
            save(spec, b"mine", expected=expected)
        assert caught.value.current == theirs
        assert str(caught.value) == f"{spec} changed on disk; reload it before saving."
    assert spec.read_bytes() == theirs


def test_a_file_that_went_away_or_came_is_noticed(spec: Path) -> None:
    old = spec.read_bytes()
    with pytest.raises(Changed) as came:
        save(spec, b"mine", expected=None)
    assert came.value.current == old
    spec.unlink()
    with pytest.raises(Changed, match="no longer exists") as went:
        save(spec, b"mine", expected=old)
    assert went.value.current is None
    assert not spec.exists()


@pytest.mark.parametrize("links", [1, 2])
def test_a_foreign_writer_during_the_save_is_noticed(
    spec: Path, monkeypatch: pytest.MonkeyPatch, links: int
) -> None:
    old = spec.read_bytes()
    if links == 2:
        os.link(spec, spec.with_name("twin.md"))
    monkeypatch.setattr(
        temporary, "write_all", _then(temporary.write_all, lambda: spec.write_bytes(b"theirs"))
    )
    with pytest.raises(Changed) as caught:
        save(spec, b"mine", expected=old)
    assert caught.value.current == spec.read_bytes() == b"theirs"
    assert not _ours(spec.parent)


@pytest.mark.parametrize("what", ["written", "replaced", "removed"])
def test_a_foreign_writer_after_the_last_look_at_the_content_is_noticed(
    spec: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    old = spec.read_bytes()

    def interfere() -> None:
        if what != "written":
            spec.unlink()
        if what != "removed":
            spec.write_bytes(b"theirs")

    monkeypatch.setattr(temporary.StagedFile, "link", _then(temporary.StagedFile.link, interfere))
    with pytest.raises(Changed) as caught:
        save(spec, b"mine", expected=old)
    assert caught.value.current == (None if what == "removed" else b"theirs")
    assert not _ours(spec.parent)


def test_a_file_created_by_another_during_the_save_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.md"
    monkeypatch.setattr(
        temporary, "write_all", _then(temporary.write_all, lambda: path.write_bytes(b"theirs"))
    )
    with pytest.raises(Changed) as caught:
        save(path, b"mine", expected=None)
    assert caught.value.current == path.read_bytes() == b"theirs"


def test_an_update_is_made_again_on_what_another_wrote_meanwhile(
    spec: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = [b"theirs"]

    def write_theirs() -> None:
        if theirs:
            spec.write_bytes(theirs.pop())

    monkeypatch.setattr(temporary, "write_all", _then(temporary.write_all, write_theirs))
    assert update(spec, lambda old: old + b" and mine").data == spec.read_bytes() == b"theirs and mine"


def test_what_a_change_raises_comes_through_and_nothing_is_written(spec: Path) -> None:
    old = spec.read_bytes()

    def refuse(_data: bytes) -> bytes:
        raise OSError("not a matter of files")

    with pytest.raises(OSError, match="not a matter of files"):
        update(spec, refuse)
    assert spec.read_bytes() == old
    assert update(spec, lambda _: b"the lock is free again").data == b"the lock is free again"


def test_threads_lose_no_update(spec: Path) -> None:
    spec.write_bytes(b"")
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: update(spec, lambda old: old + bytes([n])), range(48)))
    assert sorted(spec.read_bytes()) == list(range(48))


def test_a_folder_locked_for_too_long_is_told(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.01)
    with locks.locked_folder(str(spec.parent)), pytest.raises(StorageError, match="keeps the folder locked"):
        save(spec, b"new", expected=spec.read_bytes())


def test_without_folder_locks_a_lock_in_the_state_folder_stands_in(
    spec: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    state = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("SPECUI_STATE_DIR", str(state))
    real = fcntl.flock

    def no_folders(descriptor: int, operation: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(9, "Bad file descriptor")
        real(descriptor, operation)

    monkeypatch.setattr("fcntl.flock", no_folders)
    fresh = spec.with_name(temporary.temporary_name(spec.name))
    fresh.touch()
    test_threads_lose_no_update(spec)
    assert len(os.listdir(state / "locks")) == 1
    assert stat.S_IMODE((state / "locks").stat().st_mode) == 0o700
    assert sweep(spec.parent).kept == (fresh.name,)  # it may be another machine's: age tells
    os.utime(fresh, (0, 0))
    assert sweep(spec.parent).removed == (fresh.name,)


def _ours(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if is_ours(name)]


def _then(function: Callable[..., object], after: Callable[[], object]) -> Callable[..., object]:
    def both(*arguments: object) -> object:
        result = function(*arguments)
        after()
        return result

    return both
