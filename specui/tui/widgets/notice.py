"""What stands in a pane that has nothing else to show: a few sentences, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from specui.tui.text import content


class Notice(VerticalScroll, can_focus=True):
    """A heading, paragraphs, and a block of text as it would stand in a file."""

    def compose(self):  # type: ignore[no-untyped-def]  # noqa: ANN201 - Textual's generator
        yield Static(id="notice-text")

    def show(self, title: str, sentences: Sequence[str] = (), block: str = "") -> None:
        """Show them; all of it is drawn as it stands."""
        parts = [content(title, "bold"), *(content(sentence) for sentence in sentences)]
        text = Content("\n\n").join(parts)
        if block.strip():
            text = Content("\n\n").join([text, content(block.strip(), "$faint")])
        self.query_one("#notice-text", Static).update(text)
