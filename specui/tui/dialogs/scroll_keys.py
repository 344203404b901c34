"""The keys that scroll a text: lines, half pages, pages, its ends."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from specui.tui.commands.handlers import Handler, Handlers


def scroll_handlers(scrolled: Callable[[], Widget]) -> Handlers:
    """Return the handlers of a dialog with a long text, by the ids of the commands that move the cursor in a pane."""

    def half_page(way: int) -> None:
        widget = scrolled()
        lines = max(1, widget.scrollable_content_region.height // 2)
        widget.scroll_relative(y=way * lines, animate=False)

    page_down = Handler(lambda: scrolled().scroll_page_down(animate=False))
    return {
        "up": Handler(lambda: scrolled().scroll_up(animate=False)),
        "down": Handler(lambda: scrolled().scroll_down(animate=False)),
        "page-up": Handler(lambda: scrolled().scroll_page_up(animate=False)),
        "page-down": page_down,
        "read-on": page_down,
        "half-page-up": Handler(lambda: half_page(-1)),
        "half-page-down": Handler(lambda: half_page(1)),
        "first": Handler(lambda: scrolled().scroll_home(animate=False)),
        "last": Handler(lambda: scrolled().scroll_end(animate=False)),
    }
