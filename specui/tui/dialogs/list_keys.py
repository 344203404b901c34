"""The keys of a list to choose from: choose, cancel, move, pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from specui.tui.commands import Place, said, said_both
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.rendering.paint import Cell, spread
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.row_list import RowList


def list_handlers(
    rows: RowList, choose: Callable[[], Any], cancel: Callable[[], Any], *, ends: bool = False
) -> Handlers:
    """Return the handlers of a dialog with a list, by the ids of the commands; `ends`: keys go to its ends."""
    found = {
        "list-choose": Handler(choose),
        "list-cancel": Handler(cancel),
        "list-up": Handler(partial(rows.move, -1)),
        "list-down": Handler(partial(rows.move, 1)),
        "list-page-up": Handler(partial(rows.page, -1)),
        "list-page-down": Handler(partial(rows.page, 1)),
    }
    return {**found, "list-first": Handler(rows.first), "list-last": Handler(rows.last)} if ends else found


class ListKeys(Bar):
    """The keys of a list below an input, and how much was found."""

    base = "muted on panel"

    def __init__(self, place: Place, verb: str) -> None:
        """`place` is the place of the dialog, `verb` what enter does."""
        super().__init__(id=f"{place}-keys")
        self._place: Place = place
        self._verb = verb
        self._count = 0

    def show(self, count: int) -> None:
        """Show the number of choices."""
        if count != self._count:
            self._count = count
            self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        keys = (
            (said("list-choose", self._place), self._verb),
            (said("list-cancel", self._place), "Cancel"),
            (said_both("list-up", "list-down", self._place), "Move"),
        )
        left = [Cell("  ")]
        for key, word in keys:
            left += [Cell(key, "key-hint bold"), Cell(f" {word}   ")]
        return [spread(left, [Cell(f"{self._count} found ", "faint")] if self._count else [], columns)]
