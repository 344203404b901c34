"""The keys that scroll a text: lines, half pages, pages, its ends."""

from __future__ import annotations

from textual.widget import Widget


class ScrollKeys:
    """A mixin for dialogs that show a long text; its commands are the ones that move the cursor in a pane."""

    @property
    def scrolled(self) -> Widget:
        """The widget that holds the text."""
        raise NotImplementedError

    def action_cursor_up(self) -> None:
        self.scrolled.scroll_up(animate=False)

    def action_cursor_down(self) -> None:
        self.scrolled.scroll_down(animate=False)

    def action_page_up(self) -> None:
        self.scrolled.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        self.scrolled.scroll_page_down(animate=False)

    def action_half_page_up(self) -> None:
        self._scroll_half_page(-1)

    def action_half_page_down(self) -> None:
        self._scroll_half_page(1)

    def action_first(self) -> None:
        self.scrolled.scroll_home(animate=False)

    def action_last(self) -> None:
        self.scrolled.scroll_end(animate=False)

    def _scroll_half_page(self, way: int) -> None:
        lines = max(1, self.scrolled.scrollable_content_region.height // 2)
        self.scrolled.scroll_relative(y=way * lines, animate=False)
