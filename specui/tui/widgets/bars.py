"""The lines around the panes: pane titles, messages, keys, the path to the open pane."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual import events
from textual.message import Message

from specui.tui.commands import GAP, PANE_ORDER, Command, Here, Place, commands_at, fitting, said
from specui.tui.rendering.paint import Cell, both_ends, cells_width, fit_words, spread, wrap_words
from specui.tui.rendering.safe_text import fit, safe, width
from specui.tui.rendering.signs import MESSAGE_SIGNS
from specui.tui.terminal.frame_sketch import FOLDER
from specui.tui.widgets.command_screen import CommandClicked
from specui.tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from textual.screen import Screen

AROUND = 12
"""Cells of the message line around its text: the time and the sign."""
ROOMY = 80
"""A line of at least so many cells names the key to the next pane."""


class Bar(Drawn):
    """Lines of cells that a subclass returns for a width, on one base look."""

    base = "text on surface"

    def lines(self, columns: int) -> list[list[Cell]]:
        """Return what is drawn, line by line."""
        raise NotImplementedError

    def fit_height(self, columns: int = 0) -> int:
        """Set the height to the number of lines at `columns`, or at the current width; return it."""
        columns = columns or self.size.width
        height = max(1, len(self.lines(columns))) if columns else 1
        self.styles.height = height
        return height

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        lines = self.lines(self.size.width)
        return (lines[y] if y < len(lines) else []), self.base


class PaneTitle(Bar):
    """A pane's name with remarks about the pane; brighter while the pane has the focus."""

    def __init__(self, *, id: str | None = None, base: str = "text on background") -> None:  # noqa: A002
        super().__init__(id=id)
        self.base = base
        self._title = ""
        self._rest: tuple[Cell, ...] = ()
        self._right = ""
        self._focused = False

    def show(self, name: str, rest: Sequence[Cell] = (), right: str = "", *, focused: bool = False) -> None:
        """Show the name, remarks after it, and one at the right end; `focused` while the pane has the focus."""
        new = (safe(name), tuple(rest), safe(right), focused)
        if new != (self._title, self._rest, self._right, self._focused):
            self._title, self._rest, self._right, self._focused = new
            self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        look = "pane-title pane-title-style" if self._focused else "pane-title-blurred"
        left = [
            Cell(" "),
            Cell(self._title, look),
            *(Cell(f"  {cell.text}", cell.look) for cell in self._rest),
        ]
        right = [Cell(self._right, "faint"), Cell(" ")] if self._right else []
        if cells_width(left) + cells_width(right) + 2 > columns:
            right = []
        return [spread(left, right, columns)]


class MessageLine(Bar):
    """The last message, with its time; a new message replaces it.

    A success takes one line, with its middle cut if it is too long; others take up to MOST lines.
    """

    base = "muted on background"
    MOST = 3

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.text = ""
        self._role = ""
        self._time = ""
        self._passing = False
        self.serial = 0
        """Counts the messages."""
        self.old = False
        """Whether the next key that does something clears it."""
        self.can_focus = False

    def show(self, text: str, role: str = "", *, passing: bool = False) -> None:
        """Show a message; `role` is `error`, `warning`, `ok` or "". A `passing` one goes with the next key."""
        self.text, self._role, self._passing = safe(text), role, passing
        self.serial += 1
        self.old = passing
        self._time = f"{datetime.now():%H:%M}" if text else ""
        self.fit_height()
        self.refresh_changed()

    def forget(self) -> None:
        """Clear a passing message: another key was pressed."""
        if self._passing:
            self.show("")

    def on_resize(self) -> None:
        self.fit_height()

    def lines(self, columns: int) -> list[list[Cell]]:
        if not self.text:
            return [[]]
        sign = f"{MESSAGE_SIGNS[self._role]} " if self._role else ""
        lead = [Cell(f" {self._time}  ", "faint"), Cell(sign, f"{self._role} bold" if self._role else "")]
        room = max(12, columns - cells_width(lead) - 1)
        wrapped = [both_ends(self.text, room)] if self._role == "ok" else wrap_words(self.text, room)
        if len(wrapped) > self.MOST:
            wrapped[self.MOST - 1 :] = [fit(" ".join(wrapped[self.MOST - 1 :]), room)]
        first, *others = wrapped
        indent = Cell(" " * cells_width(lead))
        return [[*lead, Cell(first, "text")], *([indent, Cell(line, "text")] for line in others)]


def fits_message(text: str, columns: int) -> bool:
    """Say whether a message fits its line, beside the time and the sign, on a screen of so many columns."""
    return width(text) + AROUND <= columns


class KeyFooter(Bar):
    """The keys that do something here. Those that do not fit are left out, help never."""

    base = "muted on panel"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._place: Place = "tree"
        self._here = Here()
        self._areas: list[tuple[int, int, Command]] = []
        self._covered = self._shown_covered = False

    def on_mount(self) -> None:
        self.app.screen_change_signal.subscribe(self, self._screen_changed, immediate=True)

    def _screen_changed(self, top: Screen[Any]) -> None:
        """Show nothing under a dialog: these keys do nothing there, and the dialog shows its own."""
        self._covered = top is not self.screen
        self.refresh_changed()

    def show_covered(self, shown: bool) -> None:
        """Show the keys also while another screen is above this one."""
        self._shown_covered = shown
        self.refresh_changed()

    def show(self, place: Place, here: Here) -> None:
        """Show the keys of a place that do something now."""
        if (place, here) != (self._place, self._here):
            self._place, self._here = place, here
            self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        self._areas = []
        if self._covered and not self._shown_covered:
            return [[]]
        here = self._here
        offered = [c for c in commands_at(self._place) if c.passing or c.does_something(here)]
        cells, at = [Cell(" ")], 1
        for key, hint, command in fitting(offered, columns, self._place, here):
            if not command.does_something(here):
                continue
            size = width(key) + 1 + width(hint)
            self._areas.append((at, at + size, command))
            gap = " " * GAP if self._areas[:-1] else ""
            cells += [Cell(f"{gap}"), Cell(key, "key-hint bold"), Cell(f" {hint}")]
            at += size + GAP
        return [cells]

    def on_click(self, event: events.Click) -> None:
        for start, end, command in self._areas:
            if start <= event.x < end:
                self.post_message(CommandClicked(command.id))
                return


class Crumbs(Bar):
    """The path to the open pane when one pane shows at a time: folder, spec, problems; the open one is marked."""

    base = "muted on background"

    class Chosen(Message):
        """A pane's name was clicked."""

        def __init__(self, pane: Place) -> None:
            super().__init__()
            self.pane = pane

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id, classes=classes)
        self._pane: Place = "tree"
        self._names = ("", "", "")
        self._zoomed = False
        self._sign = ""
        self._areas: list[tuple[int, int, Place]] = []

    def show(self, pane: Place, names: tuple[str, str, str], *, zoomed: bool = False, sign: str = "") -> None:
        """Show the names of folder, spec and problems, and which pane is open; `zoomed` if there is room for all.

        `sign` warns when files are not watched as usual.
        """
        if (pane, names, zoomed, sign) != (self._pane, self._names, self._zoomed, self._sign):
            self._pane, self._names, self._zoomed, self._sign = pane, names, zoomed, sign
            self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        folder, spec, problems = (safe(name) for name in self._names)
        right = (
            [Cell(said("next-pane", self._pane), "key-hint bold"), Cell(" next ")] if columns >= ROOMY else []
        )
        if self._zoomed:
            right = [Cell("zoomed · "), Cell(said("zoom", self._pane), "key-hint bold"), Cell(" shows all ")]
        if self._sign:
            right = [Cell(safe(self._sign), "warning"), Cell("  " if right else " "), *right]
        around = 5 * len(PANE_ORDER) - 3  # a blank on each side of a name, and › between two
        room = columns - 2 - cells_width(right) - width(problems) - around
        if width(folder) > max(6, room // 4, room - width(spec)):
            folder = FOLDER
        spec = fit_words(spec, max(6, room - width(folder)))
        cells: list[Cell] = [Cell(" ")]
        self._areas = []
        at = 1
        for pane, name in zip(PANE_ORDER, (folder, spec, problems), strict=True):
            look = (
                "tab-current tab-current-style on tab-current-background" if pane == self._pane else "muted"
            )
            text = f" {name} " if name else ""
            self._areas.append((at, at + width(text), pane))
            cells.append(Cell(text, look))
            at += width(text)
            if pane != PANE_ORDER[-1] and name:
                cells.append(Cell(" › ", "faint"))
                at += 3
        return [spread(cells, right, columns)]

    @property
    def areas(self) -> Sequence[tuple[int, int, Place]]:
        """Where each name is drawn: its first cell, the cell after its last, its pane."""
        return self._areas

    def on_click(self, event: events.Click) -> None:
        for start, end, pane in self._areas:
            if start <= event.x < end:
                self.post_message(self.Chosen(pane))
                return


class TooSmall(Bar):
    """The sentence on a screen that is too small."""

    base = "text on background"

    def lines(self, columns: int) -> list[list[Cell]]:
        size = f"this is {self.app.size.width} × {self.app.size.height}"
        words = f"specui needs 40 × 10 cells; {size}. {said('quit')} quits.".split()
        lines: list[str] = [""]
        for word in words:
            if lines[-1] and len(lines[-1]) + 1 + len(word) > columns:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        return [[Cell(line)] for line in lines]
