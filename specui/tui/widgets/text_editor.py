"""The editor of one section's Markdown: Textual's TextArea over a SectionDocument.

The cost of a key depends on the visible rows only, however long the text is. A save gets the changes as edits.
`tab` goes to the next pane as everywhere: if it indented, Textual would make `escape` leave the editor.
`enter` continues a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual.document._document import EditResult, Location, Newline
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.document._wrapped_document import WrappedDocument
from textual.widgets import TextArea

from specui.markdown import graphemes
from specui.markdown.edits import TextEdit
from specui.markdown.lazy import lazy_pattern
from specui.tui.models.text_edits import text_edits
from specui.tui.widgets import caret_words as words
from specui.tui.widgets.section_document import SectionDocument

if TYPE_CHECKING:
    from rich.style import Style
    from textual.strip import Strip

MAX_HIGHLIGHTED_LINES = 2000
MAX_HIGHLIGHTED_CHARACTERS = 2000
"""Texts of more lines, and longer lines, are drawn plain."""

MAX_LINE_CHARACTERS = 40_000
"""A line of more makes keys slow (about 2 ms for each 1,000 characters); `fits` says so before."""

_FENCE = lazy_pattern(r" {0,3}(`{3,}|~{3,})")
_ITEM = lazy_pattern(r"(\s*)(?:([-*+])|(\d{1,9})([.)]))( {1,4})(\[[ xX]\] +)?")
_WHOLE_LINE = (
    (re.compile(r" {0,3}#{1,6}(?: .*)?$"), "heading"),
    (re.compile(r" {0,3}>.*$"), "quote"),
    (re.compile(r" {0,3}(?:-{3,}|\*{3,}|_{3,}) *$"), "mark"),
)
# In the order in which they cover each other.
_PARTS = (
    (re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])(?= )(?: +\[[ xX]\](?= ))?"), "mark"),
    (re.compile(r"(?<!\\)\|"), "mark"),
    (re.compile(r"\*\*[^*]+\*\*|__[^_]+__"), "strong"),
    (re.compile(r"`[^`]+`"), "code"),
    (re.compile(r"<!--.*?-->"), "quote"),
)


MAX_CHARACTERS = 200_000
"""In a longer text each key wraps too much anew."""


def fits(text: str) -> bool:
    """Say whether keys stay fast in `text`; a longer text is for $EDITOR."""
    if len(text) > MAX_CHARACTERS:
        return False
    return len(text) <= MAX_LINE_CHARACTERS or max(map(len, text.splitlines())) <= MAX_LINE_CHARACTERS


class MarkdownEditor(TextArea):
    """An editor for a part of a Markdown file: `load` the part, then ask for its `changes`.

    TextArea's messages are its messages: Changed, SelectionChanged. Locations are (row, column) from 0, with the
    rows that `specui.markdown.text.LineIndex` counts and one column for each character.
    """

    DEFAULT_CSS = """
    MarkdownEditor {
        border: none;
        padding: 0 1;
        background: $surface;
        &:focus { border: none; }
        & .text-area--cursor-line { background: $foreground 5%; }
        & .markdown-editor--heading { text-style: bold; color: $accent; }
        & .markdown-editor--mark { color: $text-muted; }
        & .markdown-editor--quote { color: $text-muted; text-style: italic; }
        & .markdown-editor--strong { text-style: bold; }
        & .markdown-editor--code { color: $text-accent; }
        &:ansi {
            & .text-area--cursor-line { background: ansi_default; }
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"markdown-editor--{name}" for name in ("heading", "mark", "quote", "strong", "code")
    }

    document: SectionDocument
    _behind = False
    """Whether a place inside a grapheme goes to its end: what was typed just now may have joined others."""

    def __init__(self, text: str = "", *, newline: Newline = "\n", **options: Any) -> None:
        self._newline_if_none: Newline = newline
        self._original = text
        self._fenced: frozenset[int] = frozenset()
        self._highlighted = False
        self._styles: dict[str, Style] = {}
        super().__init__(
            text,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            max_checkpoints=500,
            **options,
        )
        self.cursor_blink = False  # an idle screen writes nothing

    # -- the text

    def load(self, text: str, *, newline: Newline = "\n") -> None:
        """Edit `text`, with an empty undo history; `newline` ends new lines if the text has none.

        Raises ValueError for a text that cannot be edited here (more than 65,000 private-use characters).
        """
        self._newline_if_none = newline
        self.load_text(text)

    @property
    def value(self) -> str:
        """The text as it would stand in the file."""
        return self.document.value

    @property
    def is_changed(self) -> bool:
        return self.value != self._original

    def changes(self) -> list[TextEdit]:
        """Return the least edits from the loaded text to `value`, in characters of the loaded text.

        They are in order, do not overlap or touch, and lie only in lines that were changed.
        """
        return text_edits(self._original, self.value)

    @property
    def text(self) -> str:
        """As `value`: what TextArea calls it."""
        return self.value

    @text.setter
    def text(self, value: str) -> None:
        self.load_text(value)

    def get_text_range(self, start: Location, end: Location) -> str:
        return self.document.outgoing(super().get_text_range(start, end))

    # -- TextArea, with our document

    def _set_document(self, text: str, language: str | None) -> None:
        del language
        self.document = SectionDocument(text, self._newline_if_none)
        self._original = text
        self.wrapped_document = _Wrapped(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._line_cache.clear()
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _watch_language(self, language: str | None) -> None:
        """Keep the text and its history."""

    def edit(self, edit: Edit) -> EditResult:
        edit.text = self.document.incoming(edit.text)
        self._behind = True
        try:
            return super().edit(edit)
        finally:
            self._behind = False

    def action_cut(self) -> None:
        if self.read_only:
            return
        empty = self.selection.is_empty
        cut = self._delete_cursor_line() if empty else self._delete_via_keyboard(*self.selection)
        if cut is not None:
            self.app.copy_to_clipboard(self.document.outgoing(cut.replaced_text))

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Return None: a search for the matching bracket would read the whole text."""
        del bracket, search_from
        return None  # the other answer is a location

    # -- the caret, which is never inside what is seen as one character

    def clamp_visitable(self, location: Location) -> Location:
        row, column = super().clamp_visitable(location)
        line = self._line(row)
        if line.isascii():
            return row, column
        return row, graphemes.ceiling(line, column) if self._behind else graphemes.floor(line, column)

    def get_cursor_left_location(self) -> Location:
        row, column = self.cursor_location
        if not column:
            return super().get_cursor_left_location()
        return row, graphemes.previous(self._line(row), column)

    def get_cursor_right_location(self) -> Location:
        row, column = self.cursor_location
        line = self._line(row)
        return (
            super().get_cursor_right_location()
            if column >= len(line)
            else (row, graphemes.following(line, column))
        )

    def get_cursor_down_location(self) -> Location:
        below = super().get_cursor_down_location()
        if self.clamp_visitable(below) > self.cursor_location:
            return below
        return below[0], graphemes.ceiling(self._line(below[0]), below[1])  # the row begins inside of one

    def get_cursor_word_left_location(self) -> Location:
        row, column = self.cursor_location
        return (
            (row, words.edge_before(self._line(row), column))
            if column
            else super().get_cursor_word_left_location()
        )

    def get_cursor_word_right_location(self) -> Location:
        row, column = self.cursor_location
        line = self._line(row)
        if column == len(line) and row < self.document.line_count - 1:
            return row + 1, 0
        return row, words.edge_after(line, column)

    def action_delete_word_right(self) -> None:
        row, column = self.cursor_location
        line = self._line(row)
        if not self.selection.is_empty or column == len(line):
            super().action_delete_word_right()
        else:
            self._delete_via_keyboard((row, column), (row, words.end_after(line, column)))

    def _line(self, row: int) -> str:
        """Return a line as it is in the file, character for character."""
        return self.document.outgoing(self.document.get_line(row))

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """Draw a row, from the cache if its line was drawn like this before.

        TextArea's own method reads the whole text for every row, and drops its cache with every key.
        """
        document = self.document
        if self.placeholder and document.line_count == 1 and not document.get_line(0):
            return super().render_line(y)
        rows = self.wrapped_document._offset_to_line_info  # noqa: SLF001
        absolute = y + self.scroll_offset.y
        if absolute >= len(rows):
            return self._render_line(y)
        row, part = rows[absolute]
        start, end = self.selection
        top, bottom = (start[0], end[0]) if start <= end else (end[0], start[0])
        touched = (row, start, end, self._draw_cursor) if top <= row <= bottom else None
        key = (document.get_line(row), part, self._kind(row), touched, self.wrap_width, self.size.width)
        strip = self._line_cache.get(key)
        if strip is None:
            strip = self._line_cache[key] = self._render_line(y)
        return strip

    def get_line(self, line_index: int) -> Text:
        drawn = self.document.picture(line_index)
        line = _Line(drawn, end="", no_wrap=True)
        kind = self._kind(line_index)
        if kind and len(drawn) <= MAX_HIGHLIGHTED_CHARACTERS:
            self._highlight(line, drawn, kind)
        row, column = self.cursor_location
        if row == line_index and not drawn.isascii():
            line.caret = (column, graphemes.following(self._line(row), column))
        return line

    def _kind(self, row: int) -> str:
        """Return how a line is highlighted: not at all, as code of a fence, or as Markdown."""
        if not self._highlighted:
            return ""
        return "code" if row in self._fenced else "text"

    def _highlight(self, line: Text, drawn: str, kind: str) -> None:
        if kind == "code":
            line.stylize(self._style("code"))
            return
        for pattern, name in _WHOLE_LINE:
            if pattern.match(drawn):
                line.stylize(self._style(name))
                return
        for pattern, name in _PARTS:
            if name == "mark" and pattern.pattern.endswith("|") and not drawn.lstrip().startswith("|"):
                continue  # a bar in prose does not make a table
            for match in pattern.finditer(drawn):
                line.stylize(self._style(name), *match.span())

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(
                f"markdown-editor--{name}", partial=True
            )
        return style

    def notify_style_update(self) -> None:
        self._styles.clear()
        super().notify_style_update()

    def _build_highlight_map(self) -> None:
        """Find the lines inside fences; TextArea calls this after every edit. The cache of rows stays valid."""
        lines = self.document.lines
        self._highlighted = len(lines) <= MAX_HIGHLIGHTED_LINES
        self._fenced = _fenced_lines(lines) if self._highlighted else frozenset()

    # -- keys

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and not self.read_only and self.selection.is_empty and self._continue_list():
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def _continue_list(self) -> bool:
        """Start the next item of the list at the cursor, or end the list at an empty item; False outside a list."""
        row, column = self.cursor_location
        if self._kind(row) == "code":
            return False
        line = self.document.get_line(row)
        item = _ITEM.match(line)
        if item is None or column < item.end():
            return False
        if not line[item.end() :].strip():
            self._replace_via_keyboard("", (row, 0), (row, len(line)))
            return True
        indent, bullet, number, delimiter, blanks, box = item.groups()
        marker = bullet or f"{int(number) + 1}{delimiter}"
        insert = f"\n{indent}{marker}{blanks}{'[ ] ' if box else ''}"
        self._replace_via_keyboard(insert, (row, column), (row, column))
        return True


class _Line(Text):
    """A line in which the caret covers the whole grapheme under it."""

    caret = (-1, -1)

    def stylize(self, style: str | Style, start: int = 0, end: int | None = None) -> None:
        begins, ends = self.caret
        super().stylize(style, start, max(ends, start + 1) if (start, end) == (begins, begins + 1) else end)


class _Wrapped(WrappedDocument):
    """Knows its height without counting: it is the length of the table of rows."""

    @property
    def height(self) -> int:
        return len(self._offset_to_line_info)


def _fenced_lines(lines: list[str]) -> frozenset[int]:
    fenced = set()
    fence = ""
    for row, line in enumerate(lines):
        if "```" not in line and "~~~" not in line:
            if fence:
                fenced.add(row)
            continue
        mark = _FENCE.match(line)
        if fence:
            fenced.add(row)
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                fence = ""
        elif mark:
            fenced.add(row)
            fence = mark[1]
    return frozenset(fenced)
