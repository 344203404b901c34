"""Our own files beside a spec: known by name, swept, and what is done where there are none."""

import os
from pathlib import Path

import pytest

from specui.workspace.storage import file_store as storage, folder_lock as locks, temporary_files as temporary
from specui.workspace.storage.errors import Changed
from specui.workspace.storage.file_store import load, save, sweep
from specui.workspace.storage.temporary_files import is_ours


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.md"
    path.write_bytes(b"- [ ] one\r\n- [ ] two\n")
    return path


@pytest.mark.parametrize(
    "name", ["spec.md", "ß – ✅.md", "x" * 255, "é" * 127, "new\nline.md", "a.specui-1-aaaaaaaa.tmp"]
)
def test_our_temporary_files_are_known_by_name(name: str) -> None:
    temporary_name = temporary.temporary_name(name)
    assert is_ours(temporary_name)
    assert is_ours(Path("somewhere") / temporary_name)
    assert len(os.fsencode(temporary_name)) <= 255
    served = temporary.target_name(temporary_name)
    assert served is not None
    assert os.fsencode(name).startswith(os.fsencode(served))
    assert not is_ours(name)


@pytest.mark.parametrize(
    "name", ["", ".specui-1-aaaaaaaa.tmp", ".spec.md.swp", "spec.md.specui-1-aaaaaaaa.tmp", ".a.specui-x.tmp"]
)
def test_others_are_not_ours(name: str) -> None:
    assert not is_ours(name)


def test_a_sweep_removes_only_our_files_and_only_when_nobody_writes(spec: Path) -> None:
    leftover = spec.with_name(temporary.temporary_name(spec.name))
    leftover.write_bytes(b"half")
    other = spec.with_name(".spec.md.swp")
    other.touch()
    folder = spec.with_name(temporary.temporary_name("folder"))
    folder.mkdir()
    with locks.locked_folder(str(spec.parent)):
        assert sweep(spec.parent) == storage.SweepResult()
        assert leftover.exists()
    swept = sweep(spec.parent)
    assert swept == storage.SweepResult((leftover.name,), (folder.name,))
    assert sorted(spec.parent.iterdir()) == sorted([spec, other, folder])


def test_a_second_name_left_by_a_killed_creation_is_no_hard_link(spec: Path) -> None:
    os.link(spec, spec.with_name(temporary.temporary_name(spec.name)))
    inode = spec.stat().st_ino
    save(spec, b"new", expected=spec.read_bytes())
    assert os.listdir(spec.parent) == ["spec.md"]
    assert spec.stat().st_ino != inode


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
