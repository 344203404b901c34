"""Errors of a user: one line that says what, where and how to fix it; status 2; never a traceback."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Start
from tests.support.corpus import CHECKOUT

SPEC = "# Production Spec: Locks\n\n## 3. Acceptance Criteria\n\n### Functional\n- [ ] Opens\n"
ROOT = os.geteuid() == 0


def _spec(folder: Path) -> None:
    (folder / "a.md").write_text(SPEC, encoding="utf-8")


def _config(text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        _spec(folder)
        (folder / "specui.toml").write_text(text, encoding="utf-8")

    return write


def _fifo(folder: Path) -> None:
    os.mkfifo(folder / "a.md")


def _dangling(folder: Path) -> None:
    (folder / "a.md").symlink_to("nowhere.md")


def _circle(folder: Path) -> None:
    (folder / "a.md").symlink_to("a.md")


def _folder(folder: Path) -> None:
    (folder / "a.md").mkdir()


def _socket(folder: Path) -> None:
    before = Path.cwd()
    os.chdir(folder)  # a socket's path has to be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("a.md")
    finally:
        os.chdir(before)


def _not_utf_8(folder: Path) -> None:
    (folder / "a.md").write_bytes(SPEC.encode() + b"\xff\n")


def _read_only(folder: Path) -> None:
    (folder / "a.md").write_text(SPEC.replace("### F", "### \u00e2\u0153\u2026 F"), encoding="utf-8")
    (folder / "a.md").chmod(0o444)


def _too_large(folder: Path) -> None:
    with (folder / "a.md").open("wb") as file:
        file.truncate((16 << 20) + 1)


def _unreadable(folder: Path) -> None:
    _spec(folder)
    (folder / "a.md").chmod(0)


NOTHING = "check show tick untick repair".split()
ITEM = {"tick": ["functional/1"], "untick": ["functional/1"]}

TABLE: list[tuple[str, Callable[[Path], None], list[str], str]] = [
    *[
        (
            f"{name}: no such file",
            lambda _: None,
            [name, "a.md", *ITEM.get(name, [])],
            "file not found: a.md; check the name",
        )
        for name in NOTHING
    ],
    *[(f"{name}: a pipe", _fifo, [name, "a.md", *ITEM.get(name, [])], "named pipe") for name in NOTHING],
    *[(f"{name}: a socket", _socket, [name, "a.md", *ITEM.get(name, [])], "socket") for name in NOTHING],
    *[
        (f"{name}: a link to nowhere", _dangling, [name, "a.md", *ITEM.get(name, [])], "link")
        for name in NOTHING
    ],
    *[
        (f"{name}: links in a circle", _circle, [name, "a.md", *ITEM.get(name, [])], "loop")
        for name in NOTHING
    ],
    *[(f"{name}: too large", _too_large, [name, "a.md", *ITEM.get(name, [])], "16 MiB") for name in NOTHING],
    *[
        (f"{name}: a name in a file", _spec, [name, "a.md/b.md", *ITEM.get(name, [])], "is not a folder")
        for name in NOTHING
    ],
    *[
        (f"{name}: a name too long", _spec, [name, "a" * 300, *ITEM.get(name, [])], "too long")
        for name in NOTHING
    ],
    *[
        (f"{name}: a folder", _folder, [name, "a.md", *ITEM.get(name, [])], "is a folder")
        for name in NOTHING
        if name != "check"
    ],
    ("tick: no address", _spec, ["tick", "a.md", "~"], "isn't an address"),
    ("tick: nothing there", _spec, ["tick", "a.md", "functional/2"], "there is no functional/2"),
    ("tick: no item", _spec, ["tick", "a.md"], "missing argument"),
    ("tick: not UTF-8", _not_utf_8, ["tick", "a.md", "functional/1"], "specui repair"),
    ("tick: read-only", _read_only, ["tick", "a.md", "L6"], "read-only"),
    ("repair: read-only", _read_only, ["repair", "a.md", "--yes"], "read-only"),
    ("repair: UTF-8 already", _spec, ["repair", "a.md", "--encoding", "cp1252"], "is already UTF-8"),
    ("config: no TOML", _config("rules = ["), ["check"], "TOML"),
    ("config: no number of days", _config("stale_days = 0"), ["check", "a.md"], "whole number of days"),
    (
        "config: no severity",
        _config("[rules]\nmissing-field = 3"),
        ["list"],
        "must be error, warning, info or off",
    ),
    ("config: outside", _config('templates = ["../x.md"]'), ["show", "a.md"], "outside the repository"),
    ("list: no such folder", lambda _: None, ["list", "nowhere"], "file not found"),
    ("check: unknown option", lambda _: None, ["check", "--fixx"], "no such option"),
    ("check: unknown format", lambda _: None, ["check", "--format", "yaml"], "“yaml” is not one of “text”"),
    ("check: no number", lambda _: None, ["check", "--jobs", "many"], "not a valid integer"),
    ("check: - among others", _spec, ["check", "-", "a.md"], "cannot be combined"),
    ("check: a name for nothing", _spec, ["check", "a.md", "--stdin-filename", "b.md"], "add - as the path"),
    ("rule: a word of a name", lambda _: None, ["rule", "vague"], "did you mean “vague-wording”?"),
    ("rule: unknown", lambda _: None, ["rule", "mising-section"], "did you mean “missing-section”?"),
    ("template: unknown", lambda _: None, ["template", "show", "poem"], "unknown template “poem”"),
    ("template: no file", lambda _: None, ["template", "check", "nowhere.md"], "does not exist"),
    ("template: no command", lambda _: None, ["template", "draw"], "no such command"),
    ("config: no path", lambda _: None, ["config", "show", "nowhere"], "path not found: nowhere"),
    ("a command mistyped", lambda _: None, ["chekc"], "did you mean “specui check”?"),
    ("a command of other programs", lambda _: None, ["explain", "SP101"], "did you mean “specui rule”?"),
    ("a path mistyped", lambda _: None, ["specz/"], "no file, folder or command named “specz/”"),
    ("an option mistyped", lambda _: None, ["--demoo"], "no such option"),
    ("demo and a path", _spec, ["--demo", "a.md"], "remove the path"),
    ("demo and a command", _spec, ["--demo", "check"], "remove the command"),
    ("the screen on a pipe", _fifo, ["a.md"], "named pipe"),
    ("the screen without a terminal", _spec, ["a.md"], "is not a terminal"),
]
if not ROOT:
    TABLE += [
        (f"{name}: no permission", _unreadable, [name, "a.md", *ITEM.get(name, [])], "permission")
        for name in NOTHING
    ]


@pytest.mark.parametrize(
    "prepare, arguments, told", [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_one_line_and_status_2(
    run: Run, tmp_path: Path, prepare: Callable[[Path], None], arguments: list[str], told: str
) -> None:
    prepare(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert told.casefold() in result.stderr.casefold()
    assert re.fullmatch(r"specui: (?![A-Z][a-z]).*[.?]\n", result.stderr), "lower case, a full stop, one line"
    assert not re.search(r"(?<!\w)'|'(?!\w)", result.stderr), "quotes are “ and ”"


def test_a_process_ends_so_too(start: Start, tmp_path: Path) -> None:
    _config("stale_days = 0")(tmp_path)
    done = start("check", "a.md")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["check", "."], ["list", "."], ["show", "a.md"], ["rule"]])
def test_a_broken_pipe_is_silent(start: Start, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.md").write_text(SPEC + "- [] no box\n" * 2000, encoding="utf-8")
    argv = [sys.executable, "-m", "specui", *arguments]
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=env)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr as stderr:
        assert stderr.read() == b""
    assert process.wait(30) == (1 if arguments[0] == "check" else 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("arguments", [["check", "."], ["show", "a.md"]])
def test_a_full_disk_behind_standard_output_is_one_line(tmp_path: Path, arguments: list[str]) -> None:
    _spec(tmp_path)
    argv = [sys.executable, "-m", "specui", *arguments]
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(argv, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, env=env, check=False)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"no space left" in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_closed_streams_are_no_fault(tmp_path: Path, closed: str) -> None:
    _spec(tmp_path)
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = f"{sys.executable} -m specui check nowhere.md a.md {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, cwd=tmp_path, env=env, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr + done.stdout


def test_names_that_are_not_utf_8(start: Start, tmp_path: Path) -> None:
    name = os.fsdecode(b"sp\xe9c.md")
    (tmp_path / name).write_text(SPEC + "- [] no box\n", encoding="utf-8")
    text, told = start("check", "."), start("check", name, "--format", "json")
    assert "sp\ufffdc.md:".encode() in text.stdout
    assert rb"sp\udce9c.md" in told.stdout
    assert (text.returncode, told.returncode) == (1, 1)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_terminals_of_other_encodings(start: Start, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.md").write_text(SPEC + "- [] no box ✅\n", encoding="utf-8")
    done = start("check", "a.md", env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 1
    assert done.stderr == b""
