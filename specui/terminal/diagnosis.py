"""The findings of `specui doctor`: one per subject, with the line of configuration that fixes a problem.

Pure functions of what was found out elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from specui.terminal.charset import Charset
from specui.terminal.clipboard import MOST_BASE64, Way
from specui.terminal.display_mode import DisplayMode
from specui.terminal.multiplexer import Multiplexer
from specui.terminal.queries import Answers
from specui.terminal.terminal_kind import terminal_name

State = Literal["ok", "note", "problem", "unknown"]
SIGNS = ("⚠️", "🟡", "✅", "─")
"""Symbols whose width is measured: one made wide by U+FE0F, two that are always wide, and a line."""
SYNCHRONIZED = 2026
"""The private mode for synchronized output."""
COMFORTABLE, LEAST = (60, 20), (40, 10)
"""Columns and rows: the recommended size, and the smallest size that shows more than a message."""

_CLIPBOARD_ATTRIBUTE = 52
_TMUX = "~/.tmux.conf"
_PROFILE = "~/.profile"
_SYSCTL = "/etc/sysctl.d/60-specui.conf"
_SLOW_ESCAPE_MS = 100


class ConfigLine(NamedTuple):
    """A line to add to a configuration file."""

    line: str
    file: str


class Finding(NamedTuple):
    """What was found out about one subject.

    `state` is `note` for advice, `unknown` if nothing could be found out.
    """

    subject: str
    state: State
    text: str
    fixes: tuple[ConfigLine, ...] = ()


def check_colours(depth: str, reason: str, environ: Mapping[str, str], outside: Multiplexer) -> Finding:
    """Report the number of colours; `reason` says what decided on `depth`."""
    names = {"none": "none", "16": "16", "256": "256", "truecolor": "16.7 million"}
    text = f"{names[depth]} ({reason})"
    if outside.kind == "tmux" and depth == "truecolor" and outside.features and "RGB" not in outside.features:
        fix = ConfigLine(f'set -as terminal-features ",{_outer_term(environ)}:RGB"', _TMUX)
        return Finding("colours", "problem", f"{text}; tmux reduces them to 256", (fix,))
    truecolor = ConfigLine("export COLORTERM=truecolor", _PROFILE)
    if depth == "256" and outside.kind == "tmux" and "RGB" in outside.features:
        return Finding("colours", "note", f"{text}; tmux can pass on all", (truecolor,))
    if depth == "16" and terminal_name(environ) != "linux":
        return Finding("colours", "note", f"{text}; most terminals can show more", (truecolor,))
    return Finding("colours", "ok", text)


def check_locale(charset: Charset, display_mode: DisplayMode) -> Finding:
    """Report the locale, and which symbols are drawn because of it."""
    if not charset.variable:
        text = "no locale set; assuming UTF-8. Use --ascii if symbols look wrong"
        return Finding("locale", "note", text, (ConfigLine("export LANG=C.UTF-8", _PROFILE),))
    name = f"{charset.variable}={charset.value}"
    if not charset.is_utf8:
        variable = "LC_ALL" if charset.variable == "LC_ALL" else "LANG"
        text = f"{name} is not UTF-8; symbols are shown in ASCII"
        return Finding("locale", "problem", text, (ConfigLine(f"export {variable}=C.UTF-8", _PROFILE),))
    replaced = {
        "all": "",
        "console": "; symbols that the console font lacks are shown in ASCII",
        "ascii": "; --ascii is set",
    }
    return Finding("locale", "ok", f"UTF-8 ({name}){replaced[display_mode.signs]}")


def check_signs(answers: Answers | None, config: str = "config.toml") -> Finding:
    """Report how wide the terminal draws symbols, compared with what the screen expects."""
    if answers is None or not answers.answered:
        return _unanswered("symbols", answers)
    widths = [answers.widths.get(sign) for sign in SIGNS]
    if not any(widths):  # the terminal reports a cursor that never moves
        return Finding("symbols", "unknown", "the terminal does not report symbol widths")
    measured = ", ".join(f"{sign} {width}" for sign, width in answers.widths.items())
    if widths[1:] != [2, 2, 1]:
        text = f"emoji width mismatch ({measured}; expected 🟡 2, ✅ 2, ─ 1)"
        return Finding("symbols", "problem", text, (ConfigLine("ascii = true", config),))
    narrow = "; ⚠️ and its like are padded" if widths[0] == 1 else ""
    return Finding("symbols", "ok", f"widths as expected: {measured} cells{narrow}")


def check_clipboard(
    way: Way, environ: Mapping[str, str], outside: Multiplexer, answers: Answers | None
) -> Finding:
    """Report where copied text goes."""
    if way.kind == "program":
        return Finding("clipboard", "ok", f"through {way.argv[0]}")
    if way.kind == "tmux":
        if outside.settings.get("set-clipboard", "") == "off":
            text = "tmux buffer only, because set-clipboard is off"
            return Finding("clipboard", "problem", text, (ConfigLine("set -s set-clipboard on", _TMUX),))
        if outside.version and outside.version_number < (3, 2):
            text = f"tmux buffer only; tmux {outside.version} cannot pass text on, version 3.2 can"
            return Finding("clipboard", "note", text)
        return Finding("clipboard", "ok", "through tmux to the terminal (OSC 52)")
    most = f"up to {MOST_BASE64 // 4 * 3:,} bytes"
    if way.sure or (answers is not None and _CLIPBOARD_ATTRIBUTE in answers.attributes):
        return Finding("clipboard", "ok", f"through the terminal (OSC 52), {most}")
    if way.kind == "osc52":
        return _unconfirmed_osc52(terminal_name(environ), most)
    if outside.kind == "screen":
        return Finding("clipboard", "note", "inside specui only: GNU screen does not support it, tmux does")
    return Finding("clipboard", "note", "inside specui only: this terminal has no clipboard")


def check_mouse(display_mode: DisplayMode, outside: Multiplexer, term: str) -> Finding:
    """Report whether the mouse is used, and whether its events arrive."""
    if not display_mode.mouse:
        return Finding("mouse", "ok", "disabled, as set")
    if outside.kind == "tmux" and outside.settings.get("mouse") in {"0", "off"}:
        text = "on in specui, off in tmux: clicks work here, but do not select tmux panes"
        return Finding("mouse", "note", text, (ConfigLine("set -g mouse on", _TMUX),))
    if term.partition("-")[0] == "linux":
        return Finding("mouse", "note", "a Linux console has none; every command has a key")
    return Finding("mouse", "ok", "on; hold Shift to select text")


def check_multiplexer(outside: Multiplexer, term: str) -> Finding:
    """Report tmux or GNU screen, and its settings that matter here."""
    if not outside.kind:
        return Finding("tmux", "ok", "not inside tmux or screen")
    name = f"{outside.kind} {outside.version}".strip()
    if outside.kind == "screen":
        text = f"{name} supports neither all colours nor the clipboard; tmux supports both"
        return Finding("screen", "note", text)
    if not outside.settings:
        return Finding("tmux", "unknown", f"{name} did not report its settings")
    problems, fixes = [], []
    wait = outside.settings.get("escape-time", "")
    if wait.isdecimal() and int(wait) > _SLOW_ESCAPE_MS:
        problems.append(f"Esc is delayed by {wait} ms (escape-time)")
        fixes.append(ConfigLine("set -s escape-time 10", _TMUX))
    if not term.startswith(("tmux", "screen-256", "xterm-256", "alacritty", "foot")):
        problems.append(f"TERM is {term}")
        fixes.append(ConfigLine('set -g default-terminal "tmux-256color"', _TMUX))
    state: State = "problem" if fixes else "ok"
    if outside.settings.get("focus-events") in {"0", "off"}:
        problems.append("focus changes are not reported (focus-events)")
        fixes.append(ConfigLine("set -g focus-events on", _TMUX))
        state = "note" if state == "ok" else state
    settings = f"escape-time {wait} ms, {outside.settings.get('default-terminal', '')}"
    return Finding("tmux", state, f"{name}: {', '.join(problems) or settings}", tuple(fixes))


def check_frames(answers: Answers | None, display_mode: DisplayMode) -> Finding:
    """Report whether the terminal can show a frame at once."""
    lean = "; at a reduced rate (--lean, or SSH)" if display_mode.lean else ""
    if answers is None or not answers.answered:
        return _unanswered("frames", answers, lean)
    if SYNCHRONIZED in answers.modes:
        return Finding("frames", "ok", f"each appears at once (synchronized output){lean}")
    return Finding(
        "frames",
        "ok",
        f"drawn in steps, which may flicker; terminals with synchronized output show each at once{lean}",
    )


def check_keys(answers: Answers | None) -> Finding:
    """Report whether the terminal distinguishes all keys."""
    if answers is None or not answers.answered:
        return _unanswered("keys", answers)
    if answers.kitty_keys:
        return Finding("keys", "ok", "all distinguished (kitty protocol)")
    return Finding(
        "keys",
        "ok",
        "Ctrl+I is the same as Tab, and Ctrl+M as Enter, as in most terminals; specui needs no more",
    )


def check_size(columns: int, rows: int) -> Finding:
    """Report the size of the terminal."""
    text = f"{columns} columns, {rows} rows"
    if columns < LEAST[0] or rows < LEAST[1]:
        text = f"{text}; specui needs at least {LEAST[0]}×{LEAST[1]}: enlarge the window"
        return Finding("size", "problem", text)
    if columns < COMFORTABLE[0] or rows < COMFORTABLE[1]:
        return Finding("size", "note", f"{text}; {COMFORTABLE[0]}×{COMFORTABLE[1]} or more is recommended")
    return Finding("size", "ok", text)


def check_watching(
    folders: int, watches: int | None, instance: bool | None, *, whole: bool = True
) -> Finding:
    """Compare a number of folders with the limits of inotify.

    `watches` is the limit of watches, `instance` whether another instance is available; None without inotify. `whole` is
    False if counting the folders was stopped.
    """
    count = f"{folders:,} folder{'' if folders == 1 else 's'}" if whole else f"more than {folders:,} folders"
    if watches is None:
        return Finding("watching", "ok", f"{count}; this system has no known limit")
    text = f"{count}; the limit is {watches:,} (fs.inotify.max_user_watches)"
    if folders > watches:
        line = f"fs.inotify.max_user_watches={max(524_288, 2 * folders)}"
        return Finding("watching", "problem", f"{text}; watching by polling", (ConfigLine(line, _SYSCTL),))
    if instance is False:
        text = "no inotify instance left (fs.inotify.max_user_instances); watching by polling"
        return Finding(
            "watching", "problem", text, (ConfigLine("fs.inotify.max_user_instances=1024", _SYSCTL),)
        )
    return Finding("watching", "ok", text)


def _unconfirmed_osc52(name: str, most: str) -> Finding:
    fixes = {
        "xterm": (ConfigLine("XTerm*disallowedWindowOps: 20,21,SetXprop", "~/.Xresources"),),
        "mintty": (ConfigLine("AllowSetSelection=yes", "~/.minttyrc"),),
    }
    known = {
        "vte": "; terminals based on VTE support it from version 0.84",
        "konsole": "; Konsole supports it from version 24.12",
    }
    text = f"through the terminal (OSC 52), {most}, if it supports that{known.get(name, '')}"
    return Finding("clipboard", "note", text, fixes.get(name, ()))


def _unanswered(subject: str, answers: Answers | None, more: str = "") -> Finding:
    why = "no terminal to ask" if answers is None else "the terminal did not answer"
    return Finding(subject, "unknown", f"{why}{more}")


def _outer_term(environ: Mapping[str, str]) -> str:
    """Return the TERM outside of tmux, as far as it can be known."""
    name = terminal_name(environ)
    return {"": "xterm-256color", "kitty": "xterm-kitty", "ghostty": "xterm-ghostty"}.get(name, f"{name}*")
