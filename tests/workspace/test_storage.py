"""Promises 1, 2, 5, 6 and 13 for one file and one process."""

import fcntl
import os
import socket
import stat
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.workspace import locks, reading, storage, temporary
from specui.workspace.storage import (
    Changed,
    Loaded,
    StorageError,
    digest_of,
    is_ours,
    load,
    save,
    sweep,
    update,
)

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="gives files to other users")


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
        assert str(caught.value) == f"{spec} was changed by someone else; read it again before saving."
    assert spec.read_bytes() == theirs


def test_a_file_that_went_away_or_came_is_noticed(spec: Path) -> None:
    old = spec.read_bytes()
    with pytest.raises(Changed) as came:
        save(spec, b"mine", expected=None)
    assert came.value.current == old
    spec.unlink()
    with pytest.raises(Changed, match="no longer there") as went:
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

    monkeypatch.setattr(temporary.Staged, "appear", _then(temporary.Staged.appear, interfere))
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
    with locks.locked_folder(str(spec.parent)), pytest.raises(StorageError, match="kept the folder locked"):
        save(spec, b"new", expected=spec.read_bytes())


# ------------------------------------------------------------------------------------ metadata and links


@pytest.mark.parametrize("unnamed", [True, False])
def test_mode_attributes_and_owner_stay(spec: Path, monkeypatch: pytest.MonkeyPatch, unnamed: bool) -> None:
    if not unnamed:
        monkeypatch.setattr(temporary, "_UNNAMED", 0)
    spec.chmod(0o4751)
    os.setxattr(spec, "user.reviewed", b"yes\0no")
    save(spec, b"new", expected=spec.read_bytes())
    assert stat.S_IMODE(spec.stat().st_mode) == 0o4751
    assert os.getxattr(spec, "user.reviewed") == b"yes\0no"


@needs_root
def test_the_owner_stays(spec: Path) -> None:
    os.chown(spec, 12345, 54321)
    save(spec, b"new", expected=spec.read_bytes())
    assert (spec.stat().st_uid, spec.stat().st_gid) == (12345, 54321)


def test_a_new_file_gets_the_mode_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain.md").touch()
    save(tmp_path / "new.md", b"new", expected=None)
    assert (tmp_path / "new.md").stat().st_mode == (tmp_path / "plain.md").stat().st_mode
    assert (tmp_path / "new.md").stat().st_nlink == 1


def test_a_chain_of_links_is_followed_and_kept(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real.md"
    real.parent.mkdir()
    real.write_bytes(b"old")
    middle = tmp_path / "middle.md"
    middle.symlink_to("elsewhere/real.md")
    link = tmp_path / "link.md"
    link.symlink_to(middle)
    assert save(link, b"new", expected=load(link).digest).path == link
    assert link.is_symlink()
    assert middle.is_symlink()
    assert not real.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_hard_linked_file_is_written_where_it_stands(spec: Path) -> None:
    twin = spec.with_name("twin.md")
    os.link(spec, twin)
    inode = spec.stat().st_ino
    for data in (b"longer " * 100, b"short", b""):
        saved = save(spec, data, expected=spec.read_bytes())
        assert twin.read_bytes() == spec.read_bytes() == data
        assert spec.stat().st_ino == twin.stat().st_ino == saved.stat.inode == inode
        assert load(spec) == saved
    assert sorted(os.listdir(spec.parent)) == ["spec.md", "twin.md"]


@pytest.mark.parametrize("cut", [0, 1, 5, 4096, 9000], ids=lambda cut: f"after {cut} bytes")
@pytest.mark.parametrize("sizes", [(6000, 10000), (10000, 6000)], ids=["growing", "shrinking"])
def test_a_write_in_place_that_was_cut_short_is_finished(
    tmp_path: Path, cut: int, sizes: tuple[int, int]
) -> None:
    old, new = b"o" * sizes[0], b"n" * sizes[1]
    spec = tmp_path / "spec.md"
    spec.write_bytes(new[:cut] + old[min(cut, len(new)) :])
    os.link(spec, tmp_path / "twin.md")
    _leave_backup(spec, old, new)
    swept = sweep(tmp_path)
    assert spec.read_bytes() == (old if cut == 0 else new)
    assert len(swept.removed) == 2
    assert sorted(os.listdir(tmp_path)) == ["spec.md", "twin.md"]


def test_a_backup_is_kept_where_somebody_else_wrote_since(spec: Path) -> None:
    spec.write_bytes(b"theirs")
    os.link(spec, spec.with_name("twin.md"))
    _leave_backup(spec, b"old text", b"new text")
    swept = sweep(spec.parent)
    assert not swept.removed
    assert len(swept.kept) == 2
    assert spec.read_bytes() == b"theirs"


# ------------------------------------------------------------------------------------ refusals


def test_what_is_not_a_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "dangling.md").symlink_to("nowhere.md")
    (tmp_path / "circle.md").symlink_to("circle.md")
    (tmp_path / "to-pipe.md").symlink_to("pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.md"))
        expected = {
            "pipe.md": "is a named pipe, not a file",
            "to-pipe.md": "is a named pipe, not a file",
            "folder.md": "is a folder, not a file",
            "dangling.md": "is a link to nowhere.md, which is not there",
            "circle.md": "is a link to circle.md, which is not there",
            "zero.md": "is a device, not a file",
            "socket.md": "is a socket, not a file",
            "missing.md": "cannot be read: it or its folder does not exist",
            "missing/spec.md": "cannot be read: it or its folder does not exist",
        }
        for name, sentence in expected.items():
            for attempt in (load, lambda path: load(path, within=tmp_path), _save_anything):
                error = _at_once(attempt, tmp_path / name)
                assert isinstance(error, StorageError), name
                assert str(error).startswith(str(tmp_path / name)), name
                if attempt is load:
                    assert sentence in str(error)


def test_a_pipe_put_in_the_place_of_a_file_does_not_hang(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Path] = []

    def refuse_late(status: os.stat_result, path: Path) -> None:
        if not calls:
            calls.append(path)
            _swap_for_pipe(path)
            return
        real(status, path)

    real = reading._refuse_kind
    monkeypatch.setattr(reading, "_refuse_kind", refuse_late)
    error = _at_once(load, spec)
    assert isinstance(error, StorageError)
    assert "named pipe" in str(error)


def test_a_large_file_is_refused_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SIZE_LIMIT", 1000)
    monkeypatch.setattr(storage, "SIZE_LIMIT", 1000)
    path = tmp_path / "spec.md"
    save(path, bytes(1000), expected=None)
    assert len(load(path).data) == 1000
    with pytest.raises(StorageError, match=r"has 1,001 bytes and specui takes at most"):
        save(path, bytes(1001), expected=bytes(1000))
    path.write_bytes(bytes(1001))
    with pytest.raises(StorageError, match=r"has 1,001 bytes and specui takes at most"):
        load(path)


def test_a_link_that_leaves_the_fence_is_not_followed(tmp_path: Path) -> None:
    fence = tmp_path / "repository"
    (fence / "specs").mkdir(parents=True)
    outside = tmp_path / "repository-of-others" / "secret.md"
    outside.parent.mkdir()
    outside.write_bytes(b"secret")
    (fence / "specs" / "link.md").symlink_to(outside)
    (fence / "folder").symlink_to(outside.parent)
    for path in (
        fence / "specs" / "link.md",
        fence / "folder" / "secret.md",
        fence / ".." / outside.parent.name / "secret.md",
    ):
        with pytest.raises(StorageError, match="leads outside"):
            load(path, within=fence)
        with pytest.raises(StorageError, match="leads outside"):
            save(path, b"mine", expected=b"secret", within=fence)
        with pytest.raises(StorageError, match="leads outside"):
            update(path, bytes.upper, within=fence)
    (fence / "specs" / "good.md").write_bytes(b"good")
    assert update(fence / "specs" / "good.md", bytes.upper, within=fence).data == b"GOOD"
    assert load(fence / "specs" / ".." / "specs" / "good.md", within=fence).data == b"GOOD"
    assert outside.read_bytes() == b"secret"


def test_a_read_only_mark_is_respected(spec: Path) -> None:
    old = spec.read_bytes()
    spec.chmod(0o444)
    with pytest.raises(StorageError) as caught:
        save(spec, b"new", expected=old)
    sentence = f"{spec} was not saved: it is marked read-only; make it writable (chmod u+w) and try again."
    assert str(caught.value) == sentence
    assert spec.read_bytes() == old
    assert os.listdir(spec.parent) == ["spec.md"]


# ------------------------------------------------------------------------------------ leftovers


@pytest.mark.parametrize(
    "name", ["spec.md", "ß – ✅.md", "x" * 255, "é" * 127, "new\nline.md", "a.specui-1-aaaaaaaa.tmp"]
)
def test_our_temporary_files_are_known_by_name(name: str) -> None:
    temporary_name = temporary.name_beside(name)
    assert is_ours(temporary_name)
    assert is_ours(Path("somewhere") / temporary_name)
    assert len(os.fsencode(temporary_name)) <= 255
    served = temporary.name_served(temporary_name)
    assert served is not None
    assert os.fsencode(name).startswith(os.fsencode(served))
    assert not is_ours(name)


@pytest.mark.parametrize(
    "name", ["", ".specui-1-aaaaaaaa.tmp", ".spec.md.swp", "spec.md.specui-1-aaaaaaaa.tmp", ".a.specui-x.tmp"]
)
def test_others_are_not_ours(name: str) -> None:
    assert not is_ours(name)


def test_a_sweep_removes_only_our_files_and_only_when_nobody_writes(spec: Path) -> None:
    leftover = spec.with_name(temporary.name_beside(spec.name))
    leftover.write_bytes(b"half")
    other = spec.with_name(".spec.md.swp")
    other.touch()
    folder = spec.with_name(temporary.name_beside("folder"))
    folder.mkdir()
    with locks.locked_folder(str(spec.parent)):
        assert sweep(spec.parent) == storage.Swept()
        assert leftover.exists()
    swept = sweep(spec.parent)
    assert swept == storage.Swept((leftover.name,), (folder.name,))
    assert sorted(spec.parent.iterdir()) == sorted([spec, other, folder])


def test_a_second_name_left_by_a_killed_creation_is_no_hard_link(spec: Path) -> None:
    os.link(spec, spec.with_name(temporary.name_beside(spec.name)))
    inode = spec.stat().st_ino
    save(spec, b"new", expected=spec.read_bytes())
    assert os.listdir(spec.parent) == ["spec.md"]
    assert spec.stat().st_ino != inode


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
    fresh = spec.with_name(temporary.name_beside(spec.name))
    fresh.touch()
    test_threads_lose_no_update(spec)
    assert len(os.listdir(state / "locks")) == 1
    assert stat.S_IMODE((state / "locks").stat().st_mode) == 0o700
    assert sweep(spec.parent).kept == (fresh.name,)  # it may be another machine's: age tells
    os.utime(fresh, (0, 0))
    assert sweep(spec.parent).removed == (fresh.name,)


def test_without_hard_links_a_new_file_is_still_made_exclusively(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporary, "_UNNAMED", 0)

    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", no_links)
    path = tmp_path / "new.md"
    assert save(path, b"new", expected=None) == load(path)
    with pytest.raises(Changed):
        save(path, b"newer", expected=None)
    assert os.listdir(tmp_path) == ["new.md"]


# ------------------------------------------------------------------------------------ helpers


def _ours(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if is_ours(name)]


def _then(function: Callable[..., object], after: Callable[[], object]) -> Callable[..., object]:
    def both(*arguments: object) -> object:
        result = function(*arguments)
        after()
        return result

    return both


def _save_anything(path: Path) -> Loaded:
    return save(path, b"new", expected=b"old")


def _swap_for_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _at_once(attempt: Callable[[Path], Loaded], path: Path) -> BaseException | None:
    """What the attempt raises; a hang is a failure."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            attempt(path)
        except BaseException as error:  # noqa: BLE001 - it is looked at below
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive(), f"{path} was waited for"
    return raised[0] if raised else None


def _leave_backup(spec: Path, old: bytes, new: bytes) -> None:
    coming = spec.with_name(temporary.name_beside(spec.name))
    coming.write_bytes(new)
    coming.with_name(coming.name.removesuffix(temporary.TEMPORARY) + temporary.BACKUP).write_bytes(old)
