"""Ways to a clipboard: which one is used where, and the message if it fails."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from specui.terminal import clipboard
from specui.terminal.clipboard import (
    MOST_BASE64,
    NotCopiedError,
    Way,
    choose_way,
    copy_with_program,
    describe_way,
    osc52,
)
from specui.terminal.terminal_kind import terminal_name


@pytest.mark.parametrize(
    "environ, programs, expected",
    [
        ({"TERM": "xterm-kitty"}, "", ("osc52", (), True)),
        ({"TERM": "xterm-256color"}, "", ("osc52", (), False)),
        ({"TERM": "xterm-256color", "WT_SESSION": "1"}, "", ("osc52", (), True)),
        ({"TERM": "linux"}, "", ("none", (), False)),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "", ("none", (), False)),
        ({"TERM": "screen", "STY": "1.x"}, "", ("none", (), False)),
        ({"TERM": "xterm", "WAYLAND_DISPLAY": "w"}, "wl-copy", ("program", ("wl-copy",), True)),
        ({"TERM": "xterm", "WAYLAND_DISPLAY": "w"}, "", ("osc52", (), False)),
        ({"TERM": "xterm", "DISPLAY": ":0"}, "xsel", ("program", ("xsel", "--clipboard", "--input"), True)),
        ({"TERM": "xterm", "DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, "xsel", ("osc52", (), False)),
        ({"TERM": "tmux-256color", "TMUX": "s,1,0"}, "tmux", ("tmux", ("tmux", "load-buffer", "-w", "-"), True)),
        ({"TERM": "foot", "TMUX": "s,1,0"}, "", ("osc52", (), True)),
    ],
)  # fmt: skip
def test_the_way_by_environment(
    environ: dict[str, str], programs: str, expected: tuple[str, tuple[str, ...], bool]
) -> None:
    assert tuple(choose_way(environ, lambda name: name if name in programs.split() else None)) == expected


def test_osc52_carries_the_text_and_no_more_than_terminals_take() -> None:
    sequence = osc52("Zoë")
    assert base64.b64decode(sequence.removeprefix("\x1b]52;c;").removesuffix("\x07")).decode() == "Zoë"
    most = MOST_BASE64 // 4 * 3
    assert len(osc52("x" * most)) <= MOST_BASE64 + 9
    with pytest.raises(NotCopiedError, match=r"56,24\d bytes exceed the limit"):
        osc52("x" * (most + 1))


def test_each_way_says_where_the_text_is() -> None:
    ways = [Way("none", sure=False), Way("osc52"), Way("osc52", sure=False)]
    assert len({describe_way(way) for way in ways}) == 3
    assert all("specui doctor" in describe_way(way) for way in ways if not way.sure)


def script(folder: Path, name: str, body: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def test_a_program_gets_the_very_bytes(tmp_path: Path) -> None:
    program = script(tmp_path, "take", f"cat > {tmp_path}/taken")
    assert copy_with_program(Way("program", (program,)), "Zoë\n✅") == f"to {program}"
    assert (tmp_path / "taken").read_text() == "Zoë\n✅"


@pytest.mark.parametrize(
    "body, sentence",
    [("exit 3", "failed with status 3"), ("exec sleep 60", "took longer than"), (None, "cannot start")],
)
def test_a_program_that_fails_is_told_and_not_waited_for(
    tmp_path: Path, body: str | None, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "SECONDS", 0.2)
    program = script(tmp_path, "take", body) if body else str(tmp_path / "none")
    with pytest.raises(NotCopiedError, match=sentence):
        copy_with_program(Way("program", (program,)), "text")


@pytest.mark.parametrize(
    "setting, words", [("off", "set-clipboard is off"), ("external", "and the clipboard")]
)
def test_tmux_says_whether_it_hands_on(
    tmp_path: Path, setting: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path, "tmux", f'[ "$1" = show-options ] && echo {setting} || cat > {tmp_path}/taken')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert words in copy_with_program(Way("tmux", ("tmux", "load-buffer", "-w", "-")), "text")
    assert (tmp_path / "taken").read_text() == "text"


def test_an_old_tmux_without_w_still_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path, "tmux", f'[ "$2" = -w ] && exit 1; cat > {tmp_path}/taken')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert "prefix ]" in copy_with_program(Way("tmux", ("tmux", "load-buffer", "-w", "-")), "text")
    assert (tmp_path / "taken").read_text() == "text"


@pytest.mark.parametrize(
    "environ, name",
    [
        ({"TERM": "xterm-256color"}, ""),
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "vte"),
        ({"TERM": "foot-extra"}, "foot"),
        ({"TERM": "linux"}, "linux"),
        ({"TERM": "vt220"}, "vt"),
        ({"TERM": "xterm", "TERM_PROGRAM": "iTerm.app"}, "iterm2"),
    ],
)
def test_a_terminal_is_known_by_its_environment(environ: dict[str, str], name: str) -> None:
    assert terminal_name(environ) == name
