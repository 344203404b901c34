"""Who sits at the keyboard: the name that git knows, else the one of the login."""

import os
from pathlib import Path

from specui.workspace.git import client as git

SECONDS = 2.0
"""How long git may take to say it."""


def who(folder: Path) -> str:
    """Return the name that decisions are signed with; "" where nothing tells it. May be called from any thread."""
    return who_and_whence(folder)[0]


def who_and_whence(folder: Path) -> tuple[str, str]:
    """Return that name, and in words where it comes from: ``git's user.name``."""
    name = _git_name(folder)
    return (name, "git's user.name") if name else (_login(), "your login")


def _git_name(folder: Path) -> str:
    try:
        told = git.ask(folder, ["config", "--get", "user.name"], SECONDS)
    except git.Hangs:
        return ""
    return " ".join((told or b"").decode("utf-8", "replace").split())


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return os.environ.get("USER", "")
