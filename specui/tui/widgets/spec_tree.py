"""The tree of specs, drawn line by line: one row for each file, without an object for each.

It holds the closed folders, the filter and the cursor; everything about the files comes from the workspace.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView

from specui.tui.bindings import bindings
from specui.tui.commands import said
from specui.tui.models.tree_rows import (
    NOTHING,
    OTHERS,
    Row,
    Status,
    Summary,
    Sums,
    flatten,
    index_of,
)
from specui.tui.rendering.paint import CURSOR, CURSOR_ELSEWHERE, Cell, cells_width
from specui.tui.rendering.safe_text import fit, fit_middle, safe, width
from specui.tui.rendering.signs import count_cells
from specui.tui.terminal.frame_sketch import BESIDE, BROAD, DONE, SCANT, STATUS
from specui.tui.widgets.drawn import Drawn
from specui.workspace.workspace import Workspace

SHORT, MIDDLE, LONG = STATUS, 14, 20
"""Cells of a status: its sign with a word of up to eight letters, or a longer word, or with all its words."""


class SpecTree(Drawn, ScrollView, can_focus=True):
    """Shows a workspace; posts Moved when the cursor moves to another row."""

    BINDINGS = bindings("tree")

    class Moved(Message):
        """The cursor is on another row; `name` is its file, or None for a folder."""

        def __init__(self, name: str | None) -> None:
            super().__init__()
            self.name = name

    class Entered(Message):
        """The file under the cursor was clicked again: open it."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.rows: list[Row] = []
        self._all_rows: list[Row] = []
        self.wanted = ""
        self._loading = False
        self._marked: frozenset[str] = frozenset()
        self._uncommitted: Mapping[str, str] = MappingProxyType({})
        self.groups_documents = False
        """Whether documents stand in a group below the specs."""
        self._below: frozenset[str] = frozenset()
        self._presumed: frozenset[str] = frozenset()
        self.collapsed: set[str] = set()
        self.cursor = 0
        self._workspace: Workspace | None = None
        self._names: tuple[str, ...] = ()
        self.sums = Sums()
        self._widths = (SHORT, SHORT, DONE)
        self._lead = 3
        self._longest = 0

    # -- what it shows

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    @property
    def file_name(self) -> str | None:
        """The file under the cursor."""
        row = self.row
        return row.path if row is not None and row.kind == "file" else None

    @property
    def files_shown(self) -> list[str]:
        """The names of the files that have a row."""
        return [row.path for row in self.rows if row.kind == "file"]

    @property
    def columns_wanted(self) -> int:
        """How many cells show every name whole; depends on names only, so that nothing moves while files are read."""
        return self._longest + BESIDE

    def show(self, workspace: Workspace) -> None:
        """Show another snapshot; the cursor stays on its file."""
        if workspace is self._workspace:
            return
        if self.take(workspace):
            self._rebuild()
        self.refresh_changed()

    def take(self, workspace: Workspace) -> bool:
        """Take another snapshot without drawing it; say whether its names differ."""
        self._workspace = workspace
        self._loading = workspace.loading > 0
        self.sums.take(workspace.files)
        self._measure()
        below = self._documents() if self.groups_documents else frozenset()
        if workspace.names == self._names and below == self._below:
            return False
        self._names, self._below = workspace.names, below
        self._all_rows = flatten(self._names, below=below)
        labels = ((_indent(row), row.label) for row in self._all_rows)
        self._longest = max((indent + width(safe(label)) for indent, label in labels), default=0)
        return True

    @property
    def documents(self) -> tuple[str, ...]:
        """The names of the documents, in the order of the tree."""
        known = self._documents()
        return tuple(name for name in self._names if name in known)

    def _documents(self) -> frozenset[str]:
        return self.sums.documents | (self._presumed - self.sums.files.keys())

    def group_documents(self, presumed: frozenset[str] = frozenset()) -> None:
        """Put documents into a folded group below the specs; those `presumed` before they are read, too."""
        self.groups_documents, self._presumed = True, presumed
        self.collapsed.add(OTHERS)

    def mark(self, names: frozenset[str]) -> None:
        """Mark files that someone else changed."""
        if names != self._marked:
            self._marked = names
            self.refresh_changed()

    def mark_uncommitted(self, marks: Mapping[str, str]) -> None:
        """Show the letters of git beside files."""
        if marks != self._uncommitted:
            self._uncommitted = marks
            self.refresh_changed()

    def filter(self, wanted: str) -> None:
        """Show only files whose path contains this."""
        self.wanted = wanted
        self._rebuild()

    def select(self, name: str) -> None:
        """Put the cursor on a file, opening the folders around it."""
        around = [folder for folder in self.collapsed if name.startswith(f"{folder}/")]
        if name in self._below and OTHERS in self.collapsed:
            around.append(OTHERS)
        if around:
            self.collapsed.difference_update(around)
            self._rebuild()
        self._go(index_of(self.rows, name, self.cursor))

    def go_to(self, index: int) -> None:
        """Put the cursor on a row."""
        self._go(index)

    def _rebuild(self) -> None:
        row = self.row
        parts = self.collapsed or self.wanted
        self.rows = (
            flatten(self._names, self.collapsed, self.wanted, self._below) if parts else self._all_rows
        )
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows))
        if self.wanted and (row is None or row not in self.rows):
            place = next((i for i, r in enumerate(self.rows) if r.kind == "file"), 0)
        elif row is not None and row.kind == "file" and row.path not in self._names:
            place = self._nearest_file(self.cursor)
        else:
            place = index_of(self.rows, row.path if row else "", self.cursor)
        self._go(place, before=row)
        self.refresh_changed()

    def _nearest_file(self, index: int) -> int:
        """Return the row of the next file from a row on, or of the last one before it."""
        files = [i for i, row in enumerate(self.rows) if row.kind == "file"]
        return next((i for i in files if i >= index), files[-1] if files else 0)

    def _go(self, index: int, before: Row | None = None) -> None:
        number, shown = self.cursor, before or self.row
        self.cursor = max(0, min(index, len(self.rows) - 1))
        self._refresh_row(number)
        self._refresh_row(self.cursor)
        self._show_cursor()
        if self.row != shown:
            self.post_message(self.Moved(self.file_name))

    def _show_cursor(self) -> None:
        if self.size.height:
            self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def _refresh_row(self, index: int) -> None:
        if not self.size.height:
            self.refresh()
            return
        self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))

    # -- moving

    def action_cursor_up(self) -> None:
        self._go(self.cursor - 1)

    def action_cursor_down(self) -> None:
        self._go(self.cursor + 1)

    def action_page_up(self) -> None:
        self._go(self.cursor - max(1, self.size.height - 1))

    def action_page_down(self) -> None:
        self._go(self.cursor + max(1, self.size.height - 1))

    def action_half_page_up(self) -> None:
        self._go(self.cursor - max(1, self.size.height // 2))

    def action_half_page_down(self) -> None:
        self._go(self.cursor + max(1, self.size.height // 2))

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._go(len(self.rows) - 1)

    def action_fold(self) -> None:
        row = self.row
        if row is not None and row.kind == "folder" and not self.wanted:
            self.collapsed ^= {row.path}
            self._rebuild()

    def action_documents(self) -> None:
        """Put documents into a folded group below the specs, or each into its folder."""
        if self.groups_documents:
            self.groups_documents = False
        else:
            self.group_documents()
        if self._workspace is not None and self.take(self._workspace):
            self._rebuild()

    def action_close(self) -> None:
        row = self.row
        if row is None:
            return
        if row.kind == "folder" and not row.collapsed:
            self.action_fold()
        elif row.path in self._below:
            self._go(index_of(self.rows, OTHERS))
        elif "/" in row.path:
            self._go(index_of(self.rows, row.path.rpartition("/")[0]))

    def action_open(self) -> None:
        row = self.row
        if row is not None and row.kind == "folder" and row.collapsed:
            self.action_fold()

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if not 0 <= index < len(self.rows):
            return
        again = index == self.cursor
        self._go(index)
        row = self.rows[index]
        if row.kind == "folder":
            self.action_fold()
        elif again or event.chain > 1:
            self.post_message(self.Entered(row.path))

    def on_resize(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows))
        self.call_after_refresh(self._show_cursor)

    # -- drawing

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        index = y + self.scroll_offset.y
        if not 0 <= index < len(self.rows):
            text = _no_match() if self._names else _no_files()
            words = text[index] if not self.rows and index < len(text) else ""
            return [Cell(f" {words}", "muted")] if words else [], "text on background"
        current = index == self.cursor
        base = (CURSOR if self.has_focus else CURSOR_ELSEWHERE) if current else "text on background"
        columns = min(self.scrollable_content_region.width, self._longest + BROAD)
        return self.cells(self.rows[index], columns, current=current), base

    def cells(self, row: Row, columns: int, *, current: bool = False) -> list[Cell]:
        """Return a row in so many cells; `current` if it is under the cursor."""
        status_width, done_width = self._columns_for(columns)
        git = self._uncommitted.get(row.path, " ")
        indent = Cell(git, "warning" if git == "M" else "ok"), Cell(" " * (_indent(row) - 1))
        status: list[Cell] = []
        filled = ""
        if row.kind == "folder":
            counts = self.sums.folders.get(row.path, NOTHING)
            label = row.label if row.path == OTHERS else safe(row.label)
            name = f"{'▸' if row.collapsed else '▾'} {label}"
            look = "bold" if current else "faint" if row.path == OTHERS else "muted bold"
            unit = self.sums.units.get(row.path)
            status = (
                _status_cells(unit, status_width, self._lead) if unit is not None and status_width else []
            )
        else:
            summary = self.sums.of(row.path)
            counts = summary.counts if summary else NOTHING
            plain = summary is not None and summary.kind in {"document", "template"}
            name, look = safe(row.label), "faint" if plain and not current else ""
            filled = summary.filled if summary is not None else ""
            status = self._status(row.path, summary, status_width)
        unused = status_width if not cells_width(status) else 0  # the name may take it
        status.append(Cell(" " * (status_width - cells_width(status))))
        done = filled or (f"{counts.done}/{counts.total}" if counts.total else "")
        right = Cell(f" {done:>{done_width}} " if done_width else " ", "" if current else "muted")
        problems = count_cells(counts.problems)
        if counts.critical:
            problems = [
                Cell(f"!{counts.critical}", "error bold"),
                *([Cell(" ")] if problems else []),
                *problems,
            ]
        if problems:
            problems.append(Cell(" "))
        room = columns - _indent(row) - cells_width([*problems, *status, right])
        if unused and width(name) >= room:
            taken = min(unused, width(name) + 1 - room)
            room, status = room + taken, [Cell(" " * (status_width - taken))]
        label = fit_middle(name, max(4, room - 1))
        space = Cell(" " * max(1, room - width(label)))
        return [*indent, Cell(label, look), space, *problems, *status, right]

    def _status(self, name: str, summary: Summary | None, room: int) -> list[Cell]:
        if not room:
            return []
        if name in self._marked:
            return [Cell("●", "accent bold"), Cell(fit("  changed", room - 1), "accent")]
        if summary is None:
            return [Cell("…", "faint")] if self._loading else []
        return _status_cells(summary.status, room, self._lead)

    def _columns_for(self, columns: int) -> tuple[int, int]:
        """Return the widths of status and count, 0 for hidden. Statuses are whole if no name is cut for them."""
        status, short, done = self._widths
        room = columns - self._longest - 2
        if room >= status + done + 2:
            return status, done
        return short, done if columns - short - done - 3 >= SCANT else 0

    def _measure(self) -> None:
        """Measure how wide the columns must be for the files that are read."""
        known = self.sums.files.values()
        statuses = {summary.status for _, summary in known}
        totals = max((summary.counts.total for _, summary in known), default=0)
        self._lead = lead = 3 if self._loading or any(status.sign for status in statuses) else 0
        whole = max((lead + width(safe(status.word)) for status in statuses), default=0)
        short = min(max((SHORT, *(lead + width(safe(status.short)) for status in statuses))), MIDDLE)
        if known and not self._loading and not any(status.word for status in statuses):
            whole = short = 0  # a column that is empty in every row
        self._widths = (min(max(whole, short), LONG), short, min(max(1 + 2 * len(str(totals)), DONE), 9))


def _status_cells(status: Status, room: int, lead: int) -> list[Cell]:
    """Return a status in so many cells; the sign takes `lead` of them."""
    if not status.word and not status.sign:
        return []
    word = status.word if width(status.word) + lead <= room else status.short
    sign = safe(status.sign)
    return [
        Cell(sign + " " * (lead - width(sign)), status.role),
        Cell(fit(word, max(1, room - lead)), status.role),
    ]


def _indent(row: Row) -> int:
    return 1 + 2 * row.depth


def _no_files() -> tuple[str, str]:
    return "No Markdown files here.", f"Press {said('new-spec', 'tree')} to create a spec."


def _no_match() -> tuple[str, str]:
    return "No matching specs.", f"Press {said('filter-clear')} to clear the filter."
