"""Promise 4: each call of a save fails in turn, with each errno; a whole file stands there, and nothing else."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from specui.workspace.storage import temporary_files as temporary
from specui.workspace.storage.errors import StorageError
from specui.workspace.storage.file_store import load, save, sweep
from specui.workspace.storage.temporary_files import is_ours
from tests.workspace.faults import FailingOs, failing_os

OLD = b"# Old\r\n" * 50
NEW = b"# New and longer\n" * 400
NUMBERS = [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EXDEV]


def replaced(folder: Path) -> Path:
    path = folder / "spec.md"
    path.write_bytes(OLD)
    path.chmod(0o640)
    os.setxattr(path, "user.origin", b"here")
    return path


def hard_linked(folder: Path) -> Path:
    path = replaced(folder)
    os.link(path, folder / "twin.md")
    return path


def created(folder: Path) -> Path:
    return folder / "spec.md"


@pytest.fixture(params=["unnamed", "named"])
def _staging(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "named":
        monkeypatch.setattr(temporary, "_UNNAMED", 0)


@pytest.mark.usefixtures("_staging")
@pytest.mark.parametrize("prepare", [replaced, hard_linked, created])
@pytest.mark.parametrize(
    "number, lasting",
    [*((number, False) for number in NUMBERS), (errno.ENOSPC, True), (errno.EIO, True)],
    ids=lambda value: (
        errno.errorcode.get(value, "") if not isinstance(value, bool) else ("once", "lasting")[value]
    ),
)
def test_each_failing_call_leaves_a_whole_file(
    tmp_path: Path, prepare: Callable[[Path], Path], number: int, lasting: bool
) -> None:
    expected = None if prepare is created else OLD
    calls = _calls_of_a_save(_fresh(tmp_path, "clean"), prepare, expected)
    failed = 0
    for at in range(len(calls)):
        folder = _fresh(tmp_path, str(at))
        path = prepare(folder)
        with failing_os(FailingOs(at, number, lasting=lasting)):
            try:
                save(path, NEW, expected=expected)
            except StorageError as error:
                failed += 1
                _assert_one_sentence(str(error), path)
                standing = _bytes(path)
                in_pieces = lasting and prepare is hard_linked and standing != OLD
                if in_pieces:  # neither written nor put back: the sentence names the file that has the text
                    kept = str(error).removesuffix(".").split(" is in ")[1]
                    assert Path(kept).read_bytes() == OLD
                else:
                    assert standing == expected, calls[at]
            else:
                assert path.read_bytes() == NEW, calls[at]
        if calls[at] != "unlink" and not lasting:
            assert not [name for name in os.listdir(folder) if is_ours(name)], calls[at]
        sweep(folder)
        assert not [name for name in os.listdir(folder) if is_ours(name)], calls[at]
        standing = _bytes(path)
        assert standing in (expected, NEW)
        assert save(path, NEW, expected=standing).data == NEW  # the edit is still there, and goes through now
        assert load(path).data == NEW
    assert failed >= 5, "the faults were not met"


def test_a_failed_save_says_the_disk_is_full(tmp_path: Path) -> None:
    path = replaced(tmp_path)
    writes = FailingOs()
    with failing_os(writes):
        save(path, NEW, expected=OLD)
    path.write_bytes(OLD)
    with (
        failing_os(FailingOs(writes.calls.index("write"), errno.ENOSPC)),
        pytest.raises(StorageError) as caught,
    ):
        save(path, NEW, expected=OLD)
    assert str(caught.value) == f"{path} was not saved: the disk is full; free some space and try again."
    assert caught.value.errno == errno.ENOSPC


def _calls_of_a_save(folder: Path, prepare: Callable[[Path], Path], expected: bytes | None) -> list[str]:
    path = prepare(folder)
    with failing_os(FailingOs()) as counting:
        save(path, NEW, expected=expected)
    assert path.read_bytes() == NEW
    return counting.calls


def _fresh(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _assert_one_sentence(sentence: str, path: Path) -> None:
    assert str(path) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "; " in sentence  # what; what to do
