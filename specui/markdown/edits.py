"""Edits as values: apply them, take them back, and carry places through them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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

    def then(self, later: Transaction) -> Transaction:
        """Return the one transaction that does this and then ``later``, which was made for the text behind this.

        Raises EditError where ``later`` was made for a text of another length.  The title is ``later``'s.
        """
        if later.length != self.length + self.growth:
            raise EditError(
                f"made for a text of {later.length} characters, not of {self.length + self.growth}"
            )
        pieces, position = list[_Piece](), 0
        for edit in self.edits:
            pieces += [_Piece(position, edit.start), _Piece(edit.end, edit.end, edit.replacement)]
            position = edit.end
        pieces.append(_Piece(position, self.length))
        pieces.reverse()  # the next one stands last, where taking it moves no other
        made, done = list[_Piece](), 0
        for edit in later.edits:
            made += [*_taken(pieces, edit.start - done), _Piece(0, 0, edit.replacement)]
            _taken(pieces, edit.end - edit.start)
            done = edit.end
        return Transaction(tuple(_edits([*made, *reversed(pieces)], self.length)), self.length, later.title)

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


class _Piece(NamedTuple):
    """A stretch of a changed text: ``start:end`` of the text before, or new words."""

    start: int
    end: int
    text: str = ""

    @property
    def size(self) -> int:
        return len(self.text) or self.end - self.start


def _taken(pieces: list[_Piece], size: int) -> list[_Piece]:
    """Take so many characters off pieces whose first one stands last; returns what they were, in order."""
    taken = list[_Piece]()
    while pieces:
        piece = pieces.pop()
        if piece.size > size:
            if size:
                taken.append(_part(piece, 0, size))
            pieces.append(_part(piece, size, piece.size))
            break
        taken.append(piece)
        size -= piece.size
    return taken


def _part(piece: _Piece, start: int, end: int) -> _Piece:
    if piece.text:
        return piece._replace(text=piece.text[start:end])
    return _Piece(piece.start + start, piece.start + end)


def _edits(pieces: Iterable[_Piece], length: int) -> Iterator[TextEdit]:
    """Yield the edits that make these pieces of a text of that length; kept ones stand in its order."""
    position, words = 0, ""
    for piece in (*pieces, _Piece(length, length)):
        if piece.text:
            words += piece.text
        elif piece.end > piece.start or piece.start == length:
            if words or piece.start > position:
                yield TextEdit(position, piece.start, words)
            position, words = piece.end, ""
