"""What the machine lets specui do: watch folders, keep compiled modules, write its own folders."""

from __future__ import annotations

import ctypes
import os
from importlib.util import cache_from_source, find_spec
from pathlib import Path

from specui.terminal.diagnosis import Finding, Mend


def inotify_watches() -> int | None:
    """Return how many folders one user may watch; None where there is no inotify."""
    try:
        return int(Path("/proc/sys/fs/inotify/max_user_watches").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def inotify_instance() -> bool | None:
    """Say whether one more instance of inotify can be had; None where that cannot be tried."""
    try:
        make = ctypes.CDLL(None, use_errno=True).inotify_init1
    except (OSError, AttributeError):
        return None
    descriptor = make(os.O_CLOEXEC)
    if descriptor < 0:
        return False
    os.close(descriptor)
    return True


def compiled() -> Finding:
    """Whether Textual's modules are there compiled: without, a start takes five times as long."""
    found = find_spec("textual")
    source = found.origin if found is not None else None
    if source is None:
        return Finding("modules", "off", "Textual is missing: install specui anew")
    kept = cache_from_source(source)
    if os.path.exists(kept):
        return Finding("modules", "ok", "compiled, so that a start is quick")
    folder = os.path.dirname(os.path.dirname(source))
    if os.access(folder, os.W_OK):
        return Finding("modules", "note", "not compiled yet; the next start does it")
    return Finding(
        "modules",
        "off",
        f"not compiled, and {folder} cannot be written: every start takes a second longer",
        (Mend("export PYTHONPYCACHEPREFIX=~/.cache/pycache", "~/.profile"),),
    )


def writable(subject: str, folder: Path, what: str, variable: str) -> Finding:
    """Whether a folder can be written, or made."""
    at = folder
    while not os.path.lexists(at) and at != at.parent:
        at = at.parent
    if os.path.isdir(at) and os.access(at, os.W_OK | os.X_OK):
        return Finding(subject, "ok", f"{folder}, {what}" + ("" if at == folder else " (made when needed)"))
    return Finding(
        subject,
        "off",
        f"{folder}, {what}, cannot be written",
        (Mend(f"export {variable}=FOLDER", "~/.profile, with a folder of yours"),),
    )
