"""Other words for commands: what users of vim and of other programs type in the palette."""

from __future__ import annotations

from collections.abc import Mapping

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "quit": (":q", ":qa", ":q!", ":qa!", ":wq", ":wqa", ":x", ":exit", "exit", "close"),
    "save-section": (":w", ":wa", ":write", "write"),
    "cancel-section": ("discard", "revert"),
    "triage-leave": (":q", ":qa", ":q!", ":wq", ":x", "quit", "exit", "close"),
    "home": ("dashboard", "start", "welcome"),
    "help": (":h", "keys", "shortcuts", "manual"),
    "find": (":e", ":edit", "open", "go to", "search", "grep"),
    "search": ("find", "grep"),
    "delete": (":d", "remove"),
    "move-to-trash": ("delete", "remove", ":bd"),
    "move-to-trash-open": (":bd",),
    "rename-spec": ("move", "mv"),
    "rename-spec-open": ("move", "mv"),
    "duplicate-spec": ("copy", "cp"),
    "new-spec": (":new", "create"),
    "new-spec-open": (":new", "create"),
    "add": ("new", "insert"),
    "external-editor": ("vim", "editor", "vi"),
    "undo": (":u", ":undo", "revert"),
    "redo": (":red", ":redo"),
    "problems-scope": ("diagnostics", "errors", "check", "lint"),
    "fix": ("repair", "quick fix"),
    "copy-item": ("yank",),
    "copy-place": ("yank",),
    "theme": (":colo", "colour", "color", "dark", "light"),
    "settings": (":set", "config", "preferences", "options"),
    "tour": ("tutorial", "introduction"),
    "zoom": ("maximize", "full screen"),
    "hide-done": ("hide ticked",),
    "tick": ("check", "toggle", "untick"),
    "preview": ("render", "view"),
}
"""By command id. A word that starts with a colon is a command of vim and matches only as a whole."""
