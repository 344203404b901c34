"""Jumping: a label over each place on the screen; typing a label goes there. The picture below the labels stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, Protocol

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from specui.tui.dialogs.jump_labels import labels, narrowed
from specui.tui.rendering.paint import Cell, Paint
from specui.tui.widgets.bars import Crumbs
from specui.tui.widgets.problems_panel import ProblemsPanel
from specui.tui.widgets.section_view import SectionView
from specui.tui.widgets.spec_header import SectionTabs
from specui.tui.widgets.spec_tree import SpecTree

LOOK, TYPED = "accent bold reverse on background", "muted reverse on background"
FOOTER = (
    Cell(" "),
    Cell("a-z", "key-hint bold"),
    Cell(" Go to  "),
    Cell("esc", "key-hint bold"),
    Cell(" Cancel"),
)
"""Replaces the footer of the screen below."""


class Target(NamedTuple):
    """A place on the screen, in cells, and what goes there."""

    x: int
    y: int
    go: Callable[[], None]


class JumpView(Protocol):
    """The main screen, as jumping sees it: its widgets, None for a hidden one, and the ways to go to a place."""

    @property
    def crumbs(self) -> Crumbs | None: ...

    @property
    def pane_titles(self) -> Sequence[Widget | None]:
        """The titles of the panes in the order of their numbers."""

    @property
    def tree(self) -> SpecTree | None: ...

    @property
    def tabs(self) -> SectionTabs | None: ...

    @property
    def section(self) -> SectionView | None: ...

    @property
    def problems(self) -> ProblemsPanel | None: ...

    def go_to_pane(self, number: int) -> None:
        """Focus a pane."""

    def go_to_row(self, index: int) -> None:
        """Go to a row of the tree."""

    def go_to_section(self, number: int) -> None:
        """Open a section."""

    def go_to_stop(self, number: int) -> None:
        """Go to an item of the open section."""

    def go_to_problem(self, index: int) -> None:
        """Go to a problem in the list."""


class Jump(Screen[Callable[[], None]], inherit_bindings=False):
    """Returns what goes to the chosen target, or None. `below` is the picture of the screen below."""

    CSS = "Jump { layout: vertical; overflow: hidden; } Labelled { width: 100%; height: 100%; }"

    def __init__(self, below: Sequence[Strip], targets: Sequence[Target]) -> None:
        super().__init__()
        self._labelled = Labelled(below, targets)

    def compose(self) -> ComposeResult:
        yield self._labelled

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if event.key == "backspace" and self._labelled.typed:
            self._labelled.type("")
            return
        letter = (event.character or "").lower()
        found = self._labelled.type(self._labelled.typed + letter) if len(letter) == 1 else None
        if found is None or len(found) == 1:
            self.dismiss(found[0].go if found else None)

    def on_resize(self, event: events.Resize) -> None:
        if self.is_current and event.size != self._labelled.size_below:
            self.dismiss(None)

    def on_click(self) -> None:
        self.dismiss(None)


class Labelled(Widget):
    """The picture of the screen below, with labels."""

    def __init__(self, below: Sequence[Strip], targets: Sequence[Target]) -> None:
        super().__init__()
        self.typed = ""
        self._below = below
        self._targets = targets
        self._labels = labels(len(targets))
        self._paint: Paint | None = None

    @property
    def size_below(self) -> tuple[int, int]:
        """Columns and rows of the screen below."""
        return (self._below[0].cell_length if self._below else 0), len(self._below)

    def type(self, typed: str) -> list[Target] | None:
        """Take all letters typed so far; returns the targets that match, or None for no match."""
        kept = narrowed(self._labels, typed)
        if not kept:
            return None
        self.typed = typed
        self.refresh()
        return [self._targets[number] for number in kept]

    def render_line(self, y: int) -> Strip:
        if self._paint is None:
            self._paint = Paint(self.app.theme_variables)
        strip = self._below[y] if y < len(self._below) else Strip.blank(self.size.width)
        if y == len(self._below) - 1:
            return self._paint.line(FOOTER, self.size.width, "muted on panel")
        for number in narrowed(self._labels, self.typed):
            target, label = self._targets[number], self._labels[number]
            if target.y == y:
                strip = _over(strip, target.x, label, len(self.typed), self._paint)
        return strip


def _over(strip: Strip, x: int, label: str, typed: int, paint: Paint) -> Strip:
    end = x + len(label)
    drawn = [Segment(label[:typed], paint.style(TYPED)), Segment(label[typed:], paint.style(LOOK))]
    return Strip.join([strip.crop(0, x), Strip([s for s in drawn if s.text]), strip.crop(end)])


def targets_of(view: JumpView) -> list[Target]:
    """Return all places on the screen, from the top left."""
    found = {(target.y, target.x): target for target in _all(view)}
    return [found[place] for place in sorted(found)]


def _all(view: JumpView) -> Iterator[Target]:
    yield from _titles(view)
    yield from _tree(view)
    yield from _tabs(view)
    yield from _section(view)
    yield from _problems(view)


def _titles(view: JumpView) -> Iterator[Target]:
    crumbs = view.crumbs
    if crumbs is not None:
        for start, _, number in crumbs.areas:
            yield Target(crumbs.region.x + start, crumbs.region.y, partial(view.go_to_pane, number))
    for number, title in enumerate(view.pane_titles):
        if title is not None and title.region.height:
            yield Target(title.region.x, title.region.y, partial(view.go_to_pane, number))


def _tree(view: JumpView) -> Iterator[Target]:
    tree = view.tree
    if tree is None or not tree.size.height:
        return
    region, top = tree.content_region, tree.scroll_offset.y
    for y in range(min(region.height, len(tree.rows) - top)):
        yield Target(region.x, region.y + y, partial(view.go_to_row, top + y))


def _tabs(view: JumpView) -> Iterator[Target]:
    tabs = view.tabs
    if tabs is None:
        return
    region = tabs.content_region
    for line, start, _, number in tabs.areas:
        yield Target(region.x + start, region.y + line, partial(view.go_to_section, number))


def _section(view: JumpView) -> Iterator[Target]:
    section = view.section
    if section is None or section.layout_shown is None:
        return
    region, top = section.content_region, section.scroll_offset.y
    for stop in section.layout_shown.stops:
        y = stop.first - top
        if 0 <= y < region.height:
            yield Target(region.x, region.y + y, partial(view.go_to_stop, stop.number))


def _problems(view: JumpView) -> Iterator[Target]:
    panel = view.problems
    if panel is None or not panel.size.height:
        return
    for y, index in panel.beginnings():
        yield Target(panel.content_region.x, panel.content_region.y + y, partial(view.go_to_problem, index))
