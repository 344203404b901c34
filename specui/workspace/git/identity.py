"""The user's name: git's user.name, else the login."""

import os
from pathlib import Path

from specui.workspace.git import client as git

SECONDS = 2.0
"""Seconds after which git is not waited for."""


def git_author(folder: Path) -> str:
    """Return git's user.name for a folder, or "".  Thread-safe."""
    output = git.output_in_time(folder, ["config", "--get", "user.name"], SECONDS)
    return " ".join((output or b"").decode("utf-8", "replace").split())


def signer(folder: Path) -> tuple[str, str]:
    """Return the name to sign decisions with, and where it is from: ``git's user.name`` or ``your login``."""
    name = git_author(folder)
    return (name, "git's user.name") if name else (_login(), "your login")


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return os.environ.get("USER", "")
