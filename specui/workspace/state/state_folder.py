"""Where the user's own state lives: outside every repository, readable by nobody else."""

import os
import sys
from pathlib import Path


def state_folder() -> Path:
    """`$SPECUI_STATE_DIR`, else the platform's state folder for specui (`$XDG_STATE_HOME/specui` on Linux)."""
    override = os.environ.get("SPECUI_STATE_DIR")
    if override:
        return Path(override)
    system = sys.platform
    if (
        system == "linux"
    ):  # as platformdirs has it, which takes longer to import than all that is read before a frame
        home = os.environ.get("XDG_STATE_HOME", "")
        return Path(home if os.path.isabs(home) else os.path.expanduser("~/.local/state"), "specui")
    from platformdirs import user_state_path

    return user_state_path("specui")


def private_folder(folder: Path) -> Path:
    """Make the folder, with mode 0700, or narrow it to that; raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder
