"""An open container: list item, quote, or the document itself at the bottom of the stack."""

from __future__ import annotations

from specui.markdown.blocks import ListItem
from specui.markdown.line_rules import TICKED

_new = tuple.__new__  # half the time of ListItem(...)


class Container:
    """An item has the ``width`` in columns that its content is indented by; a quote has 0."""

    __slots__ = (
        "check", "child_list", "child_mark", "column", "empty", "index", "line", "list_id",
        "marker", "number", "start", "text_end", "text_start", "width",
    )  # fmt: skip

    # Of an item only, set by open_item.
    list_id: int
    marker: str
    number: int
    column: int
    check: int
    text_start: int
    text_end: int

    def __init__(self, index: int, start: int, line: int) -> None:
        self.index = index  # where in the list of blocks its place is kept
        self.start = start
        self.line = line  # from 0
        self.width = 0
        self.empty = False
        # The list whose items may go on among the children of this container.
        self.child_mark = ""
        self.child_list = 0

    def as_item(self, text: str, end: int, end_line: int, parent: int, depth: int) -> ListItem:
        """Return the block of an item that is being closed."""
        check = self.check
        fields = (
            self.start, end, self.line + 1, end_line, parent, depth, self.list_id, self.marker, self.number,
            self.column, check, check >= 0 and text[check] in TICKED, self.text_start, self.text_end,
        )  # fmt: skip
        return _new(ListItem, fields)
