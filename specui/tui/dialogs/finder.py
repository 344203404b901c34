"""The finder: all specs and items by a few letters, with a preview where there is room."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.worker import get_current_worker

from specui.markdown.file_suffix import label_of
from specui.specs.search import Hit, Index, Item, Kind, Query, items_of
from specui.specs.search.index import Found
from specui.tui.bindings import bindings
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.dialogs.finder_rows import legend, row, split
from specui.tui.dialogs.list_keys import ListKeys, list_handlers
from specui.tui.models.outline import entry_at, outline
from specui.tui.ports import Files
from specui.tui.rendering.paint import Cell
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.row_list import RowList, Rows, text_rows
from specui.tui.widgets.section_view import SectionView
from specui.tui.widgets.text_input import TextInput
from specui.workspace.files.packed_file import read_contents
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.workspace import Workspace

WIDE = 100
"""From this many columns on, the preview shows."""
LOW = 30
"""With fewer rows than this, the finder has no margins."""
AT_ONCE = 8
"""This many changed files are read between two keys at most; more are read in a thread."""
SEARCH_SECONDS = 0.04
"""A search shows its first hits after this time, and takes keys before it goes on."""
BATCH_SECONDS = 0.2


class Finder(CommandScreen, ModalScreen[Item], inherit_bindings=False):
    """Returns the item to go to, or None. `index` is kept from one finder to the next."""

    CSS_PATH = "finder.tcss"
    AUTO_FOCUS = "#finder-input"
    BINDINGS = bindings("finder")

    def __init__(self, files: Files, index: Index) -> None:
        super().__init__()
        self._files = files
        self._index = index
        self._typed = ""
        self._unread = 0
        self._search: Iterator[Found] | None = None
        self._previewed: Hit | None = None
        self._hits: tuple[Hit, ...] = ()
        self.rows = RowList()

    def handlers(self) -> Handlers:
        return {
            **list_handlers(self.rows, self._choose, self._cancel),
            "find": Handler(self._cancel),  # the key that opens the finder closes it
        }

    def compose(self) -> ComposeResult:
        with Vertical(id="finder"):
            asks = "Type to search; a symbol first: one kind"
            yield TextInput(placeholder=asks, id="finder-input")
            yield Legend()
            with Horizontal(id="finder-found"):
                yield self.rows
                yield FinderPreview(id="finder-preview", classes="-hidden")
            yield ListKeys("finder", "Go to")

    def on_mount(self) -> None:
        self.on_resize()
        self._files.subscribe(self, self._workspace_changed)
        self._workspace_changed(self._files.workspace)

    def on_resize(self) -> None:
        self.set_class(self.size.height < LOW, "-low")
        self.query_one(FinderPreview).set_class(self.size.width < WIDE, "-hidden")
        self._previewed = None
        self.call_after_refresh(self._preview)

    # -- the index

    def _workspace_changed(self, workspace: Workspace) -> None:
        self._index.order(workspace.names)
        stale = self._index.stale(workspace.files.items())
        if len(stale) <= AT_ONCE:
            self._add([(workspace.files[name], _items(workspace.files[name])) for name in stale], 0)
            return
        self._unread = len(stale)
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
            batch.append((file, _items(file)))
            if time.monotonic() >= due:
                self.app.call_from_thread(self._add, batch, len(files) - left - 1)
                batch = []
                due = time.monotonic() + BATCH_SECONDS
            time.sleep(0)  # lets the event loop answer a waiting key first
        self.app.call_from_thread(self._add, batch, 0)

    def _add(self, read: list[tuple[SpecFile, tuple[Item, ...]]], unread: int) -> None:
        for file, items in read:
            self._index.put(file.name, file, items)
        self._unread = unread
        if self.is_attached:
            self._find()

    # -- the search

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value != self._typed:
            self._find(event.value)

    def _find(self, typed: str | None = None) -> None:
        """Search for what is typed; a long search goes on between keys."""
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
        due = time.monotonic() + SEARCH_SECONDS
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
            self._show_hits(found.hits, top=fresh)
            self.query_one(Legend).show(kind, found.total, len(self._index), self._unread)
            self.call_after_refresh(self._preview)
        if self._search is not None:
            self.call_later(self._go_on, kind)

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        return self._hits[self.rows.cursor] if self._hits else None

    def _show_hits(self, hits: tuple[Hit, ...], *, top: bool) -> None:
        """Show hits, with the cursor on the first one, or on the item that it was on."""
        before = self.hit
        self._hits = hits
        same = (n for n, hit in enumerate(hits) if before is not None and hit.item == before.item)
        cursor = 0 if top else next(same, 0)
        self.rows.show(len(hits), partial(_lay_out, hits, self._empty()), cursor=cursor)

    def _empty(self) -> str:
        if self._unread or self._files.workspace.loading:
            return "No matches yet; specs are still being read."
        return "No matches. Try fewer letters." if self._typed.strip() else "No specs here."

    def _preview(self) -> None:
        view, hit = self.query_one(FinderPreview), self.hit
        if view.has_class("-hidden") or hit == self._previewed:
            return
        self._previewed = hit
        files = self._files.workspace.files
        if hit is None or hit.item.file not in files:
            view.clear()
            return
        file = files[hit.item.file]
        contents = read_contents(file)
        entry = entry_at(outline(contents), hit.item.start)
        view.show(contents, entry.section, file.diagnostics, file=file.name, offset=hit.item.start)

    # -- commands

    def _choose(self) -> None:
        typed = self.query_one("#finder-input", Input).value
        if typed != self._typed:  # typed faster than the list follows
            self._find(typed)
        if self._search is not None:
            for found in self._search:
                self._show_hits(found.hits, top=False)
        hit = self.hit
        if hit is not None:
            self.dismiss(hit.item)

    def on_row_list_moved(self) -> None:
        self.call_after_refresh(self._preview)

    def on_row_list_chosen(self) -> None:
        self._choose()

    def _cancel(self) -> None:
        self.dismiss(None)


def _items(file: SpecFile) -> tuple[Item, ...]:
    return items_of(file.name, label_of(file.name.rpartition("/")[2]), read_contents(file))


class FinderPreview(SectionView, can_focus=False):
    """The section of the item under the cursor."""


class Legend(Bar):
    """The signs that choose a kind, and how much was found."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__(id="finder-legend")
        self._kind: Kind | None = None
        self._count = self._total = self._unread = 0

    def show(self, kind: Kind | None, count: int, total: int, unread: int) -> None:
        """Show the chosen kind, how many of all items were found, and how many files are still unread."""
        new = (kind, count, total, unread)
        if new != (self._kind, self._count, self._total, self._unread):
            self._kind, self._count, self._total, self._unread = new
            self.refresh_changed()

    def on_resize(self) -> None:
        self.fit_height()

    def lines(self, columns: int) -> list[list[Cell]]:
        found = f"{self._count:,} of {self._total:,} items"
        if self._unread:
            found = f"{found} · {self._unread:,} files to read"
        return [*legend(self._kind, columns), [Cell(f"  {found}", "muted")]]


def _lay_out(hits: Sequence[Hit], empty: str, columns: int) -> Rows:
    if not hits:
        return text_rows(empty, columns)
    return Rows(lambda line, current: (row(hits[line], columns, current=current), ""))
