"""Containers that are open during a scan: list items, quotes, and the document at the bottom of the stack."""

from __future__ import annotations

from specui.markdown.blocks import ListItem
from specui.markdown.line_rules import TICKED

_new = tuple.__new__  # half the time of ListItem(...)


class Container:
    """An open container; ``width`` is the indentation of an item's content in columns, 0 for a quote."""

    __slots__ = (
        "check", "child_list", "child_mark", "column", "empty", "index", "line", "list_id",
        "marker", "number", "start", "text_end", "text_start", "width",
    )  # fmt: skip

    # Only items have these; open_item sets them.
    list_id: int
    marker: str
    number: int
    column: int
    check: int
    text_start: int
    text_end: int

    def __init__(self, index: int, start: int, line: int) -> None:
        self.index = index  # its place in the list of blocks
        self.start = start
        self.line = line  # from 0
        self.width = 0
        self.empty = False
        # The list among the children that a next item with this mark continues.
        self.child_mark = ""
        self.child_list = 0

    def as_item(self, text: str, end: int, end_line: int, parent: int, depth: int) -> ListItem:
        """Return the block for this item when it closes."""
        check = self.check
        fields = (
            self.start, end, self.line + 1, end_line, parent, depth, self.list_id, self.marker, self.number,
            self.column, check, check >= 0 and text[check] in TICKED, self.text_start, self.text_end,
        )  # fmt: skip
        return _new(ListItem, fields)
