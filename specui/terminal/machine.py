"""What this machine allows: watching folders, compiled modules, writing to specui's folders."""

from __future__ import annotations

import ctypes
import os
from importlib.util import cache_from_source, find_spec
from pathlib import Path

from specui.terminal.diagnosis import ConfigLine, Finding


def inotify_watches() -> int | None:
    """Return how many folders a user may watch; None without inotify."""
    try:
        return int(Path("/proc/sys/fs/inotify/max_user_watches").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def inotify_instance() -> bool | None:
    """Return whether another inotify instance is available; None if that cannot be tried."""
    try:
        make = ctypes.CDLL(None, use_errno=True).inotify_init1
    except (OSError, AttributeError):
        return None
    descriptor = make(os.O_CLOEXEC)
    if descriptor < 0:
        return False
    os.close(descriptor)
    return True


def check_compiled() -> Finding:
    """Report whether the modules of Textual are compiled; without that, a start takes five times as long."""
    found = find_spec("textual")
    source = found.origin if found is not None else None
    if source is None:
        return Finding("modules", "problem", "Textual is missing: reinstall specui")
    if os.path.exists(cache_from_source(source)):
        return Finding("modules", "ok", "Textual is compiled to bytecode, which makes starts fast")
    folder = os.path.dirname(os.path.dirname(source))
    if os.access(folder, os.W_OK):
        return Finding("modules", "note", "Textual is not compiled to bytecode; the next start compiles it")
    return Finding(
        "modules",
        "problem",
        f"Textual is not compiled to bytecode, and {folder} is not writable: every start takes a second longer",
        (ConfigLine("export PYTHONPYCACHEPREFIX=~/.cache/pycache", "~/.profile"),),
    )


def check_writable(subject: str, folder: Path, purpose: str, variable: str) -> Finding:
    """Report whether a folder can be written or created; `variable` names another folder."""
    existing = folder
    while not os.path.lexists(existing) and existing != existing.parent:
        existing = existing.parent
    if os.path.isdir(existing) and os.access(existing, os.W_OK | os.X_OK):
        later = "" if existing == folder else " (created when needed)"
        return Finding(subject, "ok", f"{folder} is writable: {purpose}{later}")
    return Finding(
        subject,
        "problem",
        f"{folder} is not writable: {purpose} cannot be saved; use another folder",
        (ConfigLine(f"export {variable}=FOLDER", "~/.profile"),),
    )
