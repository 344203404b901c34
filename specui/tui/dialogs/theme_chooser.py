"""Choosing a theme: the whole screen shows each theme while the cursor moves in the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView

from specui.tui.bindings import bindings
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.dialogs.dialog import LOW, Answer, AnswerLine, DialogTitle
from specui.tui.ports import Looks
from specui.tui.rendering.paint import Cell, spread, wrap_words
from specui.tui.rendering.safe_text import safe
from specui.tui.themes.theme_file import Theme
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.drawn import CURSOR, Drawn

TALLEST = 16
PAGE = 8
ENDS = 999
WIDTH, SIDES = 46, 4
"""Columns of the dialog at most, and columns beside its text; `theme_chooser.tcss` has the same numbers."""
FRAME, MARGINS = 3, 3
"""Lines of the frame with the line above it, and of the margins within."""


class ThemeChooser(CommandScreen, ModalScreen[str], inherit_bindings=False):
    """Returns the name of the theme to save; "" after cancel, with the theme of before on the screen."""

    CSS_PATH = "theme_chooser.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("themes")
    answers = (
        Answer(("list-choose",), "Save", "save", "themes"),
        Answer(("list-leave",), "Cancel", "", "themes"),
    )

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._before = looks.theme_shown
        every = looks.themes(fresh=True)
        self._themes = [theme for theme in every if not looks.unfit(theme)]
        self._hidden = len(every) - len(self._themes)

    def handlers(self) -> Handlers:
        return {
            "list-choose": Handler(self._choose),
            "list-leave": Handler(self._cancel),
            "list-up": Handler(partial(self._move, -1)),
            "list-down": Handler(partial(self._move, 1)),
            "list-page-up": Handler(partial(self._move, -PAGE)),
            "list-page-down": Handler(partial(self._move, PAGE)),
            "list-first": Handler(partial(self._move, -ENDS)),
            "list-last": Handler(partial(self._move, ENDS)),
        }

    def compose(self) -> ComposeResult:
        names = [theme.name for theme in self._themes]
        own = frozenset(name for name in names if self._looks.is_own(name))
        hidden = self._hidden
        with Vertical(id="themes"):
            yield DialogTitle("Theme")
            yield ThemeList(self._themes, names.index(self._before) if self._before in names else 0, own)
            yield About(
                f"{hidden} more need{'s' if hidden == 1 else ''} {self._looks.wanting}" if hidden else ""
            )
            yield AnswerLine(self.answers)

    def on_mount(self) -> None:
        self._describe()

    def on_resize(self) -> None:
        self.set_class(self.size.height < LOW, "-low")
        self._describe()

    @property
    def _list(self) -> ThemeList:
        return self.query_one(ThemeList)

    def _move(self, by: int) -> None:
        self._show(self._list.move(by))

    def on_theme_list_clicked(self) -> None:
        self._show(self._list.theme)

    def _show(self, theme: Theme) -> None:
        self._looks.show_theme(theme.name)
        self._describe()

    def _describe(self) -> None:
        """Describe the theme under the cursor, and give the list the lines that are left."""
        self.query_one(About).show(self._list.theme.about)
        columns = min(WIDTH, int(self.size.width * 0.9)) - SIDES
        used = sum(bar.fit_height(columns) for bar in self.query(Bar))
        margins = 0 if self.has_class("-low") else MARGINS
        self._list.limit(self.size.height - used - FRAME - margins)

    def _choose(self) -> None:
        self.dismiss(self._list.theme.name)

    def _cancel(self) -> None:
        self._looks.show_theme(self._before)
        self.dismiss("")

    def answer(self, value: str) -> None:
        """Take the answer that was clicked."""
        if value:
            self._choose()
        else:
            self._cancel()


class ThemeList(Drawn, ScrollView, can_focus=False):
    """The themes, one on each line, with their kind."""

    class Clicked(Message):
        """The user clicked a theme; the cursor is on it."""

    def __init__(self, themes: Sequence[Theme], cursor: int, own: frozenset[str]) -> None:
        super().__init__()
        self._themes = themes
        self._cursor = cursor
        self._own = own

    def on_mount(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._themes))
        self.call_after_refresh(self.move, 0)

    def limit(self, rows: int) -> None:
        """Take this many lines at most."""
        self.styles.height = max(1, min(TALLEST, len(self._themes), rows))

    @property
    def theme(self) -> Theme:
        """The theme under the cursor."""
        return self._themes[self._cursor]

    def move(self, by: int) -> Theme:
        """Move the cursor by this many themes, as far as there are any; returns the theme under it."""
        self._cursor = max(0, min(self._cursor + by, len(self._themes) - 1))
        self.scroll_to_region(Region(0, self._cursor, 1, 1), animate=False, force=True)
        self.refresh_changed()
        return self.theme

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if 0 <= index < len(self._themes):
            self.move(index - self._cursor)
            self.post_message(self.Clicked())

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        index = y + self.scroll_offset.y
        if index >= len(self._themes):
            return [], "text on panel"
        theme, lit = self._themes[index], index == self._cursor
        left = [Cell(f" {'›' if lit else ' '} {safe(theme.name)}", "bold" if lit else "")]
        right = [Cell(f"{self._kind(theme)} ", "" if lit else "muted")]
        return spread(left, right, self.scrollable_content_region.width), CURSOR if lit else "text on panel"

    def _kind(self, theme: Theme) -> str:
        if theme.name in self._own:
            return "yours"
        if theme.ansi:
            return "16 colours"
        return "dark" if theme.dark else "light"


class About(Bar):
    """The description of a theme, and why some themes are not in the list."""

    base = "muted on panel"

    def __init__(self, hidden: str) -> None:
        super().__init__()
        self._hidden = hidden
        self._about = ""

    def show(self, about: str) -> None:
        """Show a description."""
        self._about = safe(about)
        self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        about = [[Cell(line)] for line in wrap_words(self._about, max(8, columns))] if self._about else []
        about = [*about, [], []][:2]  # always two lines: the keys below do not move
        hidden = wrap_words(self._hidden, max(8, columns)) if self._hidden else []
        return [*about, *([Cell(line, "faint")] for line in hidden)]
