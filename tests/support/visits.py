"""An earlier session on a folder: with it, the program opens the first spec instead of the home view."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

from specui.workspace.state.last_session import LastSeen, load_last_session, save_last_session


def visited(path: Path, state: Path) -> None:
    """Leave in a state folder what a session on another spec of this folder leaves, unless there was one."""
    with patch.dict(os.environ, {"SPECUI_STATE_DIR": os.fspath(state)}):
        if path.is_dir() and load_last_session(os.fspath(path)) is None:
            save_last_session(os.fspath(path), LastSeen(spec="another.md"))
