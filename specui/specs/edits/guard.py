"""The last check of an edit: reads the new text and compares it with what the edit means to change.

A document is compared by its shape, one entry a block: what it is, how deep it is nested, and its
words without indentation.  A verb says how the shape should change; if the edited text has another shape, the
edit is refused and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from specui.markdown.blocks import Block, Document, Heading, ListItem, Paragraph, Table
from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.lazy import lazy_pattern
from specui.markdown.scanner import scan
from specui.specs.edits.places import EditRefused

_LINES = lazy_pattern(r"\r\n|\r|\n")


RowShape: TypeAlias = tuple[str, ...]
"""The cells of a row, without empty ones at its end."""


class Shape(NamedTuple):
    """One block: ``depth`` counts the items around it, ``mark`` is an item's kind of marker, ``rows`` a table's."""

    kind: str
    depth: int
    mark: str = ""
    checked: bool | None = None
    text: str = ""
    rows: tuple[RowShape, ...] = ()


def shapes(document: Document) -> list[Shape]:
    """Return the shape of each block, in the document's order."""
    depths: dict[int, int] = {-1: 0}
    found = []
    for index, block in enumerate(document.blocks):
        depth = depths[block.parent]
        if type(block) is ListItem:
            depths[index] = depth + 1
        found.append(_shape(document, block, depth))
    return found


def guarded(
    document: Document, edits: Iterable[TextEdit], title: str, expected: Sequence[Shape], refusal: str
) -> Transaction:
    """Return the transaction, if the edited text has the expected shape.

    Raises EditRefused with ``refusal`` where it has another one.
    """
    transaction = transact(document.text, edits, title)
    if shapes(scan(transaction.apply(document.text))) != list(expected):
        raise EditRefused(refusal)
    return transaction


def transact(text: str, edits: Iterable[TextEdit], title: str) -> Transaction:
    """Return the transaction of these edits; no carriage return is left to join a line feed after it."""
    made = Transaction.of(text, edits, title)
    mended, grown = [], 0
    for number, edit in enumerate(made.edits):
        before = edit.replacement[-1:] or text[max(0, edit.start - 1) : edit.start]
        following = made.edits[number + 1] if number + 1 < len(made.edits) else None
        apart = following is None or following.start > edit.end
        fused = apart and before == "\r" and text[edit.end : edit.end + 1] == "\n" and edit.end > edit.start
        mended.append(edit._replace(replacement=edit.replacement + "\r") if fused else edit)
        grown += fused
    return Transaction.of(text, mended, title) if grown else made


def item_shape(mark: str, depth: int, text: str, *, checked: bool | None = None) -> Shape:
    """Return the shape of an item with that marker and text; ``text`` is on one line."""
    return Shape("ListItem", depth, mark[-1:], checked, text.strip())


def row_shape(cells: Sequence[str]) -> RowShape:
    """Return the shape of a row: its cells, without empty ones at its end."""
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def row_shapes(document: Document, table: Table) -> list[RowShape]:
    """Return the shapes of a table's rows, its header first."""
    rows = (table.header, *table.rows)
    return [row_shape([document.cell(cell) for cell in row.cells]) for row in rows]


def deeper(found: Sequence[Shape], levels: int) -> list[Shape]:
    """Return shapes this many levels deeper."""
    return [shape._replace(depth=shape.depth + levels) for shape in found]


def _shape(document: Document, block: Block, depth: int) -> Shape:
    kind = type(block).__name__
    if type(block) is ListItem:
        text = document.flat(block.text_start, block.text_end)
        return item_shape(block.marker, depth, text, checked=block.checked if block.is_task else None)
    if type(block) is Paragraph:
        return Shape(kind, depth, text=document.flat(block.start, block.end).strip())
    if type(block) is Heading:
        text = document.flat(block.text_start, block.text_end)
        return Shape(kind, depth, str(block.level), text=text)
    if type(block) is Table:
        return Shape(kind, depth, ",".join(block.alignments), rows=tuple(row_shapes(document, block)))
    lines = _LINES.split(document.text[block.start : block.end])
    return Shape(kind, depth, text="\n".join(line.strip(" \t") for line in lines))
