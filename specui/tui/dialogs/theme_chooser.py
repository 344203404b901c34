"""Choosing a theme: each is shown at once while one moves in the list, on the workbench behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView

from specui.tui.bindings import bindings
from specui.tui.dialogs.answers import THEMES
from specui.tui.dialogs.dialog import LOW, AnswerLine, DialogTitle
from specui.tui.rendering.paint import CURSOR, Cell, spread, wrap_words
from specui.tui.rendering.safe_text import safe
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from specui.tui.app import SpecuiApp
    from specui.tui.themes.theme_file import Theme

TALLEST = 16
PAGE = 8
WIDTH, SIDES = 46, 4
"""Columns of the dialog at most, and those beside its text; `theme_chooser.tcss` says the same."""
FRAME, AIR = 4, 3
"""Lines of the frame and under it, and of the air between its parts."""


class ThemeChooser(CommandScreen, ModalScreen[str], inherit_bindings=False):
    """Returns the name of the theme to keep; empty where none is, and all is as it was."""

    CSS_PATH = "theme_chooser.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("themes")

    def __init__(self, themes: Sequence[Theme], shown: str, own: frozenset[str], left_out: str = "") -> None:
        super().__init__()
        self._themes = themes
        self._before = shown
        self._own = own
        self._left_out = left_out

    def compose(self) -> ComposeResult:
        names = [theme.name for theme in self._themes]
        with Vertical(id="themes"):
            yield DialogTitle("Theme")
            yield ThemeList(
                self._themes, names.index(self._before) if self._before in names else 0, self._own
            )
            yield About(self._left_out)
            yield AnswerLine(THEMES)

    def on_mount(self) -> None:
        self._tell()

    def on_resize(self) -> None:
        self.set_class(self.size.height < LOW, "-low")
        self._tell()

    @property
    def _list(self) -> ThemeList:
        return self.query_one(ThemeList)

    def action_move(self, by: int) -> None:
        self.show(self._list.move(by))

    def action_page(self, way: int) -> None:
        self.action_move(way * PAGE)

    def show(self, theme: Theme) -> None:
        """Show a theme on everything."""
        cast("SpecuiApp", self.app).show_theme(theme.name)
        self._tell()

    def _tell(self) -> None:
        self.query_one(About).show(self._list.theme.about)
        used = sum(bar.fit_height(min(WIDTH, int(self.size.width * 0.9)) - SIDES) for bar in self.query(Bar))
        self._list.limit(self.size.height - used - FRAME - (0 if self.has_class("-low") else AIR))

    def action_choose(self) -> None:
        self.dismiss(self._list.theme.name)

    def action_leave(self) -> None:
        cast("SpecuiApp", self.app).show_theme(self._before)
        self.dismiss("")


class ThemeList(Drawn, ScrollView, can_focus=False):
    """The themes, a line each: name, dark or light, whose it is."""

    def __init__(self, themes: Sequence[Theme], cursor: int, own: frozenset[str]) -> None:
        super().__init__()
        self._themes = themes
        self._cursor = cursor
        self._own = own

    def on_mount(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._themes))
        self.call_after_refresh(self.move, 0)

    def limit(self, rows: int) -> None:
        """Be no higher than that."""
        self.styles.height = max(1, min(TALLEST, len(self._themes), rows))

    @property
    def theme(self) -> Theme:
        return self._themes[self._cursor]

    def move(self, by: int) -> Theme:
        """Move the cursor; returns the theme that it is on then."""
        self._cursor = max(0, min(self._cursor + by, len(self._themes) - 1))
        self.scroll_to_region(Region(0, self._cursor, 1, 1), animate=False, force=True)
        self.refresh_changed()
        return self.theme

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if 0 <= index < len(self._themes) and isinstance(self.screen, ThemeChooser):
            self.screen.show(self.move(index - self._cursor))

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        index = y + self.scroll_offset.y
        if index >= len(self._themes):
            return [], "text on panel"
        theme, lit = self._themes[index], index == self._cursor
        kind = (
            "yours"
            if theme.name in self._own
            else "16 colours"
            if theme.ansi
            else "dark"
            if theme.dark
            else "light"
        )
        left = [Cell(f" {'›' if lit else ' '} {safe(theme.name)}", "bold" if lit else "")]
        right = [Cell(f"{kind} ", "" if lit else "muted")]
        return spread(left, right, self.scrollable_content_region.width), CURSOR if lit else "text on panel"


class About(Bar):
    """What the theme says of itself, and why some are not in the list."""

    base = "muted on panel"

    def __init__(self, left_out: str) -> None:
        super().__init__()
        self._left_out = left_out
        self._about = ""

    def show(self, about: str) -> None:
        self._about = safe(about)
        self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        told = [[Cell(line)] for line in wrap_words(self._about, max(8, columns))] if self._about else []
        told = [*told, [], []][:2]  # the keys below stay where they are
        left_out = wrap_words(self._left_out, max(8, columns)) if self._left_out else []
        return [*told, *([Cell(line, "faint")] for line in left_out)]
