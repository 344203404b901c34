"""Jumping: a label over everything one can go to, and what is typed goes there. What is drawn below does not move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from specui.tui.dialogs.jump_labels import labels, narrowed
from specui.tui.rendering.paint import Cell, Paint
from specui.tui.widgets.bars import Crumbs

if TYPE_CHECKING:
    from specui.tui.workbench.finding import Finding

LOOK, TYPED = "accent bold reverse on background", "muted reverse on background"
TOLD = (
    Cell(" "),
    Cell("a-z", "key-hint bold"),
    Cell(" go there  "),
    Cell("esc", "key-hint bold"),
    Cell(" back"),
)
"""In place of the keys that do something below."""


class Target(NamedTuple):
    """A place on the screen, in cells, and what going there means."""

    x: int
    y: int
    go: Callable[[], None]


class Jump(Screen[Callable[[], None]], inherit_bindings=False):
    """Returns what going to the target means whose label was typed, or None."""

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
    """The screen as it was, with labels on it."""

    def __init__(self, below: Sequence[Strip], targets: Sequence[Target]) -> None:
        super().__init__()
        self.typed = ""
        self._below = below
        self._targets = targets
        self._labels = labels(len(targets))
        self._paint: Paint | None = None

    @property
    def size_below(self) -> tuple[int, int]:
        """Columns and rows of what is below."""
        return (self._below[0].cell_length if self._below else 0), len(self._below)

    def type(self, typed: str) -> list[Target] | None:
        """Take letters; returns what they leave, None where that is nothing."""
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
            return self._paint.line(TOLD, self.size.width, "muted on panel")
        for number in narrowed(self._labels, self.typed):
            target, label = self._targets[number], self._labels[number]
            if target.y == y:
                strip = _over(strip, target.x, label, len(self.typed), self._paint)
        return strip


def _over(strip: Strip, x: int, label: str, typed: int, paint: Paint) -> Strip:
    end = x + len(label)
    drawn = [Segment(label[:typed], paint.style(TYPED)), Segment(label[typed:], paint.style(LOOK))]
    return Strip.join([strip.crop(0, x), Strip([s for s in drawn if s.text]), strip.crop(end)])


def targets_of(bench: Finding) -> list[Target]:
    """Return everything on the screen that one can go to, pane by pane from the top left."""
    found = {(target.y, target.x): target for target in _all(bench)}
    return [found[place] for place in sorted(found)]


def _all(bench: Finding) -> Iterator[Target]:
    yield from _titles(bench)
    yield from _tree(bench)
    yield from _tabs(bench)
    yield from _section(bench)
    yield from _problems(bench)


def _titles(bench: Finding) -> Iterator[Target]:
    crumbs = bench.query_one(Crumbs)
    for start, _, number in crumbs.areas if crumbs.display else ():

        def go_to(number: int = number) -> None:
            bench.action_go_pane(number)

        yield Target(crumbs.region.x + start, crumbs.region.y, go_to)
    for number, name in enumerate(("#tree-title", "#header", "#problems-title")):
        title = bench.query_one(name)
        region = title.region
        if region.height and title.parent is not None and title.display:

            def go(number: int = number) -> None:
                bench.action_go_pane(number)

            yield Target(region.x, region.y, go)


def _tree(bench: Finding) -> Iterator[Target]:
    tree = bench.tree_view
    if not tree.size.height or not bench.query_one("#tree-pane").display:
        return
    region, top = tree.content_region, tree.scroll_offset.y
    for y in range(min(region.height, len(tree.rows) - top)):

        def go(index: int = top + y) -> None:
            bench.focus_pane("tree")
            tree.go_to(index)

        yield Target(region.x, region.y + y, go)


def _tabs(bench: Finding) -> Iterator[Target]:
    from specui.tui.widgets.spec_header import SectionTabs

    tabs = bench.query_one(SectionTabs)
    if not bench.query_one("#section-pane").display:
        return
    region = tabs.content_region
    for line, start, _, number in tabs.areas:

        def go(number: int = number) -> None:
            bench.action_go_section(number)

        yield Target(region.x + start, region.y + line, go)


def _section(bench: Finding) -> Iterator[Target]:
    view = bench.section_view
    if not view.display or not bench.query_one("#section-pane").display or view.layout_shown is None:
        return
    region, top = view.content_region, view.scroll_offset.y
    for stop in view.layout_shown.stops:
        y = stop.first - top
        if 0 <= y < region.height:

            def go(number: int = stop.number) -> None:
                bench.leap()
                bench.focus_pane("section")
                view.go_to_stop(number)

            yield Target(region.x, region.y + y, go)


def _problems(bench: Finding) -> Iterator[Target]:
    panel = bench.panel
    if not bench.query_one("#problems-pane").display or not panel.size.height:
        return
    region = panel.content_region
    for y, index in panel.beginnings():

        def go(index: int = index) -> None:
            bench.focus_pane("problems")
            panel.select(panel.problems[index])

        yield Target(region.x, region.y + y, go)
