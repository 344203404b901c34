"""The preview: a whole spec as a Markdown viewer shows it. Enter goes to the heading on the screen."""

from __future__ import annotations

from functools import partial

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from specui.markdown.blocks import Document
from specui.markdown.scanner import scan
from specui.tui.bindings import bindings
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.dialogs.answers import PREVIEW
from specui.tui.dialogs.dialog import AnswerLine
from specui.tui.dialogs.scroll_keys import scroll_handlers
from specui.tui.rendering.markdown_preview import Rendered, render
from specui.tui.rendering.paint import Cell, spread
from specui.tui.rendering.safe_text import safe
from specui.tui.rendering.section import GUTTER, Row
from specui.tui.rendering.section.canvas import MEASURE
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.drawn import Painted
from specui.tui.widgets.section_paint import RowState, paint_row

AT_ONCE = 60_000
"""A text of more characters is drawn in a thread, so that keys are answered meanwhile."""

BACK = -1
"""What the preview returns when the user closes it without going to a heading."""


class Preview(CommandScreen, ModalScreen[int], inherit_bindings=False):
    """Shows a text from the heading around `offset`; returns the offset of the heading on the screen, or `BACK`."""

    CSS_PATH = "preview.tcss"
    AUTO_FOCUS = "PreviewView"
    BINDINGS = bindings("preview")

    def __init__(self, title: str, text: str, offset: int) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._offset = offset

    def compose(self) -> ComposeResult:
        with Vertical(id="preview"):
            yield PreviewTitle(self._title)
            yield PreviewView(self._text, self._offset)
            yield AnswerLine(PREVIEW)

    def handlers(self) -> Handlers:
        close = Handler(partial(self.dismiss, BACK))
        return {
            "preview": close,
            "preview-typed": close,
            "preview-close": close,
            "preview-go": Handler(lambda: self.dismiss(self.scrolled.offset_read)),
            "preview-next": Handler(lambda: self.scrolled.step(1)),
            "preview-before": Handler(lambda: self.scrolled.step(-1)),
            **scroll_handlers(lambda: self.scrolled),
        }

    def on_resize(self) -> None:
        columns = max(20, self.size.width - 2)
        for bar in self.query(Bar):
            bar.fit_height(columns)

    def on_preview_view_moved(self, event: PreviewView.Moved) -> None:
        self.query_one(PreviewTitle).show(event.share)

    @property
    def scrolled(self) -> PreviewView:
        return self.query_one(PreviewView)


class PreviewTitle(Bar):
    """Which spec is shown, and how far the text is scrolled."""

    base = "text on panel"

    def __init__(self, title: str) -> None:
        super().__init__(id="preview-title")
        self._title = safe(title)
        self._share = ""

    def show(self, share: str) -> None:
        if share != self._share:
            self._share = share
            self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        name = [Cell("Preview", "pane-title pane-title-style"), Cell(f"  {self._title}", "muted")]
        return [spread(name, [Cell(self._share, "muted")], columns)]


class PreviewView(Painted, ScrollView, can_focus=True):
    """The drawn text, centred."""

    def __init__(self, text: str, offset: int) -> None:
        super().__init__()
        self._text = text
        self._asked = offset
        self._wanted: int | None = offset
        self._document: Document | None = None
        self._rendered = Rendered((), ())
        self._columns = 0

    class Moved(Message):
        """The text was scrolled; `share` says how far, as the title shows it."""

        def __init__(self, share: str) -> None:
            super().__init__()
            self.share = share

    @property
    def offset_read(self) -> int:
        """The offset of the heading that the user reads: at the top of the view, lower down towards the end."""
        top, most = self.scroll_offset.y, len(self._rendered.lines) - self.size.height
        if most <= 0:
            return self._asked
        at = top + (self.size.height - 1) * top // most
        seen = [start for start, line in self._rendered.headings if line <= at]
        return seen[-1] if seen else 0

    def step(self, by: int) -> None:
        """Go to the next heading (1) or the previous one (-1)."""
        top = self.scroll_offset.y
        lines = [line for _, line in self._rendered.headings]
        found = [line for line in lines if (line > top if by > 0 else line < top)]
        if found:
            self.scroll_to(y=found[0] if by > 0 else found[-1], animate=False, force=True)

    def on_resize(self) -> None:
        columns = self.scrollable_content_region.width
        if columns <= 0 or columns == self._columns:
            return
        if self._wanted is None:
            self._wanted = self._asked
        self._columns = columns
        if len(self._text) <= AT_ONCE:
            self._take(columns, self._draw(columns))
        else:
            self.run_worker(lambda: self._draw_in_thread(columns), thread=True, exclusive=True, group="draw")

    def _draw(self, columns: int) -> Rendered:
        if self._document is None:
            self._document = scan(self._text)
        return render(self._document, self._drawn_columns(columns))

    def _drawn_columns(self, columns: int) -> int:
        return min(columns - 2 * GUTTER, MEASURE + 2 * GUTTER)

    def _draw_in_thread(self, columns: int) -> None:
        rendered = self._draw(columns)
        self.app.call_from_thread(self._take, columns, rendered)

    def _take(self, columns: int, rendered: Rendered) -> None:
        if columns != self._columns:
            return
        self._rendered = rendered
        self.virtual_size = Size(columns, len(rendered.lines))
        wanted, self._wanted = self._wanted, None
        self.refresh()
        if wanted is not None:
            self.call_after_refresh(self._go_to, wanted)

    def _go_to(self, offset: int) -> None:
        self.scroll_to(y=self._rendered.line_of(offset), animate=False, force=True)
        self._post_moved()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._post_moved()

    def _post_moved(self) -> None:
        self._asked = self.offset_read
        total, seen = len(self._rendered.lines), self.scroll_offset.y + self.size.height
        share = "all" if total <= self.size.height else f"{min(100, seen * 100 // max(1, total))} %"
        self.post_message(self.Moved(share if total else "Drawing …"))

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        lines = self._rendered.lines
        row = Row(lines[number]) if number < len(lines) else None
        columns = self.size.width
        left = max(0, (columns - self._drawn_columns(columns)) // 2)
        strip = paint_row(self.paint, row, columns - left, RowState())
        ground = self.paint.style("text on surface")
        return Strip([Segment(" " * left, ground), *strip]) if left else strip
