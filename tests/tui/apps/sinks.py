"""Every widget that draws text, with a hostile text; test_sinks.py runs it in a real terminal.

    python tests/tui/apps/sinks.py safe|raw HEX

`safe` hands the text over as specui does, `raw` past `specui.tui.rendering.safe_text`, for the net behind it. The keys: f10 leaves,
f9 crashes. A click that did what the text says would show ACTED.
"""

from __future__ import annotations

import sys
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import (
    Button,
    DataTable,
    Header,
    Input,
    Label,
    OptionList,
    Static,
    TabbedContent,
    TabPane,
    Tree,
)
from textual.widgets.option_list import Option

from specui.tui.rendering.inline_markdown import inline
from specui.tui.rendering.safe_text import safe
from specui.tui.terminal.terminal_app import TerminalApp
from specui.tui.widgets.text_editor import MarkdownEditor

RAW = sys.argv[1] == "raw"
TEXT = bytes.fromhex(sys.argv[2]).decode("utf-8", "surrogateescape")


def as_content(text: str) -> Content:
    return Content(text, strip_control_codes=False) if RAW else Content(safe(text, keep_newlines=True))


def as_rich(text: str) -> Text:
    return Text(text if RAW else safe(text))


def as_line(text: str) -> str:
    return text if RAW else safe(text)


class Sinks(TerminalApp[str]):
    CSS = "MarkdownEditor { height: 4; } Tree { height: 3; } DataTable { height: 3; } TabbedContent { height: 4; }"
    BINDINGS: ClassVar[list[BindingType]] = [("f10", "leave", "Leave"), ("f9", "crash", "Crash")]
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        self.title = self.sub_title = as_line(TEXT)
        yield Header()
        with VerticalScroll(can_focus=False):
            yield Static(as_content(TEXT))
            yield Label(as_content(TEXT))
            if not RAW:
                yield Static(inline(TEXT))
            tree: Tree[None] = Tree(as_rich(TEXT))
            tree.root.add_leaf(as_rich(TEXT))
            tree.root.expand()
            yield tree
            yield DataTable(cursor_type="row")
            yield OptionList(Option(as_content(TEXT)), Option(as_content(TEXT)))
            yield Button(as_content(TEXT))
            # An Input is for what a person types; file text in it goes through `safe` first.
            yield Input(as_line(TEXT), placeholder=as_line(TEXT))
            yield MarkdownEditor()
            with TabbedContent():
                yield TabPane(as_content(TEXT), Static(as_content(TEXT)))

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_column(as_rich(TEXT))
        table.add_row(as_rich(TEXT), label=as_rich(TEXT))
        self.query_one(MarkdownEditor).load(TEXT)
        self.query_one(Static).tooltip = as_content(TEXT)
        self.query_one(Tree).border_title = as_content(TEXT)
        self.notify(TEXT, title=TEXT, timeout=600)
        self.query_one(Label).notify(TEXT, timeout=600)

    def on_ready(self) -> None:
        self.query_one(DataTable).focus()
        self.call_after_refresh(self.notify, "READY", timeout=600)

    def action_leave(self) -> None:
        self.exit("left", message=TEXT)

    def action_crash(self) -> None:
        local = TEXT
        raise RuntimeError(local)

    def action_act(self) -> None:
        self.notify("ACTED")


if __name__ == "__main__":
    app = Sinks()
    app.run()
    sys.exit(app.return_code)
