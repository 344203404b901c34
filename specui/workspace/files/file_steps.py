"""The steps of the history that are about a file as a whole; apart, since no start needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from specui.workspace.files.file_moves import Kept


@dataclass(frozen=True, slots=True)
class Whole:
    """A file with its bytes, which came or went as one."""

    name: str
    title: str
    kept: Kept
    earlier: float = 0.0

    @property
    def description(self) -> str:
        """The step in words."""
        return f"{self.title} {self.name}"


class Created(Whole):
    """A file that came, with these bytes."""

    __slots__ = ()


class Trashed(Whole):
    """A file that went to the system's trash, as it was then."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file that had other bytes before, which were no text in UTF-8."""

    name: str
    title: str
    before: bytes
    after: bytes
    earlier: float = 0.0

    @property
    def description(self) -> str:
        """The step in words."""
        return f"{self.title} in {self.name}"


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file that was called ``former`` and is called ``name``; so many folders were ``made`` for it."""

    name: str
    title: str
    former: str
    earlier: float = 0.0
    made: int = 0

    @property
    def description(self) -> str:
        """The step in words."""
        folder, _, base = self.name.rpartition("/")
        return (
            f"{self.title} {self.former} to {base if folder == self.former.rpartition('/')[0] else self.name}"
        )


FileStep: TypeAlias = Created | Trashed | Rewritten | Renamed
