"""What stands where a section is shown: the open section, or a notice in its place, with the keys of that place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events

from specui.tui.bindings import bindings
from specui.tui.widgets.section_view import SectionView


class OpenSection(SectionView):
    """The open section, with the keys of its place. `may_move` says whether a click may move the cursor."""

    BINDINGS = bindings("section")

    def __init__(self, may_move: Callable[[], bool], **options: Any) -> None:
        super().__init__(**options)
        self._may_move = may_move

    def on_click(self, event: events.Click) -> None:
        """Leave an unchanged inline edit; a changed one keeps the cursor."""
        if not self._may_move():
            event.prevent_default()
