"""`specui tick` and `untick`: one byte per item, the right item or none, also with other writers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.corpus import CHECKOUT

TEXT = """# Production Spec: Locks

## 3. Acceptance Criteria

### Functional
- [ ] Opens with a key
- [x] Closes by itself
- [ ] Counts visitors

### Performance ⚡
- [ ] Opens within 300 ms
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "locks.md"
    path.write_bytes(TEXT.encode())
    return path


def changed(spec: Path) -> list[tuple[int, int, int]]:
    """Return offset, old and new of each byte that is not what it was; the length must be."""
    before, after = TEXT.encode(), spec.read_bytes()
    assert len(before) == len(after)
    return [(at, old, new) for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]


def test_a_tick_changes_one_byte(run: Run, spec: Path) -> None:
    result = run("tick", "locks.md", "functional/1")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "locks.md:6 functional/1 ticked: Opens with a key\n"
    assert changed(spec) == [(TEXT.encode().index(b"[ ] Opens with a key") + 1, ord(" "), ord("x"))]


def test_several_items_by_address_ref_and_line(run: Run, spec: Path) -> None:
    ref = next(
        line.split()[2]
        for line in run("show", spec, "--format", "text").stdout.splitlines()
        if "visitors" in line
    )
    assert ref.startswith("functional/3~")
    assert run("tick", spec, ref, "L6", "performance/1", "functional/1").exit_code == 0
    assert spec.read_text(encoding="utf-8") == TEXT.replace("[ ]", "[x]")


def test_untick_is_the_way_back(run: Run, spec: Path) -> None:
    run("tick", spec, "functional/1", "performance/1")
    run("untick", spec, "functional/1", "performance/1")
    assert spec.read_bytes() == TEXT.encode()


def test_what_is_ticked_already_is_fine_and_not_written(run: Run, spec: Path) -> None:
    before = spec.stat()
    result = run("tick", spec, "functional/2")
    assert result.exit_code == 0
    assert "is already ticked" in result.stderr
    assert (spec.stat().st_ino, spec.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_dry_run_prints_the_diff_and_writes_nothing(run: Run, spec: Path) -> None:
    result = run("tick", "locks.md", "functional/1", "--dry-run")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:2] == ["--- a/locks.md", "+++ b/locks.md"]
    assert {"-- [ ] Opens with a key", "+- [x] Opens with a key"} <= set(lines)
    assert spec.read_bytes() == TEXT.encode()


def test_a_ref_follows_its_item(run: Run, spec: Path) -> None:
    ref = next(
        line.split()[2]
        for line in run("show", spec, "--format", "text").stdout.splitlines()
        if "visitors" in line
    )
    spec.write_text(
        TEXT.replace("- [ ] Opens with a key\n", "- [ ] New\n- [ ] Opens with a key\n"), encoding="utf-8"
    )
    assert run("tick", spec, ref).exit_code == 0
    assert "- [x] Counts visitors" in spec.read_text(encoding="utf-8")
    assert "- [ ] New" in spec.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "item", ["functional/9", "functional/1~0000", "L2", "nothing/1", "~", "functional/1 "[::-1]]
)
def test_what_is_not_there_is_refused_and_nothing_is_written(run: Run, spec: Path, item: str) -> None:
    result = run("tick", spec, "performance/1", item)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert spec.read_bytes() == TEXT.encode()


def test_a_ref_whose_item_is_gone_tells_what_stands_there(run: Run, spec: Path) -> None:
    assert "“Opens with a key” is at functional/1 now" in run("tick", spec, "functional/1~0000").stderr


def test_other_bytes_stay(run: Run, spec: Path) -> None:
    odd = (
        b"\xef\xbb\xbf"
        + TEXT.encode().replace(b"\n", b"\r\n", 5)
        + b"\0\x0c\xe2\x80\xa8 no newline at the end  "
    )
    spec.write_bytes(odd)
    assert run("tick", spec, "functional/1").exit_code == 0
    assert spec.read_bytes() == odd.replace(b"[ ] Opens with", b"[x] Opens with", 1)


def test_what_is_not_utf_8_is_refused(run: Run, spec: Path) -> None:
    spec.write_bytes(TEXT.encode() + b"\xff")
    result = run("tick", spec, "functional/1")
    assert result.exit_code == 2
    assert "specui repair" in result.stderr
    assert spec.read_bytes().endswith(b"\xff")


def test_eight_processes_lose_no_tick(spec: Path) -> None:
    processes, each = 8, 6
    boxes = "".join(f"- [ ] Box {number}\n" for number in range(processes * each))
    spec.write_text(f"# Boxes\n\n## Functional\n{boxes}", encoding="utf-8")
    code = (
        "import sys; from click.testing import CliRunner; from specui.cli.program import program\n"
        "for item in sys.argv[2:]:\n"
        "    result = CliRunner().invoke(program, ['tick', sys.argv[1], item])\n"
        "    assert result.exit_code == 0, result.output\n"
    )
    items = [f"functional/{number + 1}" for number in range(processes * each)]
    running = [
        subprocess.Popen([sys.executable, "-c", code, spec, *items[first::processes]], cwd=CHECKOUT)
        for first in range(processes)
    ]
    assert [process.wait(60) for process in running] == [0] * processes
    text = spec.read_text(encoding="utf-8")
    assert text.count("[x]") == processes * each
    assert text == f"# Boxes\n\n## Functional\n{boxes}".replace("[ ]", "[x]")


CONFLICT = "<<<<<<< HEAD\n- [ ] Opens at night\n=======\n- [x] Opens at noon\n>>>>>>> other\n"


def test_an_item_in_a_merge_conflict_is_refused_by_name(run: Run, spec: Path) -> None:
    text = TEXT.replace("- [ ] Counts", f"{CONFLICT}- [ ] Counts")
    spec.write_bytes(text.encode())
    result = run("tick", "locks.md", "L9")
    assert result.exit_code == 2
    assert "L9 is in a merge conflict (lines 8–12); resolve the conflict first" in result.stderr
    result = run("tick", "locks.md", "functional/4")
    assert result.exit_code == 2
    assert "no functional/4 here" in result.stderr
    assert "lines 8–12 are in a merge conflict and not read" in result.stderr
    assert spec.read_bytes() == text.encode()
    assert run("tick", "locks.md", "functional/3").exit_code == 0
    assert spec.read_bytes() == text.replace("[ ] Counts", "[x] Counts").encode()


def test_show_says_which_lines_are_a_merge_conflict(run: Run, spec: Path) -> None:
    spec.write_bytes(TEXT.replace("- [ ] Counts", f"{CONFLICT}- [ ] Counts").encode())
    shown = run("show", "locks.md", "--format", "text").stdout
    assert "  Merge conflict in lines 8–12: neither side is read.\n" in shown
    assert "Opens at n" not in shown
