"""Promises 5 and 13 for one file and one process: what stays of a file, and what is refused."""

import os
import socket
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from specui.workspace.storage import (
    file_reader as reading,
    file_store as storage,
    temporary_files as temporary,
)
from specui.workspace.storage.errors import StorageError
from specui.workspace.storage.file_reader import Loaded
from specui.workspace.storage.file_store import load, save, sweep, update

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="gives files to other users")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.md"
    path.write_bytes(b"- [ ] one\r\n- [ ] two\n")
    return path


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
            "dangling.md": "is a link to nowhere.md, which does not exist",
            "circle.md": "is a link to circle.md, which does not exist",
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
    with pytest.raises(StorageError, match=r"has 1,001 bytes; specui reads at most"):
        save(path, bytes(1001), expected=bytes(1000))
    path.write_bytes(bytes(1001))
    with pytest.raises(StorageError, match=r"has 1,001 bytes; specui reads at most"):
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
        with pytest.raises(StorageError, match="link to outside"):
            load(path, within=fence)
        with pytest.raises(StorageError, match="link to outside"):
            save(path, b"mine", expected=b"secret", within=fence)
        with pytest.raises(StorageError, match="link to outside"):
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
    coming = spec.with_name(temporary.temporary_name(spec.name))
    coming.write_bytes(new)
    coming.with_name(coming.name.removesuffix(temporary.TEMPORARY) + temporary.BACKUP).write_bytes(old)
