"""Copy text: choose a way to the clipboard, and use it.

Over SSH, a program on this machine would fill the wrong clipboard, so the terminal is asked to copy (OSC 52). Inside
tmux, which blocks OSC 52 by default, tmux is asked to pass the text on.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from specui.terminal.terminal_kind import terminal_name

MOST_BASE64 = 74_994
"""The longest OSC 52 data that xterm and tmux accept, in bytes; others accept more, but do not say so."""
SECONDS = 3.0
"""The time limit for a program."""

# These support OSC 52 out of the box; others need a setting, or are not recognised by name.
_TAKE = {"alacritty", "contour", "foot", "ghostty", "iterm2", "kitty", "rio", "wezterm", "windows-terminal"}
_REFUSE = {"apple-terminal", "linux", "vt"}
_PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)


class Way(NamedTuple):
    """A way to the clipboard: `argv` is the program to run, `sure` whether the text is known to arrive.

    `kind` is `none` if no way is known: then the text stays inside specui.
    """

    kind: Literal["osc52", "tmux", "program", "none"]
    argv: tuple[str, ...] = ()
    sure: bool = True


class NotCopiedError(Exception):
    """The text was not copied; the message says why, and what to do."""


def choose_way(
    environ: Mapping[str, str] | None = None, which: Callable[[str], str | None] | None = None
) -> Way:
    """Return the way to use in an environment (by default, that of this process)."""
    environ = os.environ if environ is None else environ
    which = which or _which
    if environ.get("TMUX") and which("tmux"):
        return Way("tmux", ("tmux", "load-buffer", "-w", "-"))
    remote = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    if not remote and (argv := _program(environ, which)):
        return Way("program", argv)
    name = terminal_name(environ)
    if name in _REFUSE or environ.get("STY"):
        return Way("none", sure=False)
    return Way("osc52", sure=name in _TAKE)


def _which(name: str) -> str | None:
    """Find a program; the first screen does not wait for this import."""
    from shutil import which

    return which(name)


def osc52(text: str) -> str:
    """Return the sequence that copies `text`. Raises NotCopiedError if it is too long."""
    data = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(data) > MOST_BASE64:
        most = MOST_BASE64 // 4 * 3
        raise NotCopiedError(
            f"Not copied: {len(text.encode('utf-8', 'replace')):,} bytes exceed the limit of terminals "
            f"(OSC 52, {most:,}). Copy less, or open the file in your editor."
        )
    return f"\x1b]52;c;{data}\x07"


def copy_with_program(way: Way, text: str) -> str:
    """Copy `text` with the program of `way`; return where it went, in words. Raises NotCopiedError. May take SECONDS."""
    if way.kind == "tmux":
        return _to_tmux(way, text)
    _run(way.argv, text)
    return f"to {way.argv[0]}"


def describe_way(way: Way) -> str:
    """Return where text goes without a program; the words follow “Copied 43 characters”."""
    if way.kind == "none":
        return "inside specui only (Ctrl+V in an editor). Run specui doctor for help."
    if way.sure:
        return "to the terminal's clipboard (OSC 52)"
    return "to the terminal's clipboard. If paste does not work, run specui doctor."


def _to_tmux(way: Way, text: str) -> str:
    try:
        _run(way.argv, text)
    except NotCopiedError:  # before tmux 3.2 there is no -w
        _run(tuple(part for part in way.argv if part != "-w"), text)
        return "to the tmux buffer (paste with prefix ])"
    try:
        setting = _run(("tmux", "show-options", "-sv", "set-clipboard"), "").strip()
    except NotCopiedError:
        setting = ""
    if setting == "off":
        return "to the tmux buffer (paste with prefix ]); set-clipboard is off"
    return "to the tmux buffer and the clipboard"


def _run(argv: tuple[str, ...], text: str) -> str:
    """Run a program with `text` as its input, and return its output.

    Output is read only where it is needed: xclip leaves a process behind, which would keep a pipe open.
    """
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
        raise NotCopiedError(f"Not copied: {argv[0]} took longer than {SECONDS:g} seconds.") from error
    except subprocess.CalledProcessError as error:
        raise NotCopiedError(
            f"Not copied: {argv[0]} failed with status {error.returncode}. Run specui doctor for help."
        ) from error
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise NotCopiedError(f"Not copied: cannot start {argv[0]} ({reason}).") from error
    return (done.stdout or b"").decode("utf-8", "replace")


def _program(environ: Mapping[str, str], which: Callable[[str], str | None]) -> tuple[str, ...]:
    if sys.platform == "darwin" and which("pbcopy"):
        return ("pbcopy",)
    for variable, argv in _PROGRAMS:
        if environ.get(variable) and which(argv[0]):
            return argv
    return ()
