"""The key sets that come with specui, as differences from the commands' own keys.

The keys of a set override those of the commands; the user's own keys override both.
"""

from __future__ import annotations

from collections.abc import Mapping

from specui.tui.commands.dialogs import DIALOGS
from specui.tui.commands.model import Command

VIM: Mapping[str, tuple[str, ...]] = {
    "page-down": ("pagedown", "ctrl+f"),
    "page-up": ("pageup", "ctrl+b"),
    "redo": ("ctrl+r", "U"),
    "edit": ("enter", "e", "i"),
    "delete": ("d", "x"),
    "back": (",", "ctrl+o", "alt+left"),
}
EMACS: Mapping[str, tuple[str, ...]] = {
    "up": ("up", "ctrl+p", "k"),
    "down": ("down", "ctrl+n", "j"),
    "page-down": ("pagedown", "ctrl+v"),
    "page-up": ("pageup", "alt+v"),
    "fold-close": ("left", "ctrl+b", "h"),
    "fold-open": ("right", "ctrl+f", "l"),
    "section-before": ("left", "ctrl+b", "h"),
    "section-after": ("right", "ctrl+f", "l"),
    "filter": ("/", "ctrl+s"),
    "search": ("/", "ctrl+s"),
    "commands": ("alt+x", ":"),
    "undo": ("u", "ctrl+underscore"),
    "problem-after": ("]", "alt+n"),
    "problem-before": ("[", "alt+p"),
    "to-tree": ("escape", "ctrl+g"),
    "cancel-section": ("escape", "ctrl+g"),
    "filter-clear": ("escape", "ctrl+g"),
    "inline-cancel": ("escape", "ctrl+g"),
    "inline-up": ("up", "ctrl+p"),
    "inline-down": ("down", "ctrl+n"),
    "search-cancel": ("escape", "ctrl+g"),
    "list-cancel": ("escape", "ctrl+g", "q", "ctrl+c"),
    "form-cancel": ("escape", "ctrl+g", "ctrl+c"),
    "preview-close": ("escape", "ctrl+g", "q", "ctrl+c"),
    "dialog-close": ("escape", "ctrl+g", "q", "enter"),
    "answer-cancel": ("escape", "ctrl+g", "n", "q"),
}
PLAIN: Mapping[str, tuple[str, ...]] = {
    "new-spec": ("insert",),
    "move-to-trash": ("delete",),
    "rename-spec": ("f2",),
    "add": ("insert",),
    "delete": ("delete",),
    "edit-section": ("f2",),
    "move-up": ("alt+up",),
    "move-down": ("alt+down",),
    "sign-off": ("f12",),
    "problem-after": ("f3", "]"),
    "problem-before": ("shift+f3", "["),
    "preview": ("f4",),
    "fix": ("f5",),
    "zoom": ("f6",),
    "external-editor": ("f7",),
    "problems-scope": ("f8",),
    "explain-rule": ("f9",),
    "undo": ("ctrl+z",),
    "redo": ("ctrl+y",),
    "quit": ("ctrl+q", "f10", "ctrl+c"),
    **{command.id: command.keys for command in DIALOGS},  # answers in dialogs keep their letters
}
SETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "default": {},
    "vim": VIM,
    "emacs": EMACS,
    "plain": PLAIN,
}


def own_keys(command: Command, name: str) -> tuple[str, ...] | None:
    """Return the keys that a set gives a command; None if it does not change them."""
    return SETS[name].get(command.id)


def left_keys(command: Command, name: str) -> tuple[str, ...]:
    """Return a command's own keys in a set: plain drops letters, or adds alt if a command has only letters."""
    if name != "plain":
        return command.keys
    letters = [key for key in command.keys if len(key) == 1 and key.isalpha()]
    left = tuple(key for key in command.keys if key not in letters)
    return left or tuple(f"alt+{'shift+' if key.isupper() else ''}{key.lower()}" for key in letters)
