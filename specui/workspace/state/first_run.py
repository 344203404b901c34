"""Greetings that a new user gets once: recorded in the user's state folder."""

from __future__ import annotations

import os

from specui.workspace.user_folders import private_folder, state_folder

_OFF = "SPECUI_GREETING"


def is_first_time(what: str) -> bool:
    """Record that the user gets a greeting; returns whether it is the first time, or False if it cannot be recorded.

    `SPECUI_GREETING=off` makes it always False: for scripts that drive the screen.
    """
    if os.environ.get(_OFF) == "off":
        return False
    try:
        folder = private_folder(state_folder())
        os.close(os.open(folder / f"{what}-told", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        return False
    return True
