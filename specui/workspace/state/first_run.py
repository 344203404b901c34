"""What is told once, to somebody who is new here: remembered in the user's state folder, and never told again."""

from __future__ import annotations

import os

from specui.workspace.user_folders import private_folder, state_folder

_OFF = "SPECUI_GREETING"


def first_time(what: str) -> bool:
    """Say whether this is the first time, and remember it; no time is, where that cannot be remembered.

    `SPECUI_GREETING=off` tells nothing to anybody: for scripts that drive the screen.
    """
    if os.environ.get(_OFF) == "off":
        return False
    try:
        folder = private_folder(state_folder())
        os.close(os.open(folder / f"{what}-told", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        return False
    return True
