"""The ways from here to a clipboard: which one holds on this terminal, and taking it.

Over SSH a program of this machine would fill a clipboard that nobody looks at, so there the terminal is asked (OSC 52);
inside tmux it is tmux that passes the text on, since it keeps OSC 52 to itself by default.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from specui.terminal.terminal_kind import terminal_name

MOST_BASE64 = 74_994
"""Bytes that xterm and tmux take in one OSC 52; others take more, which cannot be asked."""
SECONDS = 3.0
"""How long a program may take for it."""

# Take it as they come; others need a setting, or their name says too little.
_TAKE = {"alacritty", "contour", "foot", "ghostty", "iterm2", "kitty", "rio", "wezterm", "windows-terminal"}
_REFUSE = {"apple-terminal", "linux", "vt"}
_PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)


class Way(NamedTuple):
    """One way; `argv` is the program that takes the text, `sure` whether the text is known to arrive.

    `kind` is `none` where nothing is known to work: then the text stays within specui.
    """

    kind: Literal["osc52", "tmux", "program", "none"]
    argv: tuple[str, ...] = ()
    sure: bool = True


class NotCopiedError(Exception):
    """The text is in no clipboard; the message says why, and what to do."""


def way_from_here(
    environ: Mapping[str, str] | None = None, which: Callable[[str], str | None] = shutil.which
) -> Way:
    """Return the way that holds here, by the environment (this process's by default)."""
    environ = os.environ if environ is None else environ
    if environ.get("TMUX") and which("tmux"):
        return Way("tmux", ("tmux", "load-buffer", "-w", "-"))
    remote = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    if not remote and (argv := _program(environ, which)):
        return Way("program", argv)
    name = terminal_name(environ)
    if name in _REFUSE or environ.get("STY"):
        return Way("none", sure=False)
    return Way("osc52", sure=name in _TAKE)


def osc52(text: str) -> str:
    """Return the sequence that hands `text` to the terminal. Raises NotCopiedError where it is too long."""
    data = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(data) > MOST_BASE64:
        most = MOST_BASE64 // 4 * 3
        raise NotCopiedError(
            f"Not copied: {len(text.encode('utf-8', 'replace')):,} bytes are more than a terminal takes at once "
            f"(OSC 52, {most:,}); copy less, or open the file in your editor"
        )
    return f"\x1b]52;c;{data}\x07"


def hand_over(way: Way, text: str) -> str:
    """Give `text` to the program of `way`; returns where it went, in words. Raises NotCopiedError. May take SECONDS."""
    if way.kind == "tmux":
        return _to_tmux(way, text)
    _run(way.argv, text)
    return f"to {way.argv[0]}"


def told(way: Way) -> str:
    """Return where a text goes by OSC 52, or why nowhere, in words that follow on “Copied 43 characters”."""
    if way.kind == "none":
        return "within specui only (ctrl+v while writing); specui doctor says how to reach a clipboard"
    if way.sure:
        return "to the terminal's clipboard (OSC 52)"
    return "to the terminal's clipboard (OSC 52), if it takes that: specui doctor says"


def _to_tmux(way: Way, text: str) -> str:
    try:
        _run(way.argv, text)
    except NotCopiedError:  # before tmux 3.2 there is no -w
        _run(tuple(part for part in way.argv if part != "-w"), text)
        return "to tmux's buffer (prefix ] pastes it)"
    try:
        setting = _run(("tmux", "show-options", "-sv", "set-clipboard"), "").strip()
    except NotCopiedError:
        setting = ""
    if setting == "off":
        return "to tmux's buffer (prefix ] pastes it); its set-clipboard is off"
    return "to tmux's buffer and through it to the clipboard"


def _run(argv: tuple[str, ...], text: str) -> str:
    """Run a program on `text` and return what it says; whatever it leaves behind holds no end of ours."""
    try:
        done = subprocess.run(
            argv,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.PIPE if argv[1:2] == ("show-options",) else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise NotCopiedError(f"Not copied: {argv[0]} took longer than {SECONDS:g} seconds") from error
    except subprocess.CalledProcessError as error:
        raise NotCopiedError(
            f"Not copied: {argv[0]} ended with status {error.returncode}; specui doctor looks into it"
        ) from error
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise NotCopiedError(f"Not copied: {argv[0]} cannot be started ({reason})") from error
    return (done.stdout or b"").decode("utf-8", "replace")


def _program(environ: Mapping[str, str], which: Callable[[str], str | None]) -> tuple[str, ...]:
    if sys.platform == "darwin" and which("pbcopy"):
        return ("pbcopy",)
    for variable, argv in _PROGRAMS:
        if environ.get(variable) and which(argv[0]):
            return argv
    return ()
