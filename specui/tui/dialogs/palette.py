"""The palette: all commands, sections, specs and themes by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from specui.tui.bindings import bindings
from specui.tui.commands import COMMANDS, Here, Place, key_name, keys_at
from specui.tui.commands.handlers import Handlers
from specui.tui.commands.synonyms import SYNONYMS
from specui.tui.dialogs.list_keys import ListKeys, list_handlers
from specui.tui.dialogs.palette_search import Choice, best
from specui.tui.models.outline import Entry
from specui.tui.ports import Looks
from specui.tui.rendering.paint import Cell, cells_width, spread
from specui.tui.rendering.safe_text import fit, safe
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.row_list import RowList, Rows, text_rows
from specui.tui.widgets.text_input import TextInput

MOST_SHOWN = 34
"""The list has at most so many lines; fewer on a low screen."""
AROUND = 9
"""Lines around the list: the input, the keys, the frame, the margins, and the footer."""


def run_chosen(run: Callable[[], Any] | None) -> Any:
    """Run what was chosen in a palette, if anything was."""
    return run() if run is not None else None


def command_choices(place: Place, run: Callable[[str], Any], here: Here | None = None) -> list[Choice]:
    """Return the commands of a place, with `here` only those that do something; `run` runs one by its id."""
    found = []
    for command in COMMANDS:
        offered = command.palette and place in command.where and not command.own
        if offered and (here is None or command.does_something(here)):
            keys = keys_at(command, place)
            key = key_name(keys[0]) if keys else ""
            words = SYNONYMS.get(command.id, ())
            found.append(
                Choice(command.title, command.help, key, partial(run, command.id), command.id, words)
            )
    return found


def section_choices(entries: Sequence[Entry], go: Callable[[int], Any]) -> list[Choice]:
    """Return the sections of a spec; `go` opens one by its number."""
    found = []
    for entry in entries:
        key = str(entry.number) if entry.number < 10 else ""
        remark = entry.tally if key else f"{entry.number} {entry.tally}".strip()
        found.append(Choice(f"Go to section: {safe(entry.name)}", remark, key, partial(go, entry.number)))
    return found


def spec_choices(names: Sequence[str], open_spec: Callable[[str], Any]) -> list[Choice]:
    """Return the files of a folder; `open_spec` opens one by its name."""
    return [Choice(f"Open spec: {safe(name)}", "", "", partial(open_spec, name)) for name in names]


def theme_choices(looks: Looks) -> list[Choice]:
    """Return the themes that this terminal can show; choosing one saves it."""
    return [
        Choice(f"Theme: {safe(theme.name)}", safe(theme.about), "", partial(looks.keep_theme, theme.name))
        for theme in looks.themes()
        if not looks.unfit(theme)
    ]


class Palette(CommandScreen, ModalScreen[Callable[[], Any]], inherit_bindings=False):
    """Returns what to run, or None.

    `asks` says what to type, `recent` are ids of commands, the latest first, `verb` is the label of enter.
    """

    CSS_PATH = "palette.tcss"
    AUTO_FOCUS = "#palette-input"
    BINDINGS = bindings("palette")

    def __init__(
        self,
        choices: Sequence[Choice],
        asks: str,
        recent: Sequence[str] = (),
        verb: str = "Run",
    ) -> None:
        super().__init__()
        self._choices, self._recent = choices, recent
        self._asks = asks
        self._verb = verb
        self._typed = ""
        self._found: Sequence[Choice] = ()
        self.rows = RowList()

    def handlers(self) -> Handlers:
        return list_handlers(self.rows, self._choose, self._cancel)

    def compose(self) -> ComposeResult:
        with Vertical(id="palette"):
            yield TextInput(placeholder=self._asks, id="palette-input")
            yield self.rows
            yield ListKeys("palette", self._verb)

    def on_mount(self) -> None:
        self._show(best(self._choices, "", self._recent))

    def on_resize(self) -> None:
        self.rows.styles.max_height = max(1, min(MOST_SHOWN, self.app.size.height - AROUND))

    def _show(self, found: Sequence[Choice]) -> None:
        self._found = found
        self.rows.show(len(found), partial(_lay_out, found), cursor=0)
        self.query_one(ListKeys).show(len(found) if self._typed.strip() else 0)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._find(event.value)

    def on_row_list_chosen(self) -> None:
        self._choose()

    def _find(self, typed: str) -> None:
        if typed != self._typed:
            self._typed = typed
            self._show(best(self._choices, typed, self._recent))

    def _choose(self) -> None:
        self._find(
            self.query_one("#palette-input", Input).value
        )  # may have been typed faster than the list follows
        if self._found:
            self.dismiss(self._found[self.rows.cursor].run)

    def _cancel(self) -> None:
        self.dismiss(None)


def _lay_out(choices: Sequence[Choice], columns: int) -> Rows:
    if not choices:
        return text_rows("No matches. Try fewer letters.", columns)

    def draw(line: int, current: bool) -> tuple[list[Cell], str]:
        choice = choices[line]
        right = [Cell(choice.key, "" if current else "key-hint"), Cell(" ")] if choice.key else []
        left = [Cell(f" {'›' if current else ' '} {choice.title}", "bold" if current else "")]
        room = max(0, columns - cells_width([*left, *right]) - 1)
        left.append(Cell(fit(f"   {choice.remark}", room), "" if current else "faint"))
        return spread(left, right, columns), ""

    return Rows(draw)
