"""Steps of the history that concern one file, and those that concern a whole file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # the first screen imports these steps, and needs no file to move
    from specui.workspace.files.file_moves import FileSnapshot


@dataclass(frozen=True, slots=True)
class OneFile:
    """A step that concerns one file; ``title`` says what was done."""

    name: str
    title: str

    @property
    def description(self) -> str:
        """The step in words, with the file it concerns."""
        return f"{self.title} in {self.name}"


@dataclass(frozen=True, slots=True)
class WholeFile(OneFile):
    """A file that was created or removed, with its snapshot."""

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
class Rewritten(OneFile):
    """A file whose bytes were rewritten, because they were no UTF-8 text."""

    before: bytes
    after: bytes
    earlier: float = 0.0


@dataclass(frozen=True, slots=True)
class Renamed(OneFile):
    """A file that was renamed from ``former`` to ``name``; ``made`` is the number of folders created for it."""

    former: str
    earlier: float = 0.0
    made: int = 0

    @property
    def description(self) -> str:
        """The step in words, with both names of the file."""
        folder, _, base = self.name.rpartition("/")
        new = base if folder == self.former.rpartition("/")[0] else self.name
        return f"{self.title} {self.former} to {new}"


FileStep: TypeAlias = Created | Trashed | Rewritten | Renamed
