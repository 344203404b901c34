"""Textual's output of real widgets through the driver: the same picture after every frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.drivers.headless_driver import HeadlessDriver
from textual.screen import ModalScreen
from textual.widgets import Footer, Header, Input, OptionList, Static, TextArea, Tree
from textual.widgets.option_list import Option

from specui.tui.terminal.cells.reader import ENTER
from tests.tui.terminal.cells.emulators import SideBySide

TEXT = "\n".join(
    f"{number}. – a line │ of text 漢字 ✅ and more of it, **bold** `code` " * 2 for number in range(60)
)


class Recording(HeadlessDriver):
    """Pretends to be a terminal, and keeps what is written."""

    written: ClassVar[list[str]] = []

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.written.append(data)


class Dialog(ModalScreen[None]):
    CSS = "Dialog { align: center middle; } Static { width: 40; height: 9; border: thick $primary; }"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        yield Static(Content("over the rest 漢字漢字\n\n✅ " + "x" * 90))


class Widgets(App[None]):
    CSS = "Tree { width: 26; } OptionList { width: 24; border: round $accent; } TextArea { width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [("f2", "app.push_screen('dialog')", "Dialog")]
    SCREENS = {"dialog": Dialog}  # noqa: RUF012  # Textual's own declaration
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Header()
        with Horizontal():
            tree: Tree[None] = Tree("specs 漢字")
            for number in range(40):
                tree.root.add(f"folder {number} 日本", expand=number % 3 == 0).add_leaf(f"leaf – {number}")
            tree.root.expand()
            yield tree
            yield TextArea(TEXT, soft_wrap=True, show_line_numbers=True)
            yield OptionList(
                *[Option(Content(f"option {number} 🔴 with words that wrap")) for number in range(20)]
            )
        yield Input("typed 漢")
        yield Footer()


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    monkeypatch.setattr("textual.drivers.headless_driver.HeadlessDriver", Recording)
    Recording.written.clear()
    yield Recording.written
    Recording.written.clear()


async def test_real_widgets_look_the_same(written: list[str]) -> None:
    both = SideBySide(90, 24)
    frames = 0

    def catch_up() -> None:
        nonlocal frames
        for data in written:
            both.feed(data)
            frames += len(data) > 30
        written.clear()
        both.check()

    app = Widgets()
    async with app.run_test(size=(90, 24)) as pilot:
        both.screens.feed(ENTER)
        catch_up()
        keys = "down down enter down pagedown end tab h i enter pagedown down down right end x backspace tab down down"
        for key in (*keys.split(), "pagedown", "tab", "y", "f2", "escape", "shift+tab", "up"):
            await pilot.press(key)
            await pilot.pause()
            catch_up()
        for size in ((60, 30), (90, 24)):
            await pilot.resize_terminal(*size)
            both.resize(*size)
            await pilot.pause()
            app.refresh(layout=True)
            await pilot.pause()
            catch_up()
    assert frames > 30
    assert both.drawn_bytes < both.straight_bytes / 4
    print(f"Textual {both.straight_bytes:,} bytes, two screens {both.drawn_bytes:,}, {frames} frames")
