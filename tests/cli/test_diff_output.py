"""`--dry-run` prints a patch: applied by other programs, it gives the same bytes as specui."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

from specui.cli.diffs import write_diff
from specui.cli.output import Painter
from tests.cli.conftest import Run, Start

TEXT = "# Production Spec: Pier\n\n**Tier:** 1\n\n## 3. Acceptance Criteria\n\n- [ ] Boats land\n- [] Boats leave\n"
ODD = "\x1b]0;owned\x07 \x0c\x0b\x1c \x00 \x85 \u2028 \u202e灯\u00ad"
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]")

BYTES = {
    "plain": TEXT.encode(),
    "crlf": TEXT.replace("\n", "\r\n").encode(),
    "mixed": TEXT.replace("land\n", "land\r\n").encode(),
    "mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "no newline": TEXT.rstrip("\n").encode(),
    "no newline at the item": TEXT.partition("\n- [] ")[0].encode(),
    "carriage returns": TEXT.replace("\n\n", "\n\r\r\n").encode(),
    "controls": TEXT.replace("land", f"land {ODD}").replace("Tier:** 1", f"Tier:** 1 {ODD}").encode(),
}
NAMES = [
    "pier.md",
    "a b.md",
    "tab\there.md",
    "灯 é.md",
    'qu"ote\\.md',
    "esc\x1b[31m.md",
    "new\nline.md",
    "-p.md",
]

APPLIED_BY = [
    pytest.param(
        [name, *rest], marks=pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")
    )
    for name, *rest in (("patch", "-p1", "--quiet"), ("git", "apply", "--whitespace=nowarn"))
]


def apply(command: list[str], folder: Path, diff: bytes) -> None:
    done = subprocess.run(command, cwd=folder, input=diff, capture_output=True, check=False)
    assert done.returncode == 0, (done, diff)
    assert not list(folder.glob("*.rej")) and not list(folder.glob("*.orig"))


@pytest.mark.parametrize("command", APPLIED_BY)
@pytest.mark.parametrize("kind", BYTES)
@pytest.mark.parametrize(
    "arguments", [["tick", "L7", "--dry-run"], ["set", "tier", "2", "--dry-run"], ["check", "--diff"]]
)
def test_a_dry_run_is_a_patch_of_the_very_bytes(
    run: Run, tmp_path: Path, command: list[str], kind: str, arguments: list[str]
) -> None:
    path = tmp_path / "pier.md"
    path.write_bytes(BYTES[kind])
    verb, *rest = arguments
    diff = run(verb, "pier.md", *rest).stdout_bytes
    assert path.read_bytes() == BYTES[kind]
    run(verb, "pier.md", *(["--fix"] if verb == "check" else rest[:-1]))
    written = path.read_bytes()
    assert (written != BYTES[kind]) == bool(diff)
    path.write_bytes(BYTES[kind])
    if diff:
        apply(command, tmp_path, diff)
    assert path.read_bytes() == written


@pytest.mark.parametrize("command", APPLIED_BY)
@pytest.mark.parametrize("name", NAMES)
def test_it_names_the_file_so_that_it_is_found(
    run: Run, tmp_path: Path, command: list[str], name: str
) -> None:
    path = tmp_path / name
    path.write_text(TEXT, encoding="utf-8")
    diff = run("tick", f"./{name}", "L7", "--dry-run").stdout_bytes
    apply(command, tmp_path, diff)
    assert path.read_text(encoding="utf-8") == TEXT.replace("[ ]", "[x]")


@pytest.mark.parametrize("command", APPLIED_BY)
def test_a_new_file_comes_from_nothing(run: Run, tmp_path: Path, command: list[str]) -> None:
    diff = run("new", "Night Ferry", "--dry-run").stdout_bytes
    assert diff.startswith(b"--- /dev/null\n+++ b/night-ferry.md\n")
    apply(command, tmp_path, diff)
    data = (tmp_path / "night-ferry.md").read_bytes()
    (tmp_path / "night-ferry.md").unlink()
    run("new", "Night Ferry")
    assert (tmp_path / "night-ferry.md").read_bytes() == data


@pytest.mark.parametrize("command", APPLIED_BY)
def test_repair_of_what_is_not_utf8_is_a_patch_too(run: Run, tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("# Größe\n\nü\n".encode("latin-1"))
    diff = run("repair", "a.md", "--encoding", "latin-1", "--dry-run").stdout_bytes
    apply(command, tmp_path, diff)
    assert path.read_text(encoding="utf-8") == "# Größe\n\nü\n"


def test_with_colours_it_is_made_harmless(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pier.md").write_bytes(BYTES["controls"])
    for arguments in (["--color", "always", "tick", "pier.md", "L7", "--dry-run"],
                      ["check", "pier.md", "--diff", "--color", "always"]):  # fmt: skip
        told = run(*arguments).stdout
        assert "\x1b[32m" in told
        plain = re.sub(r"\x1b\[[0-9;]*m", "", told)
        assert "owned" in plain
        assert not CONTROLS.search(plain)
    assert ODD in run("--color", "never", "tick", "pier.md", "L7", "--dry-run").stdout


LINES = st.lists(
    st.tuples(
        st.text(st.sampled_from('ab \t-+@\\"\x1b\x0c\x85\u2028é'), max_size=4),
        st.sampled_from(["\n", "\r\n", "\n"]),
    ).map("".join),
    max_size=12,
).map("".join)


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
@settings(max_examples=40)
@given(LINES, LINES, st.sampled_from(["", "end", "\r", "\\ No newline at end of file"]), st.booleans())
@example("a\n", "b\n", "", False)
@example("--- a/x\n+++ b/x\n", "+++\n---\n", "-- ", True)
def test_whatever_the_texts_are(before: str, after: str, end: str, both: bool) -> None:
    old, new = f"top\n{before}{end if both else ''}".encode(), f"top\n{after}{end}".encode()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "a b.md")
        path.write_bytes(old)
        kept, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        try:
            write_diff(old, new, "a b.md", Painter(colors=False))
            diff = sys.stdout.buffer.getvalue()
        finally:
            sys.stdout = kept
        if old != new:
            apply(["patch", "-p1", "--quiet"], Path(place), diff)
        assert path.read_bytes() == new
        assert bool(diff) == (old != new)


def test_a_real_pipe_gets_it_whatever_the_locale(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "pier.md"
    path.write_bytes(BYTES["controls"])
    done = start("tick", "pier.md", "L7", "--dry-run", env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert ODD.encode() in done.stdout
