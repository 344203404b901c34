"""Since when the items of many files stand where they stand: git's blame, for those who ask for the age of things."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from specui.workspace.blame import Since, blame
from specui.workspace.discovery import repository_root
from specui.workspace.failures import StorageError
from specui.workspace.storage import load

if TYPE_CHECKING:
    from specui.specs.triage import Entry, Key
    from specui.workspace.checking import Target


def ages(entries: Iterable[Entry], targets: Iterable[Target]) -> dict[Key, Since]:
    """Return for each entry since when its line stands there and by whom; none where git knows nothing of it."""
    wanted: dict[str, list[Entry]] = {}
    for entry in entries:
        wanted.setdefault(entry.name, []).append(entry)
    found: dict[Key, Since] = {}
    for root, files in _by_repository(targets, wanted).items():
        for name, lines in blame(root, [(name, data) for name, (_, data) in files.items()]):
            for entry in wanted[files[name][0]] if lines is not None else ():
                if lines is not None and entry.line <= len(lines) and lines[entry.line - 1].committed:
                    found[entry.key] = lines[entry.line - 1]
    return found


def _by_repository(
    targets: Iterable[Target], wanted: Mapping[str, object]
) -> dict[Path, dict[str, tuple[str, bytes]]]:
    """Return, by the root of their repository, files by their name in it: as they are shown, and their bytes."""
    found: dict[Path, dict[str, tuple[str, bytes]]] = {}
    for target in targets:
        root = repository_root(Path(target.filename).parent) if target.name in wanted else None
        if root is None:
            continue
        try:
            data = load(Path(target.filename)).data
        except StorageError:
            continue
        name = os.path.relpath(os.path.realpath(target.filename), root).replace(os.sep, "/")
        found.setdefault(root, {})[name] = target.name, data
    return found
