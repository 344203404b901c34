"""An input whose caret moves by graphemes: a flag, a letter with its marks, a family emoji."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual.widgets import Input
from textual.widgets.input import Selection

from specui.markdown import graphemes
from specui.tui.widgets import caret_words as words


class TextInput(Input):
    """Textual's Input on one line, where the caret is never inside a grapheme."""

    _behind = False
    """Whether an offset inside a grapheme moves to its end: a typed character may have joined the one before."""

    def __init__(self, value: str = "", **options: Any) -> None:
        """`options` are those of Input."""
        super().__init__(value, compact=True, **options)
        self.cursor_blink = False  # an idle screen writes nothing

    def validate_selection(self, selection: Selection) -> Selection:
        start, end = super().validate_selection(selection)
        value = self.value
        if value.isascii():
            return Selection(start, end)
        snap = graphemes.ceiling if self._behind else graphemes.floor
        return Selection(snap(value, start), snap(value, end))

    def replace(self, text: str, start: int, end: int) -> None:
        self._behind = True
        try:
            super().replace(text, start, end)
        finally:
            self._behind = False

    def action_cursor_right(self, select: bool = False) -> None:
        start, end = self.selection
        if select:
            self.selection = Selection(start, graphemes.following(self.value, end))
        elif self.cursor_at_end or not self.selection.is_empty:
            super().action_cursor_right()
        else:
            self.cursor_position = graphemes.following(self.value, end)

    def action_cursor_left_word(self, select: bool = False) -> None:
        self._go(words.start_before(self.value, self.cursor_position), select=select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        self._go(words.start_after(self.value, self.cursor_position), select=select)

    def action_delete_left(self) -> None:
        self._delete_to(graphemes.previous(self.value, self.cursor_position))

    def action_delete_right(self) -> None:
        self._delete_to(graphemes.following(self.value, self.cursor_position))

    def action_delete_left_word(self) -> None:
        self._delete_to(words.start_before(self.value, self.cursor_position))

    def action_delete_right_word(self) -> None:
        self._delete_to(words.start_after(self.value, self.cursor_position))

    def _delete_to(self, target: int) -> None:
        """Delete what is selected; without a selection what is between the caret and the target."""
        if self.selection.is_empty:
            self.delete(*sorted((self.cursor_position, target)))
        else:
            self.delete_selection()

    @property
    def _value(self) -> Text:
        """The text as it is drawn: the caret covers all of a grapheme."""
        drawn = super()._value
        at = self.cursor_position
        end = graphemes.following(self.value, at)
        if end > at + 1 and self.has_focus and self._cursor_visible:
            drawn.stylize(self.get_component_rich_style("input--cursor"), at, end)
        return drawn

    def _go(self, target: int, *, select: bool) -> None:
        self.selection = Selection(self.selection.start, target) if select else Selection.cursor(target)
