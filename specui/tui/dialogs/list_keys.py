"""The keys of a list to choose from: choose, cancel, move, pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.widgets.row_list import RowList


def list_handlers(rows: RowList, choose: Callable[[], Any], cancel: Callable[[], Any]) -> Handlers:
    """Return the handlers of a dialog with a list, by the ids of the commands."""
    return {
        "list-choose": Handler(choose),
        "list-leave": Handler(cancel),
        "list-up": Handler(partial(rows.move, -1)),
        "list-down": Handler(partial(rows.move, 1)),
        "list-page-up": Handler(partial(rows.page, -1)),
        "list-page-down": Handler(partial(rows.page, 1)),
    }
