"""The tour over the main screen: a card beside each part. Any key shows the next card, escape ends the tour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import ModalScreen

from specui.tui.commands import Place, key_name
from specui.tui.dialogs.tour_steps import WIDTH, Area, Side, Step, placement, steps
from specui.tui.models.outline import Entry
from specui.tui.rendering.paint import Cell, cells_width, wrap_words
from specui.tui.rendering.safe_text import width
from specui.tui.widgets.bars import Bar

_POINTERS: dict[Side, str] = {"left": "◂", "right": "▸", "up": "▴", "down": "▾"}
_BACK = {"left", "h", "backspace", "up", "k", "shift+tab"}
_END = {"escape", "q", "ctrl+c", "ctrl+q"}
PATIENCE = 5
"""Maximum number of refreshes to wait for a pane that has just been shown."""


class TourView(Protocol):
    """The main screen, as the tour sees it."""

    @property
    def pane(self) -> Place:
        """The focused pane."""

    @property
    def number(self) -> int:
        """The number of the open section."""

    @property
    def all_problems(self) -> bool:
        """Whether the problems of all specs are listed."""

    @property
    def entries(self) -> Sequence[Entry]:
        """The sections of the open spec."""

    @property
    def lists_problems(self) -> bool:
        """Whether the list of problems has any."""

    def list_problems(self, *, of_all: bool) -> None:
        """List the problems of the open spec, or of all specs."""

    def go_to_entry(self, entry: Entry) -> None:
        """Open a section."""

    def focus_pane(self, pane: Place) -> None:
        """Focus a pane."""

    def region_of(self, target: str) -> Region:
        """Return where a widget is on the screen, by its selector; an empty region when it is hidden."""

    def show_footer(self, shown: bool) -> None:
        """Show the footer of the main screen, although another screen is above it."""

    def call_after_refresh(self, call: Callable[..., Any], *arguments: Any) -> None:
        """Call something once the screen is laid out again."""


class Tour(ModalScreen[None], inherit_bindings=False):
    """Shows the cards one by one. Everything is as before when it ends."""

    CSS_PATH = "tour.tcss"
    AUTO_FOCUS = ""

    def __init__(self, view: TourView, *, demo: bool) -> None:
        super().__init__()
        self._view = view
        self._steps = steps(demo=demo)
        self._at = 0
        self._before: tuple[Place, int] = ("tree", 0)
        self._all_problems = False
        self._seen: Region | None = None

    def compose(self) -> ComposeResult:
        yield Card()

    def on_mount(self) -> None:
        self._before = (self._view.pane, self._view.number)
        self._all_problems = self._view.all_problems
        self._show()

    def on_resize(self) -> None:
        self._view.call_after_refresh(self._place_card, PATIENCE)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if event.key in _END:
            self._end()
        else:
            self._go(-1 if event.key in _BACK else 1)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self._go(1)

    def _go(self, by: int) -> None:
        if self._at + by >= len(self._steps):
            self._end()
        elif self._at + by >= 0:
            self._at += by
            self._show()

    def _end(self) -> None:
        view = self._view
        pane, number = self._before
        view.show_footer(False)
        self.dismiss()
        if number < len(view.entries):
            view.go_to_entry(view.entries[number])
        view.list_problems(of_all=self._all_problems)
        view.focus_pane(pane)

    def _show(self) -> None:
        view, step = self._view, self._steps[self._at]
        if step.target == "#section":
            with_boxes = next((entry for entry in view.entries if "/" in entry.tally), None)
            if with_boxes is not None:
                view.go_to_entry(with_boxes)
        if step.target == "#problems" and not view.lists_problems:
            view.list_problems(of_all=True)
        view.focus_pane(step.pane)
        view.show_footer(step.target == "#footer")
        self.query_one(Card).show(step, self._at + 1, len(self._steps))
        view.call_after_refresh(self._place_card, PATIENCE)

    def _place_card(self, patience: int) -> None:
        """Place the card beside its target, once that is where it belongs."""
        if not self.is_attached:
            return
        card = self.query_one(Card)
        columns, rows = self.size.width, self.size.height - 1  # the last row is the footer's
        region = self._view.region_of(self._steps[self._at].target)
        target = Area(region.x, region.y, region.width, region.height)
        if patience and (region != self._seen or not region.area):  # not shown yet, or still growing
            self._seen = region
            self._view.call_after_refresh(self._place_card, patience - 1)
        if not region.area:
            if patience:
                return
            target = Area(0, 0, columns, rows)
        size = min(WIDTH, columns - 2)
        height = len(card.inside(size)) + 2
        card.place = placement((size, height), target, (columns, rows))
        card.styles.width, card.styles.height = size, height
        card.styles.offset = (card.place.x, card.place.y)
        card.refresh()


class Card(Bar):
    """One step in a frame, with a pointer at its target."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__()
        self.place = placement((1, 1), Area(0, 0, 1, 1), (1, 1))
        self._step = Step("", "tree", "", ())
        self._count = ""

    def show(self, step: Step, number: int, count: int) -> None:
        """Show a step, and which of all it is."""
        self._step, self._count = step, f"{number} of {count}"

    def inside(self, columns: int) -> list[list[Cell]]:
        """Return the lines inside the frame of a card that is `columns` wide."""
        room = columns - 4
        gap = Cell(" " * max(1, room - width(self._step.title) - width(self._count)))
        title = Cell(self._step.title, "pane-title pane-title-style")
        lines: list[list[Cell]] = [[title, gap, Cell(self._count, "muted")]]
        for text in self._step.text:
            lines += [[], *([Cell(line)] for line in wrap_words(text, room))]
        answers = [("Any key", "Next"), (key_name("left"), "Back"), (key_name("escape"), "Skip")]
        if sum(width(key) + width(word) + 4 for key, word in answers) > room:
            del answers[1]
        keys: list[Cell] = []
        for key, word in answers:
            keys += [Cell(key, "key-hint bold"), Cell(f" {word}   ", "muted")]
        return [*lines, [], keys]

    def lines(self, columns: int) -> list[list[Cell]]:
        look = "pane-border-focused"
        within = [
            [Cell("│ ", look), *line, Cell(" " * (columns - 4 - cells_width(line))), Cell(" │", look)]
            for line in self.inside(columns)
        ]
        lines = [[Cell(f"╭{'─' * (columns - 2)}╮", look)], *within, [Cell(f"╰{'─' * (columns - 2)}╯", look)]]
        return self._with_pointer(lines, columns)

    def _with_pointer(self, lines: list[list[Cell]], columns: int) -> list[list[Cell]]:
        side, along = self.place.side, self.place.along
        pointer = Cell(_POINTERS.get(side, ""), "accent bold")
        if side in {"left", "right"} and 0 < along < len(lines) - 1:
            line = lines[along]
            lines[along] = (
                [pointer, Cell(" "), *line[1:]] if side == "left" else [*line[:-1], Cell(" "), pointer]
            )
        elif side in {"up", "down"} and 0 < along < columns - 1:
            at = 0 if side == "up" else -1
            text = lines[at][0].text
            look = lines[at][0].look
            lines[at] = [Cell(text[:along], look), pointer, Cell(text[along + 1 :], look)]
        return lines
