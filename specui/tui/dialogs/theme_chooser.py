"""Choosing a theme: the whole screen shows each theme while the cursor moves in the list."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from specui.tui.bindings import bindings
from specui.tui.commands.handlers import Handlers
from specui.tui.dialogs.answers import THEMES
from specui.tui.dialogs.dialog import LOW, AnswerLine, DialogTitle
from specui.tui.dialogs.list_keys import list_handlers
from specui.tui.ports import Looks
from specui.tui.rendering.paint import Cell, spread, wrap_words
from specui.tui.rendering.safe_text import safe
from specui.tui.themes.theme_file import Theme
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.row_list import RowList, Rows

TALLEST = 16
WIDTH, SIDES = 46, 4
"""Columns of the dialog at most, and columns beside its text; `theme_chooser.tcss` has the same numbers."""
FRAME, MARGINS = 3, 3
"""Lines of the frame with the line above it, and of the margins within."""


class ThemeChooser(CommandScreen, ModalScreen[str], inherit_bindings=False):
    """Returns the name of the theme to save; "" after cancel, with the theme of before on the screen."""

    CSS_PATH = "theme_chooser.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("themes")

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._before = looks.theme_shown
        every = looks.themes(fresh=True)
        self._themes = [theme for theme in every if not looks.unfit(theme)]
        self._hidden = len(every) - len(self._themes)
        self.rows = RowList()

    def handlers(self) -> Handlers:
        return list_handlers(self.rows, self._choose, self._cancel, ends=True)

    def compose(self) -> ComposeResult:
        hidden = self._hidden
        with Vertical(id="themes"):
            yield DialogTitle("Theme")
            yield self.rows
            yield About(
                f"{hidden} more need{'s' if hidden == 1 else ''} {self._looks.wanting}" if hidden else ""
            )
            yield AnswerLine(THEMES)

    def on_mount(self) -> None:
        names = [theme.name for theme in self._themes]
        cursor = names.index(self._before) if self._before in names else 0
        self.rows.show(len(names), self._lay_out, cursor=cursor)
        self._describe()

    def on_resize(self) -> None:
        self.set_class(self.size.height < LOW, "-low")
        self._describe()

    def on_row_list_moved(self) -> None:
        self._looks.show_theme(self.theme.name)
        self._describe()

    @property
    def theme(self) -> Theme:
        """The theme under the cursor."""
        return self._themes[self.rows.cursor]

    def _lay_out(self, columns: int) -> Rows:
        def draw(line: int, current: bool) -> tuple[list[Cell], str]:
            theme = self._themes[line]
            left = [Cell(f" {'›' if current else ' '} {safe(theme.name)}", "bold" if current else "")]
            right = [Cell(f"{self._kind(theme)} ", "" if current else "muted")]
            return spread(left, right, columns), ""

        return Rows(draw)

    def _kind(self, theme: Theme) -> str:
        if self._looks.is_own(theme.name):
            return "yours"
        if theme.ansi:
            return "16 colours"
        return "dark" if theme.dark else "light"

    def _describe(self) -> None:
        """Describe the theme under the cursor, and give the list the lines that are left."""
        self.query_one(About).show(self.theme.about)
        columns = min(WIDTH, int(self.size.width * 0.9)) - SIDES
        used = sum(bar.fit_height(columns) for bar in self.query(Bar))
        margins = 0 if self.has_class("-low") else MARGINS
        self.rows.styles.max_height = max(1, min(TALLEST, self.size.height - used - FRAME - margins))

    def _choose(self) -> None:
        self.dismiss(self.theme.name)

    def _cancel(self) -> None:
        self._looks.show_theme(self._before)
        self.dismiss("")


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
