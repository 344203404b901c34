"""The text of a field: a small editor that wraps, as high as its text."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.widgets.text_area import Selection

from specui.markdown.lazy import lazy_pattern
from specui.tui.editors.field_input import TextAt
from specui.tui.widgets.text_editor import MarkdownEditor, _Wrapped

_BREAKS = lazy_pattern(r"[ \t]*(?:\r\n|\r|\n)\s*")

HandleKey = Callable[[str], bool]
"""Takes a character that means something else than itself; says whether it did."""
HandleArrow = Callable[[int], bool]
"""Takes left (-1) or right (1); says whether it did something."""
HandleLines = Callable[[tuple[str, ...]], None]
"""Learns of pasted lines."""


class FieldText(MarkdownEditor):
    """The text of the field with the cursor. Keys that mean something else there go to their handlers first."""

    DEFAULT_CSS = """
    FieldText {
        position: absolute; layer: front; border: none; padding: 0; overflow: hidden;
        scrollbar-size: 0 0; background: $accent 16%; height: 1; width: 10;
        &:focus { border: none; }
        & .text-area--cursor-line { background: $accent 16%; }
        & .text-area--placeholder { color: $text-muted; }
        &:ansi {
            text-style: underline; background: ansi_blue; color: ansi_bright_white;
            & .text-area--cursor-line { background: ansi_blue; }
        }
    }
    """

    def __init__(self, handle: HandleKey, arrow: HandleArrow, pasted: HandleLines) -> None:
        super().__init__()
        self._handle, self._arrow, self._pasted = handle, arrow, pasted
        self.multiline = False
        self.highlight_cursor_line = False

    def put(self, text: str, *, multiline: bool, placeholder: str, select: int) -> None:
        """Begin with a text: its first `select` characters are selected, so that typing replaces them; -1 for all."""
        self.multiline = multiline
        self.placeholder = placeholder
        self.load(text)
        end = self.document.end
        if select > 0:
            end = self.document.get_location_from_index(min(select, len(self.document.text)))
        self.selection = Selection((0, 0), end) if select and text else Selection(end, end)

    def become(self, typed: TextAt) -> None:
        """Replace the text as one undo step, and move the cursor."""
        if typed.text != self.value:
            self.replace(typed.text, (0, 0), self.document.end)
        at = min(typed.at, len(self.document.text))
        self.move_cursor(self.document.get_location_from_index(at))

    @property
    def typed(self) -> TextAt:
        """The text and the offset of the cursor."""
        return TextAt(self.value, self.document.get_index_from_location(self.cursor_location))

    @property
    def all_selected(self) -> bool:
        """Whether all of the text is selected."""
        start, end = sorted((self.selection.start, self.selection.end))
        return start == (0, 0) and end == self.document.end and start != end

    def edit(self, edit: Edit) -> EditResult:
        """Join lines in a field of one line."""
        if not self.multiline:
            edit.text = _BREAKS.sub(" ", edit.text)
        return super().edit(edit)

    def rows_at(self, columns: int) -> int:
        """Return how many rows the text takes at a width."""
        wrapped = _Wrapped(self.document, tab_width=self.indent_width)
        wrapped.wrap(max(1, columns - 1), self.indent_width)
        return max(1, wrapped.height)

    def newline(self) -> None:
        """Start a new line at the cursor."""
        start, end = sorted((self.selection.start, self.selection.end))
        self._replace_via_keyboard("\n", start, end)

    def action_cursor_left(self, select: bool = False) -> None:
        if select or not self._arrow(-1):
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        if select or not self._arrow(1):
            super().action_cursor_right(select)

    def on_paste(self, event: events.Paste) -> None:
        lines = tuple(line.strip() for line in _BREAKS.split(event.text) if line.strip())
        if len(lines) > 1:
            self._pasted(lines)

    async def _on_key(self, event: events.Key) -> None:
        if event.character and event.is_printable and self._handle(event.character):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def _continue_list(self) -> bool:
        return False  # an item is one item

    def _build_highlight_map(self) -> None:
        """Do not highlight: the text is part of a drawing."""
        super()._build_highlight_map()
        self._highlighted = False
