"""Edits as values: apply them, take them back, and carry places through them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple


class TextEdit(NamedTuple):
    """Replace ``text[start:end]`` by ``replacement``; an insertion where start is end."""

    start: int
    end: int
    replacement: str


class EditError(ValueError):
    """Edits that overlap, or do not fit the text that they are applied to."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """Edits of one text that happen together.

    Offsets are all meant in the text before the transaction.  Edits are sorted
    and do not overlap; two insertions at one place keep their order.  ``length``
    is the number of characters of the text that the edits were made against.
    """

    edits: tuple[TextEdit, ...]
    length: int
    title: str = ""

    @classmethod
    def of(cls, text: str, edits: Iterable[TextEdit], title: str = "") -> Transaction:
        """Make a transaction against ``text``; drops edits that change nothing.

        Raises EditError where edits overlap or reach beyond the text.
        """
        kept = [
            e
            for e in edits
            if text[e.start : e.end] != e.replacement or not 0 <= e.start <= e.end <= len(text)
        ]
        kept.sort(key=lambda edit: (edit.start, edit.end))
        position = 0
        for edit in kept:
            if not position <= edit.start <= edit.end <= len(text):
                raise EditError(f"the edit of {edit.start}:{edit.end} overlaps another or leaves the text")
            position = edit.end
        return cls(tuple(kept), len(text), title)

    def __bool__(self) -> bool:
        return bool(self.edits)

    def apply(self, text: str) -> str:
        """Return ``text`` with all edits made.  Raises EditError for a text of another length."""
        if len(text) != self.length:
            raise EditError(f"made for a text of {self.length} characters, not of {len(text)}")
        parts, position = [], 0
        for edit in self.edits:
            parts.append(text[position : edit.start])
            parts.append(edit.replacement)
            position = edit.end
        parts.append(text[position:])
        return "".join(parts)

    def invert(self, text: str) -> Transaction:
        """Return the transaction that takes ``apply(text)`` back to ``text``."""
        if len(text) != self.length:
            raise EditError(f"made for a text of {self.length} characters, not of {len(text)}")
        inverse, shift = [], 0
        for edit in self.edits:
            start = edit.start + shift
            inverse.append(TextEdit(start, start + len(edit.replacement), text[edit.start : edit.end]))
            shift += len(edit.replacement) - (edit.end - edit.start)
        return Transaction(tuple(inverse), self.length + shift, self.title)

    def map(self, offset: int, side: Literal["before", "after"] = "after") -> int:
        """Return where ``offset`` stands after the edits.

        A place inside replaced text goes to the replacement's start (``before``)
        or end (``after``); ``side`` also says on which side of text inserted
        exactly at the place it stays.
        """
        shift = 0
        for edit in self.edits:
            if edit.start > offset or (edit.start == offset and edit.end > edit.start):
                break
            if edit.start == edit.end == offset and side == "before":
                break
            if edit.end > offset:
                return edit.start + shift + (0 if side == "before" else len(edit.replacement))
            shift += len(edit.replacement) - (edit.end - edit.start)
        return offset + shift

    @property
    def growth(self) -> int:
        """How many characters longer the text becomes."""
        return sum(len(e.replacement) - (e.end - e.start) for e in self.edits)
