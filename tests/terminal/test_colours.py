from __future__ import annotations

import subprocess
import sys
from typing import get_args

import pytest

from specui.terminal.colours import CHOICES, Colours, Depth, TerminalError, choose_colours


@pytest.mark.parametrize(
    "environ, depth",
    [
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, "truecolor"),
        ({"TERM": "xterm-256color", "COLORTERM": "yes"}, "256"),
        ({"TERM": "alacritty"}, "truecolor"),
        ({"TERM": "xterm-kitty"}, "truecolor"),
        ({"TERM": "foot-extra"}, "truecolor"),
        ({"TERM": "wezterm"}, "truecolor"),
        ({"TERM": "xterm-direct"}, "truecolor"),
        ({"TERM": "tmux-256color"}, "256"),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "STY": "1.x"}, "256"),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "x"}, "truecolor"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "xterm"}, "16"),
        ({"TERM": "vt220"}, "none"),
        ({"TERM": "xterm-mono"}, "none"),
        ({"TERM": "no-such-terminal"}, "16"),
        ({"TERM": "alacritty", "NO_COLOR": "1"}, "none"),
        ({"TERM": "alacritty", "NO_COLOR": ""}, "truecolor"),
    ],
)
def test_depth_by_environment(environ: dict[str, str], depth: str) -> None:
    assert choose_colours("auto", environ).depth == depth


def test_the_choice_wins_and_textual_is_told() -> None:
    told = {}
    for choice in CHOICES:
        environ = {"TERM": "xterm-256color", "NO_COLOR": "1"}
        choose_colours(choice, environ)
        told[choice] = (environ["TEXTUAL_COLOR_SYSTEM"], environ.get("NO_COLOR"))
    assert told == {
        "auto": ("standard", "1"),
        "none": ("standard", "1"),
        "16": ("standard", None),
        "256": ("256", None),
        "truecolor": ("truecolor", None),
    }


def test_which_need_an_ansi_theme() -> None:
    needing = [depth for depth in get_args(Depth) if Colours(depth).needs_ansi_theme]
    assert needing == ["none", "16"]


@pytest.mark.parametrize(
    "environ", [{"TERM": "dumb"}, {"TERM": "unknown"}, {}, {"TERM": "DUMB", "COLORTERM": "truecolor"}]
)
@pytest.mark.parametrize("choice", ["auto", "truecolor"])
def test_a_terminal_that_cannot_is_refused_with_a_sentence(environ: dict[str, str], choice: str) -> None:
    with pytest.raises(TerminalError, match=r"TERM=.* cannot move its cursor.*specui check"):
        choose_colours(choice, environ)  # type: ignore[arg-type]


def test_textual_draws_what_was_chosen_and_no_terminal_is_told() -> None:
    code = """
import os, sys
os.environ.pop("NO_COLOR", None)
os.environ["TERM"] = "alacritty"; os.environ.pop("COLORTERM", None)
from specui.terminal.colours import choose_colours, require_terminal, TerminalError
choose_colours()
assert "textual" not in sys.modules and "rich" not in sys.modules
try:
    require_terminal()
except TerminalError as error:
    assert "specui check" in str(error)
else:
    raise AssertionError
from textual.app import App
assert App().console.color_system == "truecolor"
"""
    subprocess.run([sys.executable, "-c", code], check=True, stdin=subprocess.DEVNULL)
