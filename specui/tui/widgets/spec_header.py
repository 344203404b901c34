"""Above the section: the spec's title, status and readiness, and the tabs of its sections."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from specui.markdown.file_suffix import label_of
from specui.tui.commands import said
from specui.tui.models.outline import ABBREVIATED, Entry
from specui.tui.models.tree_rows import status_of
from specui.tui.rendering.paint import Cell, bar_cells, cells_width, fit_words, spread
from specui.tui.rendering.safe_text import safe
from specui.tui.rendering.signs import SIGNS, count_cells
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandClicked
from specui.workspace.files.spec_file import SpecFile

BAR_WIDTH = 12
WIDE, LEFT = 100, "blockers"
"""A header of at least so many columns says what the key beside the count shows."""
TALL = 30
"""On a screen of at least so many rows the tabs may take three lines."""
STEP = 3
"""Cells of the arrows to the tabs that do not fit."""


class SpecHeader(Bar):
    """Two lines: title and readiness; status, tier and owners."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._file: SpecFile | None = None
        self._focused = False
        self._sign = ""

    def show(self, file: SpecFile | None, *, focused: bool, sign: str = "") -> None:
        """Show a file; `focused` while its section has the focus; `sign` warns when files are not watched as usual."""
        if file is not self._file or (focused, sign) != (self._focused, self._sign):
            self._file, self._focused, self._sign = file, focused, sign
            self.refresh_changed()

    def on_click(self, event: events.Click) -> None:
        """Show the blockers after a click on the count of ready items."""
        columns = self.size.width
        ready = _readiness(self._file, columns) if self._file is not None else []
        if event.y == 0 and ready and event.x >= columns - cells_width(ready):
            self.post_message(CommandClicked("blockers"))

    def lines(self, columns: int) -> list[list[Cell]]:
        file = self._file
        sign = [Cell(safe(self._sign), "warning"), Cell(" ")] if self._sign else []
        if file is None:
            return [[], spread([], sign, columns)]
        title = file.contents.spec.title or label_of(file.name.rpartition("/")[2])
        look = "pane-title pane-title-style" if self._focused else "text bold"
        first = spread([Cell(" "), Cell(safe(title), look)], _readiness(file, columns), columns)
        if sign and (found := _problems(file)):
            sign = [sign[0], Cell(" · ", "faint"), *found]
        second = spread([Cell(" "), *_facts(file)], sign or _problems(file), columns)
        return [first, second]


def _readiness(file: SpecFile, columns: int) -> list[Cell]:
    if not file.is_counted:
        return []
    blanks = file.contents.blanks
    if blanks.sections:
        return [Cell("to fill in ", "muted"), Cell(f"{blanks} ", "text")]
    ready = file.readiness
    if not ready.total:
        return []
    cells = [Cell(f"{ready} ", "text"), Cell("ready ", "muted")]
    if ready.ready:
        cells = [Cell("✓ ", "ok"), Cell(f"{ready} ", "text"), Cell("ready ", "ok")]
    if columns < 60:
        return cells
    look = "ok" if ready.ready else "accent"
    bar = [*bar_cells(ready.done / ready.total, BAR_WIDTH, look), Cell(" ")]
    key = said("blockers")
    if ready.ready or " " in key:  # a command without a key would be named, which takes too much room
        return bar + cells
    if columns < WIDE:
        return [*bar, *cells]
    label = f" {LEFT} "
    return [*bar, *cells, Cell("  "), Cell(key, "key-hint"), Cell(label, "muted")]


def _facts(file: SpecFile) -> list[Cell]:
    if file.kind == "template":
        return [Cell("Template for the specs next to it", "muted")]
    if file.kind == "document":
        return [Cell("Other document (no matching template)", "muted")]
    if file.kind == "unreadable":
        return [Cell("✖ unreadable", "error")]
    status = status_of(file.contents)
    sign = safe(status.sign).strip()
    cells = [Cell(f"{sign} " if sign else "", status.role), Cell(safe(status.word), status.role)]
    if file.contents.tier:
        tier = safe(file.contents.tier)
        cells += [Cell(" · ", "faint"), Cell(f"Tier {tier}", "muted")]
    if file.contents.owners:
        cells += [Cell(" · ", "faint"), Cell(safe(", ".join(map(_bare, file.contents.owners))), "muted")]
    if file.source.error is not None:
        cells += [Cell(" · ", "faint"), Cell("✖ not UTF-8, read-only", "error")]
    return cells


def _bare(owner: str) -> str:
    """Return an owner's name without the role in brackets."""
    return owner.partition(" (")[0].strip() or owner


def _problems(file: SpecFile) -> list[Cell]:
    found = count_cells(map(file.count, SIGNS))
    return [*found, Cell(" ")] if found else []


class SectionTabs(Bar):
    """The sections by number, name and count, in several lines; in one line with arrows if they do not fit."""

    class Chosen(Message):
        """A section was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._entries: Sequence[Entry] = ()
        self._current = 0
        self._areas: list[tuple[int, int, int, int]] = []

    def show(self, entries: Sequence[Entry], current: int) -> None:
        """Show these sections; the one with the number `current` is open."""

        def looks(list_: Sequence[Entry]) -> list[tuple[str, str, bool]]:
            return [(e.label, e.tally, e.missing) for e in list_]

        other = entries is not self._entries and looks(entries) != looks(self._entries)
        if other or current != self._current:
            self._entries, self._current = entries, current
            self.fit_height()
            self.refresh_changed()

    @property
    def areas(self) -> Sequence[tuple[int, int, int, int]]:
        """Where each section is drawn: its line, its first cell, the cell after its last, its number."""
        widest: dict[int, tuple[int, int, int, int]] = {}
        for (
            area
        ) in self._areas:  # the sign for those before leads to the one that stands beside it, if it does
            known = widest.get(area[3])
            if known is None or area[2] - area[1] > known[2] - known[1]:
                widest[area[3]] = area
        return list(widest.values())

    def on_resize(self) -> None:
        self.fit_height()

    def lines(self, columns: int) -> list[list[Cell]]:
        self._areas = []
        if len(self._entries) < 2:
            return [[]]
        if columns >= 60:
            most = (2, 3) if self.app.size.height >= TALL else (2,)
            for rows in most:
                for shorten in (False, True):
                    lines = self._flow(columns, rows, shorten=shorten)
                    if len(lines) <= rows:
                        return lines
        return [self._stepper(columns)]

    def _flow(self, columns: int, most: int, *, shorten: bool) -> list[list[Cell]]:
        """Return the sections in lines: more than `most` if they do not fit."""
        self._areas = []
        lines: list[list[Cell]] = [[]]
        at = 0
        for entry in self._entries:
            tab = self._tab(entry, shorten=shorten)
            size = cells_width(tab)
            if at + size > columns and at:
                lines.append([])
                at = 0
                if len(lines) > most:
                    break
            self._areas.append((len(lines) - 1, at, at + size, entry.number))
            lines[-1] += tab
            at += size
        return lines

    def _tab(self, entry: Entry, *, shorten: bool) -> list[Cell]:
        name = safe(ABBREVIATED.get(entry.label, entry.label) if shorten else entry.label)
        if shorten:
            name = fit_words(name, 16)
        count = f" {entry.tally}" if entry.tally else ""
        if entry.number == self._current:
            look = "tab-current tab-current-style on tab-current-background"
            return [Cell(f" {entry.number} {name}{count} ", look)]
        look = "faint" if entry.missing else "muted"
        return [
            Cell(f" {entry.number} ", "faint"),
            Cell(name, look),
            Cell(f"{count} ", "faint" if entry.missing else "text"),
        ]

    def _stepper(self, columns: int) -> list[Cell]:
        """Return one line: the open section and as many of its neighbours as fit."""
        entries = self._entries
        current = max(0, min(self._current, len(entries) - 1))
        ends = 2 * STEP
        open_one = self._tab(entries[current], shorten=True)
        if cells_width(open_one) > columns - ends:
            where = fit_words(open_one[0].text.strip(), columns - ends - 2)
            open_one = [Cell(f" {where} ", open_one[0].look)]
        shown = {current: open_one}
        used = cells_width(open_one)
        for far in range(1, len(entries)):
            grows = False
            for number in (current + far, current - far):
                beside = number - 1 if number > current else number + 1
                if not 0 <= number < len(entries) or beside not in shown:
                    continue
                grows = True
                tab = self._tab(entries[number], shorten=True)
                if used + cells_width(tab) <= columns - ends:
                    shown[number] = tab
                    used += cells_width(tab)
            if not grows:
                break
        first, last = entries[0].number, entries[-1].number
        self._areas = [(0, 0, STEP, max(first, current - 1))]
        cells = [Cell(" ‹ ", "key-hint" if current > first else "faint")]
        at = STEP
        for number in sorted(shown):
            size = cells_width(shown[number])
            self._areas.append((0, at, at + size, entries[number].number))
            cells += shown[number]
            at += size
        self._areas.append((0, columns - STEP, columns, min(last, current + 1)))
        rest = Cell(" " * (columns - STEP - at))
        return [*cells, rest, Cell(" › ", "key-hint" if current < last else "faint")]

    def on_click(self, event: events.Click) -> None:
        for line, start, end, number in self._areas:
            if line == event.y and start <= event.x < end:
                self.post_message(self.Chosen(number))
                return
