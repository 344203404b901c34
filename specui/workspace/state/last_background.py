"""Whether the background of this kind of terminal was light or dark the last time.

A terminal answers after the first frame; with this the first frame usually has the right colours already.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress

from specui.workspace.storage.small_files import read_small
from specui.workspace.user_folders import private_folder, replace_file, state_folder

_FILE = "grounds"
_MOST = 1 << 12


def last_background(terminal: str) -> str:
    """Return `light` or `dark`; "" where it is unknown."""
    return _read().get(terminal, "")


def save_background(terminal: str, shade: str) -> None:
    """Store the background of a terminal, if it is new; write errors are ignored."""
    known = _read()
    if known.get(terminal) == shade or not terminal or "\n" in terminal or "\t" in terminal:
        return
    kept = {name: value for name, value in known.items() if name != terminal} | {terminal: shade}
    data = "".join(f"{name}\t{value}\n" for name, value in list(kept.items())[-20:])
    with suppress(OSError, ValueError):
        private_folder(state_folder())
        replace_file(_path(), data.encode("utf-8", "surrogateescape"))


def terminal_key(environ: Mapping[str, str]) -> str:
    """Return the name of a kind of terminal."""
    names = ("TERM", "TERM_PROGRAM", "ITERM_PROFILE", "KONSOLE_PROFILE_NAME", "COLORTERM")
    return " ".join(environ[name] for name in names if environ.get(name))[:200]


def _read() -> dict[str, str]:
    data = read_small(_path(), follow=False, most=_MOST) or b""
    lines = (line.partition("\t") for line in data.decode("utf-8", "surrogateescape").split("\n"))
    return {name: shade for name, _, shade in lines if shade in {"light", "dark"}}


def _path() -> str:
    return os.path.join(state_folder(), _FILE)
