"""A tree, an editor and keys that paint a lot; terminal/cells/test_terminal.py runs it in a real terminal.

    python tests/tui/apps/two_screens.py CHANNEL [early]

What the keys do is told in lines on CHANNEL, a named pipe. f4 paints all cells of the screen anew,
f3 hands the terminal to a program that reads a line, f9 stops the process, f10 leaves. With `early` a first frame is drawn before the app is there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.color import Color
from textual.containers import Horizontal
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Footer, TextArea, Tree

from specui.tui.terminal.driver import SpecuiDriver
from specui.tui.terminal.first_frame import FirstFrame
from specui.tui.terminal.terminal_app import TerminalApp, install_signal_handlers
from specui.tui.widgets.text_editor import MarkdownEditor

SAMPLE = Path(__file__).parents[3] / "sample_specs" / "tier2-core" / "boarding-passes.md"
TEXT = "READY\n" + SAMPLE.read_text(encoding="utf-8") * 8


class Noise(Widget):
    """Each cell in another colour, and all of them different each time."""

    count = painted = 0

    def render_line(self, y: int) -> Strip:
        cells = []
        for x in range(self.size.width):
            seed = (self.count * 7919 + y * 104729 + x * 1299709) & 0xFFFFFF
            cells.append(Segment(chr(33 + seed % 90), Style(color=Color.parse(f"#{seed:06x}").rich_color)))
        self.painted = self.count
        if y == 0:
            cells[:12] = [Segment(f"COUNT {self.count:06}")]
        return Strip(cells)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return viewport.height


class TwoScreens(TerminalApp[None]):
    CSS = "Tree { width: 38; } MarkdownEditor { width: 1fr; } Noise { display: none; height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f3", "hand_over", "Hand over"),
        ("f4", "paint", "Paint"),
        ("f9", "suspend_process", "Stop"),
        ("f10", "quit", "Leave"),
    ]
    ENABLE_COMMAND_PALETTE = False
    moves = told = 0

    def compose(self) -> ComposeResult:
        with Horizontal():
            tree: Tree[None] = Tree("specs")
            for number in range(100):
                tree.root.add_leaf(f"2024-{number:03}-a-spec-with-a-name.md")
            tree.root.expand()
            yield tree
            yield MarkdownEditor(id="editor")
            yield Noise()
        yield Footer()

    def on_mount(self) -> None:
        self.channel = os.open(sys.argv[1], os.O_WRONLY)
        install_signal_handlers(self, lambda: self.tell("kept"))
        self.query_one(MarkdownEditor).load(TEXT)

    def on_ready(self) -> None:
        self.tell("ready")

    def tell(self, what: str) -> None:
        os.write(self.channel, f"{what}\n".encode())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self.tell(f"text {len(event.text_area.text)}")

    def on_text_area_selection_changed(self) -> None:
        self.moves += 1
        self.tell(f"moved {self.moves}")

    def action_paint(self) -> None:
        noise = self.query_one(Noise)
        self.query_one(Tree).display = self.query_one(MarkdownEditor).display = False
        noise.display = True
        noise.count += 1
        noise.refresh()

    def post_display_hook(self) -> None:
        for noise in self.query(Noise):
            if noise.painted > self.told:
                self.told = noise.painted
                self.tell(f"count {noise.painted}")

    def action_hand_over(self) -> None:
        with self.suspend():
            os.write(1, b"\x1b[31;44mHANDED OVER\n")
            os.read(0, 100)


if __name__ == "__main__":
    if "early" in sys.argv:
        SpecuiDriver.frame = FirstFrame().__enter__()
        SpecuiDriver.frame.draw("\x1b[3;60H\x1b[1mEARLY\x1b[0m")
    app = TwoScreens()
    app.run()
    sys.exit(app.return_code)
