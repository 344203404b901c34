"""Values to complete fields from, out of all specs. Pure; may run in another thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specui.workspace.files.spec_file import SpecFile


def known_owners(files: Iterable[SpecFile]) -> tuple[str, ...]:
    """Return the owners in specs, with their roles as written, the most frequent first."""
    counted: Counter[str] = Counter()
    for file in files:
        if file.is_counted:
            counted.update(name.strip() for name in file.contents.owners if name.strip() and "[" not in name)
    return tuple(sorted(counted, key=lambda name: (-counted[name], name.casefold())))
