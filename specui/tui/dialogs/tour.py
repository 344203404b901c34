"""The tour over the running workbench: a card beside each part, until any key has led to the last, or escape leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import ModalScreen

from specui.tui.commands import Place, key_name
from specui.tui.dialogs.tour_steps import WIDTH, Area, Side, Step, spot, steps
from specui.tui.rendering.paint import Cell, cells_width, wrap_words
from specui.tui.rendering.safe_text import width
from specui.tui.widgets.bars import Bar

if TYPE_CHECKING:
    from specui.tui.app import SpecuiApp
    from specui.tui.workbench.screen import WorkbenchScreen

_POINTERS: dict[Side, str] = {"left": "◂", "right": "▸", "up": "▴", "down": "▾"}
_BACK = {"left", "h", "backspace", "up", "k", "shift+tab"}
PATIENCE = 5
"""So many pictures to wait for a pane that has just come to light."""
_LEAVE = {"escape", "q", "ctrl+c", "ctrl+q"}


class Tour(ModalScreen[None], inherit_bindings=False):
    """Leads through the panes; leaves everything as it was."""

    CSS_PATH = "tour.tcss"
    AUTO_FOCUS = ""

    def __init__(self, *, demo: bool) -> None:
        super().__init__()
        self._steps = steps(demo=demo)
        self._at = 0
        self._before: tuple[Place, int] = ("tree", 0)
        self._all_problems = False
        self._seen: Region | None = None

    def compose(self) -> ComposeResult:
        yield Card()

    def on_mount(self) -> None:
        self._before = (self._bench.state.pane, self._bench.state.at.number)
        self._all_problems = self._bench.state.all_problems
        self._show()

    def on_resize(self) -> None:
        self._bench.call_after_refresh(self._put, PATIENCE)

    @property
    def _bench(self) -> WorkbenchScreen:
        return cast("SpecuiApp", self.app).workbench

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if event.key in _LEAVE:
            self._leave()
        else:
            self._go(-1 if event.key in _BACK else 1)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self._go(1)

    def _go(self, by: int) -> None:
        if self._at + by >= len(self._steps):
            self._leave()
        elif self._at + by >= 0:
            self._at += by
            self._show()

    def _leave(self) -> None:
        bench = self._bench
        pane, number = self._before
        self.dismiss()
        if number < len(bench.navigator.entries):
            bench.navigator.go_to_entry(bench.navigator.entries[number])
        bench.state.all_problems = self._all_problems
        bench.focus_pane(pane)

    def _show(self) -> None:
        bench, step = self._bench, self._steps[self._at]
        if step.target == "#section":
            ticked = next((entry for entry in bench.navigator.entries if "/" in entry.tally), None)
            if ticked is not None:
                bench.navigator.go_to_entry(ticked)
        if step.target == "#problems" and not bench.panel.problems:
            bench.state.all_problems = True
        bench.focus_pane(step.pane)
        self.query_one(Card).show(step, self._at + 1, len(self._steps))
        bench.call_after_refresh(self._put, PATIENCE)

    def _put(self, patience: int) -> None:
        """Put the card beside what it is about, which stands where it belongs by now."""
        if not self.is_attached:
            return
        card = self.query_one(Card)
        columns, rows = self.size
        step = self._steps[self._at]
        found = self._bench.query_one(step.target)
        region = found.region
        target = Area(region.x, region.y, region.width, region.height)
        if region != self._seen and patience:  # it has just come to light, or grows: look again when it has
            self._seen = region
            self._bench.call_after_refresh(self._put, patience - 1)
        if not region.area:
            if patience:
                return
            target = Area(0, 0, columns, rows)
        size = min(WIDTH, columns - 2)
        height = len(card.inside(size)) + 2
        card.place = spot((size, height), target, (columns, rows))
        card.styles.width, card.styles.height = size, height
        card.styles.offset = (card.place.x, card.place.y)
        card.refresh()


class Card(Bar):
    """One step, in its own frame, which points at what it is about."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__()
        self.place = spot((1, 1), Area(0, 0, 1, 1), (1, 1))
        self._step = Step("", "tree", "", ())
        self._count = ""

    def show(self, step: Step, number: int, count: int) -> None:
        self._step, self._count = step, f"{number} of {count}"

    def inside(self, columns: int) -> list[list[Cell]]:
        """Return the lines within the frame of a card of so many columns."""
        room = columns - 4
        gap = Cell(" " * max(1, room - width(self._step.title) - width(self._count)))
        title = Cell(self._step.title, "pane-title pane-title-style")
        lines: list[list[Cell]] = [[title, gap, Cell(self._count, "muted")]]
        for text in self._step.text:
            lines += [[], *([Cell(line)] for line in wrap_words(text, room))]
        answers = [("any key", "goes on"), (key_name("left"), "back"), (key_name("escape"), "leaves")]
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
        return self._pointing(lines, columns)

    def _pointing(self, lines: list[list[Cell]], columns: int) -> list[list[Cell]]:
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
