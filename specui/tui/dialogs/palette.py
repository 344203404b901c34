"""The palette: every command, section, spec and theme by name, found by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.widgets import Input

from specui.markdown import text_folding
from specui.tui.bindings import bindings
from specui.tui.commands import said, said_both
from specui.tui.rendering.paint import CURSOR, Cell, spread
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.drawn import Drawn
from specui.tui.widgets.text_input import TextInput

MOST, MOST_SHOWN = 200, 34
"""Choices listed at most, and lines of them at most; a low screen shows fewer."""
AROUND = 10
"""Lines of the screen that are not the list's: what is typed, the keys, the frame, and the air."""
PAGE = 8


class Choice(NamedTuple):
    """One thing to choose: its name, a remark, the key that does the same, and what it does."""

    title: str
    remark: str
    key: str
    run: Callable[[], Any]


def best(choices: Sequence[Choice], wanted: str) -> list[Choice]:
    """Return what holds the letters, the best first."""
    words = wanted.strip()
    if not words:
        return list(choices[:MOST])
    wanted = text_folding.fold(words)
    plain = [c for c in choices if wanted in text_folding.fold(c.title)]
    if len(plain) >= MOST:
        return plain[:MOST]
    from textual.fuzzy import Matcher

    matcher = Matcher(wanted)
    scored = [
        (matcher.match(text_folding.fold(choice.title)), -index, choice)
        for index, choice in enumerate(choices)
    ]
    scored = [item for item in scored if item[0] > 0]
    scored.sort(key=lambda item: item[:2], reverse=True)
    return [choice for _, _, choice in scored[:MOST]]


class Palette(CommandScreen, ModalScreen[Callable[[], Any]], inherit_bindings=False):
    """Returns what to run, or None."""

    CSS_PATH = "palette.tcss"
    AUTO_FOCUS = "#palette-input"
    BINDINGS = bindings("palette")

    def __init__(
        self, offered: Sequence[Choice], asks: str = "letters of a command, section, spec or theme"
    ) -> None:
        super().__init__()
        self._offered = offered
        self._asks = asks
        self._wanted = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="palette"):
            field = TextInput(
                placeholder=self._asks,
                id="palette-input",
                compact=True,
            )
            field.cursor_blink = False
            yield field
            yield ChoiceList()
            yield PaletteKeys()

    def on_mount(self) -> None:
        self._show(best(self._offered, ""))

    def on_resize(self) -> None:
        self._list.fit()

    def _show(self, found: Sequence[Choice]) -> None:
        self._list.show(found)
        self.query_one(PaletteKeys).show(len(found))

    @property
    def _list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._find(event.value)

    def _find(self, wanted: str) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._show(best(self._offered, wanted))

    def action_choose(self) -> None:
        """Take what the cursor is on."""
        wanted = self.query_one("#palette-input", Input).value
        if wanted != self._wanted:  # typed ahead of the list
            self._find(wanted)
        choice = self._list.choice
        if choice is not None:
            self.dismiss(choice.run)

    def action_move(self, by: int) -> None:
        self._list.move(by)

    def action_page(self, way: int) -> None:
        self._list.move(way * PAGE)

    def action_leave(self) -> None:
        self.dismiss(None)


class PaletteKeys(Bar):
    """What the keys do, and how many choices there are."""

    base = "muted on panel"

    def __init__(self) -> None:
        super().__init__(id="palette-keys")
        self._count = 0

    def show(self, count: int) -> None:
        """Say that there are so many choices."""
        if count != self._count:
            self._count = count
            self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        keys = (
            (said("list-choose", "palette"), "do it"),
            (said("list-leave", "palette"), "back"),
            (said_both("list-up", "list-down", "palette"), "choose"),
        )
        left = [Cell("  ")]
        for key, word in keys:
            left += [Cell(key, "key-hint bold"), Cell(f" {word}   ")]
        return [spread(left, [Cell(f"{self._count} found ", "faint")] if self._count else [], columns)]


class ChoiceList(Drawn, ScrollView, can_focus=False):
    """The choices, a line each."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: Sequence[Choice] = ()
        self._cursor = 0

    @property
    def choice(self) -> Choice | None:
        return self._choices[self._cursor] if self._choices else None

    def show(self, found: Sequence[Choice]) -> None:
        self._choices, self._cursor = found, 0
        self.virtual_size = Size(self.size.width, len(found))
        self.fit()
        self.scroll_to(y=0, animate=False)
        self.refresh_changed()

    def fit(self) -> None:
        """Be as high as the choices are, where the screen has so many lines for them."""
        room = self.app.size.height - AROUND
        self.styles.height = max(1, min(MOST_SHOWN, len(self._choices), room))

    def move(self, by: int) -> None:
        self._cursor = max(0, min(self._cursor + by, len(self._choices) - 1))
        self.scroll_to_region(Region(0, self._cursor, 1, 1), animate=False, force=True)
        self.refresh_changed()

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if 0 <= index < len(self._choices):
            self._cursor = index
            if isinstance(self.screen, Palette):
                self.screen.action_choose()

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        index, columns = y + self.scroll_offset.y, self.scrollable_content_region.width
        if index >= len(self._choices):
            told = [Cell("  Nothing is called that", "muted")] if not self._choices and y == 0 else []
            return told, "text on panel"
        lit = index == self._cursor
        choice = self._choices[index]
        right = [Cell(choice.key, "" if lit else "key-hint"), Cell(" ")] if choice.key else []
        left = [Cell(f" {'›' if lit else ' '} {choice.title}", "bold" if lit else "")]
        left.append(Cell(f"   {choice.remark}", "" if lit else "faint"))
        return spread(left, right, columns), CURSOR if lit else "text on panel"
