from __future__ import annotations

import subprocess
import sys
from typing import get_args

import pytest

from specui.terminal.colours import (
    CHOICES,
    Choice,
    Colours,
    Depth,
    TerminalError,
    choose_colours,
    decided_by,
)


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


BY_TERM = {"xterm-256color": "256", "alacritty": "truecolor", "linux": "16", "xterm": "16", "vt220": "none"}


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("no_color", [None, "", "1"])
@pytest.mark.parametrize("colorterm", [None, "yes", "truecolor", "24bit"])
@pytest.mark.parametrize("term", BY_TERM)
def test_every_combination(term: str, colorterm: str | None, no_color: str | None, choice: Choice) -> None:
    given = {"TERM": term, "COLORTERM": colorterm, "NO_COLOR": no_color}
    environ = {name: value for name, value in given.items() if value is not None}
    reason = decided_by(choice, environ)
    depth = choose_colours(choice, environ).depth
    if choice != "auto":
        assert (depth, reason) == (choice, f"color = {choice}")
    elif no_color:
        assert (depth, reason) == ("none", "NO_COLOR")
    elif colorterm in {"truecolor", "24bit"}:
        assert (depth, reason) == ("truecolor", f"COLORTERM={colorterm}")
    else:
        assert depth == BY_TERM[term]
        assert reason.startswith(f"TERM={term}")
    assert ("NO_COLOR" in environ) is (depth == "none")


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
    with pytest.raises(TerminalError, match=r"TERM=.*specui check"):
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
