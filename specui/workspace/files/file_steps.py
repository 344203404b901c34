"""Steps of the history that concern whole files.  Apart from `history.steps`, because the first screen needs none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from specui.workspace.files.file_moves import FileSnapshot


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file that was created or removed, with its snapshot."""

    name: str
    title: str
    snapshot: FileSnapshot
    earlier: float = 0.0

    @property
    def description(self) -> str:
        """The step in words, with the file it concerns."""
        return f"{self.title} {self.name}"


@dataclass(frozen=True, slots=True)
class Created(WholeFile):
    """A file that was created; ``made`` is the number of folders created for it."""

    made: int = 0


class Trashed(WholeFile):
    """A file that was moved to the system's trash."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file whose bytes were rewritten, because they were no UTF-8 text."""

    name: str
    title: str
    before: bytes
    after: bytes
    earlier: float = 0.0

    @property
    def description(self) -> str:
        """The step in words, with the file it concerns."""
        return f"{self.title} in {self.name}"


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file that was renamed from ``former`` to ``name``; ``made`` is the number of folders created for it."""

    name: str
    title: str
    former: str
    earlier: float = 0.0
    made: int = 0

    @property
    def description(self) -> str:
        """The step in words, with the file it concerns."""
        folder, _, base = self.name.rpartition("/")
        return (
            f"{self.title} {self.former} to {base if folder == self.former.rpartition('/')[0] else self.name}"
        )


FileStep: TypeAlias = Created | Trashed | Rewritten | Renamed
