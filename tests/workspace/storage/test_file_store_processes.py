"""Promises 3, 4 and 6 with real processes, real kill -9, and really full and really read-only disks."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from specui.workspace.storage.errors import StorageError
from specui.workspace.storage.file_store import load, save, sweep
from specui.workspace.storage.temporary_files import is_ours

# `SPECUI_KILLS=1000 SPECUI_KILL_BYTES=4000000 pytest tests/workspace/storage/test_file_store_processes.py -s` is the promise.
KILLS = int(os.environ.get("SPECUI_KILLS", "60"))
KILL_BYTES = int(os.environ.get("SPECUI_KILL_BYTES", "400000"))

CHECKOUT = Path(__file__).parents[3]

KILL_LOOP = """
import json, os, random, signal, sys, time
from pathlib import Path
from specui.workspace.storage import temporary_files as temporary
from specui.workspace.storage.file_store import is_ours, load, save, sweep

path, kills, size, named = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "named"
if named:
    temporary._UNNAMED = 0
contents = [b"a" * size, b"b" * (size * 3 // 4)]
path.write_bytes(contents[0])
os.link(path, path.with_name("twin.md")) if sys.argv[5] == "linked" else None
counts = {"torn": 0, "leftovers": 0, "unswept": 0, "old": 0, "new": 0}
dice = random.Random(1)

def save_on_and_on():
    held = load(path).data
    while True:
        held = save(path, contents[held == contents[0]], expected=held).data
        os.write(said, b".")

for number in range(kills):
    heard, said = os.pipe()
    before = path.read_bytes()
    child = os.fork()
    if child == 0:
        save_on_and_on()
    if number % 2:  # half of them are killed after a finished save, however slow the machine is
        os.read(heard, 1)
    time.sleep(dice.random() * (0.01 + size / 50_000_000))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(heard)
    os.close(said)
    if sys.argv[5] == "alone":
        counts["torn"] += path.read_bytes() not in contents
    counts["leftovers"] += any(is_ours(name) for name in os.listdir(path.parent))
    sweep(path.parent)
    counts["torn"] += path.read_bytes() not in contents
    counts["unswept"] += any(is_ours(name) for name in os.listdir(path.parent))
    counts["old" if path.read_bytes() == before else "new"] += 1
print(json.dumps(counts))
"""


@pytest.mark.parametrize("links", ["alone", "linked"])
@pytest.mark.parametrize("staging", ["unnamed", "named"])
def test_a_killed_save_leaves_the_old_file_or_the_new(tmp_path: Path, staging: str, links: str) -> None:
    path = tmp_path / "spec.md"
    counts = json.loads(_python(KILL_LOOP, path, KILLS, KILL_BYTES, staging, links))
    print(f"\n{KILLS} kills of a save of {KILL_BYTES:,} bytes, {staging}, {links}: {counts}")
    assert counts["torn"] == 0
    assert counts["unswept"] == 0
    if staging == "unnamed" and links == "alone":
        assert counts["leftovers"] <= KILLS // 10
    assert counts["old"] + counts["new"] == KILLS
    assert counts["new"] > 0, "no save was ever finished: the kills came too early to show anything"


TICK = """
import sys
from pathlib import Path
from specui.workspace.storage.file_store import update

path, which, boxes = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
sys.stdin.readline()
for box in range(boxes):
    number = b"- [ ] process %d, box %d\\n" % (which, box)
    update(path, lambda data: data.replace(number, number.replace(b"[ ]", b"[x]")))
"""


@pytest.mark.parametrize("links", ["alone", "through-links", "hard-linked"])
def test_eight_processes_lose_no_tick(tmp_path: Path, links: str) -> None:
    processes, boxes = 8, 12
    folder = tmp_path / "specs"
    folder.mkdir()
    path = folder / "spec.md"
    lines = [f"- [ ] process {which}, box {box}\n" for box in range(boxes) for which in range(processes)]
    path.write_text("".join(lines), encoding="utf-8")
    names = [path] * processes
    if links != "alone":
        names = [tmp_path / f"{which}" / "other.md" for which in range(processes)]
        for name in names:
            name.parent.mkdir()
            if links == "hard-linked":
                os.link(path, name)
            else:
                name.symlink_to(path)
    running = [_start(TICK, name, which, boxes) for which, name in enumerate(names)]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    text = path.read_text(encoding="utf-8")
    print(f"\n{processes} processes, {links}: {text.count('[x]')} of {processes * boxes} ticks kept")
    assert text == "".join(lines).replace("[ ]", "[x]")
    assert os.listdir(folder) == ["spec.md"]


# ------------------------------------------------------------------------------------ real disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if _mount("-t", "tmpfs", "-o", "size=64k", "none", str(disk)) != 0:
        pytest.skip("may not mount a file system here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("links", ["alone", "linked"])
def test_a_full_disk(small_disk: Path, links: str) -> None:
    path = small_disk / "spec.md"
    old = b"old " * 2_000
    path.write_bytes(old)
    if links == "linked":
        os.link(path, small_disk / "twin.md")
    with pytest.raises(StorageError) as caught:
        save(path, b"new" * 20_000, expected=old)
    assert str(caught.value) == f"{path} was not saved: the disk is full; free some space and try again."
    assert load(path).data == old
    assert not [name for name in os.listdir(small_disk) if is_ours(name)]
    with pytest.raises(StorageError, match="the disk is full"):
        save(small_disk / "more.md", bytes(65_000), expected=None)
    assert not (small_disk / "more.md").exists()
    assert save(path, b"shorter", expected=old).data == load(path).data == b"shorter"


def test_a_read_only_file_system(small_disk: Path) -> None:
    path = small_disk / "spec.md"
    path.write_bytes(b"old")
    assert _mount("-o", "remount,ro", str(small_disk)) == 0
    for target, expected in ((path, b"old"), (small_disk / "new.md", None)):
        with pytest.raises(StorageError) as caught:
            save(target, b"new", expected=expected)
        assert str(caught.value) == (
            f"{target} was not saved: the file system is read-only; mount it writable or work on a copy."
        )
    assert load(path).data == b"old"
    assert sweep(small_disk).removed == ()


AS_NOBODY = """
import os, sys
from pathlib import Path
from specui.workspace.storage.file_store import StorageError, load, save
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for argument in sys.argv[1:]:
    path = Path(argument)
    try:
        save(path, b"new", expected=b"old")
    except StorageError as error:
        print(str(error).removeprefix(argument))
    else:
        print(path.stat().st_uid, oct(path.stat().st_mode & 0o777), path.read_bytes())
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user")
def test_another_users_files_and_folders(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    cases = {
        "theirs": (0o755, 0o644),
        "may-write": (0o755, 0o666),
        "hidden": (0o700, 0o644),
        "shared": (0o777, 0o666),
    }
    paths = []
    for name, (folder_mode, file_mode) in cases.items():
        path = tmp_path / name / "spec.md"
        path.parent.mkdir()
        path.write_bytes(b"old")
        path.chmod(file_mode)
        path.parent.chmod(folder_mode)
        paths.append(path)
    lines = _python(AS_NOBODY, *paths).splitlines()
    denied = (
        " was not saved: permission is denied; ask for access to the file and its folder, then try again."
    )
    marked = " was not saved: it is marked read-only; make it writable (chmod u+w) and try again."
    assert lines == [marked, denied, denied, "65534 0o666 b'new'"]
    assert [path.read_bytes() for path in paths] == [b"old", b"old", b"old", b"new"]


def _mount(*arguments: str) -> int:
    if os.geteuid() != 0:
        return 1
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode


def _start(program: str, *arguments: object) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def _python(program: str, *arguments: object) -> str:
    process = _start(program, *arguments)
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return output
