"""The finder: every spec and every item by a few letters, with what is around it where there is room."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.widgets import Input
from textual.worker import get_current_worker

from specui.markdown.file_suffix import label_of
from specui.specs.search import Hit, Index, Item, Kind, Query, items_of
from specui.specs.search.index import Found
from specui.tui.bindings import bindings
from specui.tui.commands import said, said_both
from specui.tui.dialogs.finder_rows import legend, row, split
from specui.tui.models.outline import entry_at, outline
from specui.tui.rendering.paint import CURSOR, Cell, spread
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.drawn import Drawn
from specui.tui.widgets.section_view import SectionView
from specui.tui.widgets.text_input import TextInput
from specui.workspace.files.packed_file import read_contents
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.tui.app import SpecuiApp

ROOMY = 100
"""From so many columns on it is shown what is around an item."""
LOW = 30
"""Under so many rows the air goes."""
AT_ONCE = 8
"""So many files that changed are read between two keys; more in a thread."""
PATIENCE = 0.04
"""Seconds of looking before what was found so far is shown and keys are taken."""
BATCH_SECONDS = 0.2


class Finder(CommandScreen, ModalScreen[Item], inherit_bindings=False):
    """Returns the item to go to, or None."""

    CSS_PATH = "finder.tcss"
    AUTO_FOCUS = "#finder-input"
    BINDINGS = bindings("finder")

    def __init__(self, specui: SpecuiApp, index: Index) -> None:
        super().__init__()
        self._specui = specui
        self._index = index
        self._typed = ""
        self._left = 0
        self._search: Iterator[Found] | None = None
        self._previewed: Hit | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="finder"):
            field = TextInput(
                placeholder="a few letters of anything; first a sign, for one kind only",
                id="finder-input",
                compact=True,
            )
            field.cursor_blink = False
            yield field
            yield Legend()
            with Horizontal(id="finder-found"):
                yield HitList()
                yield Surroundings(id="finder-preview", classes="-hidden")
            yield FinderKeys()

    def on_mount(self) -> None:
        self.hits = self.query_one(HitList)
        self.on_resize()
        self.watch(self.app, "workspace", self._workspace_changed)

    def on_resize(self) -> None:
        roomy = self.size.width >= ROOMY
        self.set_class(self.size.height < LOW, "-low")
        self.query_one(Surroundings).set_class(not roomy, "-hidden")
        self._previewed = None
        self.call_after_refresh(self._preview)

    # -- the index

    def _workspace_changed(self, workspace: Workspace) -> None:
        self._index.order(workspace.names)
        stale = self._index.stale(workspace.files.items())
        if len(stale) <= AT_ONCE:
            self._put([(workspace.files[name], _read(workspace.files[name])) for name in stale], 0)
            return
        self._left = len(stale)
        self._find()
        files = [workspace.files[name] for name in stale]
        self.run_worker(
            lambda: self._read(files), thread=True, group="index", exclusive=True, exit_on_error=False
        )

    def _read(self, files: list[SpecFile]) -> None:
        worker = get_current_worker()
        batch: list[tuple[SpecFile, tuple[Item, ...]]] = []
        due = time.monotonic() + BATCH_SECONDS
        for left, file in enumerate(reversed(files)):
            if worker.is_cancelled:
                return
            batch.append((file, _read(file)))
            if time.monotonic() >= due:
                self.app.call_from_thread(self._put, batch, len(files) - left - 1)
                batch = []
                due = time.monotonic() + BATCH_SECONDS
            time.sleep(0)  # a key that waits goes first
        self.app.call_from_thread(self._put, batch, 0)

    def _put(self, read: list[tuple[SpecFile, tuple[Item, ...]]], left: int) -> None:
        for file, items in read:
            self._index.put(file.name, file, items)
        self._left = left
        if self.is_attached:
            self._find()

    # -- finding

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value != self._typed:
            self._find(event.value)

    def _find(self, typed: str | None = None) -> None:
        """Look for what is typed; what takes long is gone on with between keys."""
        fresh = typed is not None
        if typed is not None:
            self._typed = typed
        kind, rest = split(self._typed)
        query = Query.of(rest)
        self._search = self._index.search(query, kind if kind or query.words else "spec")
        self._go_on(kind, fresh=fresh)

    def _go_on(self, kind: Kind | None, *, fresh: bool = False) -> None:
        search = self._search
        if search is None:
            return
        due = time.monotonic() + PATIENCE
        found = next(search, None)
        if found is None:
            self._search = None
        while found is not None and time.monotonic() < due:
            more = next(search, None)
            if more is None:
                self._search = None
                break
            found = more
        if found is not None:
            self.hits.show(found.hits, top=fresh, empty=self._empty())
            self.query_one(Legend).show(kind, found.total, len(self._index), self._left)
            self.call_after_refresh(self._preview)
        if self._search is not None:
            self.call_later(self._go_on, kind)

    def _empty(self) -> str:
        if self._left or self._specui.workspace.loading:
            return "Nothing yet; specs are still being read"
        return "Nothing is called that; fewer letters find more" if self._typed.strip() else "Nothing here"

    # -- what is around it

    def _preview(self) -> None:
        view, hit = self.query_one(Surroundings), self.hits.hit
        if view.has_class("-hidden") or hit == self._previewed:
            return
        self._previewed = hit
        if hit is None or hit.item.file not in self._specui.workspace.files:
            view.clear()
            return
        file = self._specui.workspace.files[hit.item.file]
        contents = read_contents(file)
        entry = entry_at(outline(contents), hit.item.start)
        view.show(contents, entry.section, file.diagnostics, file=file.name, offset=hit.item.start)

    # -- keys

    def action_choose(self) -> None:
        """Go to what the cursor is on."""
        typed = self.query_one("#finder-input", Input).value
        if typed != self._typed:  # typed ahead of the list
            self._find(typed)
        if self._search is not None:
            for found in self._search:
                self.hits.show(found.hits, top=False)
        hit = self.hits.hit
        if hit is not None:
            self.dismiss(hit.item)

    def action_move(self, by: int) -> None:
        self.hits.move(by)
        self.call_after_refresh(self._preview)

    def action_page(self, way: int) -> None:
        self.action_move(way * max(1, self.hits.size.height - 1))

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_find(self) -> None:
        """Leave by the key that has opened it."""
        self.action_leave()


def _read(file: SpecFile) -> tuple[Item, ...]:
    return items_of(file.name, label_of(file.name.rpartition("/")[2]), read_contents(file))


class Surroundings(SectionView, can_focus=False):
    """The section that an item stands in."""


class Legend(Bar):
    """Which signs choose a kind; what was found of how much."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__(id="finder-legend")
        self._kind: Kind | None = None
        self._count = self._total = self._left = 0

    def show(self, kind: Kind | None, count: int, total: int, left: int) -> None:
        new = (kind, count, total, left)
        if new != (self._kind, self._count, self._total, self._left):
            self._kind, self._count, self._total, self._left = new
            self.refresh_changed()

    def on_resize(self) -> None:
        self.fit_height()

    def lines(self, columns: int) -> list[list[Cell]]:
        told = f"{self._count:,} of {self._total:,}"
        if self._left:
            told = f"{told} · {self._left:,} files to read"
        lines = legend(self._kind, columns)
        return [*lines, [Cell(f"  {told}", "muted")]]


class FinderKeys(Bar):
    """What the keys do."""

    base = "muted on panel"

    def __init__(self) -> None:
        super().__init__(id="finder-keys")

    def lines(self, columns: int) -> list[list[Cell]]:
        keys = (
            (said("list-choose", "finder"), "go there"),
            (said("list-leave", "finder"), "back"),
            (said_both("list-up", "list-down", "finder"), "choose"),
        )
        cells = [Cell("  ")]
        for key, word in keys:
            cells += [Cell(key, "key-hint bold"), Cell(f" {word}   ")]
        return [spread(cells, [], columns)]


class HitList(Drawn, ScrollView, can_focus=False):
    """What was found, a line each."""

    def __init__(self) -> None:
        super().__init__()
        self._hits: tuple[Hit, ...] = ()
        self._cursor = 0
        self._empty = ""

    @property
    def hit(self) -> Hit | None:
        """What the cursor is on."""
        return self._hits[self._cursor] if self._hits else None

    def show(self, hits: tuple[Hit, ...], *, top: bool, empty: str = "") -> None:
        """Show these, the cursor at the `top` or where it was."""
        before = self.hit
        self._hits, self._empty = hits, empty
        self._cursor = 0
        if not top and before is not None:
            self._cursor = next((n for n, hit in enumerate(hits) if hit.item == before.item), 0)
        self.virtual_size = Size(self.size.width, len(hits))
        self._show_cursor()
        self.refresh_changed()

    def move(self, by: int) -> None:
        self._cursor = max(0, min(self._cursor + by, len(self._hits) - 1))
        self._show_cursor()
        self.refresh_changed()

    def _show_cursor(self) -> None:
        self.scroll_to_region(Region(0, self._cursor, 1, 1), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if 0 <= index < len(self._hits) and isinstance(self.screen, Finder):
            self._cursor = index
            self.screen.action_choose()

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        index = y + self.scroll_offset.y
        if index >= len(self._hits):
            return (
                [Cell(f"   {self._empty}", "muted")] if not self._hits and y == 0 else []
            ), "text on panel"
        lit = index == self._cursor
        columns = self.scrollable_content_region.width
        return row(self._hits[index], columns, lit=lit), CURSOR if lit else "text on panel"
