"""What the labels of a jump can go to: titles, rows of the tree, tabs, items, problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.widget import Widget

from specui.tui.commands import PANE_ORDER, Place
from specui.tui.dialogs.jump import Jump, Target
from specui.tui.widgets.bars import Crumbs
from specui.tui.widgets.spec_header import SectionTabs
from specui.tui.workbench.bench import Bench


def jump_screen(bench: Bench) -> Jump:
    """Return the screen that puts a label on everything the user can go to."""
    found = {(target.y, target.x): target for target in _targets(bench)}
    return Jump(bench.view.picture(), [found[place] for place in sorted(found)])


def _targets(bench: Bench) -> Iterator[Target]:
    yield from _titles(bench)
    shown = {pane for pane in PANE_ORDER if any(w.display for w in bench.view.find(f"#{pane}-pane", Widget))}
    if "tree" in shown:
        yield from _tree(bench)
    if "section" in shown:
        yield from _tabs(bench)
        yield from _section(bench)
    if "problems" in shown:
        yield from _problems(bench)


def _titles(bench: Bench) -> Iterator[Target]:
    focus = bench.view.focus_pane
    for crumbs in bench.view.find("#crumbs", Crumbs):
        if crumbs.display:
            for start, _, pane in crumbs.areas:
                yield Target(crumbs.region.x + start, crumbs.region.y, partial(focus, pane))
    for pane, selector in zip(PANE_ORDER, ("#tree-title", "#header", "#problems-title"), strict=True):
        (title,) = bench.view.find(selector, Widget)
        if title.region.height and title.display:
            yield Target(title.region.x, title.region.y, partial(focus, pane))


def _tree(bench: Bench) -> Iterator[Target]:
    tree = bench.view.tree_view
    if not tree.size.height:
        return
    region, top = tree.content_region, tree.scroll_offset.y
    for y in range(min(region.height, len(tree.rows) - top)):
        yield Target(region.x, region.y + y, _go(bench, "tree", partial(tree.go_to, top + y)))


def _tabs(bench: Bench) -> Iterator[Target]:
    for tabs in bench.view.find("#tabs", SectionTabs):
        region = tabs.content_region
        for line, start, _, number in tabs.areas:
            go = _go(bench, "section", partial(bench.navigator.go_to_number, number))
            yield Target(region.x + start, region.y + line, go)


def _section(bench: Bench) -> Iterator[Target]:
    section = bench.view.section_view
    if not section.display or section.layout_shown is None:
        return
    region, top = section.content_region, section.scroll_offset.y

    def go(number: int) -> None:
        bench.navigator.leap()
        bench.view.focus_pane("section")
        section.go_to_element(number)

    for element in section.layout_shown.elements:
        y = element.first - top
        if 0 <= y < region.height:
            yield Target(region.x, region.y + y, partial(go, element.number))


def _problems(bench: Bench) -> Iterator[Target]:
    panel = bench.view.panel
    if not panel.size.height:
        return
    region = panel.content_region
    for y, index in panel.beginnings():
        problem = panel.problems[index]
        yield Target(region.x, region.y + y, _go(bench, "problems", partial(panel.select, problem)))


def _go(bench: Bench, pane: Place, then: Callable[[], None]) -> Callable[[], None]:
    def go() -> None:
        bench.view.focus_pane(pane)
        then()

    return go
