"""What is found out about a terminal, in words: one finding a subject, and the line that mends what is off.

Pure: the facts come in, so that each can be tried in a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from specui.terminal.charset import Charset
from specui.terminal.clipboard import MOST_BASE64, Way
from specui.terminal.display_mode import Manner
from specui.terminal.multiplexer import Multiplexer
from specui.terminal.queries import Answers
from specui.terminal.terminal_kind import terminal_name

State = Literal["ok", "note", "off", "unasked"]
SIGNS = ("⚠️", "🟡", "✅", "─")
"""Asked for their width: a sign made wide by a selector, two that are wide everywhere, a line."""
SYNCHRONIZED = 2026
COMFORTABLE, LEAST = (60, 20), (40, 10)
"""Columns and rows: from where on it is at ease, and below which there is only a sentence."""

_CLIPBOARD_ATTRIBUTE = 52
_TMUX = "~/.tmux.conf"
_SLOW_ESCAPE = 100


class Mend(NamedTuple):
    """A line to put into a file."""

    line: str
    file: str


class Finding(NamedTuple):
    """`off` matters, `note` is good to know, `unasked` could not be found out."""

    subject: str
    state: State
    text: str
    mends: tuple[Mend, ...] = ()


def colours(depth: str, reason: str, environ: Mapping[str, str], outside: Multiplexer) -> Finding:
    """How many, and why; `reason` says what decided on `depth`."""
    names = {"none": "none", "16": "16", "256": "256", "truecolor": "16.7 million"}
    text = f"{names[depth]}, by {reason}"
    if outside.kind == "tmux" and depth == "truecolor" and outside.features and "RGB" not in outside.features:
        line = f'set -as terminal-features ",{_outer(environ)}:RGB"'
        return Finding(
            "colours", "off", f"{text}; tmux sends the terminal only 256 of them", (Mend(line, _TMUX),)
        )
    if depth == "256" and outside.kind == "tmux" and "RGB" in outside.features:
        return Finding(
            "colours",
            "note",
            f"{text}; tmux could send all",
            (Mend("export COLORTERM=truecolor", "~/.profile"),),
        )
    if depth == "16" and terminal_name(environ) != "linux":
        return Finding(
            "colours",
            "note",
            f"{text}; most terminals can show more",
            (Mend("export COLORTERM=truecolor", "~/.profile, if this one can"),),
        )
    return Finding("colours", "ok", text)


def locale(charset: Charset, manner: Manner) -> Finding:
    """What the locale says, and what is drawn by it."""
    if not charset.variable:
        return Finding(
            "locale",
            "note",
            "none is set; taken for UTF-8, as Python does. --ascii if signs come out wrong",
            (Mend("export LANG=C.UTF-8", "~/.profile"),),
        )
    name = f"{charset.variable}={charset.value}"
    if not charset.is_utf8:
        return Finding(
            "locale",
            "off",
            f"{name} is not UTF-8; signs outside ASCII are spelled",
            (
                Mend(
                    "export LC_ALL=C.UTF-8" if charset.variable == "LC_ALL" else "export LANG=C.UTF-8",
                    "~/.profile",
                ),
            ),
        )
    spelled = {
        "all": "",
        "console": "; signs that a console's font lacks are spelled",
        "ascii": "; --ascii is set",
    }
    return Finding("locale", "ok", f"UTF-8, by {name}{spelled[manner.signs]}")


def signs(answers: Answers | None, config: str = "config.toml") -> Finding:
    """How wide the terminal draws signs, next to what the screen counts on."""
    if answers is None or not answers.answered:
        return _unasked("signs", answers)
    widths = [answers.widths.get(sign) for sign in SIGNS]
    if not any(widths):  # it says where the cursor is, but not truly
        return Finding("signs", "unasked", "the terminal does not tell how wide it draws them")
    told = ", ".join(f"{sign} {width}" for sign, width in answers.widths.items())
    if widths[1:] != [2, 2, 1]:
        return Finding(
            "signs",
            "off",
            f"cells are drawn otherwise than they are counted ({told}; wanted 🟡 2, ✅ 2, ─ 1)",
            (Mend("ascii = true", config),),
        )
    return Finding("signs", "ok", f"as wide as they are counted: {told} cells" + (
        "; the first is drawn as it fits both" if widths[0] == 1 else ""
    ))  # fmt: skip


def clipboard(way: Way, environ: Mapping[str, str], outside: Multiplexer, answers: Answers | None) -> Finding:
    """Where a copied text goes."""
    if way.kind == "program":
        return Finding("clipboard", "ok", f"by {way.argv[0]}")
    if way.kind == "tmux":
        setting = outside.settings.get("set-clipboard", "")
        if setting == "off":
            return Finding(
                "clipboard",
                "off",
                "tmux keeps it to itself (set-clipboard off)",
                (Mend("set -s set-clipboard on", _TMUX),),
            )
        if outside.version and outside.version_number < (3, 2):
            return Finding(
                "clipboard",
                "note",
                f"tmux {outside.version} keeps it; from 3.2 on it hands it to the terminal",
            )
        return Finding("clipboard", "ok", "by tmux, and through it to the terminal's (OSC 52)")
    most = f"up to {MOST_BASE64 // 4 * 3:,} bytes at once"
    if way.sure or (answers is not None and _CLIPBOARD_ATTRIBUTE in answers.attributes):
        return Finding("clipboard", "ok", f"by the terminal (OSC 52), {most}")
    if way.kind == "osc52":
        return _perhaps_osc52(terminal_name(environ), most)
    if outside.kind == "screen":
        return Finding("clipboard", "note", "GNU screen passes none on; in tmux it works")
    return Finding("clipboard", "note", "this terminal has none; what is copied stays within specui")


def mouse(manner: Manner, outside: Multiplexer, term: str) -> Finding:
    """Whether the mouse is asked for, and reaches us."""
    if not manner.mouse:
        return Finding("mouse", "ok", "left to the terminal, as you wish")
    if outside.kind == "tmux" and outside.settings.get("mouse") in {"0", "off"}:
        return Finding(
            "mouse",
            "note",
            "tmux has it off; clicks reach specui, its panes are not chosen by them",
            (Mend("set -g mouse on", _TMUX),),
        )
    if term.partition("-")[0] == "linux":
        return Finding("mouse", "note", "a Linux console reports none; all is done with keys")
    return Finding("mouse", "ok", "asked for; shift and the mouse select text in most terminals")


def around(outside: Multiplexer, term: str) -> Finding:
    """The multiplexer that this runs in, and its settings."""
    if not outside.kind:
        return Finding("tmux", "ok", "not inside tmux or screen")
    name = f"{outside.kind} {outside.version}".strip()
    if outside.kind == "screen":
        return Finding(
            "screen", "note", f"{name}: neither all colours nor a clipboard pass it; tmux lets both through"
        )
    if not outside.settings:
        return Finding("tmux", "unasked", f"{name} did not say how it is set")
    mends, said = [], []
    wait = outside.settings.get("escape-time", "")
    if wait.isdecimal() and int(wait) > _SLOW_ESCAPE:
        said.append(f"esc takes {wait} ms")
        mends.append(Mend("set -s escape-time 10", _TMUX))
    if not term.startswith(("tmux", "screen-256", "xterm-256", "alacritty", "foot")):
        said.append(f"TERM is {term}")
        mends.append(Mend('set -g default-terminal "tmux-256color"', _TMUX))
    state: State = "off" if mends else "ok"
    if outside.settings.get("focus-events") in {"0", "off"}:
        said.append("it does not tell when you come back (focus-events)")
        mends.append(Mend("set -g focus-events on", _TMUX))
        state = "note" if state == "ok" else state
    told = (
        ", ".join(said) if said else f"escape-time {wait} ms, {outside.settings.get('default-terminal', '')}"
    )
    return Finding("tmux", state, f"{name}: {told}", tuple(mends))


def frames(answers: Answers | None, manner: Manner) -> Finding:
    """Whether a frame can be shown at once."""
    lean = "; few of them, as the line is slow (--lean, SSH)" if manner.lean else ""
    if answers is None or not answers.answered:
        return _unasked("frames", answers, lean)
    whole = SYNCHRONIZED in answers.modes
    return Finding(
        "frames",
        "ok",
        f"{'shown whole (synchronized output)' if whole else 'sent piece by piece; a newer terminal shows them whole'}{lean}",
    )


def keys(answers: Answers | None) -> Finding:
    """Whether all keys can be told apart."""
    if answers is None or not answers.answered:
        return _unasked("keys", answers)
    if answers.kitty_keys:
        return Finding("keys", "ok", "all can be told apart (kitty's protocol)")
    return Finding("keys", "ok", "as ever: ctrl+i is tab, ctrl+m enter; no command needs more")


def size(columns: int, rows: int) -> Finding:
    told = f"{columns} columns, {rows} rows"
    if columns < LEAST[0] or rows < LEAST[1]:
        return Finding(
            "size", "off", f"{told}; at least {LEAST[0]} by {LEAST[1]} are needed: make the window larger"
        )
    if columns < COMFORTABLE[0] or rows < COMFORTABLE[1]:
        return Finding("size", "note", f"{told}; at ease from {COMFORTABLE[0]} by {COMFORTABLE[1]} on")
    return Finding("size", "ok", told)


def watching(folders: int, watches: int | None, instance: bool | None, *, whole: bool = True) -> Finding:
    """`watches` is the limit of inotify, `instance` whether one more can be had; None where there is no inotify."""
    count = f"{folders:,} folder{'' if folders == 1 else 's'}" if whole else f"more than {folders:,} folders"
    if watches is None:
        return Finding("watching", "ok", f"{count}; no limit is known on this system")
    told = f"{count} of at most {watches:,} (fs.inotify.max_user_watches)"
    if folders > watches:
        line = f"fs.inotify.max_user_watches={max(524_288, 2 * folders)}"
        return Finding(
            "watching",
            "off",
            f"{told}; changes are looked for now and then",
            (Mend(line, "/etc/sysctl.d/60-specui.conf"),),
        )
    if instance is False:
        line = "fs.inotify.max_user_instances=1024"
        return Finding(
            "watching",
            "off",
            "all of fs.inotify.max_user_instances are taken; changes are looked for now and then",
            (Mend(line, "/etc/sysctl.d/60-specui.conf"),),
        )
    return Finding("watching", "ok", told)


def _perhaps_osc52(name: str, most: str) -> Finding:
    mends = {
        "xterm": (Mend("XTerm*disallowedWindowOps: 20,21,SetXprop", "~/.Xresources"),),
        "mintty": (Mend("AllowSetSelection=yes", "~/.minttyrc"),),
    }
    known = {
        "vte": "; terminals made with VTE take it from 0.84 on",
        "konsole": "; Konsole takes it from 24.12 on",
    }
    text = f"by the terminal (OSC 52), {most}; whether it takes that, it does not say{known.get(name, '')}"
    return Finding("clipboard", "note", text, mends.get(name, ()))


def _unasked(subject: str, answers: Answers | None, more: str = "") -> Finding:
    why = "there is no terminal to ask" if answers is None else "the terminal did not answer"
    return Finding(subject, "unasked", f"{why}{more}")


def _outer(environ: Mapping[str, str]) -> str:
    """Return what TERM is outside of tmux, as well as can be known."""
    name = terminal_name(environ)
    return {"": "xterm-256color", "kitty": "xterm-kitty", "ghostty": "xterm-ghostty"}.get(name, f"{name}*")
