"""The content of the first frame: the name of the folder and its files, in the colours of the theme.

No file is read, and only as many names are listed as fit on the screen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from specui.markdown.file_suffix import label_of
from specui.tui.models.pane_layout import AUTOMATIC, Sizes, one_pane
from specui.tui.terminal.first_frame import FirstFrame, erases_in_colour
from specui.tui.terminal.frame_sketch import Ink, frame as draw, ground, rows_of

if TYPE_CHECKING:
    from specui.workspace.state.last_session import LastSeen


def show(
    frame: FirstFrame, path: str, roles: Mapping[str, str], depth: str, seen: LastSeen | None = None
) -> None:
    """Draw a folder or a file in the colours of a theme; `seen` is where the user was at the end of the last run.

    The rows of the tree are left out if the workbench will open with another part of the tree, or without it.
    Raises StorageError for a folder that cannot be listed.
    """
    path = os.path.abspath(path)
    columns, rows = frame.size
    ink = Ink(roles, depth, erases_in_colour=erases_in_colour())
    name = os.path.basename(path) or path
    if not os.path.isdir(path):
        frame.draw(draw(columns, rows, label_of(name), ink, None))
        return
    if one_pane(columns, rows):
        beside = seen is None or seen.pane != "tree"  # the home view comes first
    else:
        beside = seen is not None and seen.zoomed
    if beside:
        frame.draw(ground(columns, rows, name, ink, beside=True))
        return
    frame.draw(ground(columns, rows, name, ink))
    below = frozenset(seen.documents) if seen is not None else frozenset()
    listed = list(islice(rows_of(name for name in _names(path) if name not in below), rows))
    other = seen is not None and bool(seen.filter or seen.folded or seen.top)
    sizes = Sizes(*(size or None for size in seen.sizes)) if seen is not None and seen.sizes else AUTOMATIC
    frame.draw(draw(columns, rows, name, ink, listed, sizes=sizes, hidden=other))


def _names(folder: str) -> Iterator[str]:
    """Yield the names in the order of the tree."""
    from pathlib import Path

    from specui.workspace.files.discovery import find_markdown, is_configured

    found = find_markdown(Path(folder))
    if not is_configured(folder):
        return (file.relative for file in found)
    from specui.workspace.config.repository_config import read_config

    config = read_config(Path(folder))
    root = os.path.realpath(config.root)
    return (file.relative for file in found if not config.excludes(os.path.relpath(file.filename, root)))
