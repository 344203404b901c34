"""Build the command that opens an editor or pager at a line."""

from __future__ import annotations

import os
import shlex

_PLUS = set(
    "vi vim nvim view gvim ex nano pico rnano emacs emacsclient micro kak joe jmacs jpico ne mg jove mcedit zile gedit "
    "less more most jed tilde".split()
)  # fmt: skip
_COLON = {"hx", "helix", "subl", "sublime_text", "zed", "zeditor", "lapce", "pulsar", "atom"}
_GOTO = {"code", "code-insiders", "code-oss", "codium", "vscodium", "cursor", "windsurf", "positron"}
_LINE = set("idea pycharm webstorm goland clion rubymine phpstorm rider rustrover charm studio mate".split())
_SHORT = {"kate": "-l", "kwrite": "-l", "geany": "-l", "mousepad": "-l"}


class EditorError(Exception):
    """The editor setting is not a valid command; the message is for the user."""


def command_for(editor: str, path: str, line: int) -> list[str]:
    """Return the command that opens `path` at a 1-based line; `editor` is a command line. Raises EditorError.

    An unknown editor gets the path only.
    """
    try:
        command = shlex.split(editor)
    except ValueError as error:
        raise EditorError(f"Invalid editor {editor!r} ({error}); fix EDITOR, or editor in config.toml") from error  # fmt: skip
    if not command:
        raise EditorError("No editor set; set EDITOR, or editor in config.toml")
    name = _name(command)
    if name in _PLUS:
        return [*command, f"+{line}", path]
    if name in _COLON:
        return [*command, f"{path}:{line}"]
    if name in _GOTO:
        return [*command, "--goto", f"{path}:{line}"]
    if name in _LINE:
        return [*command, "--line", str(line), path]
    if name in _SHORT:
        return [*command, _SHORT[name], str(line), path]
    return [*command, path]


def _name(command: list[str]) -> str:
    """Return the name of the program, without folder, variant (`vim.basic`) and a leading `env`."""
    for word in command:
        if "=" in word or os.path.basename(word) in {"env", "nice", "exec", "command"}:
            continue
        name = os.path.basename(word).removesuffix(".exe").lower()
        return name.partition(".")[0]
    return ""
