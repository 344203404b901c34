"""Edits as values: apply, invert and combine them, and map offsets through them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple


class TextEdit(NamedTuple):
    """Replaces ``text[start:end]`` with ``replacement``; an insertion if start equals end."""

    start: int
    end: int
    replacement: str


class EditError(ValueError):
    """Edits overlap, or do not fit the text."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """Edits of one text that apply together.

    All offsets refer to the text before the transaction.  Edits are sorted and do not overlap; insertions at the
    same offset keep their order.  ``length`` is the number of characters of that text.
    """

    edits: tuple[TextEdit, ...]
    length: int
    title: str = ""

    @classmethod
    def of(cls, text: str, edits: Iterable[TextEdit], title: str = "") -> Transaction:
        """Create a transaction for ``text``, without edits that change nothing.

        Raises EditError if edits overlap or exceed the text.
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
        """Return ``text`` with all edits applied.  Raises EditError for a text of another length."""
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
        """Return the transaction that turns ``apply(text)`` back into ``text``."""
        if len(text) != self.length:
            raise EditError(f"made for a text of {self.length} characters, not of {len(text)}")
        inverse, shift = [], 0
        for edit in self.edits:
            start = edit.start + shift
            inverse.append(TextEdit(start, start + len(edit.replacement), text[edit.start : edit.end]))
            shift += len(edit.replacement) - (edit.end - edit.start)
        return Transaction(tuple(inverse), self.length + shift, self.title)

    def then(self, later: Transaction) -> Transaction:
        """Return one transaction with the effect of this one and then ``later``.

        ``later`` applies to the text after this one; its title is the title of the result.  Raises EditError if
        ``later`` was made for a text of another length.
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
        pieces.reverse()  # the next one is last, so that popping it is cheap
        made, done = list[_Piece](), 0
        for edit in later.edits:
            made += [*_pop_pieces(pieces, edit.start - done), _Piece(0, 0, edit.replacement)]
            _pop_pieces(pieces, edit.end - edit.start)
            done = edit.end
        return Transaction(tuple(_edits([*made, *reversed(pieces)], self.length)), self.length, later.title)

    def map(self, offset: int, side: Literal["before", "after"] = "after") -> int:
        """Return the offset after the edits of what was at ``offset``.

        An offset inside replaced text maps to the start of the replacement (``before``) or its end (``after``).
        ``side`` also decides on which side of an insertion at exactly this offset it stays.
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

    def place_of_new(self, text: str) -> int:
        """Return an offset of ``text``, which this change made, in the first line of the longest replacement."""
        grown = 0
        best, place = -1, 0
        for edit in self.edits:
            start = edit.start + grown
            grown += len(edit.replacement) - (edit.end - edit.start)
            if len(edit.replacement) > best:
                best = len(edit.replacement)
                words = edit.replacement.lstrip()
                blank = len(edit.replacement) - len(words)
                line = words.splitlines()[0].rstrip() if words else ""
                place = start + blank + max(0, len(line) - 1)
        return min(place, max(0, len(text) - 1))

    @property
    def growth(self) -> int:
        """The number of characters by which the text grows; negative if it shrinks."""
        return sum(len(e.replacement) - (e.end - e.start) for e in self.edits)


class _Piece(NamedTuple):
    """A piece of a changed text: ``start:end`` of the original, or new text."""

    start: int
    end: int
    text: str = ""

    @property
    def size(self) -> int:
        return len(self.text) or self.end - self.start


def _pop_pieces(pieces: list[_Piece], size: int) -> list[_Piece]:
    """Pop ``size`` characters from reversed pieces; return the popped pieces in order."""
    taken = list[_Piece]()
    while pieces:
        piece = pieces.pop()
        if piece.size > size:
            if size:
                taken.append(_slice_piece(piece, 0, size))
            pieces.append(_slice_piece(piece, size, piece.size))
            break
        taken.append(piece)
        size -= piece.size
    return taken


def _slice_piece(piece: _Piece, start: int, end: int) -> _Piece:
    if piece.text:
        return piece._replace(text=piece.text[start:end])
    return _Piece(piece.start + start, piece.start + end)


def _edits(pieces: Iterable[_Piece], length: int) -> Iterator[TextEdit]:
    """Yield the edits that turn a text of ``length`` characters into these pieces, which keep its order."""
    position, words = 0, ""
    for piece in (*pieces, _Piece(length, length)):
        if piece.text:
            words += piece.text
        elif piece.end > piece.start or piece.start == length:
            if words or piece.start > position:
                yield TextEdit(position, piece.start, words)
            position, words = piece.end, ""
